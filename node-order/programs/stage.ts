import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter } from "node:events";
import type { Operation, Program } from "./make-program.ts";

/** Where a program runs: what it shares, and what it leaves behind. */
export class Stage {
  /** What happened, in order. */
  readonly log: string[] = [];
  /** Everything that will happen at a time of its own. */
  readonly appointments: Appointment[] = [];
  readonly emitter: EventEmitter = new EventEmitter();
  /** The store of the operation within which the caller runs, if it is in one. */
  readonly stores: AsyncLocalStorage<number> = new AsyncLocalStorage();
  #isOver = false;
  readonly #begin: (operation: Operation) => void;

  constructor(begin: (operation: Operation, stage: Stage) => void) {
    this.#begin = (operation) => begin(operation, this);
  }

  /** Log a label. Within a store its number follows. */
  note(label: string): void {
    if (this.#isOver) return;
    const store = this.stores.getStore();
    this.log.push(store === undefined ? label : `${label}@${store}`);
  }

  /** Log no more labels, except how it ended. */
  stop(...ending: readonly string[]): this {
    this.#isOver = true;
    this.log.push(...ending);
    return this;
  }

  run(program: Program): void {
    for (const operation of program) this.#begin(operation);
  }

  /** The callback of `operation`: notes it, and begins what is next. */
  end(operation: Operation, detail = ""): () => void {
    return () => {
      this.note(`${operation.kind}${operation.number}${detail}`);
      this.run(operation.next);
    };
  }

  /** `operation` sets a timer of `delayMs`. */
  sets(operation: { readonly number: number }, delayMs: number): void {
    this.appointments.push({ operation: operation.number, dueMs: Date.now() + delayMs, isTimer: true });
  }

  /** `operation` sets an immediate. */
  setsImmediate({ number }: Operation): void {
    this.appointments.push({ operation: number, dueMs: Date.now(), isTimer: false });
  }

  /** Log how many microtasks pass: an order between two promises shows in it. */
  async meter({ kind, number }: Operation, hops = 8): Promise<void> {
    for (let hop = 0; hop < hops; hop++) {
      await Promise.resolve();
      this.note(`${kind}${number}~${hop}`);
    }
  }
}

/** A timer, or an immediate, of an operation. */
export interface Appointment {
  readonly operation: number;
  readonly dueMs: number;
  readonly isTimer: boolean;
}
