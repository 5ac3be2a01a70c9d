import type { Plugin, PluginInstance } from "fast-check";
import { anObject, requireKind } from "../core/arguments/kind.ts";
import { current, loopHere } from "../core/context/current.ts";
import { type FakeGlobals, fakeGlobals, type FakeGlobalsSettings } from "../globals/fake-globals.ts";
import { isFaked } from "../globals/timer-patches.ts";
import type { BaseEventLoop } from "../loop/base-event-loop.ts";
import { virtualLoop, type VirtualLoopSettings } from "../loop/virtual-loop.ts";
import { GeneratedSchedule } from "./generated-schedule.ts";
import { PropertyRun } from "./property-run.ts";

/**
 * A plugin of fast-check: each run of a property is the main task of a virtual loop of its own, on which `setTimeout`, `Date` and their
 * kin are faked as `fakeGlobals()` does. Properties need no change: an hour of time-outs takes no time.
 *
 * A run fails if its body does, if it waits for what can never happen (`DeadlockError`), if a callback throws, or if an error of a task is
 * never looked at. Tasks that it leaves behind are cancelled. Synchronous properties stay synchronous. What makes an order of its own
 * (`schedule()`, `interleaved()`) and what runs in a loop already is left alone.
 *
 * The globals are faked while a property that the plugin serves is checked. Use one plugin for properties that are checked at the same time.
 *
 * @throws {ValueError} If a setting of the loop or `now` is invalid.
 * @throws {TypeError} If a setting has the wrong type.
 * @see {@link https://fast-check.dev/docs/core-blocks/runners/ | fast-check: runners}
 *
 * @example
 * ```ts
 * const property = fc.asyncProperty(fc.integer({ min: 1, max: 24 }), async (hours) => {
 *   const begun = Date.now();
 *   await new Promise((resolve) => setTimeout(resolve, hours * 3_600_000));
 *   assert.equal(Date.now() - begun, hours * 3_600_000);
 * });
 * await fc.assert(property, { plugins: [virtualTime()] }); // or once for all: fc.installGlobalPlugin(virtualTime())
 * ```
 */
export function virtualTime(settings: VirtualTimeSettings = {}): Plugin<unknown> {
  requireKind("settings", settings, anObject);
  const { now, random, ...loop } = settings;
  const makeLoop = virtualLoop(loop);
  const globals = new SharedGlobals({
    ...(now === undefined ? {} : { now }),
    ...(random === undefined ? {} : { random }),
  });
  return () => {
    globals.take();
    return {
      decorateRun: (nestedRun) => onLoops(nestedRun, makeLoop),
      afterAll: () => globals.giveBack(),
    };
  };
}

/** Options of `virtualTime()`: those of the loops and those of the faked globals. */
export interface VirtualTimeSettings extends VirtualLoopSettings, FakeGlobalsSettings {}

type Run = ReturnType<NonNullable<PluginInstance<unknown>["decorateRun"]>>;

/** Each run on a loop of its own. fast-check does not tell whether a property is synchronous: it shows once a run has begun. */
function onLoops(nestedRun: Run, makeLoop: () => BaseEventLoop): Run {
  let isAsync = Object.prototype.toString.call(nestedRun) === "[object AsyncFunction]";
  return (value) => {
    // In the middle of another loop's turn, what is synchronous cannot wait for a loop.
    const mustNotWait = current.loop !== undefined && !isAsync;
    if (mustNotWait || loopHere() !== undefined || hasOrder(value)) return nestedRun(value);
    const run = new PropertyRun(makeLoop());
    const outcome = run.outcomeOf(() => nestedRun(value));
    isAsync = outcome instanceof Promise;
    return outcome;
  };
}

/** Whether one of the inputs runs the body on a loop of its own. */
function hasOrder(value: unknown): boolean {
  return Array.isArray(value) && value.some((input) => input instanceof GeneratedSchedule);
}

/** Globals on loop time from the first check that needs them to the end of the last. */
class SharedGlobals {
  readonly #settings: FakeGlobalsSettings;
  #faked: FakeGlobals | undefined = undefined;
  #checks = 0;

  constructor(settings: FakeGlobalsSettings) {
    this.#settings = settings;
  }

  take(): void {
    this.#checks += 1;
    // oxlint-disable-next-line eslint/no-restricted-properties -- only asks whether it is faked
    if (this.#faked === undefined && !isFaked(globalThis.setTimeout)) this.#faked = fakeGlobals(this.#settings);
  }

  giveBack(): void {
    this.#checks -= 1;
    if (this.#checks > 0) return;
    this.#faked?.restore();
    this.#faked = undefined;
  }
}
