import type { Actor } from "./actor.ts";

/** Something that a task takes and must give back: a lock. */
export interface Resource {
  /** The task that holds it, if known. */
  readonly holder: Holder | null;
}

/** A task that holds a resource. */
interface Holder extends Actor {
  getName(): string;
  done(): boolean;
}
