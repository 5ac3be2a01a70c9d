import { vi } from "vitest";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { type FakeGlobals, fakeGlobals, type FakeGlobalsSettings } from "../globals/fake-globals.ts";
import { virtualLoopHere } from "../globals/milliseconds-of.ts";
import { isFaked } from "../globals/timer-patches.ts";

/** Keeps the globals on loop time from the first test of a file that runs on a virtual loop to the end of the file. */
export class FileGlobals {
  #faked: FakeGlobals | undefined = undefined;
  #restoreVi: (() => void) | undefined = undefined;

  /**
   * @param settings - Settings of the first test that fakes the globals; undefined leaves them alone.
   * @throws {RuntimeError} If vitest fakes timers.
   */
  install(settings: FakeGlobalsSettings | undefined): void {
    requireRealTimers();
    this.#restoreVi ??= guardVi();
    if (settings === undefined || this.#faked !== undefined) return;
    // oxlint-disable-next-line eslint/no-restricted-properties -- only asks whether it is faked: the user may have done so
    if (isFaked(globalThis.setTimeout)) return;
    this.#faked = fakeGlobals(settings);
  }

  restore(): void {
    this.#faked?.restore();
    this.#faked = undefined;
    this.#restoreVi?.();
    this.#restoreVi = undefined;
  }
}

const hint = "timers and dates are on loop time here: await sleep(…), or call vi.useRealTimers() before this test";

/** @throws {RuntimeError} If vitest fakes timers: nothing that waits for them would go on. */
function requireRealTimers(): void {
  if (vi.isFakeTimers()) {
    throw new RuntimeError("Cannot run on virtual time: vi.useFakeTimers() is in force", hint);
  }
}

/** Let `vi.useFakeTimers()` throw, since it makes no sense on a virtual loop. @returns a function that takes that back */
function guardVi(): () => void {
  const { useFakeTimers } = vi;
  vi.useFakeTimers = (...args) => {
    if (virtualLoopHere() !== undefined) {
      throw new RuntimeError("Cannot use fake timers: this test runs on virtual time", hint);
    }
    return useFakeTimers.apply(vi, args);
  };
  return () => {
    vi.useFakeTimers = useFakeTimers;
  };
}
