import { describe, expect, it } from "vitest";
import {
  type BaseTransport,
  CancelledError,
  createFuture,
  createSubprocessExec,
  createSubprocessShell,
  createTask,
  type Future,
  getRunningLoop,
  PIPE,
  sleep,
  subprocessExec,
  SubprocessProtocol,
  subprocessShell,
  type SubprocessTransport,
  timeout,
  type WriteTransport,
} from "#index";
import { noHandleLeft } from "../../tests/no-handle-left.ts";
import { programs } from "../../tests/programs.ts";
import { worlds } from "../../tests/worlds.ts";

noHandleLeft();

/** Remembers what a child does. */
class Watcher extends SubprocessProtocol {
  readonly events: string[] = [];
  readonly lost: Future<void> = createFuture();
  readonly exited: Future<void> = createFuture();
  transport: BaseTransport | undefined;

  override connectionMade(transport: SubprocessTransport): void {
    this.transport = transport;
    this.events.push("made");
  }

  override pipeDataReceived(fd: number, data: Uint8Array): void {
    this.events.push(`${fd}: ${Buffer.from(data).toString()}`);
  }

  override pipeConnectionLost(fd: number, error: Error | null): void {
    this.events.push(`${fd} lost${error === null ? "" : `: ${error.message}`}`);
  }

  override processExited(): void {
    this.events.push("exited");
    this.exited.setResult();
  }

  override connectionLost(error: Error | null): void {
    this.events.push(`lost ${String(error)}`);
    this.lost.setResult();
  }
}

describe.each(worlds)("subprocessExec() in the $name world", (world) => {
  const run = (main: () => Promise<void>): Promise<void> => world.run(main, { programs });

  it("tells its protocol what happens, the end last", () =>
    run(async () => {
      const [transport, protocol] = await subprocessExec(() => new Watcher(), "cat");
      expect(protocol.events).toEqual(["made"]);
      expect(protocol.transport).toBe(transport);
      expect(transport.getProtocol()).toBe(protocol);
      expect(transport.getPid()).toBeGreaterThan(0);
      expect(transport.getReturncode()).toBe(null);
      expect(transport.getPipeTransport(7)).toBe(null);
      expect(String(transport)).toBe(`<ChildTransport pid=${transport.getPid()} running>`);

      const stdin = transport.getPipeTransport(0) as WriteTransport;
      stdin.write(Buffer.from("text"));
      stdin.close();
      await protocol.lost;

      expect(protocol.events.slice(0, 2).toSorted()).toEqual(["0 lost", "made"].toSorted());
      expect(protocol.events.toSorted()).toEqual(
        ["0 lost", "1 lost", "1: text", "2 lost", "exited", "lost null", "made"].toSorted(),
      );
      expect(protocol.events.at(-1)).toBe("lost null");
      expect(protocol.events.indexOf("1: text")).toBeLessThan(protocol.events.indexOf("1 lost"));
      expect(transport.getReturncode()).toBe(0);
    }));

  it("has three pipes, unless told otherwise", () =>
    run(async () => {
      const settings = { stdin: "ignore", stderr: "ignore" } as const;
      const [transport, protocol] = await subprocessShell(() => new Watcher(), "echo x", settings);

      expect([0, 1, 2].map((fd) => transport.getPipeTransport(fd) === null)).toEqual([true, false, true]);
      await protocol.lost;
      expect(protocol.events).toContain("1: x\n");
    }));

  it("kills the child when the transport is closed", () =>
    run(async () => {
      const [transport, protocol] = await subprocessExec(() => new Watcher(), "sleep", ["3600"]);

      transport.close();
      transport.close();

      expect(transport.isClosing()).toBe(true);
      await timeout(30).run(() => protocol.lost);
      expect(transport.getReturncode()).toBe(-9);
    }));

  it("does not kill a child that has ended", () =>
    run(async () => {
      const [transport, protocol] = await subprocessExec(() => new Watcher(), "true");
      await protocol.exited;

      transport.close();

      await protocol.lost;
      expect(transport.getReturncode()).toBe(0);
    }));

  it("stops and resumes a pipe that is read from", () =>
    run(async () => {
      const [transport, protocol] = await subprocessExec(() => new Watcher(), "echo", ["x"]);
      const stdout = transport.getPipeTransport(1);
      stdout?.pauseReading();
      await protocol.exited;
      await sleep(0.01);
      expect(protocol.events).not.toContain("1: x\n");

      stdout?.resumeReading();

      await protocol.lost;
      expect(protocol.events).toContain("1: x\n");
    }));

  it("tells of an error of the protocol, and goes on", () =>
    run(async () => {
      const reports: unknown[] = [];
      getRunningLoop().setExceptionHandler((_, { message, exception }) => reports.push([message, exception]));
      class Failing extends Watcher {
        override processExited(): void {
          super.processExited();
          throw new RangeError("oops");
        }
      }
      const [, protocol] = await subprocessExec(() => new Failing(), "true");

      await protocol.lost;

      expect(reports).toEqual([[expect.stringMatching(/^Exception in callback/), new RangeError("oops")]]);
    }));

  it("leaves no child when it is cancelled", () =>
    run(async () => {
      const task = createTask(() => subprocessExec(() => new Watcher(), "sleep", ["3600"]));
      await sleep(0);
      task.cancel();

      await expect(task).rejects.toThrow(CancelledError);
    }));

  it("fails as Node does where there is no such program, with each way to join the streams", () =>
    run(async () => {
      for (const stderr of [PIPE, "stdout"] as const) {
        const starting = createTask(createSubprocessExec("no-such-program", ["x"], { stdout: PIPE, stderr }));
        await expect(starting).rejects.toMatchObject({
          message: expect.stringMatching(/^spawn no-such-program ENOENT\n {2}hint: /) as string,
          code: "ENOENT",
          errno: -2,
          syscall: "spawn no-such-program",
          path: "no-such-program",
          spawnargs: ["x"],
        });
      }
    }));

  it.each<[what: string, start: () => unknown, message: string]>([
    ["a program that is no text", () => createSubprocessExec(7 as never), "program must be a string, got 7"],
    ["an empty program", () => createSubprocessExec(""), 'Invalid program: ""'],
    ["an empty command", () => createSubprocessShell(""), 'Invalid command: ""'],
    ["an argument that is no text", () => createSubprocessExec("ls", [7 as never]), "args[0] must be a string, got 7"],
    ["arguments outside of a list", () => createSubprocessExec("ls", "-l" as never), 'args must be a list, got "-l"'],
    ["a null byte", () => createSubprocessExec("ls", ["a\0b"]), "Invalid args[0]: it holds a null byte"],
    ["an option that there is not", () => createSubprocessExec("ls", [], { shell: true } as never), "Unknown option"],
    ["a limit for a protocol", () => subprocessExec(() => new Watcher(), "ls", [], { limit: 1 } as never), "Unknown"],
    ["a stream from nowhere", () => createSubprocessExec("ls", [], { stdin: "stdout" as never }), "Invalid stdin"],
    ["a descriptor below 0", () => createSubprocessExec("ls", [], { stdout: -1 }), "Invalid stdout: -1"],
    ["a limit of 0", () => createSubprocessExec("ls", [], { limit: 0 }), "Limit cannot be <= 0"],
    ["a folder that is no text", () => createSubprocessExec("ls", [], { cwd: 7 as never }), "cwd must be a string"],
    [
      "variables that are no object",
      () => createSubprocessExec("ls", [], { env: 7 as never }),
      "env must be an object",
    ],
    ["a user by name", () => createSubprocessExec("ls", [], { user: "me" as never }), 'Invalid user: "me"'],
    ["a group by name", () => createSubprocessExec("ls", [], { group: "us" as never }), 'Invalid group: "us"'],
    ["a protocol instead of a factory", () => subprocessExec({} as never, "ls"), "protocolFactory must be a function"],
  ])("refuses %s", (_, start, message) =>
    run(async () => {
      expect(start).toThrow(message);
    }),
  );
});
