import { fc } from "@fast-check/vitest";
import {
  createTask,
  Event,
  getRunningLoop,
  type Handle,
  Lock,
  sleep,
  type Task,
  type TimerHandle,
  type Wait,
} from "#index";
import { simulate } from "#testing";

/** One thing that a program does. */
export type Act =
  | { readonly does: "sleep"; readonly delay: number }
  | { readonly does: "spawn"; readonly acts: readonly Act[]; readonly native: boolean; readonly eager: boolean }
  | { readonly does: "callSoon" | "callLater"; readonly acts: readonly Act[]; readonly cancelled: boolean }
  | { readonly does: "together"; readonly acts: readonly Act[] }
  | { readonly does: "fetch"; readonly from: number }
  | { readonly does: "lock" | "set" | "wait" | "cancel" };

/** Programs that make tasks, callbacks and timers in each other, wait for several things at once, cancel and fail. */
export const anyProgram: fc.Arbitrary<readonly Act[]> = fc.letrec<{ acts: readonly Act[] }>((tie) => ({
  acts: fc.array(
    fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.record({ does: fc.constant("sleep" as const), delay: fc.nat(2) }),
      fc.record({ does: fc.constant("fetch" as const), from: fc.nat(2) }),
      fc.record({ does: fc.constantFrom("lock" as const, "set" as const, "wait" as const, "cancel" as const) }),
      fc.record({ does: fc.constant("spawn" as const), acts: tie("acts"), native: fc.boolean(), eager: fc.boolean() }),
      fc.record({
        does: fc.constantFrom("callSoon" as const, "callLater" as const),
        acts: tie("acts"),
        cancelled: fc.boolean(),
      }),
      fc.record({ does: fc.constant("together" as const), acts: tie("acts") }),
    ),
    { minLength: 1, maxLength: 5 },
  ),
})).acts;

/** What an execution leaves behind: who did what, and when. */
export type Log = string[];

/** A body that runs `acts` and writes down what happens. */
export function bodyOf(acts: readonly Act[], log: Log): () => Generator<Wait, void, void> {
  return function* () {
    const world = new World(log);
    yield* world.run(acts, "m");
    while (world.tasks.some((task) => !task.done())) {
      world.gate.set();
      yield* sleep(1);
    }
  };
}

class World {
  readonly #log: Log;
  readonly #lock = new Lock();
  readonly gate = new Event();
  readonly tasks: Task<void>[] = [];
  /** Simulated services: one that answers at any time, one that takes its time, one that may fail. */
  readonly #services: readonly (() => Promise<number>)[] = [
    simulate(async () => 1),
    simulate(async () => 2, { latency: [1, 0.5, 2] }),
    simulate(async () => 3, { failures: [new Error("refused"), new Error("lost")] }),
  ];

  constructor(log: Log) {
    this.#log = log;
  }

  /** Do one act after the other in a generator. */
  *run(acts: readonly Act[], who: string): Generator<Wait, void, void> {
    for (const [at, act] of acts.entries()) {
      this.#note(`${who}${at} ${act.does}`);
      yield* this.#wait(act, `${who}${at}`);
    }
  }

  *#wait(act: Act, who: string): Generator<Wait, void, void> {
    if (act.does === "sleep") yield* sleep(act.delay);
    else if (act.does === "wait") yield* this.gate.wait();
    else if (act.does === "fetch") yield* createTask(() => this.#fetch(act.from, who));
    else if (act.does === "together") yield* createTask(() => this.#together(act.acts, who));
    else if (act.does === "lock") yield* this.#lock.run(() => sleep(0));
    else this.#act(act, who);
  }

  /** Do one act after the other in native code. */
  async #runNatively(acts: readonly Act[], who: string): Promise<void> {
    for (const [at, act] of acts.entries()) {
      this.#note(`${who}${at} ${act.does}`);
      await this.#waitNatively(act, `${who}${at}`);
    }
  }

  async #waitNatively(act: Act, who: string): Promise<void> {
    if (act.does === "sleep") await sleep(act.delay);
    else if (act.does === "wait") await this.gate.wait();
    else if (act.does === "fetch") await this.#fetch(act.from, who);
    else if (act.does === "together") await this.#together(act.acts, who);
    else if (act.does === "lock") await this.#lock.run(() => sleep(0));
    else this.#act(act, who);
  }

  async #fetch(from: number, who: string): Promise<void> {
    try {
      this.#note(`${who} got ${await this.#services[from]?.()}`);
    } catch (error) {
      this.#note(`${who} failed: ${String(error)}`);
    }
  }

  /** Several strands of one task. */
  async #together(acts: readonly Act[], who: string): Promise<void> {
    const outcomes = await Promise.allSettled(acts.map((act, at) => this.#waitNatively(act, `${who}.${at}`)));
    this.#note(`${who} ${outcomes.map(({ status }) => status).join()}`);
  }

  /** Acts that take no time. */
  #act(act: Act, who: string): void {
    if (act.does === "set") this.gate.set();
    else if (act.does === "cancel") this.tasks.findLast((task) => !task.done())?.cancel();
    else if (act.does === "spawn") this.#spawn(act, who);
    else if (act.does === "callSoon" || act.does === "callLater") {
      const handle = this.#call(act, who);
      if (act.cancelled) handle.cancel();
    }
  }

  #spawn({ acts, native, eager }: Act & { readonly does: "spawn" }, who: string): void {
    const body = native ? () => this.#runNatively(acts, `${who}/`) : () => this.run(acts, `${who}/`);
    const task: Task<void> = createTask<void>(body, { eagerStart: eager });
    this.tasks.push(task);
    task.addDoneCallback(() => {
      this.#note(`${who} ${task.cancelled() ? "was cancelled" : "is done"}`);
      createTask(() => sleep(1));
    });
  }

  #call({ does, acts }: Act & { readonly does: "callSoon" | "callLater" }, who: string): Handle | TimerHandle {
    const loop = getRunningLoop();
    const callback = (): void => {
      for (const [at, act] of acts.entries()) {
        this.#note(`${who}(${at} ${act.does}`);
        this.#act(act, `${who}(${at}`);
      }
    };
    return does === "callSoon" ? loop.callSoon(callback) : loop.callLater(1, callback);
  }

  #note(what: string): void {
    this.#log.push(`${getRunningLoop().time()} ${what}`);
  }
}
