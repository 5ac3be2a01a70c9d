import { type Node, type NodeOf } from "./node.ts";

/**
 * What taking an object apart reads, as the source of an array: the parts by name, each followed by what is taken out of the part, if it is
 * taken apart as well; `"*"` for all of it. Undefined if it depends on what runs meanwhile.
 */
export function patternOf(pattern: Node): string | undefined {
  switch (pattern.type) {
    case "ArrayPattern":
      return pattern.elements.every((element) => element === null || isPlain(element as Node)) ? '"*"' : undefined;
    case "ObjectPattern":
      return objectPattern(pattern);
    default:
      return undefined;
  }
}

function objectPattern({ properties }: NodeOf<"ObjectPattern">): string | undefined {
  if (properties.some(({ type }) => type === "RestElement")) {
    return properties.every((property) => isPlain(property.type === "Property" ? property.value : property.argument))
      ? '"*"'
      : undefined;
  }
  const parts: string[] = [];
  for (const property of properties) {
    if (property.type !== "Property" || property.computed) return undefined;
    const { key, value } = property;
    const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
    if (name === undefined) return undefined;
    parts.push(JSON.stringify(name));
    const inner: Node = value.type === "AssignmentPattern" ? value.left : value;
    if (value.type === "AssignmentPattern" && !isInert(value.right)) return undefined;
    if (inner.type === "Identifier" || inner.type === "MemberExpression") continue;
    const spec = patternOf(inner);
    if (spec === undefined) return undefined;
    parts.push(spec === '"*"' ? '["*"]' : spec);
  }
  return `[${parts.join(",")}]`;
}

/** Whether `pattern` takes nothing apart. */
function isPlain(pattern: Node): boolean {
  if (pattern.type === "AssignmentPattern") return isInert(pattern.right) && isPlain(pattern.left);
  if (pattern.type === "RestElement") return isPlain(pattern.argument);
  return pattern.type === "Identifier" || pattern.type === "MemberExpression";
}

/** Whether a default value runs no code that is worth telling. */
function isInert(value: Node): boolean {
  if (value.type === "ArrayExpression") return value.elements.length === 0;
  if (value.type === "ObjectExpression") return value.properties.length === 0;
  if (value.type === "UnaryExpression") return value.operator !== "delete" && isInert(value.argument);
  return value.type === "Literal" || (value.type === "Identifier" && value.name === "undefined");
}
