import { describe, expect, it } from "vitest";
import { createSubprocessExec, gather, PIPE, ProcessLookupError, sleep } from "#index";
import { noHandleLeft } from "../../tests/no-handle-left.ts";
import { command, programs } from "../../tests/programs.ts";
import { worlds } from "../../tests/worlds.ts";

noHandleLeft();

const text = (data: Uint8Array | null): string | null => (data === null ? null : Buffer.from(data).toString());

describe.each(worlds)("signals to a Process in the $name world", (world) => {
  const run = (main: () => Promise<void>): Promise<void> => world.run(main, { programs });

  it.each([
    ["kill", -9],
    ["terminate", -15],
  ] as const)("ends by %s() with %i", (method, returncode) =>
    run(async () => {
      const process = await createSubprocessExec("sleep", ["3600"]);

      process[method]();

      expect(await process.wait()).toBe(returncode);
    }),
  );

  it("takes signals by name or number", () =>
    run(async () => {
      const ended = async (signal: NodeJS.Signals | number): Promise<number> => {
        const process = await createSubprocessExec("sleep", ["3600"]);
        process.sendSignal(signal);
        return process.wait();
      };

      expect(await gather(ended("SIGHUP"), ended(10))).toEqual([-1, -10]);
    }));

  it("refuses a signal that there is not", () =>
    run(async () => {
      const process = await createSubprocessExec("sleep", ["3600"]);

      expect(() => process.sendSignal("SIGNO" as NodeJS.Signals)).toThrow('Invalid signal: "SIGNO"');
      expect(() => process.sendSignal(4711)).toThrow("Invalid signal: 4711");
      process.sendSignal(0);
      expect(process.returncode).toBe(null);
      process.kill();
      await process.wait();
    }));

  it("may handle a signal", () =>
    run(async () => {
      const process = await createSubprocessExec(...command(world.isReal, "trapping"), { stdout: PIPE });
      await process.stdout?.readline();

      process.terminate();

      expect((await process.communicate()).map(text)).toEqual(["caught\n", null]);
      expect(process.returncode).toBe(5);
    }));

  it("that has ended and been waited for gets no signal", () =>
    run(async () => {
      const process = await createSubprocessExec("true");
      await process.wait();
      await sleep(0);
      await sleep(0);

      for (const method of ["kill", "terminate"] as const) {
        expect(() => process[method]()).toThrow(ProcessLookupError);
      }
      expect(() => process.sendSignal("SIGHUP")).toThrow(
        expect.objectContaining({ code: "ESRCH", message: expect.stringMatching(/ended\n {2}hint: ask `returncode`/) }),
      );
    }));

  it("that has ended may get a signal, to no effect, while its pipe is open", () =>
    run(async () => {
      const process = await createSubprocessExec(...command(world.isReal, "parenting"), { stdout: PIPE });
      await process.wait();
      const grandchild = Number(text((await process.stdout?.readline()) ?? null));

      process.kill();

      expect(process.returncode).toBe(0);
      if (world.isReal) globalThis.process.kill(grandchild);
    }));
});
