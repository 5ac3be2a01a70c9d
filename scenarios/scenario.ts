import type { LoopFactory, Wait } from "timeloom";
import type { WorldSettings } from "timeloom/testing";

/** How a program ends: it returns, it throws, or nothing is left that could wake it. */
export type Verdict = "passes" | "fails" | "deadlocks";

/** Takes one line of a program's output. */
export type Print = (line: string) => void;

/** What a program must do on a virtual loop that runs its tasks in FIFO order. */
export interface Expectation {
  readonly output: readonly string[];
  /** Virtual seconds, over all loops that the program makes. Compared exactly. */
  readonly duration: number;
  /** Not only first in, first out: in every order of every level (`scenarios/levels.test.ts`). */
  readonly verdict: Verdict;
  /** Class and message of the error that ends the program, if its verdict is not "passes". */
  readonly error?: string;
}

/** A program that runs inside a loop: `main` is what `run()` takes. */
export interface LoopProgram {
  readonly name: string;
  /** The simulated world in which it runs in virtual time. */
  readonly world?: WorldSettings;
  /** The output depends on less than half a second, which a busy host does not keep: the program runs in virtual time only. */
  readonly hurried?: true;
  /** What is done outside of the loops before the first virtual run: a database of this process starts. */
  readonly prepare?: () => Promise<void>;
  readonly main: (print: Print) => Generator<Wait, void, void> | PromiseLike<void>;
  readonly expect: Expectation;
}

/** A program that makes and runs its loops by hand. It must take every one of them from `newLoop`. */
interface HostProgram {
  readonly name: string;
  readonly world?: undefined;
  readonly hurried?: undefined;
  readonly script: (print: Print, newLoop: LoopFactory) => PromiseLike<void>;
  readonly expect: Expectation;
}

/**
 * A program with a known end. It starts afresh each time it is called, and whatever could differ from one run to the
 * next (time, order, chance) it takes from its loop.
 */
export type Program = LoopProgram | HostProgram;

/**
 * The articles on asyncio that the programs are taken from, by row id: notes on async programming, a tour of the
 * asyncio module, a guide to concurrency with a test server, an introduction with a crawler, a list of links and remarks.
 */
type Article = "c2721f6d3da34c98" | "e3bee89e64d4930e" | "90623da5c64d9a8a" | "45ed4b33170b9458" | "a851d68038614d89";

/** Programs that show one part of asyncio: documentation, regression test and benchmark in one. */
export interface Scenario {
  /** T for tasks and time, S for synchronisation, W for the world outside, which runs on the host as well. */
  readonly id: `${"T" | "S" | "W"}${string}`;
  readonly title: string;
  /** The pages that describe the behaviour. */
  readonly source: readonly URL[];
  /** The articles that show the programs; none if they come from the pages alone. */
  readonly articles: readonly Article[];
  readonly programs: readonly Program[];
}
