import { childrenOf, isFunction, returnsItsValue, type Node, targetsOf } from "./node.ts";

/**
 * Who declares what in a module, and which variables tasks may share: those that a function uses which does not declare them, and that
 * change after they were declared.
 */
export class Scopes {
  readonly #scopes = new Map<Node, Scope>();
  readonly #bindings = new Map<Node, Binding>();

  constructor(program: Node) {
    this.#declare(program, new Scope(program, undefined, program));
    this.#resolve(program, this.#scopes.get(program) as Scope);
    for (const statement of childrenOf(program)) this.#export(statement);
  }

  /** The variable that an identifier reads or writes, if tasks may share it. */
  shared(identifier: Node): Binding | undefined {
    const binding = this.#bindings.get(identifier);
    return binding?.isShared === true ? binding : undefined;
  }

  /** The module that an identifier is imported from. */
  sourceOf(identifier: Node): string | undefined {
    return this.#bindings.get(identifier)?.source;
  }

  /** Whether an identifier names a function of this module that is never replaced, and makes no promise and no generator. */
  isPlainFunction(identifier: Node): boolean {
    const binding = this.#bindings.get(identifier);
    return binding !== undefined && binding.isPlainFunction && !binding.changes;
  }

  /** Whether variables that tasks may share live in `block`. */
  holdsShared(block: Node): boolean {
    return [...this.#bindings.values()].some((binding) => binding.isShared && binding.home === block);
  }

  #declare(node: Node, scope: Scope): void {
    this.#scopes.set(node, scope);
    switch (node.type) {
      case "ImportDeclaration": {
        const isOwn = /^\.{0,2}\//.test(node.source.value);
        for (const specifier of node.specifiers) {
          const imported =
            specifier.type === "ImportSpecifier"
              ? "name" in specifier.imported
                ? specifier.imported.name
                : specifier.imported.value
              : specifier.type === "ImportDefaultSpecifier"
                ? "default"
                : undefined;
          const binding = scope.add(specifier.local.name);
          binding.imported = isOwn ? imported : undefined;
          binding.source = node.source.value;
        }
        return;
      }
      case "VariableDeclaration": {
        const owner = node.kind === "var" ? scope.ofFunction() : scope;
        for (const { id, init } of node.declarations) {
          for (const target of targetsOf(id)) {
            const binding = owner.add((target as { name: string }).name);
            if (node.kind !== "const" || init === null || !isFunction(init)) continue;
            binding.isPlainFunction = returnsItsValue(init);
          }
        }
        break;
      }
      case "FunctionDeclaration":
        if (node.id !== null) (scope.parent ?? scope).add(node.id.name).isPlainFunction = returnsItsValue(node);
        break;
      case "ClassDeclaration":
        if (node.id !== null) scope.add(node.id.name);
        break;
      default:
    }
    for (const child of childrenOf(node)) this.#declare(child, this.#scopeOf(node, child, scope));
  }

  #scopeOf(node: Node, child: Node, scope: Scope): Scope {
    if (isFunction(child)) return this.#functionScope(child, scope);
    if (child.type === "BlockStatement" && isFunction(node) && scope.home === child) return scope; // that of its parameters
    if (child.type === "BlockStatement" || child.type === "StaticBlock") {
      const inner = new Scope(child, scope, child);
      if (node.type === "CatchClause") {
        for (const target of targetsOf(node.param)) inner.add((target as { name: string }).name);
      }
      return inner;
    }
    if (/^For(In|Of|)Statement$|^SwitchStatement$/.test(child.type)) return new Scope(child, scope, scope.home);
    return scope;
  }

  #functionScope(node: Node & { params: readonly Node[]; body: Node | null }, scope: Scope): Scope {
    const { params, body } = node;
    // What closures in a default value use exists before the body does.
    const isSimple = params.every(({ type }) => type === "Identifier") && body?.type === "BlockStatement";
    const inner = new Scope(node, scope, isSimple ? body : scope.home);
    if (node.type === "FunctionExpression" && node.id !== null) inner.add(node.id.name);
    for (const target of params.flatMap(targetsOf)) inner.add((target as { name: string }).name);
    return inner;
  }

  #resolve(node: Node, scope: Scope): void {
    if (node.type === "Identifier") return this.#use(node, scope, 0);
    if (node.type === "AssignmentExpression") this.#write(node.left, scope);
    if (node.type === "UpdateExpression") this.#write(node.argument, scope);
    if (
      (node.type === "ForInStatement" || node.type === "ForOfStatement") &&
      node.left.type !== "VariableDeclaration"
    ) {
      this.#write(node.left, scope);
    }
    for (const child of referencesIn(node)) this.#resolve(child, this.#scopes.get(child) ?? scope);
  }

  #write(pattern: Node, scope: Scope): void {
    for (const target of targetsOf(pattern)) if (target.type === "Identifier") this.#use(target, scope, 1);
  }

  #use(identifier: Node & { readonly name: string }, scope: Scope, writes: 0 | 1): void {
    const found = scope.find(identifier.name);
    if (found === undefined) return;
    this.#bindings.set(identifier, found);
    if (writes === 1) found.changes = true;
    if (scope.ofFunction() !== found.scope.ofFunction()) found.isCaptured = true;
  }

  #export(statement: Node): void {
    const program = this.#scopes.get(statement) as Scope;
    if (statement.type !== "ExportNamedDeclaration" || statement.source !== null) return;
    for (const { local, exported } of statement.specifiers) {
      const name = "name" in local ? local.name : local.value;
      const binding = program.find(name);
      if (binding !== undefined) binding.exported ??= "name" in exported ? exported.name : exported.value;
    }
    const { declaration } = statement;
    if (declaration?.type !== "VariableDeclaration") return;
    for (const target of declaration.declarations.flatMap(({ id }) => targetsOf(id))) {
      const { name } = target as { name: string };
      const binding = program.find(name);
      if (binding !== undefined) binding.exported ??= name;
    }
  }
}

/** The children of `node` in which an identifier is a use of a variable. */
function referencesIn(node: Node): Node[] {
  switch (node.type) {
    case "MemberExpression":
      return node.computed ? [node.object, node.property] : [node.object];
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
    case "AccessorProperty": {
      const { key, value } = node as { key: Node; value: Node | null };
      return [...(node.computed ? [key] : []), ...(value === null ? [] : [value])];
    }
    case "LabeledStatement":
      return [node.body];
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
    case "ImportDeclaration":
    case "ExportAllDeclaration":
      return [];
    case "ExportNamedDeclaration":
      return node.declaration === null ? [] : [node.declaration];
    default:
      return isFunction(node) ? childrenOf(node).filter((child) => child !== node.id) : childrenOf(node);
  }
}

class Scope {
  readonly parent: Scope | undefined;
  readonly node: Node;
  /** The block, or module, at whose beginning the object for its variables is made. */
  readonly home: Node;
  readonly #bindings = new Map<string, Binding>();

  constructor(node: Node, parent: Scope | undefined, home: Node) {
    this.node = node;
    this.parent = parent;
    this.home = home;
  }

  add(name: string): Binding {
    let binding = this.#bindings.get(name);
    if (binding === undefined) {
      binding = new Binding(name, this);
      this.#bindings.set(name, binding);
    }
    return binding;
  }

  find(name: string): Binding | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const binding = scope.#bindings.get(name);
      if (binding !== undefined) return binding;
    }
    return undefined;
  }

  ofFunction(): Scope {
    let scope: Scope = this;
    while (scope.parent !== undefined && !isFunction(scope.node) && scope.node.type !== "StaticBlock") {
      scope = scope.parent;
    }
    return scope;
  }
}

/** A variable of the module. */
export class Binding {
  readonly name: string;
  readonly scope: Scope;
  changes = false;
  isCaptured = false;
  isPlainFunction = false;
  /** Its name in the module that it is imported from, if that module may be instrumented. */
  imported: string | undefined = undefined;
  exported: string | undefined = undefined;
  /** The module that it is imported from. */
  source: string | undefined = undefined;

  constructor(name: string, scope: Scope) {
    this.name = name;
    this.scope = scope;
  }

  get home(): Node {
    return this.scope.home;
  }

  get isShared(): boolean {
    return this.imported !== undefined || (this.changes && (this.isCaptured || this.exported !== undefined));
  }
}
