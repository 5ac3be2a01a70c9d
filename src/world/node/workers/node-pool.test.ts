import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const importsTypes = major > 22 || (major === 22 && minor >= 18);

/** Run a fixture, which must end by itself in time. */
async function output(fixture: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const file = fileURLToPath(new URL(`fixtures/${fixture}`, import.meta.url));
  return await promisify(execFile)(process.execPath, ["--max-old-space-size=64", file, ...args], {
    timeout: 25_000,
    env: { ...process.env, NODE_OPTIONS: "" },
  }).catch((error: { stdout: string; stderr: string }) => error);
}

async function caseOf(name: string): Promise<unknown> {
  const { stdout, stderr } = await output("program.mjs", name);
  if (stdout === "") throw new Error(stderr);
  const { value, left, lateMs } = JSON.parse(stdout) as Record<"value" | "left" | "lateMs", unknown>;
  expect(left).toEqual([]);
  expect(lateMs).toBeLessThan(1_000);
  return value;
}

/** The errors of a call that took its worker along, of a call that waited, and of a later one. */
function brokenBy(kind: "thread" | "process", reason: string): unknown {
  const [name, what, whole] =
    kind === "thread"
      ? ["BrokenThreadPool", "A thread in the thread pool", "A thread terminated abruptly, the thread pool"]
      : ["BrokenProcessPool", "A process in the process pool", "A child process terminated abruptly, the process pool"];
  const lost = `${name}: ${what} was terminated abruptly while the future was running or pending.\n  hint: ${reason}; make a new executor`;
  return [lost, lost, `${name}: ${whole} is not usable anymore\n  hint: ${reason}; make a new executor`];
}

describe("a pool on Node, in a process that must end by itself", () => {
  it.each([
    ["thread exits", "thread", "a worker has exited with code 3"],
    ["thread runs out of memory", "thread", "a worker ran out of memory"],
    ["thread throws in a callback", "thread", "a worker has ended: nobody catches this"],
    ["process exits", "process", "a worker has exited with code 3"],
    ["process is killed", "process", "a worker was ended by SIGKILL"],
    ["process runs out of memory", "process", "a worker was ended by SIGABRT: out of memory?"],
  ] as const)("is broken, and says so: %s", async (name, kind, reason) => {
    expect(await caseOf(name)).toEqual(brokenBy(kind, reason));
  });

  it("is replaced if it was the default one", async () => {
    expect(await caseOf("default executor starts again")).toEqual([expect.stringMatching(/^BrokenThreadPool: /), 42]);
  });

  it("ends its calls when it is shut down while it is busy", async () => {
    expect(await caseOf("busy executor is shut down")).toEqual([
      [2, 4, 6, 8],
      expect.stringMatching(/^RuntimeError: cannot schedule new futures after shutdown\n/),
    ]);
  });

  it("lets an endless call be terminated", async () => {
    expect(await caseOf("endless call is terminated")).toMatch(
      /^BrokenThreadPool: .*\n {2}hint: the executor was terminated/,
    );
  });

  it("lets calls that were left behind come to their end", async () => {
    expect(await caseOf("calls are left behind")).toBe("main has ended");
  });

  it("lets the process end although nobody has shut it down", async () => {
    const { stdout } = await output("program.mjs", "executor is forgotten");

    expect(JSON.parse(stdout)).toMatchObject({ value: 8 });
  });

  it("finds the default export by its name", async () => {
    expect(await caseOf("default export")).toBe("the default export");
  });

  it("says that the module has no such export", async () => {
    expect(await caseOf("no export of that name")).toMatch(
      /^TypeError: Cannot call hidden\(\) in a worker: file:.*jobs\.mjs exports no function of this name\n {2}hint: write "export function hidden", /,
    );
  });

  it("says that the module is not there", async () => {
    expect(await caseOf("module that is not there")).toMatch(
      /^RuntimeError: Cannot import file:.*nowhere\.mjs in a worker: Error.*\n {2}hint: a worker imports the module by Node, /s,
    );
  });

  it("imports TypeScript where Node does, and says so elsewhere", async () => {
    const value = await caseOf("module in TypeScript");

    const refused = expect.stringMatching(
      /\n {2}hint: (?:this Node imports no TypeScript: use Node 22\.18|Node imports TypeScript whose)/,
    );
    expect(value).toEqual(importsTypes ? 42 : refused);
  });

  it.each(["--input-type=module", "--input-type module"])("starts threads in a program of %s", async (flag) => {
    const program = `
      import { exported, run, toThread } from "timeloom";
      const double = exported(${JSON.stringify(new URL("fixtures/jobs.mjs", import.meta.url).href)}, function double() {});
      console.log(await run(() => toThread(double, 21)));`;
    const hook = "data:text/javascript,console.log('loaded')";

    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", hook, ...flag.split(" "), "--no-warnings", "--eval", program],
      { env: { ...process.env, NODE_OPTIONS: "" } },
    );

    expect(stdout.split("\n")).toEqual(["loaded", "loaded", "42", ""]);
  });

  it("refuses to start workers in a module that a worker imports", async () => {
    const { stderr } = await output("starts-itself.mjs");

    expect(stderr).toMatch(/Cannot start workers while a worker imports file:.*starts-itself\.mjs\n {2}hint: /);
  });

  it("needs workerpool only for the first call, and says how to install it", async () => {
    const { stdout } = await output("without-workerpool.mjs");

    expect(stdout).toBe(
      "<ThreadPoolExecutor>\nRuntimeError: Cannot make workers: the package workerpool is missing\n" +
        "  hint: npm i workerpool; a test can use virtualLoop({ world: simulatedWorld() }), which needs no package\n",
    );
  });
});
