import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { modelRun, schedule } from "#fast-check/index";
import { createTask, sleep, type Task } from "#index";

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
