import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { modelRun, schedule, scheduleOf } from "#fast-check/index";
import { createTask, Lock, sleep, type Task } from "#index";
import { History, LinearizabilityError, linearizable } from "#testing";
import { queue, type QueueOperation } from "../../tests/histories.ts";

/** What the register should hold, and the writers that are still under way. */
interface Model {
  written: number;
  readonly writers: Task<void>[];
}

/** A register whose writes take effect a turn later, in the order in which they were begun only if it is `ordered`. */
class Register {
  value = 0;
  #last: Task<void> | undefined = undefined;
  readonly #ordered: boolean;

  constructor(ordered: boolean) {
    this.#ordered = ordered;
  }

  write(value: number): Task<void> {
    const before = this.#ordered ? this.#last : undefined;
    this.#last = createTask(async () => {
      await before;
      await sleep(0);
      this.value = value;
    });
    return this.#last;
  }
}

class Write implements fc.AsyncCommand<Model, Register> {
  readonly #value: number;

  constructor(value: number) {
    this.#value = value;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, register: Register): Promise<void> {
    model.written = this.#value;
    model.writers.push(register.write(this.#value));
  }

  toString(): string {
    return `write(${this.#value})`;
  }
}

class Read implements fc.AsyncCommand<Model, Register> {
  check(): boolean {
    return true;
  }

  async run(model: Model, register: Register): Promise<void> {
    for (const writer of model.writers) await writer;
    expect(register.value).toBe(model.written);
  }

  toString(): string {
    return "read()";
  }
}

const anyCommands = fc.commands<Model, Register>([
  fc.integer({ min: 1, max: 9 }).map((n) => new Write(n)),
  fc.constant(new Read()),
]);

async function check(ordered: boolean): Promise<{ readonly failed: boolean; readonly counterexample: unknown }> {
  const property = fc.asyncProperty(schedule(), anyCommands, (order, commands) =>
    modelRun(order, () => ({ model: { written: 0, writers: [] }, real: new Register(ordered) }), commands),
  );
  return fc.check(property, { seed: 1, numRuns: 200 });
}

describe("modelRun()", () => {
  it("finds commands whose effects overtake each other, and shrinks them with the order", async () => {
    const { failed, counterexample } = await check(false);

    expect(failed).toBe(true);
    expect(fc.stringify(counterexample)).toMatchInlineSnapshot(
      `"[scheduleOf("v1:main.0@1=main@2,main.1@1=main@3,main.1@1=main@4,main.1@1=main.0@2,main.2@1=main.3@1"),write(1),write(1),write(1),write(2),read() /*replayPath="d:B"*/]"`,
    );
  });

  it("passes a system that keeps the order of its commands, in every order of its tasks", async () => {
    expect((await check(true)).failed).toBe(false);
  });
});

/** A queue that looks, waits, and takes; what is called on it is recorded. */
class RecordedQueue {
  readonly history = new History<QueueOperation, number | undefined>();
  readonly #items: number[] = [];
  readonly #mutex = new Lock();
  readonly #isAtomic: boolean;
  #taken = 0;

  constructor(isAtomic: boolean) {
    this.#isAtomic = isAtomic;
  }

  put(value: number): PromiseLike<void> {
    return this.history.record({ put: value }, async () => void this.#items.push(value));
  }

  take(): PromiseLike<number | undefined> {
    const look = async (): Promise<number | undefined> => {
      const at = this.#taken;
      await sleep(0);
      this.#taken = Math.min(at + 1, this.#items.length);
      return this.#items[at];
    };
    return this.history.record("take", () => (this.#isAtomic ? this.#mutex.run(look) : look()));
  }
}

/** A command that leaves an operation running, so that the next one overlaps it. */
class Begin implements fc.AsyncCommand<object, RecordedQueue> {
  readonly #operation: QueueOperation;

  constructor(operation: QueueOperation) {
    this.#operation = operation;
  }

  check(): boolean {
    return true;
  }

  async run(_: object, real: RecordedQueue): Promise<void> {
    const operation = this.#operation;
    createTask(async () => void (await (operation === "take" ? real.take() : real.put(operation.put))));
  }

  toString(): string {
    return this.#operation === "take" ? "take" : `put(${this.#operation.put})`;
  }
}

describe("modelRun() with a history", () => {
  const commands = fc.commands<object, RecordedQueue>([
    fc.integer({ min: 1, max: 3 }).map((put) => new Begin({ put })),
    fc.constant(new Begin("take")),
  ]);
  const judged = async (
    isAtomic: boolean,
  ): Promise<{ failed: boolean; errorInstance: unknown; counterexample: unknown }> => {
    const property = fc.asyncProperty(schedule(), commands, (order, begun) => {
      const setup = (): { model: object; real: RecordedQueue; atEnd: () => void } => {
        const real = new RecordedQueue(isAtomic);
        return { model: {}, real, atEnd: () => linearizable(queue, real.history) };
      };
      return modelRun(order, setup, begun);
    });
    return await fc.check(property, { seed: 1, numRuns: 200 });
  };

  it("finds operations that no order explains, with as few commands as show it", async () => {
    const { failed, errorInstance, counterexample } = await judged(false);

    expect([failed, errorInstance]).toEqual([true, expect.any(LinearizabilityError)]);
    expect((errorInstance as LinearizabilityError).operations.length).toBeLessThanOrEqual(6);
    expect(fc.stringify(counterexample)).toMatch(/put\(\d\),take,take/);
  });

  it("waits for what commands have left running, and passes a queue that is atomic", async () => {
    expect((await judged(true)).failed).toBe(false);
  });

  it("refuses an atEnd that is no function", async () => {
    const setup = (): never => ({ model: {}, real: {}, atEnd: true }) as never;
    await expect(async () => await modelRun(scheduleOf("v1:"), setup, [])).rejects.toThrow("atEnd");
  });
});
