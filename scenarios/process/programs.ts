import { sleep } from "timeloom";
import type { SimulatedProcess, SimulatedProgram } from "timeloom/testing";

/** What the scenarios start, for a simulated world. In the real one, the programs of this system do the same. */
export const programs = {
  async ls({ args, stdout, stderr }) {
    const [path] = args.filter((arg) => !arg.startsWith("-"));
    if (path === "/") stdout.write(bytes("bin\nboot\ndev\netc\nhome\ntmp\nusr\nvar\n"));
    else stderr.write(bytes(`ls: cannot access '${path ?? ""}': No such file or directory\n`));
    return path === "/" ? 0 : 2;
  },
  *sleep({ args }) {
    yield* sleep(Number(args[0]));
  },
  async echo({ args, stdout }) {
    stdout.write(bytes(`${args.join(" ")}\n`));
  },
  async grep({ args, stdin, stdout }) {
    const pattern = new RegExp(args.at(-1) ?? "");
    let found = false;
    for await (const line of stdin) {
      if (!pattern.test(new TextDecoder().decode(line).trimEnd())) continue;
      found = true;
      stdout.write(line);
    }
    return found ? 0 : 1;
  },
  async cat({ stdin, stdout }) {
    for await (const line of stdin) {
      stdout.write(line);
      await stdout.drain();
    }
  },
  async exit({ args }) {
    return Number(args[0]);
  },
  /** An interpreter of JavaScript, which prints the value of each line. */
  async node({ stdin, stdout }: SimulatedProcess) {
    for await (const line of stdin) {
      const numbers = new TextDecoder().decode(line).split("+").map(Number);
      stdout.write(bytes(`${numbers.reduce((sum, number) => sum + number, 0)}\n`));
      await stdout.drain();
    }
  },
} satisfies Record<string, SimulatedProgram>;

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
