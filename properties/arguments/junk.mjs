import vm from "node:vm";

/** What `junk` throws and rejects with: an error that is not ours. */
export class JunkError extends Error {
  /** @override */
  name = "JunkError";
}

const foreign = vm.createContext({ setTimeout });
const throws = () => {
  throw new JunkError("from junk");
};
const spent = () => {
  const generator = (function* () {})();
  generator.next();
  return generator;
};
/** @param {object} target */
const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};
const rejected = () => {
  const promise = Promise.reject(new JunkError("from junk"));
  promise.catch(() => {});
  return promise;
};

/**
 * What nobody should pass, by the name that a call in a report shows: `J.spentGenerator`.
 *
 * @type {Readonly<Record<string, () => unknown>>}
 */
export const junk = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  false: () => false,
  zero: () => 0,
  minusZero: () => -0,
  one: () => 1,
  minusOne: () => -1,
  fraction: () => 1.5,
  nan: () => NaN,
  infinity: () => Infinity,
  minusInfinity: () => -Infinity,
  beyond32Bits: () => 2 ** 31,
  unsafe: () => 2 ** 53,
  huge: () => 1e308,
  tiny: () => Number.MIN_VALUE,
  bigint: () => 1n,
  hugeBigint: () => 10n ** 40n,
  emptyText: () => "",
  text: () => "junk",
  digits: () => "1",
  nul: () => "a\0b",
  manyLines: () => "a\nb\u001b[31m",
  longText: () => "x".repeat(100_000),
  symbol: () => Symbol("junk"),
  bareSymbol: () => Symbol(),
  emptyList: () => [],
  list: () => [1, "a", null],
  holes: () => new Array(3),
  nested: () => [[undefined], [Symbol("junk")]],
  object: () => ({}),
  unknownKey: () => ({ junk: 1 }),
  symbolKey: () => ({ [Symbol("junk")]: 1 }),
  withoutPrototype: () => Object.create(null),
  frozen: () => Object.freeze({}),
  throwingGetter: () => Object.defineProperty({}, "junk", { enumerable: true, get: throws }),
  throwingText: () => ({ toString: throws, valueOf: throws }),
  proxy: () => new Proxy({}, {}),
  revokedProxy: () => revoked({}),
  revokedFunction: () => revoked(() => {}),
  throwingProxy: () => new Proxy({}, { get: throws, has: throws, getPrototypeOf: throws, ownKeys: throws }),
  date: () => new Date(0),
  invalidDate: () => new Date(NaN),
  pattern: () => /junk/g,
  map: () => new Map([[1, 2]]),
  weakMap: () => new WeakMap(),
  bytes: () => new Uint8Array([1, 2]),
  buffer: () => new ArrayBuffer(8),
  boxedNumber: () => new Number(1),
  boxedText: () => new String("junk"),
  error: () => new JunkError("junk"),
  function: () => () => undefined,
  throwingFunction: () => throws,
  asyncFunction: () => async () => 1,
  generatorFunction: () =>
    function* () {
      return 1;
    },
  class: () =>
    class Junk {
      mark = 1;
    },
  generator: () => (function* () {})(),
  spentGenerator: spent,
  yieldingGenerator: () =>
    (function* () {
      yield 7;
    })(),
  iterator: () => [1, 2][Symbol.iterator](),
  asyncGenerator: () => (async function* () {})(),
  promise: () => Promise.resolve(1),
  rejectedPromise: rejected,
  thenable: () => ({ then: (/** @type {(value: number) => void} */ resolve) => resolve(1) }),
  throwingThenable: () => ({ then: throws }),
  brokenThenable: () => ({ then: 5 }),
  brokenIterable: () => ({ [Symbol.iterator]: 5 }),
  throwingIterable: () => ({ [Symbol.iterator]: throws }),
  signal: () => AbortSignal.abort(new JunkError("from junk")),
  foreignFunction: () => vm.runInContext("() => 1", foreign),
  foreignAsyncFunction: () => vm.runInContext("async () => 1", foreign),
  foreignGeneratorFunction: () => vm.runInContext("(function* () { return 1; })", foreign),
  foreignObject: () => vm.runInContext("({})", foreign),
  foreignList: () => vm.runInContext("[1]", foreign),
  foreignPromise: () => vm.runInContext("Promise.resolve(1)", foreign),
  foreignError: () => vm.runInContext("new Error('junk')", foreign),
  foreignLoop: () => ({ core: {}, face: {}, time: () => 0, isRunning: () => true }),
};
