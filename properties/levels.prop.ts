import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { createTask, gather, run, sleep, type Wait } from "#index";
import { follow, type Level, simulate, virtualLoop } from "#testing";

/** What one step of a small program does. */
type Act =
  | { readonly does: "soon" | "yield" | "call" }
  /** Whole seconds from now; timers may be set in the past. */
  | { readonly does: "timer" | "sleep"; readonly delay: number };

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ does: fc.constantFrom("soon", "yield", "call") }),
  fc.record({ does: fc.constant("timer"), delay: fc.integer({ min: -2, max: 2 }) }),
  fc.record({ does: fc.constant("sleep"), delay: fc.integer({ min: 1, max: 2 }) }),
);
const anyProgram = fc.array(fc.array(anyAct, { maxLength: 5 }), { minLength: 1, maxLength: 4 });
const anyChoices = fc.array(fc.nat(5), { maxLength: 60, size: "max" });
const levels = ["fifo", "env", "jitter", "any-order"] as const;

/** Something that waited, and when. */
interface Waited {
  readonly kind: Act["does"];
  /** Of all that waited, in order of setting. */
  readonly number: number;
  readonly setAt: number;
  readonly deadline: number;
  firedAt: number;
  /** The iteration in which it was set. */
  readonly iteration: number;
  /** How many had gone on when it was set. */
  readonly goneOn: number;
}

/** Run a program, one task for each list of acts. @returns what waited, in the order in which it went on */
async function runAt(
  level: Level,
  program: readonly (readonly Act[])[],
  choices: readonly number[],
): Promise<Waited[]> {
  const fired: Waited[] = [];
  const loop = virtualLoop({ level, strategy: follow(choices) })();
  const main = function* (): Generator<Wait, void, void> {
    const outside = simulate({ call: async () => {} });
    let number = 0;
    const set = (kind: Act["does"], delay = 0): { readonly deadline: number; readonly fire: () => void } => {
      const now = loop.time();
      const before = { setAt: now, iteration: loop.iterations, goneOn: fired.length };
      const waited: Waited = { kind, number: number++, ...before, deadline: now + delay, firedAt: NaN };
      const fire = (): void => {
        waited.firedAt = loop.time();
        fired.push(waited);
      };
      return { deadline: waited.deadline, fire };
    };
    const act = function* (acts: readonly Act[]): Generator<Wait, void, void> {
      for (const { does, ...rest } of acts) {
        const { deadline, fire } = set(does, "delay" in rest ? rest.delay : 0);
        if (does === "soon") loop.callSoon(fire);
        else if (does === "timer") loop.callAt(deadline, fire);
        else {
          if (does === "call") yield* outside.call() as unknown as Iterable<Wait>;
          else yield* sleep(deadline - loop.time());
          fire();
        }
      }
    };
    yield* gather(...program.map((acts) => createTask(() => act(acts))));
    yield* sleep(10); // beyond every timer
  };
  await run(main, { loopFactory: () => loop });
  return fired;
}

/** Every two, in the order in which they went on. */
function pairs<T>(fired: readonly T[]): [T, T][] {
  return fired.flatMap((one, i) => fired.slice(i + 1).map((other): [T, T] => [one, other]));
}

function timed({ kind }: Waited): boolean {
  return kind === "timer" || kind === "sleep";
}

const anyRun = { level: fc.constantFrom(...levels), program: anyProgram, choices: anyChoices };

test.prop(anyRun, { numRuns: 1_000 })(
  "Nothing goes on before its deadline, whatever the level and whoever chooses",
  async ({ level, program, choices }) => {
    for (const { deadline, firedAt } of await runAt(level, program, choices)) {
      expect(firedAt).toBeGreaterThanOrEqual(deadline);
    }
  },
);

test.prop(anyRun, { numRuns: 2_000 })(
  "A timer overtakes an earlier one only if it was on its way when that one was set, whatever the level",
  async ({ level, program, choices }) => {
    const fired = await runAt(level, program, choices);

    for (const [first, later] of pairs(fired.filter(timed))) {
      // A sleeper goes on in the turn after that of its timer.
      if (first.kind !== later.kind || first.deadline <= later.deadline) continue;
      expect(later.setAt).toBeGreaterThanOrEqual(first.deadline);
      expect(later.iteration).toBeGreaterThan(first.iteration);
    }
  },
);

const belowAnyOrder = { ...anyRun, level: fc.constantFrom("fifo", "env", "jitter") };

test.prop(belowAnyOrder, { numRuns: 2_000 })(
  "Timers of one instant and one deadline fire in the order in which they were set, below any-order",
  async ({ level, program, choices }) => {
    const fired = await runAt(level, program, choices);

    for (const [first, later] of pairs(fired.filter(timed))) {
      const alike = first.kind === later.kind && first.deadline === later.deadline;
      if (alike && (level === "fifo" || first.setAt === later.setAt)) {
        expect(first.number).toBeLessThan(later.number);
      }
    }
  },
);

test.prop(belowAnyOrder, { numRuns: 1_000 })(
  "What is ready runs first in, first out, below any-order",
  async ({ level, program, choices }) => {
    const fired = await runAt(level, program, choices);

    const ready = fired.filter(({ kind }) => kind === "soon" || kind === "yield").map(({ number }) => number);
    expect(ready).toEqual(ready.toSorted((a, b) => a - b));
  },
);

test.prop({ ...anyRun, level: fc.constantFrom("fifo", "env", "any-order") }, { numRuns: 1_000 })(
  "Time is exact but at jitter: what is due goes on at its deadline, or at the instant that set it too late",
  async ({ level, program, choices }) => {
    for (const { kind, setAt, deadline, firedAt } of await runAt(level, program, choices)) {
      if (kind !== "call") expect(firedAt).toBe(Math.max(setAt, deadline));
    }
  },
);

test.prop({ program: anyProgram }, { numRuns: 1_000 })(
  "By default, what comes from outside comes when nothing else can run, in the order of asking",
  async ({ program }) => {
    const fired = await runAt("fifo", program, []);

    for (const [i, call] of fired.entries()) {
      if (call.kind !== "call") continue;
      for (const later of fired.slice(i + 1).filter(({ kind }) => kind !== "timer" && kind !== "sleep")) {
        if (later.kind === "call") expect(later.number).toBeGreaterThan(call.number);
        else expect(later.goneOn).toBeGreaterThan(i);
      }
    }
  },
);

test.prop(anyRun, { numRuns: 1_000 })(
  "Everything that waits goes on, once, whatever the level and whoever chooses",
  async ({ level, program, choices }) => {
    const fired = await runAt(level, program, choices);

    expect(fired.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(program.flat().map((_, i) => i));
  },
);
