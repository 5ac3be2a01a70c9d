import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";

const policy = "/usr/sbin/policy-rc.d";

/**
 * Install packages of Debian, if this process may. A service that comes with one is not started.
 *
 * @param {readonly string[]} packages
 */
export function install(packages) {
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const refused = asRoot.length === 0 && !existsSync(policy);
  if (refused) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  process.once("SIGINT", () => process.exit(130)); // once the line below has put things in order
  const options = "-y -qq --no-install-recommends -o DPkg::Lock::Timeout=120";
  for (const command of ["apt-get update -qq", `apt-get install ${options} ${packages.join(" ")}`]) {
    const [program = "", ...args] = [...asRoot, ...command.split(" ")];
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync(program, args, { stdio: ["ignore", "ignore", "inherit"], env });
  }
  if (refused) rmSync(policy);
}
