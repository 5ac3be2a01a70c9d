import {
  Barrier,
  BoundedSemaphore,
  Condition,
  ContextVar,
  Event,
  type EventLoop,
  type Future,
  LifoQueue,
  Lock,
  PriorityQueue,
  Queue,
  Semaphore,
} from "#index";
import type { ObjectSpec } from "../program.ts";
import type { Names } from "./names.ts";

/** What `objects` of a program declares, but for its futures, which are refs. */
export type ProgramObject =
  | Lock
  | Event
  | Semaphore
  | Condition
  | Barrier
  | Queue<number>
  | ContextVar<number>
  | Variable;

/** A plain number that tasks share. */
export class Variable {
  value: number;

  constructor(initial: number) {
    this.value = initial;
  }
}

/** Makes what is declared; a condition may share a lock made before. */
export function makeObject(
  spec: ObjectSpec,
  loop: EventLoop,
  objects: Names<ProgramObject>,
): ProgramObject | Future<unknown> {
  switch (spec[1]) {
    case "lock":
      return new Lock();
    case "event":
      return new Event();
    case "future":
      return loop.createFuture();
    case "semaphore":
      return new Semaphore(spec[2]);
    case "bounded_semaphore":
      return new BoundedSemaphore(spec[2]);
    case "condition":
      return spec[2] === undefined ? new Condition() : new Condition(objects.find(spec[2], Lock));
    case "barrier":
      return new Barrier(spec[2]);
    case "queue":
      return new Queue(spec[2]);
    case "lifo":
      return new LifoQueue(spec[2]);
    case "priority":
      return new PriorityQueue(spec[2]);
    case "contextvar":
      return new ContextVar(spec[0], { default: spec[2] });
    case "var":
      return new Variable(spec[2]);
  }
}
