import { type Node as AnyNode, visitorKeys } from "oxc-parser";

/** A node of a syntax tree, as oxc-parser makes it. */
export type Node = AnyNode;

/** A node of one type. */
export type NodeOf<T extends Node["type"]> = Extract<Node, { type: T }>;

/** The nodes directly inside of `node`, in the order of the source. */
export function childrenOf(node: Node): Node[] {
  const fields = node as unknown as Record<string, unknown>;
  const children: Node[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const value = fields[key];
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(child)) children.push(child);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

/** `node` without the parentheses around it. */
export function bare(node: Node): Node {
  let inner = node;
  while (inner.type === "ParenthesizedExpression") inner = inner.expression;
  return inner;
}

/** A function that runs code of its own. */
export type FunctionNode = Extract<Node, { params: unknown; generator: boolean }>;

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression"
  );
}

/** Whether a call of `node` returns what its code returns, and makes no promise or generator of its own. */
export function returnsItsValue({ async, generator }: FunctionNode): boolean {
  return !async && !generator;
}

/** The names that a pattern declares or assigns, and the members that it assigns. */
export function targetsOf(pattern: Node | null): Node[] {
  if (pattern === null) return [];
  switch (pattern.type) {
    case "ParenthesizedExpression":
      return targetsOf(pattern.expression);
    case "AssignmentPattern":
      return targetsOf(pattern.left);
    case "RestElement":
      return targetsOf(pattern.argument);
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => targetsOf(element as Node | null));
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        targetsOf(property.type === "Property" ? property.value : property),
      );
    default:
      return [pattern];
  }
}

/** Whether the value of `node` is not one that its type shows to be no promise. */
export function mayBePromise(node: Node): boolean {
  return !/Literal$|^(Binary|Update|Unary|Array|Object|Class|Function|ArrowFunction|Await)Expression$/.test(
    bare(node).type,
  );
}

/** Whether the value of `node` may be an object, which calls something when it becomes a primitive. */
export function mayBeObject(node: Node): boolean {
  return !/^(Literal|TemplateLiteral|BinaryExpression|UpdateExpression|UnaryExpression)$/.test(bare(node).type);
}

/** Whether reading `node` twice has no effect and gives the same. */
export function isSimple(node: Node): boolean {
  return node.type === "Identifier" || node.type === "ThisExpression" || node.type === "Literal";
}

/** Whether `node` would be named by what it is assigned to. */
export function isAnonymous(node: Node): boolean {
  return (
    node.type === "ArrowFunctionExpression" ||
    ((node.type === "FunctionExpression" || node.type === "ClassExpression") && node.id === null)
  );
}

/** The first position in a block after its directives. */
export function bodyStart(block: { readonly start: number; readonly body: readonly Node[] }, opening: number): number {
  let at = opening;
  for (const statement of block.body) {
    if (
      statement.type !== "ExpressionStatement" ||
      typeof (statement as { directive?: unknown }).directive !== "string"
    ) {
      break;
    }
    at = statement.end;
  }
  return at;
}

/** Whether a chain goes on with a plain member after an optional link, which leaves all of the rest out. */
export function isCut(chain: Node): boolean {
  let hasMember = false;
  for (let link: Node = chain; ;) {
    if (link.type === "MemberExpression") {
      if (link.optional && hasMember) return true;
      hasMember = true;
      link = link.object;
    } else if (link.type === "CallExpression") {
      if (link.optional && hasMember) return true;
      link = link.callee;
    } else return false;
  }
}
