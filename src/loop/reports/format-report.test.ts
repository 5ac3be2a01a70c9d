import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { type BaseEventLoop, type ExceptionContext, sleep } from "#index";
import { formatReport } from "#loop/reports/format-report";
import { virtualLoop } from "#testing";

/** A loop whose default handler keeps what it hears. */
function loopThatKeeps(heard: ExceptionContext[]): BaseEventLoop {
  const loop = virtualLoop()();
  loop.defaultExceptionHandler = (context) => void heard.push(context);
  return loop;
}

describe("the exception handler of a loop", () => {
  it("hears what the loop reports, and the default one does not", () => {
    const heard: unknown[] = [];
    const byDefault: ExceptionContext[] = [];
    const loop = loopThatKeeps(byDefault);
    const context = { message: "report" };

    loop.setExceptionHandler((from, told) => heard.push(from === loop, told === context));
    loop.callExceptionHandler(context);

    expect([heard, byDefault]).toEqual([[true, true], []]);
  });

  it("is the default one if none is set, or null", () => {
    const byDefault: ExceptionContext[] = [];
    const loop = loopThatKeeps(byDefault);
    const handler = (): void => {};
    expect(loop.getExceptionHandler()).toBeNull();

    loop.callExceptionHandler({ message: "first" });
    loop.setExceptionHandler(handler);
    expect(loop.getExceptionHandler()).toBe(handler);
    loop.setExceptionHandler(null);
    loop.callExceptionHandler({ message: "second" });

    expect(byDefault.map(({ message }) => message)).toEqual(["first", "second"]);
  });

  it("may fail: the default one hears of its error, and the loop goes on", () => {
    const byDefault: ExceptionContext[] = [];
    const loop = loopThatKeeps(byDefault);
    const failure = new Error("broken handler");
    loop.setExceptionHandler(() => {
      throw failure;
    });

    const value = loop.runSync(function* () {
      loop.callSoon(() => {
        throw new Error("broken callback");
      });
      yield* sleep(1);
      return "went on";
    });

    expect(value).toBe("went on");
    expect(byDefault).toMatchObject([{ message: "Unhandled error in exception handler", exception: failure }]);
  });
});

describe("formatReport()", () => {
  it("gives the message, then each key on a line of its own, then the error with its stack", () => {
    const loop = virtualLoop()();
    const exception = new Error("broken");
    const handle = loop.callSoon(function ring() {});

    const lines = formatReport({ message: "It failed", exception, handle }).split("\n");

    expect(lines.slice(0, 3)).toEqual(["It failed", "handle: <Handle ring>", "Error: broken"]);
    expect(lines[3]).toMatch(/^ +at .*format-report\.test\.ts/);
  });

  it("shows an exception that is no Error, or has no stack", () => {
    const bare = new Error("bare");
    delete bare.stack;

    expect(formatReport({ message: "It failed", exception: 7 })).toBe("It failed\n7");
    expect(formatReport({ message: "It failed", exception: bare })).toBe("It failed\nError: bare");
  });

  it("is the message alone if there is nothing else to tell", () => {
    expect(formatReport({ message: "It failed" })).toBe("It failed");
  });
});

describe("the default exception handler", () => {
  it("prints the report on stderr, and the process goes on", async () => {
    const program = `
      import { createTask, run, sleep } from "./dist/index.js";
      import { virtualLoop } from "./dist/testing.js";
      await run(async () => {
        createTask(() => Promise.reject(new Error("broken")), { name: "failing" });
        await sleep(1);
      }, { loopFactory: virtualLoop() });
      console.log("went on");
    `;

    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);

    expect(stdout).toBe("went on\n");
    expect(stderr).toMatch(/^Task exception was never retrieved\n/);
    expect(stderr).toContain("<Task finished name='failing' exception=Error: broken>");
  });
});
