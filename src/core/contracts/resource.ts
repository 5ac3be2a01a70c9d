import type { Actor } from "./actor.ts";

/** What a task may take and has to give back: a lock. */
export interface Resource {
  /** The task that has it, if that is known. */
  readonly holder: Holder | null;
}

/** A task that has something. */
interface Holder extends Actor {
  getName(): string;
  done(): boolean;
}
