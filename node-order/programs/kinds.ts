const narrow = [
  ...(["timeout", "timeout", "immediate", "tick", "micro", "then", "async", "pause", "interval", "emit"] as const),
  ...(["once", "pauseImmediate", "raceTimeout", "abort", "all", "clear", "unrefTimeout", "asyncIter"] as const),
] as const;

const wide = [
  ...narrow,
  ...(["stream", "pipeline", "passThrough", "webStream", "eventsOn", "signalTimeout", "refresh", "pauses"] as const),
  ...(["wait", "yieldNow", "rejected", "eventTarget", "any", "thenable", "microChain", "tickChain"] as const),
] as const;

const instants = ["shortest", "oneInstant", "oneDeadline", "clearSibling", "rearmed", "fireAgain"] as const;
const signals = ["anySignal", "pauseSignal", "abortImmediate", "abortPauses", "abortWait", "abortedBefore"] as const;
const sources = ["readlineEvents", "readlineIterator", "toWeb", "streamError", "errorEvent", "captured"] as const;
const contexts = ["store", "store", "store", "bound"] as const;
/** Some of these end the process, so that they are rarer than the others. */
const deaths = [
  "unhandled",
  "handledLate",
  "asyncThrow",
  "throwIn",
  "errorWithoutListener",
  "rejectedListener",
] as const;

const full = [
  ...wide,
  ...wide,
  ...instants,
  ...instants,
  ...instants,
  ...signals,
  ...signals,
  ...signals,
  ...sources,
  ...sources,
  ...contexts,
  ...deaths,
] as const;

/**
 * The kinds of operations that the programs of a set are made of. A seed picks by position, and a name that stands there twice comes twice
 * as often: a list with which programs were recorded never changes.
 */
export const kinds = {
  /** Timers, immediates, ticks, promises, emitters. */
  narrow,
  /** Streams, signals, chains of ticks as well. */
  wide,
  /** What may end a process, timers of one instant, async contexts as well. */
  full,
} as const;

export type SetName = keyof typeof kinds;

export const setNames = Object.keys(kinds) as readonly SetName[];

/** What an operation does; `steps/` says how. */
export type Kind = (typeof full)[number];
