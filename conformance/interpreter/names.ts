import { Skipped } from "./exceptions.ts";

type Class = abstract new (...args: never) => unknown;

/** One name space of a program. A name that is given again means the new thing. */
export class Names<T> {
  readonly #things = new Map<string, T>();

  set(name: string, thing: T): void {
    this.#things.set(name, thing);
  }

  /** @throws {Skipped} If nothing has that name. */
  get(name: string): T {
    const thing = this.#things.get(name);
    if (thing === undefined) throw new Skipped(name);
    return thing;
  }

  /** @throws {Skipped} If nothing of one of these classes has that name. */
  find<C extends readonly Class[]>(name: string, ...classes: C): T & InstanceType<C[number]> {
    const thing = this.get(name);
    if (!classes.some((type) => thing instanceof type)) throw new Skipped(name);
    return thing as T & InstanceType<C[number]>;
  }
}
