import {
  createFuture,
  createSubprocessExec,
  createSubprocessShell,
  DEVNULL,
  gather,
  PIPE,
  STDOUT,
  subprocessExec,
  SubprocessProtocol,
  timeout,
  TimeoutError,
  type Wait,
} from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { programs } from "./programs.ts";

const world = { programs };

export const w09: Scenario = {
  id: "W09",
  title: "Subprocesses: shells, pipes, signals and exit codes",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-subprocess.html"),
    new URL("https://docs.python.org/3/library/asyncio-protocol.html"),
  ],
  articles: ["c2721f6d3da34c98", "90623da5c64d9a8a"],
  programs: [
    {
      name: "two shells in gather(), the second one sleeps",
      world,
      async main(print) {
        await gather(runShell("ls /zzz", print), runShell('sleep 1; echo "hello"', print));
      },
      expect: {
        output: [
          "['ls /zzz' exited with 2]",
          "[stderr] ls: cannot access '/zzz': No such file or directory",
          `['sleep 1; echo "hello"' exited with 0]`,
          "[stdout] hello",
        ],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "a pipeline: ls | grep",
      world,
      *main(print): Generator<Wait, void, void> {
        const child = yield* createSubprocessShell("ls / | grep '^tmp$'", { stdout: PIPE });
        const [stdout] = yield* child.communicate();
        print(`${text(stdout)}, returncode ${child.returncode}`);
      },
      expect: { output: ["tmp, returncode 0"], duration: 0, verdict: "passes" },
    },
    {
      name: "exec and a line",
      world,
      *main(print): Generator<Wait, void, void> {
        const child = yield* createSubprocessExec("echo", ["one", "line"], { stdout: PIPE });
        for (const output of [child.stdout].filter((each) => each !== null)) print(text(yield* output.readline()));
        print(`returncode ${yield* child.wait()}`);
      },
      expect: { output: ["one line", "returncode 0"], duration: 0, verdict: "passes" },
    },
    {
      name: "an interpreter, one question at a time",
      world,
      async main(print) {
        const program =
          'require("readline").createInterface(process.stdin).on("line", (line) => console.log(eval(line)))';
        const child = await createSubprocessExec("node", ["-e", program], { stdin: PIPE, stdout: PIPE });
        for (const question of ["1 + 2", "20 + 22"]) {
          child.stdin?.write(bytes(`${question}\n`));
          await child.stdin?.drain();
          print(`${question} = ${text((await child.stdout?.readline()) ?? null)}`);
        }
        child.stdin?.close();
        print(`returncode ${await child.wait()}`);
      },
      expect: { output: ["1 + 2 = 3", "20 + 22 = 42", "returncode 0"], duration: 0, verdict: "passes" },
    },
    {
      name: "input, output and where they go",
      world,
      async main(print) {
        const settings = { stdin: PIPE, stdout: PIPE, stderr: STDOUT } as const;
        const cat = await createSubprocessExec("cat", [], settings);
        print(`cat: ${text((await cat.communicate(bytes("data")))[0])}`);
        const silent = await createSubprocessExec("ls", ["/zzz"], { stdout: DEVNULL, stderr: DEVNULL });
        print(`ls: returncode ${await silent.wait()}, stdout ${String(silent.stdout)}`);
        const joined = await createSubprocessExec("ls", ["/zzz"], { stdout: PIPE, stderr: STDOUT });
        print(`joined: ${text((await joined.communicate())[0])}`);
        const exit = await createSubprocessShell("exit 7");
        print(`exit: returncode ${await exit.wait()}`);
      },
      expect: {
        output: [
          "cat: data",
          "ls: returncode 2, stdout null",
          "joined: ls: cannot access '/zzz': No such file or directory",
          "exit: returncode 7",
        ],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "kill, terminate and signals",
      world,
      async main(print) {
        for (const end of ["kill", "terminate", "SIGHUP"] as const) {
          const child = await createSubprocessExec("sleep", ["3600"]);
          if (end === "SIGHUP") child.sendSignal(end);
          else child[end]();
          print(`${end}: returncode ${await child.wait()}`);
        }
      },
      expect: {
        output: ["kill: returncode -9", "terminate: returncode -15", "SIGHUP: returncode -1"],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "a child that takes too long",
      world,
      async main(print) {
        const child = await createSubprocessExec("sleep", ["3600"]);
        try {
          await timeout(0.25).run(() => child.wait());
        } catch (error) {
          if (!(error instanceof TimeoutError)) throw error;
          print(`too long, returncode ${child.returncode}`);
          child.kill();
        }
        print(`returncode ${await child.wait()}`);
      },
      expect: { output: ["too long, returncode null", "returncode -9"], duration: 0.25, verdict: "passes" },
    },
    {
      name: "a protocol of one's own",
      world,
      async main(print) {
        const [transport, protocol] = await subprocessExec(() => new DateProtocol(), "echo", ["a date"], {
          stdin: DEVNULL,
          stderr: DEVNULL,
        });
        await protocol.exit;
        transport.close();
        print(protocol.output);
      },
      expect: { output: ["a date"], duration: 0, verdict: "passes" },
    },
  ],
};

/** Collects what its child writes. */
class DateProtocol extends SubprocessProtocol {
  output = "";
  readonly exit = createFuture<void>();

  override pipeDataReceived(_: number, data: Uint8Array): void {
    this.output += text(data);
  }

  override connectionLost(): void {
    this.exit.setResult();
  }
}

async function runShell(command: string, print: Print): Promise<void> {
  const child = await createSubprocessShell(command, { stdout: PIPE, stderr: PIPE });
  const [stdout, stderr] = await child.communicate();
  print(`['${command}' exited with ${child.returncode}]`);
  if (stdout !== null && stdout.length > 0) print(`[stdout] ${text(stdout)}`);
  if (stderr !== null && stderr.length > 0) print(`[stderr] ${text(stderr)}`);
}

function bytes(string: string): Uint8Array {
  return new TextEncoder().encode(string);
}

function text(data: Uint8Array | null): string {
  return data === null ? "" : new TextDecoder().decode(data).trimEnd();
}
