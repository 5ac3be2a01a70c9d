import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";

/** What a program prints on stdout and what it warns of, in a process of its own: Node gives some warnings once per process. */
function printed(program: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program]);
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    child.on("close", () => resolve(text));
  });
}

const delays =
  '[undefined, null, true, "", "7", "x", {}, [3], 5n, Symbol("s"), NaN, -0, 0, 0.5, 1.7, -1, -Infinity, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, Infinity]';

/** Tells each way to wait each delay: how long it is, or how it is refused. */
const askForEach = `
  import timers from "node:timers/promises";
  const log = (name, delay, outcome) => console.log(name, typeof delay, String(delay), outcome);
  process.on("warning", ({ name, message }) => console.log(name, message));
  const refused = (error) => error.code ?? error.name;
  const isShort = async (name, delay, start) => {
    const stop = new AbortController();
    let outcome = "long";
    try {
      const waited = Promise.resolve(start(stop.signal)).then(() => (outcome = "short"), (error) => (outcome = refused(error)));
      await Promise.race([waited, new Promise((resolve) => setTimeout(resolve, 200))]);
    } catch (error) { outcome = refused(error); }
    log(name, delay, outcome);
    stop.abort();
  };
  const ways = {
    setTimeout: (delay) => (signal) => new Promise((resolve) => { const timer = setTimeout(resolve, delay); signal.onabort = () => clearTimeout(timer); }),
    setInterval: (delay) => (signal) => new Promise((resolve) => { const timer = setInterval(resolve, delay); signal.onabort = () => clearInterval(timer); }),
    "promised setTimeout": (delay) => (signal) => timers.setTimeout(delay, 1, { signal }),
    "promised setInterval": (delay) => (signal) => timers.setInterval(delay, 1, { signal }).next(),
    "scheduler.wait": (delay) => (signal) => timers.scheduler.wait(delay, { signal }),
    "AbortSignal.timeout": (delay) => () => { const signal = AbortSignal.timeout(delay); return new Promise((resolve) => (signal.onabort = resolve)); },
  };
  const askForEach = async () => {
    for (const [name, way] of Object.entries(ways)) for (const delay of ${delays}) await isShort(name, delay, way(delay));
    for (const settings of [null, 5, { signal: 5 }, { ref: 5 }]) {
      await isShort("settings " + JSON.stringify(settings), 1, () => timers.setTimeout(1, 1, settings));
      await isShort("settings " + JSON.stringify(settings), 1, () => timers.setImmediate(1, settings));
      await isShort("settings " + JSON.stringify(settings), 1, () => timers.setInterval(1, 1, settings).next());
    }
  };`;

describe("delays that are none, or that Node's timers cannot hold", () => {
  it("are read and warned of as this version of Node does, whatever is waited with", { timeout: 60_000 }, async () => {
    const [host, loop] = await Promise.all([
      printed(`${askForEach}\nawait askForEach();`),
      printed(`
        import { run } from ${JSON.stringify(import.meta.resolve("#index"))};
        import { fakeGlobals, virtualLoop } from ${JSON.stringify(import.meta.resolve("#testing"))};
        ${askForEach}
        fakeGlobals();
        await run(askForEach, { loopFactory: virtualLoop() });`),
    ]);

    expect(host).toContain("TimeoutOverflowWarning 2147483648 does not fit into a 32-bit signed integer.");
    expect(host).toContain("AbortSignal.timeout number 4294967296 ERR_OUT_OF_RANGE");
    expect(loop).toBe(host);
  });

  it("are a millisecond, also for an interval", async () => {
    const text = await printed(`
      import { getRunningLoop, run } from ${JSON.stringify(import.meta.resolve("#index"))};
      import { fakeGlobals, virtualLoop } from ${JSON.stringify(import.meta.resolve("#testing"))};
      fakeGlobals();
      await run(() => new Promise((resolve) => {
        const times = [];
        const timer = setInterval(() => {
          if (times.push(getRunningLoop().time()) < 3) return;
          clearInterval(timer);
          console.log(...times);
          resolve();
        }, 2 ** 31);
      }), { loopFactory: virtualLoop() });`);

    expect(text).toBe("0.001 0.002 0.003\n");
  });
});
