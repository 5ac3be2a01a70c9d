import { RuntimeError } from "../errors/runtime-error.ts";

/**
 * Names a service that each loop has once, such as its network. A loop that was given none gets the default of the key.
 */
export class ServiceKey<T extends object, L> {
  /** The name in messages. */
  readonly name: string;
  /** Whether it names a part of the world outside, which an entry point provides. */
  readonly isOutside: boolean;
  #make: ((loop: L) => T) | undefined;

  /** @param make - Makes the default. A key of the world outside has none until an entry point provides it. */
  constructor(name: string, make?: (loop: L) => T) {
    this.name = name;
    this.isOutside = make === undefined;
    this.#make = make;
  }

  /** Whether a loop that was given none has one. */
  get hasDefault(): boolean {
    return this.#make !== undefined;
  }

  /** From now on `make` makes the default. */
  provide(make: (loop: L) => T): void {
    this.#make = make;
  }

  /** Make the default for `loop`. @throws {RuntimeError} If there is none. */
  make(loop: L): T {
    if (this.#make !== undefined) return this.#make(loop);
    throw new RuntimeError(
      `This loop has no ${this.name}`,
      'import "timeloom", which provides the real one, or pass a simulated world',
    );
  }
}
