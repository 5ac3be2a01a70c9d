import * as T from "#index";
import * as F from "#fast-check/index";
import * as I from "#instrument/index";
import * as X from "#testing";
import { junk } from "./junk.mjs";
import { methods, receivers } from "./methods.mjs";
import { calls, nested, outside, ownObjects } from "./surface.mjs";
import * as V from "./vitest.mjs";

/**
 * One call with junk in it, as source text.
 *
 * @typedef {{ readonly code: string, readonly outside: boolean, readonly unknown: boolean }} Call
 * @typedef {{ readonly callee: string, readonly args: import("./surface.mjs").Arguments, readonly outside: boolean }} Target
 */

const modules = { T, X, F, I, V };

/** Methods that are marked as internal, or that only subclasses call. */
const internal = new Set([
  "constructor",
  ...[
    "suspend",
    "woken",
    "raisesCancelled",
    "cancelWait",
    "describeWait",
    "next",
    "throw",
    "runTurn",
    "finish",
    "fail",
  ],
  ...["waitOnBehalfOf", "brokenError"],
]);

/** Made by timeloom only: nobody else calls their constructors. */
const madeInside = new Set([
  ...[
    "BaseEventLoop",
    "Coroutine",
    "Executor",
    "Future",
    "Handle",
    "ListeningSocket",
    "LinearizabilityError",
    "NetworkSimulation",
    "simulateNetwork", // takes nothing, and must be restored
    "LoopHandle",
    "Process",
    "Server",
    "StreamWriter",
  ],
  ...[
    "Timeout",
    "TimerHandle",
    "Token",
    "BufferedProtocol",
    "ClaimError",
    "InconclusiveError",
    "NondeterminismError",
    "RaceError",
  ],
  "GeneratedSchedule",
]);

/** Everything public that can be called. @returns {Target[]} */
export function targets() {
  const found = Object.entries(modules).flatMap(([module, exports]) =>
    Object.entries(exports).flatMap(([name, value]) => targetsOf(module, name, value)),
  );
  const settings = Object.entries(nested).map(([callee, args]) => ({
    callee: `(${callee})`,
    args,
    outside: outside.has(callee),
  }));
  return [...found, ...settings];
}

/**
 * @param {string} module
 * @param {string} name
 * @param {unknown} value
 * @returns {Target[]}
 */
function targetsOf(module, name, value) {
  if (typeof value !== "function") return [];
  const full = `${module}.${name}`;
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  const args = calls[full];
  if (args === undefined && !madeInside.has(name)) {
    throw new Error(`properties/arguments/surface.mjs has no row for ${full}`);
  }
  const own = args === undefined ? [] : [{ callee: isClass ? `new ${full}` : full, args, outside: outside.has(full) }];
  return [...own, ...methodsOf(name, value)];
}

/**
 * @param {string} name
 * @param {Function} Class
 * @returns {Target[]}
 */
function methodsOf(name, Class) {
  const receiver = receivers[name];
  if (receiver === undefined) return [];
  /** @type {Set<string>} */
  const names = new Set();
  for (let at = Class.prototype; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (typeof value === "function" && !internal.has(key)) names.add(key);
    }
  }
  return [...names].map((key) => ({
    callee: `(${receiver}).${key}`,
    args:
      (Object.hasOwn(methods, `${name}.${key}`)
        ? methods[`${name}.${key}`]
        : Object.hasOwn(methods, key)
          ? methods[key]
          : undefined) ?? [],
    outside: outside.has(name),
  }));
}

/**
 * `count` calls, of every target in turn, each with one or two arguments or options that are junk.
 *
 * @param {number} seed
 * @param {number} count
 * @returns {Call[]}
 */
export function drawCalls(seed, count) {
  const random = randomFrom(seed);
  const pick = pickerOf(random);
  const names = Object.keys(junk);
  const all = targets().flatMap((target) => Array.from({ length: weightOf(target) }, () => target));
  const trash = () => `J.${pick(names)}`;
  return Array.from({ length: count }, (_, number) => {
    const { callee, args, outside: isOutside } = all[number] ?? pick(all);
    const spoilt = [...args];
    for (let times = random() < 0.15 ? 2 : 1; times > 0; times--) {
      const at = Math.floor(random() * (args.length + (random() < 0.1 || args.length === 0 ? 1 : 0)));
      spoilt[at] = spoil(spoilt[at]);
    }
    const unknown =
      !ownObjects.has(callee.slice(1, -1)) &&
      spoilt.some((argument) => typeof argument === "object" && Object.hasOwn(argument, "junk"));
    return { code: `${callee}(${spoilt.map(asText).join(", ")})`, outside: isOutside, unknown };
  });

  /** @param {import("./surface.mjs").Argument | undefined} argument */
  function spoil(argument) {
    if (argument === undefined || typeof argument === "string" || random() < 0.1) return trash();
    const key = pick([...Object.keys(argument), "junk"]);
    // What is left out makes the spoilt one count: some options exclude each other.
    const kept = random() < 0.5 ? Object.entries(argument) : Object.entries(argument).filter(() => random() < 0.3);
    return Object.fromEntries([...kept, [key, trash()]]);
  }
}

/** A call with many options is drawn more often. @param {Target} target */
function weightOf({ args }) {
  return args.reduce((sum, argument) => sum + (typeof argument === "string" ? 1 : Object.keys(argument).length), 1);
}

/** @param {import("./surface.mjs").Argument | undefined} argument */
function asText(argument) {
  if (argument === undefined || typeof argument === "string") return argument ?? "undefined";
  return `{ ${Object.entries(argument)
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ")} }`;
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). @param {number} seed */
function randomFrom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {() => number} random
 * @returns {<V>(all: readonly V[]) => V}
 */
function pickerOf(random) {
  return (all) => all.slice(Math.floor(random() * all.length))[0] ?? pickerOf(random)(all);
}
