import type { Wait } from "timeloom";
import type { Level, World } from "timeloom/testing";

/** A program under test; all its state is made inside, so that every call starts afresh. It fails by throwing or by deadlock. */
export type Program = () => Generator<Wait, void, void> | PromiseLike<void>;

/** A small concurrent program with a known race, and its corrected twin. */
export interface Bug {
  readonly id: string;
  /** One sentence that states what goes wrong. */
  readonly title: string;
  /** The paper, issue or page that describes it. */
  readonly source: URL;
  /** How deep it lies: T1 within 50 executions, T2 within 2,000, T3 within 100,000. */
  readonly tier: "T1" | "T2" | "T3";
  /** Written as Node programs are, with a simulated file system or network: within 20 executions. */
  readonly style?: "node";
  /** The level at which it is searched. Default: any-order. */
  readonly level?: Level;
  /** Its hosts and programs. Default: one host. */
  readonly world?: World;
  readonly buggy: Program;
  /** Passes in every legal order. */
  readonly fixed: Program;
}
