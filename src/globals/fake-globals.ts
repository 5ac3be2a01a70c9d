/// <reference lib="esnext.disposable" preserve="true" />
import { describe } from "../core/arguments/describe.ts";
import { anything, trueOrFalse } from "../core/arguments/kind.ts";
import { type Options, requireOptions } from "../core/arguments/require-options.ts";
import { syncBuiltinESMExports } from "node:module";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import { framePatches } from "./frame-patches.ts";
import { clockPatches } from "./clock-patches.ts";
import { apply, type Patch } from "./patch.ts";
import { ProcessClock } from "./process-clock.ts";
import { randomPatches } from "./random-patches.ts";
import { readingPatches } from "./reading-patches.ts";
import { signalPatches } from "./signal-patches.ts";
import { isFaked, timerPatches } from "./timer-patches.ts";
import { timersPromisesPatches } from "./timers-promises-patches.ts";

/** Global timers and clocks on loop time, until disposal. */
export class FakeGlobals implements Disposable {
  #restore: (() => void) | undefined;

  constructor(restore: () => void) {
    this.#restore = restore;
  }

  /** Put the host's timers and clocks back. Calling it twice does nothing. */
  restore(): void {
    this.#restore?.();
    this.#restore = undefined;
  }

  [Symbol.dispose](): void {
    this.restore();
  }
}

/** Options of `fakeGlobals()`. */
export interface FakeGlobalsSettings {
  /** The wall time at loop time 0: a date, or milliseconds since 1970. Default: 2026-01-01T00:00:00Z. */
  readonly now?: Date | number;
  /**
   * Draw `Math.random()`, `crypto.randomUUID()` and `crypto.getRandomValues()` from the loop's seed. The rest of `node:crypto` stays random:
   * `randomBytes()`, `randomInt()`, `randomFill()`, keys and signatures, on which TLS and sessions rest. Default: false.
   */
  readonly random?: boolean;
}

/** The names of the options. */
export const fakeGlobalsOptions: Options<FakeGlobalsSettings> = { now: anything, random: trueOrFalse };

/** Refuse timers that are faked already: the first of the two to restore would bring back the other's fakes. */
function requireHostTimers(): void {
  const { setTimeout } = globalThis;
  if (isFaked(setTimeout)) {
    throw new RuntimeError(
      "Cannot fake the globals: fakeGlobals() is in force already",
      "one call serves any number of loops: restore() it before you call it again",
    );
  }
  if ("clock" in setTimeout) {
    throw new RuntimeError(
      "Cannot fake the globals: fake timers are installed already",
      "call vi.useRealTimers() or clock.uninstall() first; loops with fakeGlobals() need no other fake timers",
    );
  }
}

/**
 * Put timers and clocks of any code on loop time: inside virtual loops `setTimeout`, `setInterval`, `setImmediate`, `Date`,
 * `performance.now()`, `mark()`, `measure()` and `timeOrigin`, `process.hrtime()` and `uptime()`, `Intl.DateTimeFormat`, `node:timers`,
 * `node:timers/promises` (named imports too), `AbortSignal.timeout()` and, where it exists, `requestAnimationFrame` follow the loop.
 * Outside of virtual loops all of them stay the host's, so that any number of loops, and real code beside them, may run meanwhile.
 *
 * The process is one second old at loop time 0: there `performance.now()` is 1,000, since code takes 0 for "never". Delays are read as
 * Node reads them, warnings included: one of NaN, below 0 or of more than 2^31 - 1 ms becomes 1 ms.
 *
 * What `performance.mark()` and `measure()` make goes to the one timeline of the process, which `getEntries()` reads and observers watch: it
 * outlives the loop until `clearMarks()` and `clearMeasures()`.
 *
 * `nextTick`, `queueMicrotask`, promises, streams and `fetch` are left alone.
 *
 * @throws {TypeError} If an option has the wrong type.
 * @throws {ValueError} If `now` is not a valid date, or an option is unknown.
 * @throws {RuntimeError} If the globals are faked already, by this function or by another library.
 *
 * @example
 * ```ts
 * const globals = fakeGlobals({ now: new Date("2030-01-01") });
 * await run(async () => {
 *   await new Promise((resolve) => setTimeout(resolve, 86_400_000));
 *   assert.equal(new Date().toISOString(), "2030-01-02T00:00:00.000Z");
 * }, { loopFactory: virtualLoop() });
 * globals.restore();
 * ```
 */
export function fakeGlobals(settings: FakeGlobalsSettings = {}): FakeGlobals {
  requireOptions("fakeGlobals()", settings, fakeGlobalsOptions);
  const { now = newYear, random = false } = settings;
  const epochMs = epochOf(now);
  StandingGlobals.inForce()?.giveWay(epochMs);
  requireHostTimers();
  const patches = [...patchesOf(new ProcessClock(epochMs)), ...(random ? randomPatches : [])];
  return new FakeGlobals(applyToModules(patches));
}

/**
 * Fakes that are in force from before the code under test is loaded, so that a module that takes `setTimeout` for itself takes the fake,
 * to the end of a test file. `fakeGlobals()` takes their place.
 */
export class StandingGlobals {
  readonly #clock = new ProcessClock(newYear);
  readonly #restore: (() => void)[];

  private constructor() {
    this.#restore = [applyToModules(patchesOf(this.#clock))];
  }

  /** Fake the globals, unless somebody fakes them already. @returns undefined if somebody else does */
  static install(): StandingGlobals | undefined {
    const { setTimeout } = globalThis;
    const standing = StandingGlobals.inForce();
    if (standing !== undefined || isFaked(setTimeout) || "clock" in setTimeout) return standing;
    const made = new StandingGlobals();
    ofGlobal.set(globalThis, made);
    return made;
  }

  static inForce(): StandingGlobals | undefined {
    return ofGlobal.get(globalThis);
  }

  /** Have these settings from now on, also where a module has taken a fake for itself. @throws {ValueError} If `now` is not a valid date. */
  use({ now = newYear, random = false }: FakeGlobalsSettings): void {
    this.#clock.begin(epochOf(now));
    if (random) this.#restore.push(applyToModules(randomPatches));
  }

  /** Other fakes come, whose wall time is `epochMs` at loop time 0. */
  giveWay(epochMs: number): void {
    this.#clock.begin(epochMs);
    this.restore();
  }

  restore(): void {
    if (StandingGlobals.inForce() === this) ofGlobal.delete(globalThis);
    for (const restore of this.#restore.splice(0).toReversed()) restore();
  }
}

/** The fakes that stand, by global object: vitest makes one for every file. */
const ofGlobal = new WeakMap<object, StandingGlobals>();

/** The wall time at loop time 0, if nobody chooses another. */
const newYear = Date.UTC(2026, 0, 1);

/** @throws {ValueError} If `now` is not a valid date. */
function epochOf(now: Date | number): number {
  const epochMs = typeof now === "number" || now instanceof Date ? Number(now) : Number.NaN;
  if (Number.isFinite(epochMs)) return epochMs;
  const shown = now instanceof Date ? String(now) : describe(now);
  throw new ValueError(`Invalid now: ${shown}`, "pass a valid Date, or milliseconds since 1970");
}

function patchesOf(clock: ProcessClock): readonly Patch[] {
  return [
    ...clockPatches(clock),
    ...readingPatches(clock),
    ...timerPatches,
    ...timersPromisesPatches,
    ...signalPatches,
    ...framePatches,
  ];
}

/** Apply patches, also to what modules have imported by name from Node. @returns a function that takes them back */
function applyToModules(patches: readonly Patch[]): () => void {
  const restore = apply(patches);
  syncBuiltinESMExports();
  return () => {
    restore();
    syncBuiltinESMExports();
  };
}
