import { classOf, describe } from "../../core/arguments/describe.ts";
import type { Actor } from "../../core/contracts/actor.ts";
import { turnPart } from "../../core/contracts/probe.ts";
import { Future, ResourceFuture } from "../../core/future.ts";
import { Task } from "../../core/task.ts";
import { LoopBound } from "../../sync/loop-bound.ts";
import type { Names } from "../schedule/names.ts";

/** Names what the steps of one execution touch: for the search, the same in every execution; and for people. */
export class AccessNames {
  readonly #paths: Names;
  readonly #made = new Map<
    object,
    { readonly maker: string; readonly number: number; readonly name: string | undefined }
  >();
  /** How much each maker has made. */
  readonly #counts = new Map<string, number>();

  constructor(paths: Names) {
    this.#paths = paths;
  }

  /** `target` was made in a step of the actor with this path. */
  made(target: object, maker: string, name: string | undefined): void {
    if (this.#made.has(target)) return;
    const number = (this.#counts.get(maker) ?? 0) + 1;
    this.#counts.set(maker, number);
    this.#made.set(target, { maker, number, name });
  }

  /** The same in every execution in which the maker does the same; what nobody has made has the name of its class. */
  keyOf(target: object, part: unknown): string {
    const made = this.#made.get(target);
    const object =
      target instanceof Task
        ? this.#paths.path(target)
        : made === undefined
          ? classOf(target)
          : `${made.maker}/${made.number}`;
    return `${object} ${partText(part)}`;
  }

  who(actor: Actor): string {
    return actor instanceof Task ? actor.getName() : actor.title;
  }

  /** What is done, as in "reads account.balance". @param site - As transformed code tells it */
  what(target: object, part: unknown, writes: boolean, site: string, call: Called | undefined): string {
    if (call !== undefined) return call.arrives ? "completes" : `calls ${call.call.title}`;
    if (part === turnPart) return writes ? `cancels ${this.#turnOwner(target)}` : "goes on";
    if (target instanceof Task) return writes ? "ends" : `looks at ${target.getName()}`;
    if (target instanceof Future) return `${writes ? "settles" : "looks at"} ${target.describeWait()}`;
    const verb = writes ? "writes" : "reads";
    const name = this.#nameOf(target, site);
    if (part === undefined) return target instanceof LoopBound && writes ? `uses ${name}` : `${verb} ${name}`;
    return `${verb} ${memberText(name, part)}`;
  }

  #turnOwner(target: object): string {
    return target instanceof Task ? target.getName() : ((target as Partial<Actor>).title ?? classOf(target));
  }

  #nameOf(target: object, site: string): string {
    const expression = site.slice(site.indexOf(" ") + 1);
    if (Object.getPrototypeOf(target) === null) return "";
    const name = this.#made.get(target)?.name ?? (expression === "" ? classOf(target) : expression);
    return name === "Object" ? "object" : name;
  }
}

/** Whether a part of timeloom looks after its own futures: what the part does is told already. */
export function isInner(target: object, actor: Actor | undefined): boolean {
  if (!(target instanceof Future)) return false;
  if (target instanceof Task) return actor?.kind === "callback";
  return target instanceof ResourceFuture ? target.resource instanceof LoopBound : target.constructor !== Future;
}

/** A call of a simulated object, and whether it arrives, rather than begins. */
interface Called {
  readonly call: Actor;
  readonly arrives: boolean;
}

function memberText(name: string, part: unknown): string {
  const text = partText(part);
  if (name === "") return text;
  return typeof part === "string" && /^#?[\p{L}_$][\p{L}\d_$]*$/u.test(part) ? `${name}.${text}` : `${name}[${text}]`;
}

function partText(part: unknown): string {
  if (part === undefined) return "";
  const text = typeof part === "string" ? part : typeof part === "symbol" ? part.toString() : describe(part);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
