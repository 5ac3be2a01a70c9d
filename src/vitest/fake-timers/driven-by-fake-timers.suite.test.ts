import { spawnSync } from "node:child_process";
import { env, execPath } from "node:process";
import { expect, it } from "vitest";

it("lets a suite that was written for fake timers pass unmodified", () => {
  const { status, stdout } = spawnSync(
    execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--config", "scripts/suites/vitest.config.mjs"],
    {
      env: { ...env, SUITES_VIRTUAL: "1", SUITES_SPEC: "async-mutex.own.mjs", NO_COLOR: "1", VITEST: "" },
      encoding: "utf8",
    },
  );

  expect(stdout).toMatch(/Tests {2}62 passed \(62\)/);
  expect(status).toBe(0);
});
