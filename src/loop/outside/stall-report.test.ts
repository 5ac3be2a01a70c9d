import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** What a program prints on stderr that holds virtual time until `release` calls `hold.release()`. */
async function stderrOf(release: string): Promise<string> {
  const program = `
    import { createTask, run, sleep } from "./dist/index.js";
    import { virtualClock, virtualLoop } from "./dist/testing.js";
    const clock = virtualClock();
    const hold = clock.hold();
    const alive = setInterval(() => {}, 1_000);
    ${release}
    await run(async () => {
      createTask(() => sleep(5), { name: "sleeper" });
      await sleep(10);
    }, { loopFactory: virtualLoop({ clock }) });
    clearInterval(alive);
  `;
  const { stderr } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  return stderr;
}

it("says on stderr who waits for what when virtual time has stood still for a second", async () => {
  const release = "const { error } = console; console.error = (text) => { error(text); hold.release(); };";

  expect(await stderrOf(release)).toMatchInlineSnapshot(`
    "timeloom: virtual time has stood at t=0 s for a second, waiting for the outside world
      time is held: by clock.hold() or by external()
      Task-1  waits for sleep(10)
      sleeper  waits for sleep(5)
      hint: run with { debug: true } to see where; a server or timer that need not be waited for can be unref()ed
    "
  `);
});

it("says nothing if time passes again before", async () => {
  expect(await stderrOf("setTimeout(() => hold.release(), 20);")).toBe("");
});
