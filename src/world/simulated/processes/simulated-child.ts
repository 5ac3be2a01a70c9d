import { callBody } from "../../../core/call-body.ts";
import { asText } from "../../../core/arguments/as-text.ts";
import { ContextVar, copyContext } from "../../../core/context/context.ts";
import type { Wait } from "../../../core/contracts/loop-core.ts";
import { isCancellation } from "../../../core/errors/cancelled-error.ts";
import { faceOf } from "../../../core/event-loop.ts";
import { type Future, ResourceFuture } from "../../../core/future.ts";
import type { Task } from "../../../core/task.ts";
import type { Engine } from "../../../loop/engine.ts";
import { Arrival } from "./arrival.ts";
import type { Descriptor } from "./descriptor.ts";
import { type ProcessFacts, ProgramProcess } from "./program-process.ts";
import { harmless, signalName, signals } from "./signals.ts";
import type { SimulatedProgram } from "./simulated-program.ts";

/** A process of a simulated world: a task that runs its program, and what becomes of it. */
export class SimulatedChild {
  readonly process: ProgramProcess;
  readonly descriptors: readonly Descriptor[];
  readonly #engine: Engine;
  readonly #program: SimulatedProgram;
  readonly #started: Future<void>;
  readonly #task: Task<void>;
  #returncode: number | undefined = undefined;
  #exited: ((returncode: number) => void) | undefined = undefined;
  /** The signal that ends the process. */
  #deadly: string | undefined = undefined;

  constructor(engine: Engine, program: SimulatedProgram, facts: ProcessFacts, descriptors: readonly Descriptor[]) {
    this.#engine = engine;
    this.#program = program;
    this.descriptors = descriptors;
    this.process = new ProgramProcess(engine, facts, descriptors);
    this.#started = new ResourceFuture<void>(engine, this.process, "start()");
    const context = copyContext();
    context.run(() => parent.set(this));
    this.#task = faceOf(engine).createTask(this.#live(), { name: this.title, context });
  }

  /** `ls (101)`. */
  get title(): string {
    return `${this.process.program} (${this.process.pid})`;
  }

  /** Whether it has exited, or will at once. */
  get isOver(): boolean {
    return this.#returncode !== undefined;
  }

  /** Begin to run. */
  start(): void {
    if (!this.#started.done()) this.#started.setResult();
  }

  *#live(): Generator<Wait, void, void> {
    try {
      yield* this.#started;
      const returncode = yield* this.#runProgram();
      yield* this.#flush();
      this.#exit(returncode);
    } catch (error) {
      this.#exit(-(signals[this.#deadly ?? "SIGTERM"] ?? 0));
      throw error;
    }
  }

  *#runProgram(): Generator<Wait, number, void> {
    try {
      return exitCode(yield* callBody(this.#program, this.process));
    } catch (error) {
      if (isCancellation(error)) throw error;
      this.process.stderr.write(encoder.encode(`Uncaught ${asText(error)}\n`));
      return 1;
    }
  }

  /** What was written has to reach the pipe before a process exits. */
  *#flush(): Generator<Wait, void, void> {
    for (const writer of this.process.used) {
      writer.close();
      try {
        yield* writer.waitClosed();
      } catch (error) {
        if (isCancellation(error)) throw error; // of others: nobody reads any more
      }
    }
  }

  #exit(returncode: number): void {
    if (this.#returncode !== undefined) return;
    this.#returncode = returncode;
    for (const descriptor of this.descriptors) descriptor.destroy(false);
    this.#announce();
  }

  #announce(): void {
    const exited = this.#exited;
    const returncode = this.#returncode;
    if (exited === undefined || returncode === undefined || this.#engine.isClosed()) return;
    this.#exited = undefined;
    this.#engine.expectArrival(new Arrival(`${this.title}: exit`, () => exited(returncode)));
  }

  onExit(exited: (returncode: number) => void): void {
    this.#exited = exited;
    this.#announce();
  }

  kill(signal: NodeJS.Signals | number): void {
    if (signal === 0) return;
    const name = signalName(signal);
    if (this.isOver) return;
    this.#engine.expectArrival(new Arrival(`${this.title}: ${name}`, () => this.#take(name)));
  }

  #take(signal: string): void {
    if (this.isOver) return;
    const handler = this.process.handlers.get(signal);
    if (handler !== undefined) faceOf(this.#engine).callSoon(handler);
    else if (!harmless.has(signal)) this.#end(signal);
  }

  #end(signal: string): void {
    this.#deadly = signal;
    if (signal === "SIGKILL") this.#exit(-(signals[signal] ?? 0));
    this.#task.cancel(signal);
  }

  /** Nobody wants it any more, before it runs. */
  abandon(): void {
    this.#end("SIGKILL");
  }
}

/** The process whose program runs. */
export const parent: ContextVar<SimulatedChild | undefined> = new ContextVar("process", { default: undefined });

const encoder = new TextEncoder();

/** As a system keeps it: one byte. */
function exitCode(returned: unknown): number {
  return typeof returned === "number" ? returned & 0xff : 0;
}
