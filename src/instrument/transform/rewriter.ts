import type { Inserter } from "./inserter.ts";
import {
  bare,
  bodyStart,
  childrenOf,
  isCut,
  isFunction,
  mayBeObject,
  returnsItsValue,
  type Node,
  type NodeOf,
} from "./node.ts";
import { Functions } from "./functions.ts";
import { mark } from "./mark.ts";
import { Writes } from "./writes.ts";

/**
 * Inserts calls of the runtime into a module. Nothing is moved, and no line is added: the calls go around what is there, the outer
 * before the inner.
 */
export class Rewriter {
  readonly #code: Inserter;
  readonly #writes: Writes;
  readonly #functions: Functions;
  /** Plain private methods of the classes around: they never change. */
  readonly #methods: ReadonlySet<string>[] = [];

  constructor(code: Inserter) {
    this.#code = code;
    this.#writes = new Writes(code, this);
    this.#functions = new Functions(code, this);
  }

  rewrite(program: Node): void {
    this.visit(program);
  }

  /** What is inserted may begin with a parenthesis, which would call what a line above left without a semicolon. */
  #statements(list: Node): void {
    for (const child of childrenOf(list)) {
      if (child.type === "ExpressionStatement" && typeof (child as { directive?: unknown }).directive !== "string") {
        this.#code.insert(child.start, ";");
      }
      this.visit(child);
    }
  }

  #children(node: Node): void {
    for (const child of childrenOf(node)) this.visit(child);
  }

  visit(node: Node): void {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
      case "MetaProperty":
        return;
      case "ExportNamedDeclaration":
        if (node.declaration !== null) this.visit(node.declaration);
        return;
      case "Identifier":
        return this.#variable(node);
      case "BlockStatement":
      case "StaticBlock":
        return this.block(node);
      case "Program":
      case "SwitchCase":
        return this.#statements(node);
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        return this.#functions.rewrite(node);
      case "ClassDeclaration":
      case "ClassExpression":
        return this.#class(node);
      case "MethodDefinition":
      case "PropertyDefinition":
      case "AccessorProperty":
        if (node.computed) this.visit(node.key);
        if (node.value !== null) this.visit(node.value);
        return;
      case "Property":
        return this.#property(node);
      case "LabeledStatement":
        return this.visit(node.body);
      case "BreakStatement":
      case "ContinueStatement":
        return;
      case "MemberExpression":
        return this.member(node);
      case "ChainExpression":
        if (!isCut(node.expression)) return this.visit(node.expression);
        this.#code.around(node, "hidden(", ")");
        return this.cutChain(node.expression);
      case "CallExpression":
        return this.#call(node);
      case "NewExpression":
        this.#code.around(node.callee, "maker(", `,${this.#code.site(node, node.callee)})`, true);
        return this.#children(node);
      case "TaggedTemplateExpression":
        this.#callee(node.tag, false);
        return this.#children(node.quasi);
      case "ImportExpression":
        this.#code.around(node, "hidden(", ")");
        return this.#children(node);
      case "AssignmentExpression":
        return this.#writes.assignment(node);
      case "UpdateExpression":
        return this.#writes.update(node);
      case "UnaryExpression":
        return this.#writes.unary(node);
      case "BinaryExpression":
        return this.#binary(node);
      case "TemplateLiteral":
        for (const part of node.expressions) this.operand(part);
        return this.#children(node);
      case "SpreadElement":
        this.#code.around(node.argument, "items(", `,${this.#code.site(node, node.argument)})`);
        return this.#children(node);
      case "VariableDeclarator":
        return this.#writes.declarator(node);
      case "ForOfStatement":
      case "ForInStatement":
        return this.#writes.loop(node);
      case "AwaitExpression":
        this.#code.around(node.argument, "awaited(", `,${this.#code.site(node)})`);
        return this.#children(node);
      case "YieldExpression":
        if (node.argument === null) return;
        if (node.delegate) this.#code.around(node.argument, "delegated(", ")");
        else this.#functions.returned(node.argument);
        return this.visit(node.argument);
      case "ReturnStatement":
        if (node.argument === null) return;
        this.#functions.returned(node.argument);
        return this.visit(node.argument);
      default:
        return this.#children(node);
    }
  }

  #variable(node: NodeOf<"Identifier">): void {
    const binding = this.#code.scopes.shared(node);
    if (binding !== undefined) {
      this.#code.insert(node.start, `(${this.#code.runtime}.variable(${this.#code.named(node, binding)}),`);
    }
    if (binding !== undefined) this.#code.text.prependLeft(node.end, ")");
  }

  /** @param first - Code for the beginning of the block. */
  block(block: NodeOf<"BlockStatement" | "StaticBlock">, first = ""): void {
    this.#home(block);
    if (first !== "") this.#code.insert(bodyStart(block, block.start + 1), first);
    this.#statements(block);
  }

  /** Make an object for the variables of a block. */
  #home(block: NodeOf<"BlockStatement" | "StaticBlock">): void {
    if (!this.#code.scopes.holdsShared(block)) return;
    const name = `${this.#code.runtime}_${this.#code.homes.size + 1}`;
    this.#code.homes.set(block, name);
    const opening = block.type === "StaticBlock" ? this.#code.text.original.indexOf("{", block.start) : block.start;
    this.#code.insert(bodyStart(block, opening + 1), `const ${name}={__proto__:null};`);
  }

  /** What an operator, or a text, makes a primitive of. */
  operand(value: Node): void {
    if (mayBeObject(value)) this.#code.around(value, "operand(", `,${this.#code.site(value, value)})`);
  }

  #class(node: NodeOf<"ClassDeclaration" | "ClassExpression">): void {
    const names = new Set<string>();
    for (const member of node.body.body) {
      if (member.type !== "MethodDefinition" || member.kind !== "method") continue;
      const key = member.key as Node;
      if (key.type === "PrivateIdentifier" && returnsItsValue(member.value)) names.add(key.name);
    }
    this.#methods.push(names);
    this.#code.insert(node.body.start + 1, mark);
    this.#children(node);
    this.#methods.pop();
  }

  #property(node: NodeOf<"Property">): void {
    if (node.computed) this.visit(node.key);
    if (!node.shorthand) return this.visit(node.value);
    const { value } = node;
    if (value.type !== "Identifier" || this.#code.scopes.shared(value) === undefined) return;
    this.#code.insert(value.start, `${value.name}:`);
    this.visit(value);
  }

  member(node: NodeOf<"MemberExpression">, verb = "read"): void {
    if (node.object.type === "Super") return node.computed ? this.visit(node.property) : undefined;
    const part = this.#code.part(node);
    const site = this.#code.site(node, node.object);
    if (part !== undefined) {
      this.#code.around(node.object, `${verb}(`, `,${part},${site})`);
      this.visit(node.object);
      if (node.computed) this.visit(node.property);
      return;
    }
    if (node.optional) {
      this.#code.around(node.object, "hidden(", ")");
      return this.#children(node);
    }
    this.#code.insert(node.object.start, `${this.#code.runtime}.${verb === "read" ? "get" : "bound"}(`);
    this.#code.keyed(node, `,${site})`);
    this.#children(node);
  }

  #call(node: NodeOf<"CallExpression">): void {
    const callee = bare(node.callee);
    if (callee.type === "Super" || (callee.type === "MemberExpression" && callee.object.type === "Super")) {
      if (callee.type !== "Super") this.#code.around(node, `inherited(${this.#code.sourceOf(callee)},`, ")");
      this.#functions.arguments(node);
      return;
    }
    if (callee.type === "Identifier" && callee.name === "eval") {
      this.#code.around(node, "hidden(", ")");
    } else {
      this.#callee(node.callee, node.optional);
    }
    this.#functions.arguments(node);
  }

  #callee(node: Node, isOptional: boolean): void {
    const callee = bare(node);
    if (callee.type === "MemberExpression") {
      const { property } = callee;
      if (property.type !== "PrivateIdentifier") return this.member(callee, "method");
      if (this.#methods.some((names) => names.has(property.name))) return this.visit(callee.object);
      this.#code.insert(callee.object.start, `${this.#code.runtime}.field(`);
      this.#code.text.update(
        callee.object.end,
        callee.end,
        `,"#${property.name}",${this.#code.site(callee, callee.object)},$o=>$o.#${property.name}).f`,
      );
      return this.visit(callee.object);
    }
    if (callee.type === "ChainExpression") return this.visit(callee);
    if (callee.type === "Identifier" && this.#code.scopes.isPlainFunction(callee)) return;
    if (callee.type === "Identifier" && callee.name === "eval") return;
    this.#code.around(node, "callee(", `,${this.#code.site(callee, callee)}${isOptional ? ",true" : ""})`, true);
    this.visit(node);
  }

  #binary(node: NodeOf<"BinaryExpression">): void {
    if (node.operator !== "in") {
      if (!/^[!=]==$|^instanceof$/.test(node.operator)) {
        this.operand(node.left);
        this.operand(node.right);
      }
      return this.#children(node);
    }
    if ((node.left as Node).type === "PrivateIdentifier") return this.visit(node.right);
    this.#code.around(node, "has(", `,${this.#code.site(node, node.right)})`);
    this.#code.text.update(node.left.end, node.right.start, ",");
    this.#children(node);
  }

  /** A chain that is left as it is: only what is computed in it is visited. */
  cutChain(node: Node): void {
    if (node.type === "MemberExpression") {
      this.cutChain(node.object);
      if (node.computed) this.visit(node.property);
    } else if (node.type === "CallExpression") {
      this.cutChain(node.callee);
      for (const argument of node.arguments) this.visit(argument);
    } else if (!isFunction(node) || node.type === "ArrowFunctionExpression") this.visit(node);
    else this.#functions.rewrite(node);
  }
}
