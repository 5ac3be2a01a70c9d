import { createSubprocessExec, Event, sleep, type StreamWriter, type Wait } from "#index";
import type { SimulatedProcess, SimulatedProgram } from "#testing";

/** Programs of a simulated world that do what their namesakes on Linux do, as far as the tests need it. */
export const programs = {
  *echo({ args, stdout }) {
    yield* print(stdout, `${args.join(" ")}\n`);
  },
  async cat({ stdin, stdout }) {
    for (;;) {
      const data = await stdin.read(65_536);
      if (data.length === 0) return;
      stdout.write(data);
      await stdout.drain();
    }
  },
  *sleep({ args }) {
    yield* sleep(Number(args[0]));
  },
  *true() {},
  *false() {
    return 1;
  },
  *exit({ args }) {
    return Number(args[0]);
  },
  /** `head -c N /dev/zero` */
  *head({ args, stdout }) {
    stdout.write(new Uint8Array(Number(args[1])));
    yield* stdout.drain();
  },
  async grep({ args: [pattern = ""], stdin, stdout }) {
    let found = false;
    for await (const line of stdin) {
      if (!Buffer.from(line).includes(pattern)) continue;
      found = true;
      stdout.write(line);
    }
    return found ? 0 : 1;
  },
  /** `ls NAME`: there is no such file. */
  *ls({ args, stderr }) {
    yield* print(stderr, `ls: cannot access '${args[0] ?? ""}': No such file or directory\n`);
    return 2;
  },
  *pwd({ cwd, stdout }) {
    yield* print(stdout, `${cwd}\n`);
  },
  *printenv({ args: [name = ""], env, stdout }) {
    yield* print(stdout, `${env[name] ?? ""}\n`);
    return env[name] === undefined ? 1 : 0;
  },
  trapping,
  mixed,
  parenting,
} satisfies Readonly<Record<string, SimulatedProgram>>;

/** How to start what plain words cannot say: a script in the real world, a program in the simulated one. */
export function command(isReal: boolean, name: keyof typeof scripts): [program: string, args: string[]] {
  return isReal ? ["sh", ["-c", scripts[name]]] : [name, []];
}

const scripts = {
  /** Prints "ready", and ends with 5 when SIGTERM comes. */
  trapping: 'trap "echo caught; exit 5" TERM; echo ready; while :; do sleep 0.01; done',
  /** Writes output and errors in turn. */
  mixed: "echo 1; echo 2 >&2; echo 3",
  /** Ends while its own child, whose pid it prints, still has its output. */
  parenting: "sleep 60 & echo $!",
} as const;

async function trapping({ stdout, onSignal }: SimulatedProcess): Promise<number> {
  const caught = new Event();
  onSignal("SIGTERM", () => caught.set());
  stdout.write(Buffer.from("ready\n"));
  await caught.wait();
  stdout.write(Buffer.from("caught\n"));
  return 5;
}

async function mixed({ stdout, stderr }: SimulatedProcess): Promise<void> {
  for (const [stream, text] of [
    [stdout, "1\n"],
    [stderr, "2\n"],
    [stdout, "3\n"],
  ] as const) {
    stream.write(Buffer.from(text));
  }
}

async function parenting({ stdout }: SimulatedProcess): Promise<void> {
  const child = await createSubprocessExec("sleep", ["60"]);
  stdout.write(Buffer.from(`${child.pid}\n`));
}

function* print(stream: StreamWriter, text: string): Generator<Wait, void, void> {
  stream.write(Buffer.from(text));
  yield* stream.drain();
}
