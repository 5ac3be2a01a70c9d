/** What one actor does to one part of an object, each time anew: the same in every execution of a search. */
export interface KnownAccess {
  /** Its number in the search. */
  readonly id: number;
  /** Its stable name, the same in every search. */
  readonly name: string;
  /** The stable path of the actor: `main.0`. */
  readonly path: string;
  /** The turns of the actor in which it has happened, each once, the first few. */
  readonly turns: number[];
}

/** An access as people call it, in one execution. */
export interface AccessText {
  /** The name of the actor in reports. */
  readonly who: string;
  /** What it does, as in "reads account.balance". */
  readonly what: string;
  /** Which of the actor's accesses of this kind it is, from 1; the last one stands for all later ones. */
  readonly nth: number;
  /** `file:line`, if the code tells it. */
  readonly place: string | undefined;
}

/** An order of two accesses, by their numbers, and whether nothing else kept the two apart. */
export type OrderData = readonly [first: number, second: number, races: boolean];

/** The access has happened in a turn of its actor. */
export function addTurn({ turns }: KnownAccess, turn: number): void {
  if (turns.length < mostTurns && !turns.includes(turn)) turns.push(turn);
}

const mostTurns = 8;
