/**
 * Names a service that each loop has once, such as its network, and makes one for a loop that was given none.
 */
export class ServiceKey<T extends object, L> {
  /** The name in messages. */
  readonly name: string;
  readonly make: (loop: L) => T;

  constructor(name: string, make: (loop: L) => T) {
    this.name = name;
    this.make = make;
  }
}
