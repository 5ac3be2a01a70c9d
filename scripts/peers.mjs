// Streams are tested against programs of other people: Debian's, installed here if one is missing and may be.
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { install } from "./install.mjs";

/** The package of each program. @type {Readonly<Record<string, string>>} */
const packages = {
  curl: "curl",
  nc: "netcat-openbsd",
  nginx: "nginx-light",
  openssl: "openssl",
  postgres: "postgresql",
  python3: "python3",
  "redis-server": "redis-server",
};

// nginx and PostgreSQL lie where a user's PATH does not look.
const folders = () => [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", ...versionsOf("/usr/lib/postgresql")];
const missing = () =>
  Object.keys(packages).filter((program) => !folders().some((folder) => existsSync(join(folder, program))));

const wanted = missing();
if (wanted.length > 0) {
  install(wanted.map((program) => packages[program] ?? program));
  const lacking = missing();
  if (lacking.length > 0) {
    const names = lacking.map((program) => packages[program]).join(" ");
    console.error(
      `${lacking.join(", ")}: missing, so tests of peers and scenarios will fail\n  hint: apt-get install ${names}`,
    );
  }
}

/** Debian keeps the programs of each version of PostgreSQL in a folder. @param {string} folder */
function versionsOf(folder) {
  return existsSync(folder) ? readdirSync(folder).map((version) => join(folder, version, "bin")) : [];
}
