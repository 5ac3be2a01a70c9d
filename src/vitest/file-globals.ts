import { vi } from "vitest";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { type FakeGlobalsSettings, StandingGlobals } from "../globals/fake-globals.ts";
import { virtualLoopHere } from "../globals/milliseconds-of.ts";
import { resetSystemTime, setSystemTime, systemTimeSet } from "../globals/process-clock.ts";
import { isFaked } from "../globals/timer-patches.ts";
import { fakeSafeTimers } from "./globals/fake-safe-timers.ts";

/** Keeps the globals on loop time from the first test of a file that runs on a virtual loop to the end of the file. */
export class FileGlobals {
  /** Whether a test has chosen the settings. */
  #isSettled = false;
  #restoreVi: (() => void) | undefined = undefined;
  #restoreSafeTimers: (() => void) | undefined = undefined;

  /**
   * @param settings - Settings of the first test that fakes the globals; undefined leaves them alone.
   * @throws {RuntimeError} If vitest fakes timers, or has set the date.
   */
  install(settings: FakeGlobalsSettings | undefined): void {
    requireRealTimers();
    this.#restoreVi ??= guardVi();
    this.#restoreSafeTimers ??= fakeSafeTimers();
    if (settings === undefined) {
      if (!this.#isSettled) StandingGlobals.inForce()?.restore();
      return;
    }
    requireRealDate();
    if (this.#isSettled) return;
    StandingGlobals.install()?.use(settings);
    this.#isSettled = true;
  }

  restore(): void {
    StandingGlobals.inForce()?.restore();
    this.#restoreVi?.();
    this.#restoreVi = undefined;
    this.#restoreSafeTimers?.();
    this.#restoreSafeTimers = undefined;
    this.#isSettled = false;
  }
}

const hint = "timers and dates are on loop time here: await sleep(…), or call vi.useRealTimers() before this test";

/** @throws {RuntimeError} If vitest fakes timers: nothing that waits for them would go on. */
function requireRealTimers(): void {
  if (vi.isFakeTimers()) {
    throw new RuntimeError("Cannot run on virtual time: vi.useFakeTimers() is in force", hint);
  }
}

/** @throws {RuntimeError} If vitest has set the date: it would stand still. */
function requireRealDate(): void {
  if (vi.getMockedSystemTime() === null) return;
  throw new RuntimeError(
    "Cannot run on virtual time: vi.setSystemTime() is in force",
    "call it inside the test, where the date goes on from it; each test has a date of its own",
  );
}

/** Whether the globals are on loop time, here or because the user has called `fakeGlobals()`. */
function areFaked(): boolean {
  if (StandingGlobals.inForce() !== undefined) return true;
  // oxlint-disable-next-line eslint/no-restricted-properties -- only asks whether it is faked
  return isFaked(globalThis.setTimeout);
}

function dateOf(date: string | number | Date): Date {
  // oxlint-disable-next-line eslint/no-restricted-globals -- reads no clock
  return new Date(date);
}

/** The loop that runs the caller, if it keeps the date. */
function loopWithDate(): ReturnType<typeof virtualLoopHere> {
  return areFaked() ? virtualLoopHere() : undefined;
}

/**
 * Let `vi.useFakeTimers()` throw on a virtual loop, where it makes no sense, and `vi.setSystemTime()` set the date of the loop, which is
 * new for every test.
 *
 * @returns a function that takes that back
 */
function guardVi(): () => void {
  const { useFakeTimers, setSystemTime: setDate, getMockedSystemTime, useRealTimers: useReal } = vi;
  const own: Partial<typeof vi> = {
    useFakeTimers: (...args) => {
      if (virtualLoopHere() === undefined) return useFakeTimers.apply(vi, args);
      throw new RuntimeError("Cannot use fake timers: this test runs on virtual time", hint);
    },
    setSystemTime: (date) => {
      const loop = loopWithDate();
      if (loop === undefined) setDate(date);
      else setSystemTime(loop, dateOf(date).getTime());
      return vi;
    },
    getMockedSystemTime: () => {
      const loop = loopWithDate();
      if (loop === undefined) return getMockedSystemTime();
      const set = systemTimeSet(loop);
      return set === undefined ? null : dateOf(set);
    },
    useRealTimers: () => {
      const loop = loopWithDate();
      if (loop === undefined) useReal();
      else resetSystemTime(loop);
      return vi;
    },
  };
  Object.assign(vi, own);
  return () =>
    void Object.assign(vi, { useFakeTimers, setSystemTime: setDate, getMockedSystemTime, useRealTimers: useReal });
}
