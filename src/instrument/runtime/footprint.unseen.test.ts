import { describe, expect, it } from "vitest";
import * as timeloom from "#index";
import { sleep, type Task } from "#index";
import { runtime } from "#instrument/runtime/runtime";
import { transform } from "#instrument/transform/transform";
import { dpor, exhaustive, type SearchStrategy } from "#testing";
import { searched } from "../../explore/strategies/fixtures/interleaved.mjs";

interface Account {
  balance: number;
}

/** What no transform has seen: each part writes the balance, at once or later. It is made before the race begins. */
// oxlint-disable-next-line typescript/explicit-function-return-type -- its parts show theirs
function unseenOf(account: Account) {
  const write = (): void => void (account.balance = 1);
  const writeLater = async (): Promise<void> => {
    await sleep(0);
    write();
  };
  class Writer {
    constructor(isWriting = true) {
      if (isWriting) write();
    }
    write(): void {
      write();
    }
  }
  return {
    write,
    writeLater,
    Writer,
    /** Goes on when it has returned, and nobody can know. */
    start: (): void => void writeLater(),
    /** Keeps what calls back, and calls it in a step of its own. */
    startAndCall: (called: () => void): void => void writeLater().then(called),
    *steps(): Generator<timeloom.Wait, void, void> {
      yield* sleep(0);
      write();
    },
    generator: (function* (): Generator<timeloom.Wait, void, void> {
      yield* sleep(0);
      write();
    })(),
    values: (function* (): Generator<number> {
      write();
      yield 1;
    })(),
    stream: (async function* (): AsyncGenerator<number> {
      write();
      yield 1;
    })(),
    accessor: {
      get value(): number {
        write();
        return 1;
      },
      set value(_: number) {
        write();
      },
    },
    json: { toJSON: write },
    text: { toString: () => (write(), "text"), valueOf: () => (write(), 1) },
    iterable: {
      [Symbol.iterator]: (): Iterator<number> => {
        write();
        return [1].values();
      },
    },
    // oxlint-disable-next-line unicorn/no-thenable -- what is no promise, and can be awaited
    thenable: { then: (resolve: () => void) => void writeLater().then(resolve) },
    task: (): Task<void> => timeloom.createTask(writeLater),
    /** Writes when a promise has settled that it was not given itself. */
    after: async ({ gone }: { readonly gone: Promise<void> }): Promise<void> => {
      await gone;
      write();
    },
    /** Adds a reaction to a promise that it is given. */
    settle: (settled: PromiseLike<void>): void => void settled.then(write),
  };
}

const ways = {
  "a call": "unseen.write();",
  "a call behind an optional link": "unseen?.write();",
  "a function that was taken out of its object": "const { write } = unseen; write();",
  "a call by call()": "unseen.write.call();",
  "a call by Reflect.apply()": "Reflect.apply(unseen.write, undefined, []);",
  "a bound function": "unseen.write.bind(undefined)();",
  "a callback of an array": "[1].forEach(unseen.write);",
  "a callback that starts promises": "await Promise.all([1].map(unseen.writeLater));",
  "a replacer": "'a'.replace('a', () => unseen.write());",
  "an async function": "await unseen.writeLater();",
  "an async function that nobody awaits": "unseen.writeLater(); await sleep(0);",
  "an async function that is returned": "await (async () => unseen.writeLater())();",
  "work that goes on in secret": "unseen.start(); await sleep(0);",
  "work that goes on in secret and calls back": "unseen.startAndCall(() => void seen.push(1)); await sleep(0);",
  "a reaction to a promise": "await Promise.resolve().then(unseen.write);",
  "a reaction that waits": "await Promise.resolve().then(unseen.writeLater);",
  "a reaction to a sleep": "await sleep(0).then(unseen.write);",
  "a reaction to a promise of seen code": "unseen.settle(gone); await sleep(0); go();",
  "a thenable": "await unseen.thenable;",
  "a generator": "await createTask(function* () { yield* unseen.steps(); });",
  "a generator that was made": "await createTask(function* () { yield* unseen.generator; });",
  "a generator that is iterated": "const { values } = unseen; for (const _ of values);",
  "a generator that is asked by hand": "unseen.values.next();",
  "a generator behind a helper": "unseen.values[Symbol.iterator]().next();",
  "an async generator": "for await (const _ of unseen.stream);",
  "a generator that is handed on": "await createTask(() => unseen.generator);",
  "a task of a function": "await createTask(unseen.writeLater);",
  "a task of others": "await unseen.task();",
  "a body in a lock": "await new Lock().run(() => unseen.writeLater());",
  "a coroutine": "await coroutine(unseen.writeLater)();",
  "a getter": "void unseen.accessor.value;",
  "a setter": "unseen.accessor.value = 1;",
  "a getter that is taken": "const { value } = unseen.accessor;",
  "a getter that is copied": "({ ...unseen.accessor });",
  "a getter behind Object.assign()": "Object.assign({}, unseen.accessor);",
  "a getter behind Object.values()": "Object.values(unseen.accessor);",
  "a getter behind Reflect.get()": "Reflect.get(unseen.accessor, 'value');",
  "toJSON()": "JSON.stringify(unseen.json);",
  "toString()": "`${unseen.text}`;",
  "toString() of what is added": "'' + unseen.text;",
  "valueOf()": "unseen.text > 0;",
  "toString() of what is joined": "[unseen.text].join();",
  "toString() behind String()": "String(unseen.text);",
  "valueOf() behind Math.max()": "Math.max(unseen.text);",
  "valueOf() of a sign": "-unseen.text;",
  "valueOf() of an equation": "void (unseen.text == 1);",
  "toString() of what is added to a variable": "let text = ''; text += unseen.text;",
  "toString() of a key": "void seen[unseen.text];",
  "a comparison that sorts": "[2, 1].sort(unseen.write);",
  "an iterator": "for (const _ of unseen.iterable);",
  "an iterator that is spread": "[...unseen.iterable];",
  "an iterator that is taken apart": "const [one] = unseen.iterable;",
  "an iterator behind Array.from()": "Array.from(unseen.iterable);",
  "an iterator behind new Set()": "new Set(unseen.iterable);",
  "a constructor": "new unseen.Writer();",
  "a super constructor": "new (class extends unseen.Writer {})();",
  "a super constructor that is called": "new (class extends unseen.Writer { constructor() { super(); } })();",
  "a super method":
    "new (class extends unseen.Writer { constructor() { super(false); } write() { super.write(); } })().write();",
  "an inherited method": "const made = Object.create(unseen.Writer.prototype); made.write();",
  "a tag": "(unseen.write)`text`;",
  "eval()": "eval('account.balance = 1');",
  "indirect eval()": "globalThis.account = account; (0, eval)('account.balance = 1');",
  "new Function()": "new Function('account', 'account.balance = 1')(account);",
  "a timer": "getRunningLoop().callLater(0, unseen.write); await sleep(0);",
  "a callback of the loop": "getRunningLoop().callSoon(unseen.write); await sleep(0);",
  "a done callback":
    "const future = createFuture(); future.addDoneCallback(() => unseen.write()); future.setResult(1);",
  "a done callback that is not seen either":
    "const future = createFuture(); future.addDoneCallback(unseen.write); future.setResult(1);",
  "a microtask": "queueMicrotask(() => unseen.write()); await null;",
  "a tick": "process.nextTick(unseen.write); await null;",
  "a method of a private field": "new (class { #write = unseen.write; go() { this.#write(); } })().go();",
};

/** What has begun before the race, and what the writer does then. */
const begun = {
  "work that goes on in secret": ["unseen.start();", ""],
  "a task": ["unseen.task();", ""],
  "an async function": ["const writing = unseen.writeLater();", ""],
  "an async function that waits for seen code": ["void unseen.after({ gone });", "go();"],
  "a reaction to a promise of seen code": ["unseen.settle(gone);", "go();"],
  "a timer": ["getRunningLoop().callLater(0, unseen.write);", ""],
} satisfies Record<string, readonly [string, string]>;

describe("a proof never rests on a guess: it sees both outcomes of a race", () => {
  it.each(Object.entries(ways))("with %s, which was not transformed", async (_, way) => {
    const all = await outcomesOf(way, exhaustive());
    expect(all.outcomes).toEqual(new Set([0, 1]));

    const few = await outcomesOf(way, dpor());

    expect(few.outcomes).toEqual(all.outcomes);
  });

  it.each(Object.entries(begun))("with %s, which was not transformed and began before", async (_, [before, way]) => {
    const all = await outcomesOf(way, exhaustive(), before);
    expect(all.outcomes).toEqual(new Set([0, 1]));

    const few = await outcomesOf(way, dpor(), before);

    expect(few.outcomes).toEqual(all.outcomes);
  });

  it("and runs fewer orders where all is seen", async () => {
    const way = "account.balance = 1; await sleep(0); await other;";
    const all = await outcomesOf(way, exhaustive());

    const few = await outcomesOf(way, dpor());

    expect(few.outcomes).toEqual(new Set([0, 1]));
    expect(few.executions).toBeLessThan(all.executions / 2);
    expect(few.claim).toMatchObject({ kind: "proof", classes: few.executions });
  });
});

/** Search a program in which one task looks at a balance that another one writes in some way. */
async function outcomesOf(
  way: string,
  strategy: SearchStrategy,
  before = "",
): Promise<{ outcomes: Set<number>; executions: number; claim: object }> {
  const outcomes = new Set<number>();
  const { search, taken } = await searched(strategy, programOf(before, way, outcomes), { most: 5_000 });
  return { outcomes, executions: taken.length, claim: search.claim() };
}

function programOf(before: string, way: string, outcomes: Set<number>): () => Promise<void> {
  const source = `
    out.program = async () => {
      const account = { balance: 0 };
      const unseen = unseenOf(account);
      const seen = [];
      const other = Promise.resolve(1);
      let go;
      const gone = new Promise((resolve) => (go = resolve));
      ${before}
      let read;
      createTask(async () => { await sleep(0); await sleep(0); read = account.balance; });
      createTask(async () => { await sleep(0); ${way} });
      await sleep(1); // time passes when both are done: to await them would be steps that have an order among theirs
      outcomes.add(read);
    };`;
  const { code } = transform(source, "/program.js", { runtime: "runtime" }) ?? { code: "" };
  const out = { program: async (): Promise<void> => {} };
  const names = { out, outcomes, unseenOf, ...timeloom, $timeloom: runtime };
  // oxlint-disable-next-line typescript/no-implied-eval -- the program is made here
  new Function(...Object.keys(names), code.replace(/^import [^;]*;/, ""))(...Object.values(names));
  return out.program;
}
