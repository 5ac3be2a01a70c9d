import type { Wait } from "../contracts/loop-core.ts";

/** The result of `next()` of a plain generator. */
export function stepGenerator(generator: Iterator<Wait, unknown, void>): IteratorResult<Wait, unknown> {
  return next.call(generator);
}

const GeneratorFunction = function* () {}.constructor;
const generatorPrototype = GeneratorFunction.prototype.prototype as Generator<Wait, unknown, void>;

/** Steps any generator. A lookup in each takes longer, since every generator function has its own prototype. */
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

/** Whether `iterator` is a generator with the built-in `next()`: `stepGenerator()` may step it. */
export function isPlainGenerator(iterator: Iterator<Wait, unknown, void>): boolean {
  return iterator.next === next;
}
