import { describe, expect, it } from "vitest";
import { createSubprocessExec, createSubprocessShell, DEVNULL, PIPE, sleep, timeout } from "#index";
import { noHandleLeft } from "../../tests/no-handle-left.ts";
import { command, programs } from "../../tests/programs.ts";
import { worlds } from "../../tests/worlds.ts";

noHandleLeft();

const text = (data: Uint8Array | null): string | null => (data === null ? null : Buffer.from(data).toString());

describe.each(worlds)("the pipes of a Process in the $name world", (world) => {
  const run = (main: () => Promise<void>): Promise<void> => world.run(main, { programs });

  it("bring the end of an empty input", () =>
    run(async () => {
      const process = await createSubprocessExec("cat", [], { stdin: PIPE, stdout: PIPE });

      expect((await process.communicate(new Uint8Array())).map(text)).toEqual(["", null]);
    }));

  it("are none where output or errors are dropped", () =>
    run(async () => {
      const [program, args] = command(world.isReal, "mixed");
      const silent = await createSubprocessExec(program, args, { stdout: DEVNULL, stderr: PIPE });
      const faultless = await createSubprocessExec(program, args, { stdout: PIPE, stderr: DEVNULL });

      expect((await silent.communicate()).map(text)).toEqual([null, "2\n"]);
      expect((await faultless.communicate()).map(text)).toEqual(["1\n3\n", null]);
      expect([silent.stdout, faultless.stderr]).toEqual([null, null]);
    }));

  it("do not keep a killed shell alive, whose child holds them (bpo-43884)", () =>
    run(async () => {
      const process = await createSubprocessShell("sleep 0.2; sleep 0.2", { stdout: PIPE });
      await sleep(0.1);

      process.kill();

      expect(await timeout(30).run(() => process.wait())).toBe(-9);
    }));

  it("can be read after the exit, slowly and to the end", () =>
    run(async () => {
      const size = 64 * 4096;
      const process = await createSubprocessExec("head", ["-c", `${size}`, "/dev/zero"], { stdout: PIPE });
      let read = 0;
      for (let data = await process.stdout?.read(65_536); data?.length; data = await process.stdout?.read(65_536)) {
        read += data.length;
        await sleep(0.02);
      }

      expect(read).toBe(size);
      expect(await process.wait()).toBe(0);
    }));
});
