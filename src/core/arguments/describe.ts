/** `value` as error messages show it, whatever it is. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `function ${nameOf(value) ?? "(anonymous)"}`;
  if (typeof value === "object" && value !== null) return `<${classOf(value)}>`;
  return String(value);
}

const longest = 200;

/** The name of the class of `value`, as far as `value` tells it. */
export function classOf(value: object): string {
  try {
    return nameOf(value.constructor) ?? "Object";
  } catch {
    return "Object"; // a revoked proxy, or a getter that throws
  }
}

/** The `name` of `owner`, if it has one that is a text. */
export function nameOf(owner: unknown): string | undefined {
  try {
    const { name } = owner as { readonly name?: unknown };
    return typeof name === "string" && name !== "" ? name : undefined;
  } catch {
    return undefined; // as above
  }
}
