// The pages are tested in a real browser: Debian's Chromium, installed here if it is missing and may be.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const found = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(found)) {
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  for (const command of ["apt-get update -qq", "apt-get install -y -qq --no-install-recommends chromium"]) {
    const [program, ...args] = [...asRoot, ...command.split(" ")];
    spawnSync(program ?? "", args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  if (!existsSync(found)) {
    console.error(
      "Chromium is missing: the tests of pages will fail\n  hint: install it, and set CHROMIUM to its path",
    );
  }
}
