import type { World } from "timeloom/testing";
import type { Program } from "../bugs/bug.ts";

/** A small distributed system with its invariants, and the mistakes that it could have been written with. */
export interface Model {
  readonly id: string;
  /** What the system does, and what holds whatever fails. */
  readonly title: string;
  readonly world: World;
  /** What is done once, outside of the loops and in real time: a database of this process starts. */
  readonly prepare?: () => Promise<void>;
  /** The system as it should be: it survives every order and every fault. */
  readonly fixed: Program;
  /** The system with a mistake, by what the mistake is. */
  readonly planted: readonly Planted[];
}

/** A mistake in a system. */
interface Planted {
  readonly mistake: string;
  readonly program: Program;
}
