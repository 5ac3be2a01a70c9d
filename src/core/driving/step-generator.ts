import type { Wait } from "../contracts/loop-core.ts";

/** What `next()` of a plain generator gives. */
export function stepGenerator(generator: Iterator<Wait, unknown, void>): IteratorResult<Wait, unknown> {
  return next.call(generator);
}

const GeneratorFunction = function* () {}.constructor;
const generatorPrototype = GeneratorFunction.prototype.prototype as Generator<Wait, unknown, void>;

/** Steps any generator; to look it up in each takes longer, since every generator function has a prototype of its own. */
const next: (this: Iterator<Wait, unknown, void>) => IteratorResult<Wait, unknown> = Reflect.get(
  generatorPrototype,
  "next",
);

/** Whether `value` was written `function*`. */
export function isGeneratorFunction(value: unknown): boolean {
  return value instanceof GeneratorFunction;
}

/** Whether `value` is a generator object. */
export function isGenerator(value: unknown): value is Generator<Wait, unknown, void> {
  return typeof value === "object" && value !== null && generatorPrototype.isPrototypeOf(value);
}

/** Whether `iterator` is a generator that nobody gave another `next()`: `stepGenerator()` may step it. */
export function isPlainGenerator(iterator: Iterator<Wait, unknown, void>): boolean {
  return iterator.next === next;
}
