import { current, loopHere, taskHere } from "../../core/context/current.ts";
import { isThenable } from "../../core/call-body.ts";
import type { Engine } from "../../loop/engine.ts";
import { AwaitTurn } from "./await-turn.ts";
import { partOf } from "./effect.ts";
import { Footprint } from "./footprint.ts";
import { kindOf } from "./function-kind.ts";
import { isObject, noteImplicit } from "./note-implicit.ts";
import { noteMethod, noteRead, noteTaken, noteWrite, type Taken } from "./note-read.ts";
import { constructorHere, promiseHere } from "./promise-here.ts";
import { type Callable, isTimelooms, made, seenCall, sourceOf, unseen } from "./seen-call.ts";

/**
 * What instrumented modules call. Outside of a run that somebody records or explores, a call is one look at the running loop.
 *
 * A `site` is `file:line:column`, a space, and how the code writes the object, if that is short.
 */
export class Runtime {
  /** `target.part` is about to be read. */
  read<T>(target: T, part: unknown, site: string): T {
    const footprint = Footprint.here();
    if (footprint !== undefined) noteRead(footprint, target, part, site);
    return target;
  }

  /** `target[part]`. */
  get(target: object, part: PropertyKey, site: string): unknown {
    const footprint = Footprint.here();
    if (footprint !== undefined) noteRead(footprint, target, part, site);
    return (target as Record<PropertyKey, unknown>)[part];
  }

  /** `value` is about to be written to `target.part`. */
  wrote<T>(target: unknown, part: unknown, site: string, value: T): T {
    const footprint = Footprint.here();
    if (footprint !== undefined) noteWrite(footprint, target, part, site);
    return value;
  }

  /** `target.part` is about to be read and written. */
  change<T>(target: T, part: unknown, site: string): T {
    const footprint = Footprint.here();
    if (footprint !== undefined) {
      noteRead(footprint, target, part, site);
      noteWrite(footprint, target, part, site);
    }
    return target;
  }

  /** `target.part` is about to be deleted. */
  remove<T>(target: T, part: unknown, site: string): T {
    return this.wrote(target, part, site, target);
  }

  /** `delete target[part]`. */
  drop(target: object, part: PropertyKey, site: string): boolean {
    this.wrote(target, part, site, target);
    return delete (target as Record<PropertyKey, unknown>)[part];
  }

  /** `part in target`. */
  has(part: PropertyKey, target: object, site: string): boolean {
    const footprint = Footprint.here();
    if (footprint !== undefined && isObject(target)) footprint.note(target, partOf(part), "read", site);
    return part in target;
  }

  /** An object whose `value` is `target.part`. */
  reference(
    target: object,
    part: PropertyKey,
    site: string,
    read = (object: object): unknown => (object as Record<PropertyKey, unknown>)[part],
    write = (object: object, value: unknown): void => void ((object as Record<PropertyKey, unknown>)[part] = value),
  ): { value: unknown } {
    return {
      get value(): unknown {
        return read(runtime.read(target, part, site));
      },
      set value(value: unknown) {
        runtime.wrote(target, part, site, value);
        write(target, value);
      },
    };
  }

  /** The variable `name` of `home` is about to be read. */
  variable(home: object | string, name: string, site: string): void {
    const footprint = Footprint.here();
    footprint?.note(typeof home === "string" ? footprint.module(home) : home, name, "read", site);
  }

  /** `value` is about to be assigned to the variable `name` of `home`. */
  assigned<T>(home: object | string, name: string, site: string, value?: T): T | undefined {
    const footprint = Footprint.here();
    footprint?.note(typeof home === "string" ? footprint.module(home) : home, name, "write", site);
    return value;
  }

  /** Parts of `target` are about to be taken. */
  taken<T>(target: T, parts: Taken, site: string): T {
    const footprint = Footprint.here();
    if (footprint !== undefined) noteTaken(footprint, target, parts, site);
    return target;
  }

  /** All of `target` is about to be enumerated. */
  whole<T>(target: T, site: string): T {
    return this.taken(target, "*", site);
  }

  /** `source` is about to be spread or iterated. @param parts - What is taken out of each item. */
  items(source: unknown, site: string, parts?: Taken): unknown {
    const footprint = Footprint.here();
    if (footprint === undefined || !isObject(source)) return source;
    const kind = noteImplicit.iteration(footprint, source);
    if (kind === undefined) {
      noteTaken(footprint, source, "*", site); // an object that is spread into another
      return source;
    }
    const from = sourceOf(source);
    return noticing(source as Iterable<unknown>, (item) => {
      const here = Footprint.here();
      if (here === undefined) return;
      if (kind === "built-in") here.note(from, undefined, "read", site);
      if (parts !== undefined) noteTaken(here, item, parts, site);
    });
  }

  /** `value` is about to become a primitive, in a text or by an operator. */
  operand<T>(value: T, site: string): T {
    if (isObject(value)) {
      const footprint = Footprint.here();
      if (footprint !== undefined) noteImplicit.conversion(footprint, value, site);
    }
    return value;
  }

  /** `callee` is about to be called. @returns what to call in its place */
  callee(callee: unknown, site: string): unknown {
    const footprint = Footprint.here();
    return footprint === undefined || typeof callee !== "function"
      ? callee
      : seenCall(callee as Callable, undefined, site);
  }

  /** The method `name` of `target` is about to be called. @returns an object that has what to call in its place */
  method(target: unknown, name: PropertyKey, site: string): unknown {
    const footprint = Footprint.here();
    if (footprint === undefined || target === undefined || target === null) return target;
    if (isObject(target)) noteMethod(footprint, target, name, site);
    const method: unknown = (target as Record<PropertyKey, unknown>)[name];
    if (typeof method !== "function") return target;
    const seen = seenCall(method as Callable, { self: target }, site);
    return seen === method ? target : { [name]: seen };
  }

  /** The method `name` of `target`, bound to it. */
  bound(target: object, name: PropertyKey, site: string): unknown {
    const method: unknown = (target as Record<PropertyKey, unknown>)[name];
    if (typeof method !== "function") throw new TypeError(`${String(name)} is not a function`);
    const footprint = Footprint.here();
    if (footprint !== undefined && isObject(target)) noteMethod(footprint, target, name, site);
    const callee = footprint === undefined ? method : seenCall(method as Callable, { self: target }, site);
    return (...args: unknown[]): unknown => Reflect.apply(callee as Callable, target, args);
  }

  /** An object whose method `f` is the function in a private field. */
  field(target: object, part: string, site: string, read: (object: object) => unknown): { readonly f: unknown } {
    const method = read(this.read(target, part, site));
    if (typeof method !== "function") throw new TypeError(`${part} is not a function`);
    const callee = Footprint.here() === undefined ? method : seenCall(method as Callable, { self: target }, site);
    return { f: (...args: unknown[]): unknown => Reflect.apply(callee as Callable, target, args) };
  }

  /** A method of the super class was called. @returns what it has returned */
  inherited<T>(method: object, result: T): T {
    const footprint = Footprint.here();
    if (footprint === undefined) return result;
    return kindOf(method) === "unknown" ? unseen(footprint, result) : made(footprint, result);
  }

  /** An instance of `type` is about to be made. @returns what to construct in its place */
  maker(type: unknown): unknown {
    const footprint = Footprint.here();
    if (footprint === undefined || typeof type !== "function") return type;
    if (type === Promise) return promiseHere;
    let isSeen = true;
    for (
      let at: unknown = type;
      typeof at === "function" && at !== Function.prototype;
      at = Object.getPrototypeOf(at)
    ) {
      isSeen &&= kindOf(at) !== "unknown";
    }
    if (!isSeen) footprint.hide();
    else if (kindOf(type) !== "instrumented") return constructorHere(type as Callable);
    return type;
  }

  /** What is not looked into was called. */
  hidden<T>(result?: T): T | undefined {
    const footprint = Footprint.here();
    if (footprint !== undefined) unseen(footprint, result);
    return result;
  }

  /** `value` is about to be awaited. @returns what to await in its place */
  awaited(value: unknown, site: string): unknown {
    const { loop } = current;
    if (loop === undefined) return value;
    const awaited = this.returned(value, site);
    const { choices } = (loop as Engine).parts;
    return choices?.anyOrder !== true || !choices.active || isTimelooms(value) ? awaited : awaitThenTurn(awaited);
  }

  /** `value` is about to be returned by an async function, or yielded by an async generator. @returns what to return in its place */
  returned(value: unknown, site: string): unknown {
    const footprint = Footprint.here();
    if (footprint === undefined || !isThenable(value)) return value;
    if (isTimelooms(value)) footprint.awaits(value);
    else if (value instanceof Promise) footprint.waits(value, site);
    else if (kindOf(Reflect.get(value, "then") as object) === "unknown") {
      const promise = Promise.resolve(value);
      footprint.hold(promise);
      footprint.waits(promise, site);
      return promise;
    }
    return value;
  }

  /** `value` is about to be delegated to by `yield*`. */
  delegated<T>(value: T): T {
    const footprint = Footprint.here();
    if (footprint === undefined || isTimelooms(value) || !isObject(value)) {
      return value;
    }
    if (noteImplicit.iteration(footprint, value) === "unknown") footprint.holdOn();
    return value;
  }

  /** `source` is about to be iterated by `for await`. */
  stream<T>(source: T, _site: string): T {
    const footprint = Footprint.here();
    if (footprint === undefined || !isObject(source)) return source;
    const iterate: unknown = Reflect.get(source, Symbol.asyncIterator) ?? Reflect.get(source, Symbol.iterator);
    if (typeof iterate !== "function" || kindOf(iterate) === "unknown" || !isSeenGenerator(source)) {
      footprint.hide();
      footprint.holdOn();
    }
    return source;
  }
}

/** The runtime of this process; it keeps nothing. */
export const runtime: Runtime = new Runtime();

function isSeenGenerator(source: object): boolean {
  const text = Object.prototype.toString.call(source);
  return !/Generator/.test(text) || kindOf(source) === "instrumented";
}

/** `source`, with a call for each of its items when it is taken, and one for the end. */
function noticing(source: Iterable<unknown>, notice: (item: unknown) => void): Iterable<unknown> {
  return {
    [Symbol.iterator](): Iterator<unknown> {
      const iterator = source[Symbol.iterator]();
      return {
        next(): IteratorResult<unknown> {
          const result = iterator.next();
          notice(result.value);
          return result;
        },
        return(value?: unknown): IteratorResult<unknown> {
          return iterator.return?.(value) ?? { done: true, value };
        },
      };
    },
  };
}

/** Wait for `value`, and then for a turn: what is ready meanwhile may go first. */
async function awaitThenTurn(value: unknown): Promise<unknown> {
  try {
    return await value;
  } finally {
    // The run may be over.
    if (taskHere() !== undefined && loopHere() !== undefined) {
      const turn = new AwaitTurn(undefined);
      Footprint.here()?.awaits(turn);
      await turn;
    }
  }
}
