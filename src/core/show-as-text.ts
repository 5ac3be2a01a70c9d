/** Let `console.log()` show the objects of a class as their `toString()` does, instead of listing what is inside. */
export function showAsText(prototype: { toString(): string }): void {
  Object.defineProperty(prototype, Symbol.for("nodejs.util.inspect.custom"), {
    configurable: true,
    writable: true,
    value(this: { toString(): string }): string {
      return this.toString();
    },
  });
}
