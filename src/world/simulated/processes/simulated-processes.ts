import { list } from "../../../core/arguments/list.ts";
import { Reaction } from "../../../core/driving/done-callback.ts";
import { ValueError } from "../../../core/errors/value-error.ts";
import type { Future } from "../../../core/future.ts";
import type { Engine } from "../../../loop/engine.ts";
import type { Child, Processes, SpawnRequest, StdioKind } from "../../../process/processes.ts";
import { spawnError } from "../../../process/spawn-error.ts";
import { SimulatedResult } from "../simulated-call.ts";
import { Arrival } from "./arrival.ts";
import { ConsoleOutput } from "./console-output.ts";
import type { Descriptor } from "./descriptor.ts";
import type { ProcessFacts } from "./program-process.ts";
import type { ProcessSettings } from "./process-settings.ts";
import { parseCommandLine } from "./command-line.ts";
import { runShell, type ShellSystem } from "./run-shell.ts";
import { parent, SimulatedChild } from "./simulated-child.ts";
import { SimulatedPipe } from "./simulated-pipe.ts";
import type { SimulatedProgram } from "./simulated-program.ts";

/** The processes of a simulated world: the programs that it has registered, as tasks. */
export class SimulatedProcesses implements Processes, ShellSystem {
  readonly #engine: Engine;
  readonly #programs: ReadonlyMap<string, SimulatedProgram>;
  #lastPid = 100;

  constructor({ programs = {} }: ProcessSettings, engine: Engine) {
    this.#engine = engine;
    this.#programs = new Map(Object.entries(programs));
  }

  spawn(request: SpawnRequest): Future<Child> {
    const program = this.#find(request);
    return program === undefined ? this.#missing(request) : this.#begin(program, request);
  }

  #begin(program: NamedProgram, request: SpawnRequest): Future<Child> {
    const { child, forParent } = this.#start(program, request);
    const result = new SimulatedResult<Child>(this.#engine, `start ${child.title}`, () => child.abandon());
    const starts = new Arrival(`${child.title}: start`, () => {
      child.start();
      if (!result.done()) result.setResult(forParent);
    });
    this.#engine.expectArrival(starts);
    return result;
  }

  #missing(request: SpawnRequest): Future<Child> {
    const { program } = request;
    const result = new SimulatedResult<Child>(this.#engine, `start ${program}`, () => undefined);
    const known = [...this.#programs.keys()];
    const hint = known.length === 0 ? "this world has no programs" : `the programs of this world are ${list(known)}`;
    const error = spawnError("ENOENT", request, `${hint}: simulatedWorld({ programs: { … } })`);
    const fails = new Arrival(`${program}: program not found`, () => {
      if (!result.done()) result.setException(error);
    });
    this.#engine.expectArrival(fails);
    return result;
  }

  #find({ program, args, shell }: SpawnRequest): NamedProgram | undefined {
    if (!shell) return this.#named(program, args);
    const own = this.#named("sh", ["-c", program]);
    if (own !== undefined) return own;
    const lines = parseCommandLine(program);
    const [words, ...others] = lines.flatMap(({ pipeline }) => pipeline);
    const [name = "", ...rest] = words ?? [];
    const only = others.length === 0 ? this.#named(name, rest) : undefined; // a shell becomes its only command
    return only ?? { name: "sh", args: ["-c", program], run: (process) => runShell(lines, process, this) };
  }

  #named(name: string, args: readonly string[]): NamedProgram | undefined {
    const run = this.#programs.get(name);
    return run === undefined ? undefined : { name, args, run };
  }

  #start(program: NamedProgram, request: SpawnRequest): { child: SimulatedChild; forParent: Child } {
    const facts = this.#facts(program, request);
    const stdin = this.#ends(0, request.stdin, facts);
    const stdout = this.#ends(1, request.stdout, facts);
    const stderr = request.stderr === "stdout" ? { own: stdout.own.duplicate() } : this.#ends(2, request.stderr, facts);
    const child = new SimulatedChild(this.#engine, program.run, facts, [stdin.own, stdout.own, stderr.own]);
    const forParent: Child = {
      pid: facts.pid,
      stdin: stdin.other,
      stdout: stdout.other,
      stderr: stderr.other,
      onExit: (exited) => child.onExit(exited),
      kill: (signal) => child.kill(signal),
    };
    return { child, forParent };
  }

  #facts({ name, args }: NamedProgram, { env, cwd }: Pick<SpawnRequest, "env" | "cwd">): ProcessFacts {
    const here = parent.get()?.process;
    this.#lastPid += 1;
    return { pid: this.#lastPid, program: name, args, env: env ?? here?.env ?? {}, cwd: cwd ?? here?.cwd ?? "/" };
  }

  makePipe(name: string): SimulatedPipe {
    return new SimulatedPipe(this.#engine, name);
  }

  launch(name: string, args: readonly string[], input?: Descriptor, output?: Descriptor): SimulatedChild | undefined {
    const program = this.#named(name, args);
    if (program === undefined) return undefined;
    const facts = this.#facts(program, {});
    const descriptors = [input ?? this.#inherited(0), output ?? this.#inherited(1), this.#inherited(2)];
    const child = new SimulatedChild(this.#engine, program.run, facts, descriptors);
    child.start();
    return child;
  }

  /** The ends of stream `fd` of a new process. */
  #ends(fd: number, kind: StdioKind, { program, pid }: ProcessFacts): Ends {
    if (kind === "ignore") return { own: this.#console() };
    if (kind !== "pipe") return { own: this.#inherited(kind === "inherit" ? fd : kind) };
    const pipe = this.makePipe(`${streams[fd] ?? ""} of ${program} (${pid})`);
    if (fd === 0) return { own: pipe.addReader(), other: pipe.addWriter() };
    return { own: pipe.addWriter(), other: pipe.addReader() };
  }

  /** What the process that runs has at `fd`, once more. */
  #inherited(fd: number): Descriptor {
    if (fd >= streams.length) {
      throw new ValueError(`Invalid descriptor: ${fd}`, "a simulated process has the descriptors 0, 1 and 2");
    }
    return parent.get()?.descriptors[fd]?.duplicate() ?? this.#console(consoles[fd]);
  }

  #console(print?: (line: string) => void): Descriptor {
    const later = (call: () => void): void => {
      if (!this.#engine.isClosed()) this.#engine.enqueue(new Reaction(call));
    };
    return new ConsoleOutput(later, print);
  }
}

/** A program, and how it is called. */
interface NamedProgram {
  readonly name: string;
  readonly args: readonly string[];
  readonly run: SimulatedProgram;
}

/** The end of a stream that the child has, and the one that its parent has. */
interface Ends {
  readonly own: Descriptor;
  readonly other?: Descriptor | undefined;
}

const streams = ["stdin", "stdout", "stderr"] as const;
const consoles = [
  undefined,
  (line: string): void => console.log(line),
  (line: string): void => console.error(line),
] as const;
