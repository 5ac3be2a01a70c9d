import { describe, expect, it } from "vitest";
import { createSubprocessShell, createTask, getRunningLoop, PIPE, run, STDOUT, type Process } from "#index";
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

describe("the simulated shell", () => {
  it.each([
    ["echo a  b", "a b\n", 0],
    ["echo 'a  b' \"c  'd'\" e\\ f", "a  b c  'd' e f\n", 0],
    ['echo "a\\"b"', 'a"b\n', 0],
    ["echo one; echo two;", "one\ntwo\n", 0],
    ["true && echo yes || echo no", "yes\n", 0],
    ["false && echo yes || echo no", "no\n", 0],
    ["echo apple; false", "apple\n", 1],
    ["exit 7", "", 7],
    ["echo banana | cat | grep an", "banana\n", 0],
    ["echo banana | grep xy", "", 1],
    ["nosuch x", "sh: 1: nosuch: not found\n", 127],
    ["nosuch | cat", "sh: 1: nosuch: not found\n", 0],
  ])("runs %j", (command, output, code) =>
    runIn(programs, async () => {
      const child = await createSubprocessShell(command, { stdout: PIPE, stderr: STDOUT });

      expect(await outputOf(Promise.resolve(child))).toBe(output);
      expect(child.returncode).toBe(code);
    }),
  );

  it.each([
    ["echo $HOME", 'it does not know "$"'],
    ["echo a > file", 'it does not know ">"'],
    ["sleep 1 &", 'it does not know "&"'],
    ["echo `date`", 'it does not know "`"'],
    ["ls *", 'it does not know "*"'],
    ['echo "$HOME"', 'it does not know "\\""'],
    ["| cat", "no command before |"],
    ["echo a |", "no command at its end"],
    ["echo a &&", "no command at its end"],
    [";", "no command before ;"],
  ])("refuses %j instead of guessing", (command, reason) =>
    runIn(programs, async () => {
      await expect(createTask(createSubprocessShell(command))).rejects.toThrow(
        `Cannot run ${JSON.stringify(command)} in the simulated shell: ${reason}\n  hint: it knows words, quotes, |`,
      );
    }),
  );

  it("becomes its only command, so that a signal reaches that", () =>
    runIn(programs, async () => {
      const child = await createSubprocessShell("sleep 3600");
      child.terminate();

      expect(await child.wait()).toBe(-15);
      expect(getRunningLoop().time()).toBe(0);
    }));

  it("is a registered program, if there is one", () =>
    runIn(
      {
        *sh({ args, stdout }) {
          stdout.write(Buffer.from(args.join("|")));
        },
      },
      async () => {
        expect(await outputOf(createSubprocessShell("echo $HOME > x", { stdout: PIPE }))).toBe("-c|echo $HOME > x");
      },
    ));
});
