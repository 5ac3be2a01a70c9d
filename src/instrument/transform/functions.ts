import type { Inserter } from "./inserter.ts";
import { mark } from "./mark.ts";
import { bare, bodyStart, childrenOf, type FunctionNode, mayBePromise, type Node, type NodeOf } from "./node.ts";
import { patternOf } from "./pattern-of.ts";
import type { Scopes } from "./scopes.ts";

/** Rewrites functions: their marks, their parameters, and what they return. */
export class Functions {
  readonly #code: Inserter;
  readonly #others: Others;
  /** Whether the code belongs to an async function. */
  #isAsync = false;
  /** Whether somebody reads the text of a function: vitest finds the fixtures that a test asks for in its first parameter. */
  #isRead = false;

  constructor(code: Inserter, others: Others) {
    this.#code = code;
    this.#others = others;
  }

  rewrite(node: FunctionNode): void {
    const outer = this.#isAsync;
    this.#isAsync = node.async;
    this.#inside(node);
    this.#isAsync = outer;
  }

  /** The arguments of a call. */
  arguments({ callee, arguments: list }: NodeOf<"CallExpression">): void {
    const outer = this.#isRead;
    this.#isRead ||= isTest(callee, this.#code.scopes);
    for (const argument of list) this.#others.visit(argument);
    this.#isRead = outer;
  }

  #inside(node: FunctionNode): void {
    const { body } = node;
    if (body === null) return;
    let taken = "";
    const isRead = this.#isRead;
    for (const param of node.params) taken += this.#parameter(param);
    this.#isRead = false;
    this.#body(body, taken);
    this.#isRead = isRead;
  }

  #body(body: Node, taken: string): void {
    if (body.type === "BlockStatement") {
      // What the marks are in: the text of the function shows them before anything else of its body.
      this.#code.insert(bodyStart(body, body.start + 1), mark);
      return this.#others.block(body, taken);
    }
    this.#code.insert(body.start, taken === "" ? `${mark}(` : `{${mark}${taken}return (`);
    this.#code.text.prependLeft(body.end, taken === "" ? ")" : ")}");
    this.returned(body);
    this.#others.visit(body);
  }

  /** @returns code for the beginning of the body, which takes a parameter apart */
  #parameter(param: Node): string {
    const pattern = param.type === "AssignmentPattern" ? param.left : param;
    if (param.type === "AssignmentPattern") this.#others.visit(param.right);
    if (pattern.type !== "ObjectPattern" && pattern.type !== "ArrayPattern") return "";
    const name = `${this.#code.runtime}_${pattern.start}`;
    const source = this.#code.sourceOf(pattern);
    const spec = patternOf(pattern);
    if (spec === undefined || this.#isRead) {
      for (const child of childrenOf(pattern)) this.#others.visit(child);
      return `${this.#code.runtime}.hidden();`;
    }
    this.#code.text.update(pattern.start, pattern.end, name);
    return `let ${source.replaceAll("\n", " ")}=${this.#code.runtime}.taken(${name},${spec},${this.#code.site(pattern)});`;
  }

  /** What an async function returns, and an async generator yields, is waited for. */
  returned(value: Node): void {
    if (this.#isAsync && mayBePromise(value)) this.#code.around(value, "returned(", `,${this.#code.site(value)})`);
  }
}

/** Whether a call declares a test, a fixture or a hook: `test.only(…)`, `it.each(…)(…)`, or what vitest exports by another name. */
function isTest(callee: Node, scopes: Scopes): boolean {
  let root = bare(callee);
  while (
    root.type === "MemberExpression" ||
    root.type === "CallExpression" ||
    root.type === "TaggedTemplateExpression"
  ) {
    root = bare(
      root.type === "MemberExpression" ? root.object : root.type === "CallExpression" ? root.callee : root.tag,
    );
  }
  if (root.type !== "Identifier") return false;
  return (
    /^(test|it|bench|(before|after|around)(Each|All))$/.test(root.name) || /vitest/.test(scopes.sourceOf(root) ?? "")
  );
}

/** Rewrites everything else. */
interface Others {
  visit(node: Node): void;
  block(block: NodeOf<"BlockStatement">, first: string): void;
}
