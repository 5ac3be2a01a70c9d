/** `value` as error messages show it. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return `function ${value.name || "(anonymous)"}`;
  if (typeof value === "object" && value !== null) return `<${value.constructor?.name ?? "Object"}>`;
  return String(value);
}
