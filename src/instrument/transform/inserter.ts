import type MagicString from "magic-string";
import { bare, isSimple, type Node, type NodeOf } from "./node.ts";
import type { Binding, Scopes } from "./scopes.ts";

/** Puts calls of the runtime around the nodes of a module. No line is added. */
export class Inserter {
  readonly text: MagicString;
  readonly runtime: string;
  readonly scopes: Scopes;
  readonly #places: { of(position: number): string };
  readonly #file: string;
  /** The objects that stand for the variables of a block, by their names in the code. */
  readonly homes: Map<Node, string> = new Map();

  constructor(
    text: MagicString,
    runtime: string,
    scopes: Scopes,
    places: { of(position: number): string },
    file: string,
  ) {
    this.text = text;
    this.runtime = runtime;
    this.scopes = scopes;
    this.#places = places;
    this.#file = JSON.stringify(file);
  }

  /** Put a call of the runtime around `node`. */
  around(node: Node, open: string, close: string, isParenthesized = false): void {
    this.insert(node.start, `${isParenthesized ? "(" : ""}${this.runtime}.${open}`);
    this.text.prependLeft(node.end, isParenthesized ? `${close})` : close);
  }

  insert(at: number, text: string): void {
    this.text.appendRight(at, text);
  }

  sourceOf(node: Node): string {
    return this.text.original.slice(node.start, node.end);
  }

  /** The place of `node`, and how its code writes the object in question. */
  site(node: Node, object?: Node): string {
    const at = node.type === "MemberExpression" ? node.property.start : node.start;
    const source = object === undefined ? "" : this.sourceOf(bare(object));
    return JSON.stringify(
      `${this.#places.of(at)} ${/^(?:this|[\w$]+)(?:\.#?[\w$]+){0,3}$/.test(source) ? source : ""}`,
    );
  }

  /** The arguments that name a variable. */
  named(node: Node, { imported, exported, home, name }: Binding): string {
    const outer = imported ?? exported;
    const owner = outer === undefined ? (this.homes.get(home) ?? this.#file) : '"*"';
    return `${owner},${JSON.stringify(outer ?? name)},${this.site(node)}`;
  }

  /** The source of the part that a member expression names, as an argument; undefined if it has to be evaluated. */
  part(node: NodeOf<"MemberExpression">): string | undefined {
    const { property } = node;
    if (property.type === "PrivateIdentifier") return `"#${property.name}"`;
    if (!node.computed) return JSON.stringify((property as { name: string }).name);
    return isSimple(property) ? this.sourceOf(property) : undefined;
  }

  /** Turn `object[key]` or `object.key` into arguments. */
  keyed(node: NodeOf<"MemberExpression">, close: string): void {
    const { object, property } = node;
    if (!node.computed) {
      const part = this.part(node) as string;
      this.text.update(object.end, node.end, `,${part}${close}`);
      return;
    }
    const isList = property.type === "SequenceExpression";
    this.text.update(object.end, property.start, isList ? ",(" : ",");
    this.text.update(property.end, node.end, isList ? `)${close}` : close);
  }
}
