import { classOf } from "../../core/arguments/describe.ts";

/** Names what transformed code touches, as the code would write it: `Shop.#cache["tea"]`. */
export class TouchedNames {
  readonly #names = new Map<object, string>();
  readonly #owners = new Map<string, number>();
  /** The name of the object that an expression gave last. */
  readonly #expressions = new Map<string, string>();
  readonly #keys = new Map<unknown, number>();

  /** @param site - `file:line:column`, a space, and how the code writes `target`, if that is short. */
  nameOf(
    target: object,
    part: unknown,
    site: string,
  ): { readonly property: string; readonly whole: string | undefined } {
    const expression = site.slice(site.indexOf(" ") + 1);
    const name = this.#objectName(target, isVariables(target) ? "variables" : expression);
    if (part === undefined) return { property: name, whole: name };
    const property = this.#partName(target, name, part);
    if (expression !== "" && typeof part === "string") this.#expressions.set(`${expression}.${part}`, property);
    return { property, whole: undefined };
  }

  #objectName(target: object, expression: string): string {
    const known = this.#names.get(target);
    if (known !== undefined) return known;
    const isPath = expression !== "" && expression !== "this" && !expression.startsWith("this.");
    const wanted = this.#expressions.get(expression) ?? (isPath ? expression : classOf(target));
    const number = (this.#owners.get(wanted) ?? 0) + 1;
    this.#owners.set(wanted, number);
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    this.#names.set(target, name);
    return name;
  }

  #partName(target: object, name: string, part: unknown): string {
    const isCollection = target instanceof Map || target instanceof Set || target instanceof WeakMap;
    if (isVariables(target)) return `${String(part)}${name.slice("variables".length)}`;
    if (typeof part === "string" && !isCollection && /^#?[\p{L}_$][\p{L}\d_$]*$/u.test(part)) {
      return `${name}.${part}`;
    }
    if (typeof part === "string") return `${name}[${Array.isArray(target) ? part : JSON.stringify(part.slice(0, 30))}]`;
    if ((typeof part !== "object" && typeof part !== "function") || part === null) return `${name}[${String(part)}]`;
    let number = this.#keys.get(part);
    if (number === undefined) this.#keys.set(part, (number = this.#keys.size + 1));
    return `${name}[${classOf(part)} ${number}]`;
  }
}

/** Whether `target` stands for the variables of a block or module: made without a prototype. */
function isVariables(target: object): boolean {
  return Object.getPrototypeOf(target) === null;
}
