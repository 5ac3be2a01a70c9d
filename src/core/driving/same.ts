/** Gives the private fields of a class that extends it to an object that is there already, frozen or not: marks that nobody sees. */
// oxlint-disable-next-line typescript/no-extraneous-class -- what it returns is the point
export class Same {
  constructor(object: object) {
    return object;
  }
}
