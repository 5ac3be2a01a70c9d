import { mock } from "node:test";
import fakeTimers from "@sinonjs/fake-timers";
import { vi } from "vitest";
import { run } from "#index";
import { fakeGlobals, virtualLoop } from "#testing";

/** Runs a program in virtual time, and gives what it comes to: undefined if it has not ended though all timers have. */
export type Drive = (program: () => Promise<string>) => Promise<string | undefined>;

const { setImmediate: realImmediate } = globalThis;

/** Turns of the real loop for which an outcome is waited. */
const patience = 3_000;

async function outcomeOf(
  program: Promise<string>,
  eachTurn: () => void = () => undefined,
): Promise<string | undefined> {
  const outcomes: string[] = [];
  void program.then(
    (outcome) => outcomes.push(outcome),
    (error: unknown) => outcomes.push(nameOf(error)),
  );
  for (let turn = 0; turn < patience && outcomes.length === 0; turn++) {
    eachTurn();
    await new Promise((resolve) => realImmediate(resolve));
  }
  return outcomes[0];
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

/** Each with what lets time pass by itself, if it has that. */
export const timeTools: Readonly<Record<string, Drive>> = {
  timeloom: async (program) => {
    const globals = fakeGlobals();
    try {
      return await run(program, { loopFactory: virtualLoop() });
    } catch (error) {
      return nameOf(error);
    } finally {
      globals.restore();
    }
  },

  "fake-timers": async (program) => {
    const clock = fakeTimers.install({ toNotFake: ["nextTick", "queueMicrotask"] });
    clock.setTickMode({ mode: "nextAsync" });
    try {
      return await outcomeOf(program());
    } finally {
      clock.uninstall();
    }
  },

  vitest: async (program) => {
    vi.useFakeTimers();
    vi.setTimerTickMode("nextTimerAsync");
    try {
      return await outcomeOf(program());
    } finally {
      vi.useRealTimers();
    }
  },

  "node:test": async (program) => {
    mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
    try {
      return await outcomeOf(program(), () => mock.timers.runAll());
    } finally {
      mock.timers.reset();
    }
  },
};
