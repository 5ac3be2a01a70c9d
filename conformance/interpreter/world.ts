import { type BaseEventLoop, Future, Task, type TaskGroup, type Timeout } from "#index";
import {
  DEFAULT_MAX_OPS,
  type Outcome,
  type Program,
  type TaskRow,
  type TraceEvent,
  type TraceRecord,
  type TraceValue,
} from "../program.ts";
import { BudgetExceeded } from "./exceptions.ts";
import { Names } from "./names.ts";
import { type ProgramObject, makeObject } from "./objects.ts";
import { describe, sanitise, settle, show } from "./values.ts";

/** An event without its time, which is the loop's when it is recorded. */
type Happening = TraceEvent extends infer E ? (E extends readonly [number, ...infer Rest] ? Rest : never) : never;

/** What one run of a program knows by name, and what has happened in it so far. */
export class World {
  readonly loop: BaseEventLoop;
  readonly refs: Names<Future<unknown>> = new Names();
  readonly objects: Names<ProgramObject> = new Names();
  readonly callbacks: Names<(future: Future<unknown>) => void> = new Names();
  readonly handles: Names<{ cancel(): void }> = new Names();
  readonly timeouts: Names<Timeout> = new Names();
  readonly groups: Names<TaskGroup> = new Names();
  /** Every task and future that got a name, in that order; a name given twice has two entries. */
  readonly #registered: (readonly [name: string, future: Future<unknown>])[] = [];
  readonly #nameOf = new WeakMap<object, string>();
  readonly #trace: TraceEvent[] = [];
  readonly #program: Program;
  #ops = 0;
  #record: TraceRecord | undefined;

  constructor(loop: BaseEventLoop, program: Program) {
    this.loop = loop;
    this.#program = program;
  }

  /** Makes the objects that the program declares. */
  declareObjects(): void {
    for (const spec of this.#program.objects) {
      const made = makeObject(spec, this.loop, this.objects);
      if (made instanceof Future) this.register(spec[0], made);
      else this.objects.set(spec[0], made);
    }
  }

  /** Gives a task or future its name; who had the name before keeps its place in the table. */
  register(name: string, future: Future<unknown>): void {
    this.refs.set(name, future);
    this.#registered.push([name, future]);
    this.#nameOf.set(future, name);
  }

  emit(...happening: Happening): void {
    if (!this.over) this.#trace.push([this.loop.time(), ...happening] as TraceEvent);
  }

  /** Records what was reported to the loop's exception handler, but for what garbage collection finds. */
  recordReport(context: { readonly message?: string; readonly exception?: unknown }): void {
    const message = context.message ?? "";
    if (message.includes("never retrieved") || message.includes("destroyed but it is pending")) return;
    const text = message.startsWith("Exception in callback") ? "Exception in callback" : sanitise(message);
    const { exception } = context;
    this.emit(null, "loop_exception", [text, exception instanceof Error ? describe(exception) : null]);
  }

  /** @throws {BudgetExceeded} If the program has used up its ops: the run is then over, and the loop stops. */
  countOp(): void {
    if (this.#ops < (this.#program.max_ops ?? DEFAULT_MAX_OPS)) {
      this.#ops++;
      return;
    }
    this.finish("budget", null);
    this.loop.stop();
    throw new BudgetExceeded();
  }

  /** Whether the run has its record: what still unwinds leaves no mark. */
  get over(): boolean {
    return this.#record !== undefined;
  }

  /** The record of the run as it is now, made once. */
  finish(outcome: Outcome, result: TraceValue): TraceRecord {
    if (outcome === "deadlock") this.emit(null, "deadlock", this.#pending(Task));
    this.#record ??= {
      id: this.#program.id,
      outcome,
      result,
      time: this.loop.time(),
      iterations: this.loop.iterations,
      ops: this.#ops,
      tasks: this.#table(),
      pending: this.#pending(Future),
      trace: this.#trace,
    };
    return this.#record;
  }

  show(value: unknown): TraceValue {
    return show(value, (future) => this.#nameOf.get(future));
  }

  #pending(kind: typeof Future | typeof Task): string[] {
    return this.#registered.filter(([, ref]) => ref instanceof kind && !ref.done()).map(([name]) => name);
  }

  #table(): TaskRow[] {
    return this.#registered.map(([name, ref]): TaskRow => {
      const [state, outcome] = settle(ref);
      const shown = state === "cancelled" || state === "raised" ? describe(outcome) : this.show(outcome);
      return ref instanceof Task
        ? [name, "task", state, shown, ref.cancelling()]
        : [name, "future", state, shown, null];
    });
  }
}
