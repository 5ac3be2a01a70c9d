import type { Inserter } from "./inserter.ts";
import { bare, childrenOf, isAnonymous, isSimple, type Node, type NodeOf, targetsOf } from "./node.ts";
import { patternOf } from "./pattern-of.ts";

/** Rewrites what writes: assignments, updates, deletions, declarations and the heads of loops. */
export class Writes {
  readonly #code: Inserter;
  readonly #others: Others;

  constructor(code: Inserter, others: Others) {
    this.#code = code;
    this.#others = others;
  }

  /** Turn a member that is written into an object with a `value`. */
  reference(node: NodeOf<"MemberExpression">): void {
    const { object, property } = node;
    if (object.type === "Super") return this.#children(node);
    let ways = "";
    if (property.type === "PrivateIdentifier") ways = `,$o=>$o.#${property.name},($o,$v)=>$o.#${property.name}=$v`;
    this.#code.insert(object.start, `${this.#code.runtime}.reference(`);
    this.#code.keyed(node, `,${this.#code.site(node, object)}${ways}).value`);
    this.#others.visit(object);
    if (node.computed) this.#others.visit(property);
  }

  assignment(node: NodeOf<"AssignmentExpression">): void {
    const left = bare(node.left);
    const { right, operator } = node;
    if (!/^(?:=|&&=|\|\|=|\?\?=)$/.test(operator)) this.#others.operand(right);
    if (left.type === "Identifier") {
      const binding = this.#code.scopes.shared(left);
      if (binding !== undefined) {
        const named = this.#code.named(left, binding);
        const reads = operator === "=" ? "" : `${this.#code.runtime}.variable(${named}),`;
        if (isAnonymous(bare(right))) {
          this.#code.insert(node.start, `(${reads}${this.#code.runtime}.assigned(${named}),`);
          this.#code.text.prependLeft(node.end, ")");
        } else {
          if (reads !== "") this.#code.insert(node.start, `(${reads}`);
          if (reads !== "") this.#code.text.prependLeft(node.end, ")");
          this.#code.around(right, `assigned(${named},`, ")");
        }
      }
    } else if (left.type === "MemberExpression") {
      const part = this.#code.part(left);
      if (part !== undefined && isSimple(left.object)) {
        const args = `${this.#code.sourceOf(left.object)},${part},${this.#code.site(left, left.object)}`;
        if (operator !== "=") {
          this.#code.around(left.object, "read(", `,${part},${this.#code.site(left, left.object)})`);
        }
        this.#others.visit(left.object);
        if (left.computed) this.#others.visit(left.property);
        this.#code.around(right, `wrote(${args},`, ")");
      } else this.reference(left);
    } else {
      this.#takesApart(left, right);
      this.#targets(left);
    }
    this.#others.visit(right);
  }

  /** Note what taking `value` apart reads, and the variables that it changes. */
  #takesApart(pattern: Node, value: Node): void {
    const spec = patternOf(pattern);
    for (const target of targetsOf(pattern)) {
      const binding = this.#code.scopes.shared(target);
      if (binding !== undefined) this.#code.around(value, `assigned(${this.#code.named(target, binding)},`, ")");
    }
    this.#code.around(
      value,
      spec === undefined ? "hidden(" : "taken(",
      spec === undefined ? ")" : `,${spec},${this.#code.site(value, value)})`,
    );
  }

  /** The members and default values in a pattern that is assigned to. */
  #targets(pattern: Node): void {
    const inner = bare(pattern);
    switch (inner.type) {
      case "MemberExpression":
        return this.reference(inner);
      case "Identifier":
        return;
      case "AssignmentPattern":
        this.#targets(inner.left);
        return this.#others.visit(inner.right);
      case "Property":
        if (inner.computed) this.#others.visit(inner.key);
        return this.#targets(inner.value);
      default:
        for (const child of childrenOf(inner)) this.#targets(child);
    }
  }

  update(node: NodeOf<"UpdateExpression">): void {
    const target = bare(node.argument);
    if (target.type === "MemberExpression") {
      if (this.#code.part(target) === undefined || target.object.type === "Super") return this.reference(target);
      return this.#others.member(target, "change");
    }
    const binding = this.#code.scopes.shared(target);
    if (binding === undefined) return;
    const named = this.#code.named(target, binding);
    this.#code.insert(
      node.start,
      `(${this.#code.runtime}.variable(${named}),${this.#code.runtime}.assigned(${named}),`,
    );
    this.#code.text.prependLeft(node.end, ")");
  }

  unary(node: NodeOf<"UnaryExpression">): void {
    const target = bare(node.argument);
    if (/^[-+~]$/.test(node.operator)) this.#others.operand(node.argument);
    if (node.operator === "delete" && target.type === "MemberExpression" && target.object.type !== "Super") {
      if (this.#code.part(target) !== undefined) return this.#others.member(target, "remove");
      if (!target.optional) return this.#drop(node, target);
      this.#code.around(node, "hidden(", ")");
      return this.#others.cutChain(target);
    }
    if (node.operator !== "delete" || target.type !== "ChainExpression") return this.#children(node);
    this.#code.around(node, "hidden(", ")");
    this.#others.cutChain(target.expression);
  }

  /** `delete object[key]`, where the key is computed once. */
  #drop(node: Node, target: NodeOf<"MemberExpression">): void {
    this.#code.text.update(node.start, node.start + "delete".length, "");
    this.#code.insert(target.object.start, `${this.#code.runtime}.drop(`);
    this.#code.keyed(target, `,${this.#code.site(target, target.object)})`);
    this.#children(target);
  }

  declarator(node: NodeOf<"VariableDeclarator">): void {
    const { id, init } = node;
    if (init !== null) {
      if (id.type === "Identifier") {
        const binding = this.#code.scopes.shared(id);
        if (binding !== undefined && !isAnonymous(bare(init))) {
          this.#code.around(init, `assigned(${this.#code.named(id, binding)},`, ")");
        }
      } else this.#takesApart(id, init);
      this.#others.visit(init);
    }
    if (id.type !== "Identifier") this.#targets(id);
  }

  loop(node: NodeOf<"ForOfStatement" | "ForInStatement">): void {
    const { left, right, body } = node;
    const pattern = left.type === "VariableDeclaration" ? (left.declarations[0]?.id as Node) : bare(left);
    const spec = pattern.type === "ObjectPattern" ? (patternOf(pattern) ?? '"*"') : "";
    const isStream = node.type === "ForOfStatement" && node.await;
    const verb = node.type === "ForInStatement" ? "whole(" : isStream ? "stream(" : "items(";
    this.#code.around(right, verb, `,${this.#code.site(right, right)}${spec === "" ? "" : `,${spec}`})`);
    const shared =
      pattern.type === "Identifier" && left.type !== "VariableDeclaration"
        ? this.#code.scopes.shared(pattern)
        : undefined;
    const first = shared === undefined ? "" : `${this.#code.runtime}.assigned(${this.#code.named(pattern, shared)});`;
    if (first !== "") {
      if (body.type === "BlockStatement") this.#code.insert(body.start + 1, first);
      else {
        this.#code.insert(body.start, `{${first}`);
        this.#code.text.prependLeft(body.end, "}");
      }
    }
    this.#others.visit(right);
    this.#targets(pattern);
    this.#others.visit(body);
  }

  #children(node: Node): void {
    for (const child of childrenOf(node)) this.#others.visit(child);
  }
}

/** Rewrites everything else. */
interface Others {
  visit(node: Node): void;
  member(node: NodeOf<"MemberExpression">, verb?: string): void;
  cutChain(node: Node): void;
  operand(value: Node): void;
}
