import { describe, expect, it } from "vitest";
import { checkSettings, type ExploreSettings } from "#explore/explore-settings";
import { exhaustive, fifo, fifoOnly, pct, random } from "#testing";

function messageOf(settings: unknown): string {
  try {
    checkSettings(settings as ExploreSettings);
  } catch (error) {
    return String(error);
  }
  return "accepted";
}

const options =
  "level, strategy, require, executions, time, memory, signal, seed, maxIterations, maxTime, checks, sweeps, tasks, world, coverage, shard and onProgress";

describe("the settings of explore()", () => {
  it.each([
    {
      settings: null,
      says: `TypeError: settings must be an object, got null\n  hint: the options of explore() are ${options}`,
    },
    {
      settings: { excutions: 5 },
      says: `ValueError: Unknown option of explore(): excutions\n  hint: did you mean executions? the options are ${options}`,
    },
    {
      settings: { level: "all" },
      says: 'ValueError: Invalid level: all\n  hint: use "fifo", "env", "jitter" or "any-order"',
    },
    {
      settings: { executions: 0 },
      says: "ValueError: Invalid executions: 0\n  hint: pass a whole number from 1 on, such as 1_000",
    },
    {
      settings: { executions: 1.5 },
      says: "ValueError: Invalid executions: 1.5\n  hint: pass a whole number from 1 on, such as 1_000",
    },
    {
      settings: { executions: "10" },
      says: 'ValueError: Invalid executions: "10"\n  hint: pass a whole number from 1 on, such as 1_000',
    },
    {
      settings: { executions: Infinity },
      says: "ValueError: Nothing ends the search: executions is Infinity\n  hint: give it a time, in seconds, as well",
    },
    { settings: { time: 0 }, says: "ValueError: Invalid time: 0\n  hint: pass a number above 0" },
    { settings: { time: NaN }, says: "ValueError: Invalid time: NaN\n  hint: pass a number above 0" },
    { settings: { memory: "1GB" }, says: 'ValueError: Invalid memory: "1GB"\n  hint: pass a number above 0' },
    {
      settings: { signal: {} },
      says: "TypeError: signal must be an AbortSignal, got <Object>\n  hint: pass controller.signal",
    },
    { settings: { seed: 0.5 }, says: "ValueError: Invalid seed: 0.5\n  hint: pass a whole number, such as 0" },
    { settings: { maxIterations: 0 }, says: "ValueError: Invalid maxIterations: 0\n  hint: pass a number above 0" },
    { settings: { maxTime: -1 }, says: "ValueError: Invalid maxTime: -1\n  hint: pass a number above 0" },
    {
      settings: { checks: "leaked-task" },
      says: 'TypeError: checks must be a list, got "leaked-task"\n  hint: checks: ["leaked-task"], or checks: "all"',
    },
    {
      settings: { checks: ["leaks"] },
      says:
        'ValueError: Invalid check: leaks\n  hint: use "all", or a list of "swallowed-cancellation", "held-lock", ' +
        '"leaked-task", "leaked-timer"',
    },
    {
      settings: { sweeps: "cancel" },
      says: 'TypeError: sweeps must be a list, got "cancel"\n  hint: use a list of "cancel", "throw", "timeout" and "faults"',
    },
    {
      settings: { sweeps: ["cancel", "kill"] },
      says: 'ValueError: Invalid sweep: "kill"\n  hint: use a list of "cancel", "throw", "timeout" and "faults"',
    },
    {
      settings: { tasks: () => true },
      says:
        "ValueError: Nothing to sweep: tasks without sweeps\n" +
        '  hint: give sweeps a list of "cancel", "throw", "timeout" and "faults"',
    },
    {
      settings: { sweeps: ["cancel"], tasks: "worker" },
      says: 'TypeError: tasks must be a function, got "worker"\n  hint: tasks: (name) => name.startsWith("worker")',
    },
    {
      settings: { onProgress: true },
      says: "TypeError: onProgress must be a function, got true\n  hint: onProgress: (progress) => { … }",
    },
    {
      settings: { strategy: random },
      says: "TypeError: strategy must be a search strategy, got function random\n  hint: call it: strategy: random()",
    },
    {
      settings: { strategy: fifo },
      says:
        "TypeError: strategy must be a search strategy, got <Object>\n" +
        "  hint: that one is for a single run: virtualLoop({ strategy }); here use auto(), random(), exhaustive() …",
    },
    {
      settings: { strategy: 7 },
      says: "TypeError: strategy must be a search strategy, got 7\n  hint: use auto(), random(), exhaustive() …",
    },
    {
      settings: { strategy: () => 7 },
      says: "TypeError: strategy must be a search strategy, got function strategy\n  hint: it must return a Search",
    },
    {
      settings: { level: "fifo", strategy: random() },
      says:
        'ValueError: Nothing to explore: level "fifo" has one order, and random is to choose among several\n' +
        "  hint: leave the level out, or the strategy",
    },
    {
      settings: { require: "certainty" },
      says: 'ValueError: Invalid require: "certainty"\n  hint: use "sample", "pct", "bounded-proof" or "proof"',
    },
    {
      settings: { require: "proof", level: "fifo" },
      says: 'ValueError: Cannot require "proof" at level "fifo": it has one order\n  hint: use level "env"',
    },
    {
      settings: { require: "proof", strategy: random() },
      says:
        'ValueError: Cannot require "proof" of random: it claims "sample" at most\n' +
        "  hint: use exhaustive() or auto(), or require less",
    },
    {
      settings: { require: "pct", strategy: random() },
      says: 'ValueError: Cannot require "pct" of random: it claims "sample" at most\n  hint: use pct(), or require less',
    },
    {
      settings: { require: "bounded-proof", strategy: pct() },
      says:
        'ValueError: Cannot require "bounded-proof" of pct(3): it claims "pct" at most\n' +
        "  hint: use exhaustive() or auto(), or require less",
    },
    {
      settings: { require: "sample", strategy: fifoOnly() },
      says:
        'ValueError: Cannot require "sample" of fifo: it claims nothing\n' +
        "  hint: use exhaustive() or auto(), or require less",
    },
  ])("refuse $settings", ({ settings, says }) => {
    expect(messageOf(settings)).toBe(says);
  });

  it.each([
    {},
    { level: undefined, signal: undefined },
    { executions: Infinity, time: 1 },
    { executions: Infinity, signal: new AbortController().signal },
    { level: "fifo" },
    { level: "fifo", strategy: fifoOnly() },
    { require: "sample", strategy: exhaustive() },
    { require: "bounded-proof" },
    { checks: "all" },
  ])("take %o", (settings) => {
    expect(messageOf(settings)).toBe("accepted");
  });
});
