import { Arbitrary, type Random, Stream, Value, asyncProperty, check, sample } from "fast-check";
import type { Program } from "./program.ts";
import { smallerPrograms } from "./shrinking.ts";
import { writeProgram } from "./writer/write-program.ts";

/** Random programs. Any program shrinks, also one that was read from a file. */
class ProgramArbitrary extends Arbitrary<Program> {
  generate(random: Random): Value<Program> {
    return new Value(writeProgram(random), undefined);
  }

  canShrinkWithoutContext(value: unknown): value is Program {
    return typeof value === "object" && value !== null && "main" in value;
  }

  shrink(program: Program): Stream<Value<Program>> {
    return new Stream(smallerPrograms(program)).map((smaller) => new Value(smaller, undefined));
  }
}

/** Random programs of three sizes that CPython and timeloom must agree on. */
const program: Arbitrary<Program> = new ProgramArbitrary();

/** The first programs of the seed, with the ids `seed-0`, `seed-1` … The same seed gives the same programs, however many. */
export function freshPrograms(count: number, seed: number): Program[] {
  return sample(program, { seed, numRuns: count }).map((each, index) => ({ ...each, id: `${seed}-${index}` }));
}

/**
 * Looks for the smallest program that still differs, with fast-check's search: the first smaller one that differs takes
 * its place, until none does.
 *
 * @param differs Must be true of the program itself.
 */
export async function shrinkProgram(
  differing: Program,
  differs: (program: Program) => boolean | Promise<boolean>,
): Promise<Program> {
  const agrees = asyncProperty(program, async (each) => !(await differs(each)));
  const { counterexample } = await check(agrees, { examples: [[differing]], numRuns: 1 });
  return counterexample?.[0] ?? differing;
}
