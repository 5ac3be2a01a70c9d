import type { Certificate, Level, World } from "timeloom/testing";

/** A program under test; all its state is made inside, so that every call starts afresh. */
export type Program = () => Promise<void>;

/** A race in a published package, as its issue tracker describes it, and the same program with a version that has it no more. */
export interface Race {
  readonly id: string;
  /** One sentence that states what goes wrong. */
  readonly title: string;
  /** The issue or pull request that reports it. */
  readonly source: URL;
  /** The package and a version that has the race. */
  readonly affected: string;
  /** A version without it. */
  readonly corrected: string;
  /** The simulated network on which both run, if they need one. */
  readonly world?: World;
  readonly buggy: Program;
  readonly fixed: Program;
  readonly expect: Expectation;
}

/** What `explore()` says with its default settings. */
export interface Expectation {
  /** The lowest level at which `buggy` fails. */
  readonly level: Level;
  /** How it fails. */
  readonly message: string;
  /** The number of the execution that finds it, from 1. */
  readonly execution: number;
  /** The smallest schedule that makes it fail. */
  readonly schedule: string;
  /** What is claimed of `fixed`. */
  readonly claim: Certificate["claim"]["kind"];
}
