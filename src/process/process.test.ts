import { describe, expect, it } from "vitest";
import {
  CancelledError,
  createSubprocessExec,
  createSubprocessShell,
  createTask,
  DEVNULL,
  gather,
  getRunningLoop,
  PIPE,
  sleep,
  STDOUT,
  timeout,
  TimeoutError,
} from "#index";
import { noHandleLeft } from "../../tests/no-handle-left.ts";
import { command, programs } from "../../tests/programs.ts";
import { worlds } from "../../tests/worlds.ts";

noHandleLeft();

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const text = (data: Uint8Array | null): string | null => (data === null ? null : Buffer.from(data).toString());

describe.each(worlds)("a Process in the $name world", (world) => {
  const run = (main: () => Promise<void>): Promise<void> => world.run(main, { programs });

  it("takes its input and gives its output", () =>
    run(async () => {
      const process = await createSubprocessExec("cat", [], { stdin: PIPE, stdout: PIPE });

      expect((await process.communicate(bytes("some data"))).map(text)).toEqual(["some data", null]);
      expect(process.returncode).toBe(0);
      expect(String(process)).toBe(`<Process ${process.pid}>`);
    }));

  it("is written to and read from as a stream", () =>
    run(async () => {
      const process = await createSubprocessExec("cat", [], { stdin: PIPE, stdout: PIPE });
      process.stdin?.write(bytes("one\ntwo\n"));
      await process.stdin?.drain();
      expect(text((await process.stdout?.readline()) ?? null)).toBe("one\n");
      process.stdin?.writeEof();

      const rest: (string | null)[] = [];
      for await (const line of process.stdout ?? []) rest.push(text(line));

      expect(rest).toEqual(["two\n"]);
      expect(await process.wait()).toBe(0);
    }));

  it("closes its input when communicate() has none", () =>
    run(async () => {
      const process = await createSubprocessExec("cat", [], { stdin: PIPE, stdout: PIPE });

      expect((await process.communicate()).map(text)).toEqual(["", null]);
    }));

  it("has streams for its pipes only", () =>
    run(async () => {
      const process = await createSubprocessExec("true", [], { stdin: DEVNULL, stdout: DEVNULL, stderr: PIPE });

      expect([process.stdin, process.stdout]).toEqual([null, null]);
      expect((await process.communicate()).map(text)).toEqual([null, ""]);
    }));

  it("reads the end from DEVNULL", () =>
    run(async () => {
      const process = await createSubprocessExec("cat", [], { stdin: DEVNULL, stdout: PIPE });

      expect((await process.communicate()).map(text)).toEqual(["", null]);
    }));

  it("has errors beside its output, or in it", () =>
    run(async () => {
      const [program, args] = command(world.isReal, "mixed");
      const apart = await createSubprocessExec(program, args, { stdout: PIPE, stderr: PIPE });
      const together = await createSubprocessExec(program, args, { stdout: PIPE, stderr: STDOUT });

      expect((await apart.communicate()).map(text)).toEqual(["1\n3\n", "2\n"]);
      expect(together.stderr).toBe(null);
      expect((await together.communicate()).map(text)).toEqual(["1\n2\n3\n", null]);
    }));

  it("sends errors that join a lost output after it", () =>
    run(async () => {
      const process = await createSubprocessExec("ls", ["/nowhere"], { stdout: DEVNULL, stderr: STDOUT });

      expect(await process.wait()).toBe(2);
    }));

  it("gives its exit code, now and later", () =>
    run(async () => {
      const process = await createSubprocessShell("exit 7");
      expect(process.returncode).toBe(null);

      expect(await process.wait()).toBe(7);
      expect(await process.wait()).toBe(7);
      expect(process.returncode).toBe(7);
    }));

  it("wakes everybody who waits", () =>
    run(async () => {
      const process = await createSubprocessExec("sleep", ["0.01"]);

      expect(await gather(process.wait(), process.wait())).toEqual([0, 0]);
    }));

  it("that takes no input is no error of communicate()", () =>
    run(async () => {
      const process = await createSubprocessExec("true", [], { stdin: PIPE });

      expect(await process.communicate(new Uint8Array(1_000_000))).toEqual([null, null]);
      expect(process.returncode).toBe(0);
    }));

  it("that takes no input breaks the pipe for who writes to it", () =>
    run(async () => {
      const process = await createSubprocessExec("true", [], { stdin: PIPE });
      await process.wait();

      const endless = async (): Promise<void> => {
        for (;;) {
          process.stdin?.write(new Uint8Array(65_536));
          await process.stdin?.drain();
        }
      };

      await expect(timeout(10).run(endless)).rejects.toMatchObject({
        code: expect.stringMatching(/^(EPIPE|ECONNRESET)$/),
      });
    }));

  it("stops at a full pipe while somebody reads, and loses nothing", () =>
    run(async () => {
      const size = 1_000_000;
      const process = await createSubprocessExec("head", ["-c", `${size}`, "/dev/zero"], { stdout: PIPE, limit: 1000 });
      const first = await process.stdout?.read(1);
      const waiting = createTask(() => process.wait());

      await sleep(0.05);

      expect(waiting.done()).toBe(false);
      expect((await process.stdout?.read())?.length).toBe(size - 1);
      expect(first?.length).toBe(1);
      expect(await waiting).toBe(0);
    }));

  it("that fills a pipe which nobody reads exits all the same while wait() waits", () =>
    run(async () => {
      const size = 1_000_000;
      const process = await createSubprocessExec("head", ["-c", `${size}`, "/dev/zero"], { stdout: PIPE });

      expect(await process.wait()).toBe(0);
      expect((await process.stdout?.read())?.length).toBe(size);
    }));

  it("stops again at a full pipe when the wait is cancelled", () =>
    run(async () => {
      const process = await createSubprocessExec("head", ["-c", "100000000", "/dev/zero"], {
        stdout: PIPE,
        limit: 1000,
      });
      const waiting = createTask(() => process.wait());
      await sleep(0);
      waiting.cancel();
      await expect(waiting).rejects.toThrow(CancelledError);
      await sleep(0.05);

      expect(process.returncode).toBe(null);
      process.kill();
      expect(await process.wait()).toBe(-9);
    }));

  it("has exited when it has, also if a child of its own keeps the pipe open (gh-119710)", () =>
    run(async () => {
      const process = await createSubprocessExec(...command(world.isReal, "parenting"), { stdout: PIPE });

      expect(await timeout(30).run(() => process.wait())).toBe(0);
      const grandchild = Number(text((await process.stdout?.readline()) ?? null));

      expect(process.stdout?.atEof()).toBe(false);
      if (world.isReal) globalThis.process.kill(grandchild);
    }));

  it("runs on when the wait for it is cancelled (gh-125502)", () =>
    run(async () => {
      const process = await createSubprocessExec("cat", [], { stdin: PIPE, stdout: PIPE });

      await expect(timeout(0.01).run(() => process.wait())).rejects.toThrow(TimeoutError);

      expect((await process.communicate(bytes("still there"))).map(text)).toEqual(["still there", null]);
    }));

  it("can be read when it has ended", () =>
    run(async () => {
      const process = await createSubprocessExec("echo", ["late"], { stdout: PIPE });
      await process.wait();

      expect(text((await process.stdout?.read()) ?? null)).toBe("late\n");
    }));

  it("takes no text, and no input without a pipe", () =>
    run(async () => {
      const process = await createSubprocessExec("true");

      expect(() => process.communicate("text" as unknown as Uint8Array)).toThrow(
        "input must be a bytes-like object, not a string",
      );
      expect(() => process.communicate(bytes("x"))).toThrow("Cannot send input: stdin is not a pipe");
      await process.wait();
    }));

  it("runs beside others", () =>
    run(async () => {
      const started = getRunningLoop().time();
      const output = async (shell: string): Promise<string | null> => {
        const process = await createSubprocessShell(shell, { stdout: PIPE });
        return text((await process.communicate())[0]);
      };

      const outputs = await gather(
        output("echo first"),
        output("sleep 0.2; echo second"),
        output("sleep 0.2; echo third"),
      );

      expect(outputs).toEqual(["first\n", "second\n", "third\n"]);
      if (!world.isReal) expect(getRunningLoop().time() - started).toBe(0.2);
    }));
});
