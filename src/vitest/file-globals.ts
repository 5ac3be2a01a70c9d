import { vi } from "vitest";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { type FakeGlobalsSettings, StandingGlobals } from "../globals/fake-globals.ts";
import { virtualLoopHere } from "../globals/milliseconds-of.ts";
import { resetSystemTime, setSystemTime, systemTimeSet } from "../globals/process-clock.ts";
import { isFaked } from "../globals/timer-patches.ts";
import type { World } from "../loop/world.ts";
import type { NetworkSimulation } from "../world/patched/network-simulation.ts";
import { simulateNetwork } from "../world/patched/simulate-network.ts";
import { isSimulated } from "../world/patched/sockets/socket-patches.ts";
import { SimulatedWorld } from "../world/simulated/simulated-world.ts";
import { fakeClock } from "./fake-timers/fake-clock.ts";
import { exploreHint, guardFakeTimers } from "./fake-timers/guard-fake-timers.ts";
import { fakeSafeTimers } from "./globals/fake-safe-timers.ts";

/**
 * Keeps the globals on loop time, and the network code of everybody on the simulated network, from the first test of a file that wants it
 * to the end of the file.
 */
export class FileGlobals {
  /** Whether a test has chosen the settings. */
  #isSettled = false;
  #restoreVi: (() => void) | undefined = undefined;
  #restoreSafeTimers: (() => void) | undefined = undefined;
  #restoreFakeTimers: (() => void) | undefined = undefined;
  #simulation: NetworkSimulation | undefined = undefined;
  /** What the first test was told that a requirement refused. */
  readonly #refusals = new Map<() => void, unknown>();

  /**
   * @param settings - Settings of the first test that fakes the globals; undefined leaves them alone.
   * @throws {RuntimeError} If vitest has set the date.
   */
  install(settings: FakeGlobalsSettings | undefined): void {
    this.#restoreVi ??= guardVi();
    this.#restoreSafeTimers ??= fakeSafeTimers();
    this.#restoreFakeTimers ??= guardFakeTimers();
    // Fake timers lie above the fakes of loop time: whoever came last gives back first.
    if (vi.isFakeTimers() || fakeClock() !== undefined) return;
    if (settings === undefined) {
      if (!this.#isSettled) StandingGlobals.inForce()?.restore();
      return;
    }
    this.#once(requireRealDate);
    if (this.#isSettled) return;
    StandingGlobals.install()?.use(settings);
    this.#isSettled = true;
  }

  /** Put the network code of everybody on the simulated network of `world`, if it has one, unless the user has done so. */
  simulateNetwork(world: World | undefined): void {
    if (world instanceof SimulatedWorld && !isSimulated()) this.#simulation = simulateNetwork();
  }

  /** @throws {RuntimeError} If fake timers are in force, which an exploration cannot control. */
  requireControl(): void {
    this.#once(requireControl);
  }

  /** Throw the error that was thrown before for the same reason: vitest shows it once, below the names of all tests that it fails. */
  #once(requirement: () => void): void {
    try {
      requirement();
    } catch (error) {
      const before = this.#refusals.get(requirement);
      this.#refusals.set(requirement, before ?? error);
      throw before ?? error;
    }
  }

  restore(): void {
    this.#simulation?.restore();
    this.#simulation = undefined;
    StandingGlobals.inForce()?.restore();
    this.#restoreFakeTimers?.();
    this.#restoreFakeTimers = undefined;
    this.#restoreVi?.();
    this.#restoreVi = undefined;
    this.#restoreSafeTimers?.();
    this.#restoreSafeTimers = undefined;
    this.#isSettled = false;
  }
}

/** @throws {RuntimeError} If fake timers are in force. */
function requireControl(): void {
  if (!vi.isFakeTimers() && fakeClock() === undefined) return;
  throw new RuntimeError("Cannot explore: fake timers are in force", exploreHint);
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
  return areFaked() && !vi.isFakeTimers() ? virtualLoopHere() : undefined;
}

/**
 * Let `vi.setSystemTime()` set the date of the loop, which is new for every test, unless vitest fakes timers.
 *
 * @returns a function that takes that back
 */
function guardVi(): () => void {
  const { setSystemTime: setDate, getMockedSystemTime, useRealTimers: useReal } = vi;
  const own: Partial<typeof vi> = {
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
  return () => void Object.assign(vi, { setSystemTime: setDate, getMockedSystemTime, useRealTimers: useReal });
}
