import { readFileSync } from "node:fs";
import { getRunningLoop, run } from "timeloom";
import { fakeGlobals, virtualLoop } from "timeloom/testing";
import { describe, expect, it } from "vitest";
import { Stopwatch } from "./behaviour.ts";
import { libraries } from "./index.ts";
import { inVirtualTime } from "./time.ts";

describe.each(libraries)("$name", (library) => {
  it.each(library.behaviours)("$title", async (behaviour) => {
    await expect(inVirtualTime(library, behaviour)).resolves.toBeUndefined();
  });
});

describe("the versions", () => {
  it("are those that are installed", () => {
    const { devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    for (const { name } of libraries) {
      const [library = "", version] = name.split(" ");
      expect(devDependencies[library]).toBe(version);
    }
  });
});

describe("a library that captures setTimeout when it is imported", () => {
  /** Every import of it is a new module, as a package that is imported for the first time. */
  const importedNow = async (): Promise<{ readonly pause: (ms: number) => Promise<void> }> => {
    captured += 1;
    const source = `/* ${captured} */ const later = setTimeout; export const pause = (ms) => new Promise((resolve) => later(resolve, ms));`;
    return (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`)) as never;
  };
  let captured = 0;

  const passed = (pause: (ms: number) => Promise<void>): Promise<number> =>
    run(
      async () => {
        await pause(1);
        return getRunningLoop().time();
      },
      { loopFactory: virtualLoop() },
    );

  it("is on loop time if it is imported after fakeGlobals()", async () => {
    using _globals = fakeGlobals();
    const { pause } = await importedNow();

    expect(await passed(pause)).toBe(0.001);
  });

  it("keeps real time if it is imported before, and virtual time stands while it is waited for", async () => {
    const { pause } = await importedNow();
    using _globals = fakeGlobals();

    expect(await passed(pause)).toBe(0);
  });

  it("waits in real time again once the globals are restored", async () => {
    const globals = fakeGlobals();
    const { pause } = await importedNow();
    globals.restore();

    await expect(pause(1)).resolves.toBeUndefined();
  });
});

describe("a stopwatch", () => {
  it("demands exact times in virtual time, and forgives lateness in real time", () => {
    expect(() => new Stopwatch(0).were([1.001], [1])).toThrow("1.001");
    expect(() => new Stopwatch(0.25).were([1.2], [1])).not.toThrow();
    expect(() => new Stopwatch(0.25).were([1.3], [1])).toThrow("1.3");
    expect(() => new Stopwatch(0.25).were([0.9], [1])).toThrow("0.9");
  });
});
