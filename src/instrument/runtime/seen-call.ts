import { isAsyncFunction, isThenable } from "../../core/call-body.ts";
import { Coroutine } from "../../core/coroutine.ts";
import { isGenerator } from "../../core/driving/step-generator.ts";
import { Future } from "../../core/future.ts";
import { effectOf } from "./effect.ts";
import { Footprint } from "./footprint.ts";
import { kindOf, setKind } from "./function-kind.ts";
import { isObject } from "./note-read.ts";

/** `callee`, or a function that calls it and tells what it touches. */
export function seenCall(callee: Callable, at: { readonly self: unknown } | undefined, site: string): Callable {
  const kind = kindOf(callee);
  if (kind === "instrumented") {
    if (!isAsyncFunction(callee) && !isGeneratorFunction(callee)) return callee;
    return function (this: unknown, ...args: unknown[]): unknown {
      const result = Reflect.apply(callee, at === undefined ? this : at.self, args);
      if (result instanceof Promise) Footprint.here()?.own(result);
      else setKind(result as object, "instrumented"); // a generator
      return result;
    };
  }
  return function (this: unknown, ...args: unknown[]): unknown {
    const self = at === undefined ? this : at.self;
    const footprint = Footprint.here();
    if (footprint === undefined) return Reflect.apply(callee, self, args);
    if (kind === "unknown") return callUnseen(footprint, callee, self, args);
    const isOpaque = args.some(isUnseenArgument);
    if (isOpaque) footprint.hide();
    if (kind === "own") {
      if (isTimelooms(self) && ["then", "catch", "finally"].includes(callee.name)) footprint.awaits(self);
      return kept(footprint, isOpaque, Reflect.apply(callee, self, args));
    }
    if (reactions.includes(callee) && self instanceof Promise) footprint.waits(self, site);
    effectOf(callee)?.(self, args, (target, part, access) => {
      if (isObject(target)) footprint.note(target, part, access, site);
    });
    if (isFunctionOfFunctions(callee) && kindOf(self as object) === "unknown") {
      return callUnseen(footprint, callee, self, args);
    }
    const result = Reflect.apply(callee, self, args);
    return isOpaque ? kept(footprint, true, result) : afterBuiltIn(footprint, callee, self, args, result);
  };
}

/** Note what is known of a promise in the result of timeloom's code or JavaScript's. @param isOpaque - Whether unseen code may settle it. */
function kept<T>(footprint: Footprint, isOpaque: boolean, result: T): T {
  const parts: readonly unknown[] = Array.isArray(result) ? result : [result];
  for (const part of parts) {
    if (isOpaque && isThenable(part)) footprint.hold(part);
    else if (part instanceof Promise && part === result) footprint.own(part);
  }
  return result;
}

/** Whether an argument is code that tells nothing. */
function isUnseenArgument(argument: unknown): boolean {
  if (typeof argument === "function") return kindOf(argument) === "unknown";
  if (Array.isArray(argument)) return argument.some((item) => typeof item === "function" && kindOf(item) === "unknown");
  return isGenerator(argument) && kindOf(argument) !== "instrumented";
}

function isFunctionOfFunctions(callee: unknown): boolean {
  return (
    callee === Function.prototype.call || callee === Function.prototype.apply || callee === Function.prototype.bind
  );
}

function callUnseen(footprint: Footprint, callee: Callable, self: unknown, args: unknown[]): unknown {
  footprint.hide();
  for (const argument of args) if (argument instanceof Promise) footprint.hold(argument);
  return unseen(footprint, Reflect.apply(callee, self, args));
}

export function unseen<T>(footprint: Footprint, result: T): T {
  footprint.hide();
  if (isThenable(result)) footprint.hold(result);
  return result;
}

const reactions: readonly unknown[] = (["then", "catch", "finally"] as const).map((name) =>
  Reflect.get(Promise.prototype, name),
);

function afterBuiltIn(
  footprint: Footprint,
  callee: Callable,
  self: unknown,
  args: unknown[],
  result: unknown,
): unknown {
  if (callee === Function.prototype.bind) setKind(result as object, kindOf(self as object));
  if (!isObject(result)) return result;
  if (result instanceof Promise) {
    const settled = [
      self,
      ...args.flatMap((argument) => (Array.isArray(argument) ? (argument as unknown[]) : [argument])),
    ];
    for (const item of settled) if (isTimelooms(item)) footprint.awaits(item);
    const isOwn = settled.every(
      (item) => item === Promise || !isThenable(item) || isTimelooms(item) || footprint.owns(item),
    );
    if (isOwn) footprint.own(result);
  } else if (typeof (result as { next?: unknown }).next === "function" && isObject(self)) {
    sources.set(result, sources.get(self) ?? self);
  }
  return result;
}

function isGeneratorFunction(callee: object): boolean {
  return /Generator/.test(Object.prototype.toString.call(callee));
}

export function isTimelooms(value: unknown): value is Future<unknown> | Coroutine<unknown> {
  return value instanceof Future || value instanceof Coroutine;
}

/** Where `iterator`, one of JavaScript's own, takes its items from. */
export function sourceOf(iterator: object): object {
  return sources.get(iterator) ?? iterator;
}

const sources = new WeakMap<object, object>();

export type Callable = (...args: unknown[]) => unknown;
