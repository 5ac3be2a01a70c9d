import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectOf, vitestRun } from "./fixtures/run.mjs";

const folders: string[] = [];

function project(...specs: readonly string[]): string {
  const folder = projectOf(...specs);
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** What vitest shows of a failed test: the message, the place and the code around it. */
function shownOf(output: string, test: string): string {
  const [, rest = ""] = output.split(new RegExp(`\\n FAIL  \\S+ > ${test}\\n`), 2);
  return rest.split(/\n(?: FAIL|⎯⎯⎯)/)[0]?.trimEnd() ?? "";
}

/** Without what is in the code around it. */
function headOf(shown: string): string {
  return shown.replace(/( ❯ \S+\.spec\.mjs:\d+:\d+)\n[^]*/, "$1");
}

describe("what vitest shows", () => {
  let output = "";
  beforeAll(async () => {
    ({ output } = await vitestRun(project("failing", "faked")));
  });

  it("counts what failed, and lets the rest pass", () => {
    expect(output).toMatch(/Tests {2}19 failed \| 4 passed \| 1 expected fail/);
    expect(output).not.toContain("Unhandled");
  });

  it.each([
    ["asserts", "expect(1).toBe(2)"],
    ["leaks a task", "createTask(() => sleep(10)"],
    ["leaks a timer", "callLater(5"],
    ["forgets a failure", 'throw new Error("nobody looks")'],
    ["waits for nothing", "new Event().wait()"],
    ["deadlocks", "await gather("],
    ["leaves a task behind in some orders", "createTask(() => sleep(10)"],
    ["fakes timers in every order", "vi.useFakeTimers()"],
  ])("%s: points at the line that is to blame", (test, code) => {
    const [marked] = /[^\n]*\n[ \d]*\| +\^/.exec(shownOf(output, test)) ?? [];

    expect(marked).toContain(code);
  });

  it("says what was left behind, and by whom", () => {
    expect(headOf(shownOf(output, "leaks a task"))).toMatchInlineSnapshot(`
      "Error: ghost is still pending when the body has ended: it waits for sleep(10) (<folder>/failing.spec.mjs:16)
        made at <folder>/failing.spec.mjs:16
        hint: await or cancel it, or create it in a TaskGroup
       ❯ failing.spec.mjs:16:1"
    `);
    expect(headOf(shownOf(output, "leaks a timer"))).toMatchInlineSnapshot(`
      "Error: A timer that is due at t=5 s is still pending: set by main (<folder>/failing.spec.mjs:21)
        hint: cancel() it when it is not needed any more
       ❯ failing.spec.mjs:21:1"
    `);
    expect(shownOf(output, "holds a lock")).toMatchInlineSnapshot(`
      "Error: A Lock is still held by holder, which has ended
        hint: release it in a finally block, or use lock.run(body)"
    `);
    expect(headOf(shownOf(output, "forgets a failure"))).toMatchInlineSnapshot(`
      "Error: Task exception was never retrieved: Task-1 failed with Error: nobody looks
       ❯ failing.spec.mjs:32:11"
    `);
  });

  it("says where the tasks of a deadlock wait", () => {
    expect(headOf(shownOf(output, "waits for nothing"))).toMatchInlineSnapshot(`
      "DeadlockError: Deadlock at t=0 s: 1 task(s) wait and no timer is pending
        main  waits for Event.wait()  (<folder>/failing.spec.mjs:38)
        hint: look for a lock taken in two orders, or an event that nobody sets
       ❯ failing.spec.mjs:38:1"
    `);
  });

  it("says who cannot have fake timers, and what to do", () => {
    const refusal = /(?:RuntimeError|DeadlockError): .*\n(?: {2}.*\n)* {2}hint: .*/m;

    expect(refusal.exec(shownOf(output, "fakes timers in every order"))?.[0]).toMatchInlineSnapshot(`
      "RuntimeError: Cannot use fake timers: nobody can advance them in every order of this body
          at failing.spec.mjs:75
        hint: timers and dates are on loop time here: remove vi.useFakeTimers(), and await sleep(…) where the test advances"
    `);
    expect(refusal.exec(shownOf(output, "fakes timers, and waits for them"))?.[0]).toMatchInlineSnapshot(`
      "DeadlockError: Deadlock at t=0 s: 1 task(s) wait and fake timers hold the time
        main  waits for a native promise
        hint: advance them before you wait: await vi.advanceTimersByTimeAsync(ms), or call vi.useRealTimers()"
    `);
    expect(/RuntimeError: Cannot explore.*\n.*/.exec(output)?.[0]).toMatchInlineSnapshot(`
      "RuntimeError: Cannot explore: fake timers are in force
        hint: timers and dates are on loop time here: remove vi.useFakeTimers(), and await sleep(…) where the test advances"
    `);
  });

  it("says so once for a file", () => {
    expect(output.split("Cannot explore: fake timers are in force")).toHaveLength(2);
    expect(output).toMatch(/ FAIL {2}faked\.spec\.mjs > explores\n FAIL {2}faked\.spec\.mjs > explores again\n/);
  });

  it("refuses what makes no sense", () => {
    expect(shownOf(output, "has a wrong option")).toMatch(
      /^ValueError: Unknown option of test\.explore\(\): excutions\n/,
    );
    expect(shownOf(output, "has an option of the wrong type")).toMatch(
      /^TypeError: leaks must be true or false, got "yes"\n/,
    );
    expect(shownOf(output, "asks for a loop")).toMatch(/^RuntimeError: test\.explore\(\) has no loop or clock to give/);
  });

  it("fails a body with nothing to choose, and says what to write, unless the body may have one order", () => {
    expect(shownOf(output, "explores nothing")).toMatchInlineSnapshot(`
      "RuntimeError: Nothing to explore: the body has one order, no choices at \`env\`; try \`jitter\` or \`simulate(…)\`
        hint: put what the body waits for behind simulate(): vi.stubGlobal("fetch", simulate(fetch)), or const store = simulate(fake); a body that may have one order says { allowOneOrder: true }"
    `);
    expect(output).toMatch(/✓ may have one order/);
    expect(output).not.toContain("explores nothing:");
  });

  it("ends a search in time, and when the test has timed out", () => {
    expect(shownOf(output, "searches for too long")).toMatch(/^Error: Test timed out in 200ms/);
    expect(output).toMatch(/✓ ends in time/);
  });

  it("stops the loop of a test that has timed out, without a word about loops", () => {
    expect(shownOf(output, "times out while time is held")).toMatch(/^Error: Test timed out in 50ms/);
    expect(output).not.toContain("running event loop");
  });

  it("says of a test that has timed out what its loop was doing: the loop time, who waits, and the busiest timer", () => {
    const told = output.match(/^Error: The test timed out at .*(?:\n {2}.*)*/gm) ?? [];

    expect(told.map((text) => text.replaceAll(/t=[1-9][\d.]*|[\d,]+ times/g, "…"))).toMatchInlineSnapshot(`
      [
        "Error: The test timed out at t=0 s of loop time: 1 task waits
        main  waits for sleep(1)  (<folder>/failing.spec.mjs:91)",
        "Error: The test timed out at … s of loop time: 1 task waits
        main  waits for sleep(Infinity)  (<folder>/failing.spec.mjs:96)
        busiest timer: setInterval(10 ms) (<folder>/failing.spec.mjs:95), fired …",
      ]
    `);
  });
});

describe("what lies outside of a body", () => {
  let output = "";
  beforeAll(async () => {
    const folder = project("outside");
    for (const name of ["lazy.mjs", "lazier.mjs"]) copyFileSync(join("src/vitest/fixtures", name), join(folder, name));
    ({ output } = await vitestRun(folder));
  });

  it.each(["polls for ever", "polls for ever, in a generator"])(
    "ends a body by vitest's own timeout that %s",
    (test) => {
      expect(shownOf(output, test)).toMatch(/^Error: Test timed out in 300ms/);
    },
  );

  it("waits for import()", () => {
    expect(output).toMatch(/Tests {2}3 failed \| 3 passed/);
  });

  it("says that an exploration does not wait for import(), and what to write", () => {
    const shown = shownOf(output, "imports in an exploration").replace(/\/@fs\/.*\/node_modules/, "…");
    expect(shown).toMatchInlineSnapshot(`
      "OutsideWaitError: Cannot go on at t=0 s: a task waits outside the loop
        Task-1  waits for import(): vitest is fetching the module …/p-wait-for/index.js
        hint: import the module before: at the top of the file or in a hook, so that every execution is the same"
    `);
  });
});

describe("the globals of a file", () => {
  it("are faked once, and the host's again when it has ended", async () => {
    const args = ["--no-isolate", "--no-file-parallelism", "--sequence.shuffle.files=false"];
    const { output } = await vitestRun(project("first", "second"), { args });

    expect(output).toMatch(/Tests {2}4 passed/);
  });
});

describe("a race that vitest shows", () => {
  it.each(["threads", "forks", "vmThreads"])("is a report with the line that replays it: %s", async (pool) => {
    const { output } = await vitestRun(project("race"), { args: ["--pool", pool] });

    const shown = headOf(shownOf(output, "an account > keeps every deposit, it's hoped"));
    expect(shown).toMatch(/^RaceError: AssertionError: expected 1 to be 2 .*\n {4}at race\.spec\.mjs:25\n/);
    expect(shown.slice(shown.indexOf("  replay "))).toMatchInlineSnapshot(`
      "  replay    TIMELOOM_REPLAY=env/v1:main.0.t0@1=main.1.t1@1 npx vitest run race.spec.mjs -t '^an account keeps every deposit, it'\\''s hoped$'
        in tests  await replay(body, "v1:main.0.t0@1=main.1.t1@1")
        stored    __schedules__/race.spec.mjs.txt: replayed first from now on
       ❯ race.spec.mjs:25:21"
    `);
    expect(output).toMatch(/Tests {2}1 failed \| 1 passed/);
  });

  it("is replayed by that line, alone", async () => {
    const folder = project("race");
    const { output } = await vitestRun(folder, { env: { CI: "1" } });
    const [, variable = "", pattern = ""] =
      /replay +(TIMELOOM_REPLAY=\S+) npx vitest run race\.spec\.mjs -t '(.*)'$/m.exec(output) ?? [];
    const args = ["race.spec.mjs", "-t", pattern.replaceAll("'\\''", "'")];

    const again = await vitestRun(folder, {
      args,
      env: { CI: "1", TIMELOOM_REPLAY: variable.split("=").slice(1).join("=") },
    });

    expect(again.output).toMatch(/Tests {2}1 failed \| 1 skipped/);
    expect(again.output).not.toContain("found     in execution");
    expect(again.output).toContain(variable);
  });

  it("is in the message, for GitHub and JUnit", async () => {
    const folder = project("race");
    const args = ["--reporter=junit", "--reporter=github-actions", "--outputFile.junit=junit.xml"];
    const { output } = await vitestRun(folder, { args, env: { CI: "1" } });
    const replay = "TIMELOOM_REPLAY=env/v1:main.0.t0@1=main.1.t1@1 npx vitest run race.spec.mjs -t";

    expect(output).toMatch(
      new RegExp(`^::error [^\\n]*line=\\d+[^\\n]*%0A  replay +${replay.replaceAll(".", "\\.")}`, "m"),
    );
    expect(/<failure message="(?<message>[^"]*)"/.exec(readFileSync(join(folder, "junit.xml"), "utf8"))?.[1]).toContain(
      replay,
    );
    expect(output).not.toContain("Serialized Error");
  });
});
