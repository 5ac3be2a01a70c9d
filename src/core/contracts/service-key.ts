/**
 * Names something that each loop has once, and says how a loop comes to it that was not given one: its network, say.
 */
export class ServiceKey<T extends object, L> {
  /** What messages call it. */
  readonly name: string;
  readonly make: (loop: L) => T;

  constructor(name: string, make: (loop: L) => T) {
    this.name = name;
    this.make = make;
  }
}
