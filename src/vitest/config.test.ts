import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { timeloom } from "#vitest/config";
import { projectOf, vitestRun } from "./fixtures/run.mjs";

const folder = projectOf("world");
copyFileSync("src/vitest/fixtures/with-world.config.mjs", join(folder, "with-world.config.mjs"));
afterAll(() => rmSync(folder, { recursive: true }));

const vitest = (...args: readonly string[]): ReturnType<typeof vitestRun> =>
  vitestRun(folder, { args: ["--config", "with-world.config.mjs", ...args] });

it("the plugin gives all tests a simulated world, whose faults are explored, stored and replayed", async () => {
  const first = await vitest();

  expect(first.output).toMatch(/^ +Tests {2}1 failed \| 3 passed/m);
  expect(first.output).toMatch(/segment 1 \(200 OK\) is lost, and so is all that follows it/);
  expect(readFileSync(join(folder, "__schedules__/world.spec.mjs.txt"), "utf8")).toMatch(/pays once.*=loseReply$/m);
  expect((await vitest()).output).toMatch(/stored +__schedules__\/world\.spec\.mjs\.txt: replayed first$/m);
});

it.each(["forks", "threads", "vmThreads"])("the network is simulated in the pool %s", async (pool) => {
  const { output } = await vitest("--pool", pool, "-t", "network|real one");

  expect(output).toMatch(/^ +Tests {2}3 passed \| 1 skipped/m);
});

it.each([
  [{ world: "simulate" }, 'TypeError: world must be "real" or "simulated", got "simulate"'],
  [{ wolrd: "simulated" }, "ValueError: Unknown option of timeloom(): wolrd"],
  [null, "TypeError: settings must be an object, got null"],
])("timeloom(%o) is refused: %s", (settings: unknown, text) => {
  const make = (): unknown => timeloom(settings as Parameters<typeof timeloom>[0]);

  expect(make).toThrow(expect.objectContaining({ message: expect.stringContaining(text.replace(/^\w+: /, "")) }));
  expect(make).toThrow(expect.objectContaining({ name: /^\w+/.exec(text)?.[0] }));
});
