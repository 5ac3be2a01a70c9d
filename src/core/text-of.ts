/** `String(value)` as part of a message; what `otherwise` says of a value without text: an object without a prototype, a revoked proxy. */
export function textOf(value: unknown, otherwise: (value: unknown) => string = () => "a value without text"): string {
  try {
    return String(value);
  } catch {
    return otherwise(value);
  }
}
