import { describe, expect, it, vi } from "vitest";
import {
  createSubprocessExec,
  createTask,
  type DeadlockError,
  DEVNULL,
  gather,
  getRunningLoop,
  PIPE,
  run,
  sleep,
  STDOUT,
  type Process,
} from "#index";
import { simulatedWorld, virtualLoop, type SimulatedProgram } from "#testing";
import { programs } from "../../../../tests/programs.ts";

const text = (data: Uint8Array | null): string | null => (data === null ? null : Buffer.from(data).toString());

/** Run `main` in a world with `registered` programs. */
function runIn(registered: Readonly<Record<string, SimulatedProgram>>, main: () => Promise<void>): Promise<void> {
  return run(main, { loopFactory: virtualLoop({ io: "forbid", world: simulatedWorld({ programs: registered }) }) });
}

async function outputOf(starting: PromiseLike<Process>): Promise<string | null> {
  return text((await (await starting).communicate())[0]);
}

describe("simulated programs", () => {
  it("have pids in the order in which they are started", () =>
    runIn(programs, async () => {
      const children = [await createSubprocessExec("true"), await createSubprocessExec("true")];

      expect(children.map(({ pid }) => pid)).toEqual([101, 102]);
      await gather(...children.map((child) => child.wait()));
    }));

  it("get what their parent gives them", () =>
    runIn(
      {
        *show({ program, pid, args, env, cwd, stdout }) {
          stdout.write(Buffer.from(JSON.stringify({ program, pid, args, env, cwd })));
        },
      },
      async () => {
        const given = { stdout: PIPE, env: { NAME: "value" }, cwd: "/tmp" } as const;
        const output = await outputOf(createSubprocessExec("show", ["a", "b c"], given));

        expect(JSON.parse(output ?? "")).toEqual({
          program: "show",
          pid: 101,
          args: ["a", "b c"],
          env: { NAME: "value" },
          cwd: "/tmp",
        });
      },
    ));

  it("hand down their environment, folder and streams to their own children", () =>
    runIn(
      {
        ...programs,
        async both() {
          for (const [name, args] of [
            ["printenv", ["NAME"]],
            ["pwd", []],
          ] as const) {
            await (await createSubprocessExec(name, args)).wait();
          }
        },
      },
      async () => {
        const settings = { stdout: PIPE, env: { NAME: "value" }, cwd: "/tmp" } as const;

        expect(await outputOf(createSubprocessExec("both", [], settings))).toBe("value\n/tmp\n");
      },
    ));

  it("take virtual time", () =>
    runIn(programs, async () => {
      await (await createSubprocessExec("sleep", ["3600"])).wait();

      expect(getRunningLoop().time()).toBe(3600);
    }));

  it.each([
    ["nothing", undefined, 0],
    ["a code", 3, 3],
    ["a code of more than a byte", 258, 2],
    ["a negative code", -1, 255],
  ])("exit with what they return: %s", (_, returned, code) =>
    runIn(
      {
        *program() {
          return returned;
        },
      },
      async () => {
        expect(await (await createSubprocessExec("program")).wait()).toBe(code);
      },
    ),
  );

  it("exit with 1 when they throw, and say what", () =>
    runIn(
      {
        async program() {
          throw new RangeError("oops");
        },
      },
      async () => {
        const child = await createSubprocessExec("program", [], { stderr: PIPE });

        expect((await child.communicate()).map(text)).toEqual([null, "Uncaught RangeError: oops\n"]);
        expect(child.returncode).toBe(1);
      },
    ));

  it("exit when what they wrote is in the pipe, and not before", () =>
    runIn(programs, async () => {
      const child = await createSubprocessExec("head", ["-c", "200000"], { stdout: PIPE, limit: 1000 });
      await child.stdout?.read(1);
      await sleep(10);
      expect(child.returncode).toBe(null);

      expect((await child.stdout?.read())?.length).toBe(199_999);
      expect(await child.wait()).toBe(0);
    }));

  it("write to the console where their parent has no pipe for them, line by line", async () => {
    const lines: unknown[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((line: unknown) => void lines.push(line));
    const error = vi
      .spyOn(console, "error")
      .mockImplementation((line: unknown) => void lines.push(`! ${String(line)}`));
    try {
      await runIn(
        {
          ...programs,
          *pieces({ stdout, stderr }) {
            for (const piece of ["o", "ne\ntw", "o"]) stdout.write(Buffer.from(piece));
            stderr.write(Buffer.from("three\n"));
          },
        },
        async () => {
          await (await createSubprocessExec("pieces")).wait();
          await (await createSubprocessExec("pieces", [], { stdout: DEVNULL, stderr: STDOUT })).wait();
        },
      );
    } finally {
      log.mockRestore();
      error.mockRestore();
    }
    expect(lines).toEqual(["one", "! three", "two"]);
  });

  it("die at once of SIGKILL, whatever they do", () =>
    runIn(
      {
        async stubborn({ stdout }) {
          stdout.write(Buffer.from("ready\n"));
          for (;;) {
            try {
              await sleep(10);
            } catch {
              stdout.write(Buffer.from("never read\n"));
              return 0;
            }
          }
        },
      },
      async () => {
        const child = await createSubprocessExec("stubborn", [], { stdout: PIPE });
        await child.stdout?.readline();
        child.kill();

        expect(await outputOf(Promise.resolve(child))).toBe("");
        expect(child.returncode).toBe(-9);
        expect(getRunningLoop().time()).toBe(0);
      },
    ));

  it("may clean up at SIGTERM, which cancels them", () =>
    runIn(
      {
        async tidy({ stdout }) {
          try {
            stdout.write(Buffer.from("ready\n"));
            await sleep(3600);
          } finally {
            await sleep(5);
            stdout.write(Buffer.from("tidied\n"));
          }
        },
      },
      async () => {
        const child = await createSubprocessExec("tidy", [], { stdout: PIPE });
        await child.stdout?.readline();
        child.terminate();

        expect(await outputOf(Promise.resolve(child))).toBe("tidied\n");
        expect(child.returncode).toBe(-15);
        expect(getRunningLoop().time()).toBe(5);
      },
    ));

  it("do nothing at signals that are harmless, and can handle no SIGKILL", () =>
    runIn(
      {
        async program({ onSignal }) {
          expect(() => onSignal("SIGKILL", () => undefined)).toThrow("Cannot handle SIGKILL");
          await sleep(1);
        },
      },
      async () => {
        const child = await createSubprocessExec("program", [], { stderr: PIPE });
        child.sendSignal("SIGWINCH");

        expect((await child.communicate()).map(text)).toEqual([null, ""]);
        expect(child.returncode).toBe(0);
      },
    ));

  it("that are not registered cannot be started, and the hint has those that are", () =>
    runIn({ *ls() {} }, async () => {
      await expect(createTask(createSubprocessExec("nosuch", ["x"]))).rejects.toMatchObject({
        message: "spawn nosuch ENOENT\n  hint: the programs of this world are ls: simulatedWorld({ programs: { … } })",
        code: "ENOENT",
        syscall: "spawn nosuch",
        path: "nosuch",
        spawnargs: ["x"],
      });
    }));

  it("have the descriptors of their parent, and no others", () =>
    runIn(programs, async () => {
      await expect(createTask(createSubprocessExec("cat", [], { stdin: 7 }))).rejects.toThrow("Invalid descriptor: 7");
    }));

  it("are registered as functions", () => {
    expect(() => simulatedWorld({ programs: { ls: "ls" as unknown as SimulatedProgram } })).toThrow(
      'The program ls must be a function, got "ls"',
    );
    expect(() => simulatedWorld({ programs: 7 as unknown as Record<string, SimulatedProgram> })).toThrow(
      "programs must be an object, got 7",
    );
  });

  it("that wait for ever are a deadlock, which says who waits for what", () =>
    expect(
      runIn(programs, async () => {
        const child = await createSubprocessExec("cat", [], { stdin: PIPE, stdout: PIPE });
        await child.wait();
      }),
    ).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/Process\.wait\(\)[^]*cat \(101\)[^]*StreamReader\.read\(\)/),
      }) as DeadlockError,
    ));
});
