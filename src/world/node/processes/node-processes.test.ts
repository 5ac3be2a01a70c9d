import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSubprocessExec, createTask, getRunningLoop, PIPE, run, sleep, STDOUT } from "#index";
import { virtualLoop } from "#testing";
import { outcomeOf } from "../../../../tests/bad-input/program.mjs";
import { noHandleLeft } from "../../../../tests/no-handle-left.ts";

noHandleLeft();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "timeloom-processes-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const text = (data: Uint8Array | null): string | null => (data === null ? null : Buffer.from(data).toString());

describe("processes of Node", () => {
  it("write into an open file", () =>
    run(async () => {
      const path = join(folder, "output");
      const file = openSync(path, "w");
      const process = await createSubprocessExec("sh", ["-c", "echo out; echo error >&2"], {
        stdout: file,
        stderr: STDOUT,
      });
      closeSync(file);

      expect(await process.wait()).toBe(0);
      expect(readFileSync(path, "utf8")).toBe("out\nerror\n");
    }));

  it("have sockets for pipes, so that they cannot open /dev/stdin", () =>
    run(async () => {
      const pipes = { stdin: PIPE, stdout: PIPE, stderr: PIPE } as const;
      const process = await createSubprocessExec("cat", ["/dev/stdin"], pipes);

      const [output, errors] = await process.communicate(Buffer.from("abc"));

      expect([output, process.returncode]).toEqual([new Uint8Array(), 1]);
      expect(Buffer.from(errors ?? []).toString()).toMatch("/dev/stdin: No such device or address");
    }));

  it("run in a folder, with an environment", () =>
    run(async () => {
      const settings = { stdout: PIPE, cwd: folder, env: { NAME: "value" } } as const;
      const process = await createSubprocessExec("/bin/sh", ["-c", "echo $NAME; pwd"], settings);

      expect(text((await process.communicate())[0])).toBe(`value\n${folder}\n`);
    }));

  it("lead a session of their own if asked", () =>
    run(async () => {
      const session = async (startNewSession: boolean): Promise<boolean> => {
        const script = 'test "$(ps -o sid= -p $$ | tr -d " ")" = $$ && echo leads';
        const process = await createSubprocessExec("sh", ["-c", script], { stdout: PIPE, startNewSession });
        return text((await process.communicate())[0]) === "leads\n";
      };

      expect([await session(true), await session(false)]).toEqual([true, false]);
    }));

  it.each([
    ["no folder", "ls", { cwd: "/no/such/folder" }, "there is no folder /no/such/folder, which `cwd` names"],
    ["no file", "/no/such/file", {}, "there is no such file"],
    ["no program", "ls -l", {}, "arguments come in a list of their own, or use createSubprocessShell()"],
    ["no program", "no-such-program", {}, "no folder of PATH has it: look at its spelling"],
  ])("say why there is %s: %s", (_, program, settings, hint) =>
    run(async () => {
      await expect(createTask(createSubprocessExec(program, [], settings))).rejects.toMatchObject({
        code: "ENOENT",
        hint,
      });
    }),
  );

  it.each([PIPE, STDOUT] as const)("say what file is no program, with errors in %s", (stderr) =>
    run(async () => {
      const path = join(folder, "plain");
      writeFileSync(path, "no program", { mode: 0o600 });

      await expect(createTask(createSubprocessExec(path, [], { stdout: PIPE, stderr }))).rejects.toMatchObject({
        message: `spawn ${path} EACCES\n  hint: ${path} is no program: make the file executable`,
        code: "EACCES",
      });
    }),
  );

  it("lose nothing that they wrote before they ended, though nobody had begun to read", () =>
    run(async () => {
      const process = await createSubprocessExec("head", ["-c", "50000", "/dev/zero"], { stdout: PIPE });
      await process.wait();
      await sleep(0.05);

      expect((await process.stdout?.read())?.length).toBe(50_000);
    }));

  it("hold a reader back that is full, also once they have ended", () =>
    run(async () => {
      // A child of the child goes on to write when the child has ended.
      const script = `sh -c 'echo $$; exec head -c 10000000 /dev/zero' &`;
      const process = await createSubprocessExec("sh", ["-c", script], { stdout: PIPE, limit: 1000 });
      await process.stdout?.readline();
      await process.wait();
      await sleep(0.05);
      expect(Number(/StreamReader (\d+) bytes/.exec(String(process.stdout))?.[1])).toBeLessThan(1_000_000);

      expect((await process.stdout?.read())?.length).toBe(10_000_000);
    }));

  it("hold virtual time while they run", () =>
    run(
      async () => {
        const process = await createSubprocessExec("sh", ["-c", "sleep 0.05; echo done"], { stdout: PIPE });
        const output = createTask(() => process.communicate());
        await sleep(3600);

        expect(output.done()).toBe(true);
        expect(text((await output)[0])).toBe("done\n");
        expect(getRunningLoop().time()).toBe(3600);
      },
      { loopFactory: virtualLoop() },
    ));

  it("are killed when the loop closes: nothing keeps their pipes or the process", async () => {
    // The child has the output of the program: the program has not ended for us before the child has.
    const program = `await run(async () => void (await createSubprocessExec("sleep", ["3600"])));`;

    await expect(outcomeOf(program)).resolves.toEqual({ prints: [], reports: [], code: 0 });
  });

  it("live on if they lead a session of their own", () =>
    expect(
      outcomeOf(`await run(async () => {
        const settings = { stdin: DEVNULL, stdout: DEVNULL, stderr: DEVNULL, startNewSession: true };
        const { pid } = await createSubprocessExec("sleep", ["3600"], settings);
        setTimeout(() => console.log(process.kill(pid)), 10);
      });`),
    ).resolves.toEqual({ prints: ["true"], reports: [], code: 0 }));
});
