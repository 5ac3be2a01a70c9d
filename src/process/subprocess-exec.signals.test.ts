import { describe, expect, it } from "vitest";
import { createFuture, type Future, subprocessExec, SubprocessProtocol, subprocessShell, timeout } from "#index";
import { noHandleLeft } from "../../tests/no-handle-left.ts";
import { command, programs } from "../../tests/programs.ts";
import { worlds } from "../../tests/worlds.ts";

noHandleLeft();

/** Keeps what a child writes, and the pipes that it has lost. */
class Keeping extends SubprocessProtocol {
  readonly texts: Record<number, string> = { 1: "", 2: "" };
  readonly lostPipes: number[] = [];
  readonly pipeLost: Future<number> = createFuture();
  readonly over: Future<void> = createFuture();

  override pipeDataReceived(fd: number, data: Uint8Array): void {
    this.texts[fd] += Buffer.from(data).toString();
  }

  override pipeConnectionLost(fd: number): void {
    this.lostPipes.push(fd);
    if (!this.pipeLost.done()) this.pipeLost.setResult(fd);
  }

  override connectionLost(): void {
    this.over.setResult();
  }
}

describe.each(worlds)("the transport of a child in the $name world", (world) => {
  const run = (main: () => Promise<void>): Promise<void> => world.run(main, { programs });

  it.each([
    ["kill", -9],
    ["terminate", -15],
    ["sendSignal", -1],
  ] as const)("ends it by %s() with %i", (method, returncode) =>
    run(async () => {
      const [transport, protocol] = await subprocessExec(() => new Keeping(), "sleep", ["3600"]);

      if (method === "sendSignal") transport.sendSignal("SIGHUP");
      else transport[method]();

      await timeout(30).run(() => protocol.over);
      expect(transport.getReturncode()).toBe(returncode);
      expect(transport.close()).toBe(undefined);
    }),
  );

  it("has the exit code of a child without pipes, also once it is closed", () =>
    run(async () => {
      const none = { stdin: "inherit", stdout: "inherit", stderr: "inherit" } as const;
      const [transport, protocol] = await subprocessShell(() => new Keeping(), "exit 7", none);
      expect([0, 1, 2].map((fd) => transport.getPipeTransport(fd))).toEqual([null, null, null]);

      await protocol.over;
      transport.close();

      expect(transport.getReturncode()).toBe(7);
      expect(protocol.lostPipes).toEqual([]);
    }));

  it("keeps errors apart from the output, or has them in it", () =>
    run(async () => {
      const [program, args] = command(world.isReal, "mixed");
      const [, apart] = await subprocessExec(() => new Keeping(), program, args);
      const [joined, together] = await subprocessExec(() => new Keeping(), program, args, { stderr: "stdout" });
      expect([1, 2].map((fd) => joined.getPipeTransport(fd) === null)).toEqual([false, true]);

      await apart.over;
      await together.over;

      expect(apart.texts).toEqual({ 1: "1\n3\n", 2: "2\n" });
      expect(together.texts).toEqual({ 1: "1\n2\n3\n", 2: "" });
    }));

  it("breaks the pipe of a child whose output it closes", () =>
    run(async () => {
      const endless = ["-c", "1000000000", "/dev/zero"];
      const [transport, protocol] = await subprocessExec(
        () => new Keeping(),
        "head",
        world.isReal ? endless : endless.with(1, "1000000"),
      );

      transport.getPipeTransport(1)?.close();

      expect(await protocol.pipeLost).toBe(1);
      await timeout(30).run(() => protocol.over);
      expect(transport.getReturncode()).not.toBe(0);
    }));
});
