import { isAsyncFunction, isThenable } from "../../core/call-body.ts";
import { Coroutine } from "../../core/coroutine.ts";
import { isGenerator } from "../../core/driving/step-generator.ts";
import { Future } from "../../core/future.ts";
import { effectOf, type Notes } from "./effect.ts";
import { Footprint } from "./footprint.ts";
import { kindOf, setKind } from "./function-kind.ts";
import { hasUnseenAccessor } from "./has-unseen-accessor.ts";
import { isObject, isUnseenGenerator, noteImplicit } from "./note-implicit.ts";

/** `callee`, or a function that calls it and tells what it touches. */
export function seenCall(callee: Callable, at: { readonly self: unknown } | undefined, site: string): Callable {
  const kind = kindOf(callee);
  if (kind === "instrumented") {
    if (!isAsyncFunction(callee) && !isGeneratorFunction(callee)) return callee;
    return function (this: unknown, ...args: unknown[]): unknown {
      return made(Footprint.here(), Reflect.apply(callee, at === undefined ? this : at.self, args));
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
    effectOf(callee)?.(self, args, notesOf(footprint, site));
    const isUnseenCode = isFunctionOfFunctions(callee) ? kindOf(self as object) === "unknown" : isUnseenSource(self);
    if (isUnseenCode) {
      return callUnseen(footprint, callee, self, args);
    }
    const result = Reflect.apply(callee, self, args);
    return isOpaque ? kept(footprint, true, result) : afterBuiltIn(footprint, callee, self, args, result);
  };
}

/** What a transformed async function or generator function has made. */
export function made<T>(footprint: Footprint | undefined, result: T): T {
  if (result instanceof Promise) footprint?.own(result);
  else if (isGenerator(result)) setKind(result, "instrumented");
  return result;
}

function notesOf(footprint: Footprint, site: string): Notes {
  return {
    access(target, part, kind): void {
      if (!isObject(target)) return;
      footprint.note(target, part, kind, site);
      if (hasUnseenAccessor(target, part as PropertyKey | undefined, kind === "read" ? "get" : "set")) footprint.hide();
    },
    iterates: (value) => void (isObject(value) && noteImplicit.iteration(footprint, value)),
    converts: (value) => noteImplicit.conversion(footprint, value, site),
    calls: (code) => void (typeof code === "function" && kindOf(code) === "unknown" && footprint.hide()),
  };
}

/** Whether `value` is a generator that tells nothing, or one of JavaScript's iterators over such. */
function isUnseenSource(value: unknown): boolean {
  return isObject(value) && isUnseenGenerator(sourceOf(value));
}

/** Note what is known of a promise in the result of timeloom's code or JavaScript's. @param isOpaque - Whether unseen code may settle it. */
function kept<T>(footprint: Footprint, isOpaque: boolean, result: T): T {
  const parts: readonly unknown[] = Array.isArray(result) ? result : [result];
  for (const part of parts) {
    if (isOpaque && isThenable(part)) footprint.hold(part);
    else if (isGenerator(part) && !isOpaque) setKind(part, "own");
    else if (part instanceof Promise && part === result) footprint.own(part);
  }
  return result;
}

/** Whether an argument is code that tells nothing. */
function isUnseenArgument(argument: unknown): boolean {
  if (typeof argument === "function") return kindOf(argument) === "unknown";
  if (Array.isArray(argument)) return argument.some((item) => typeof item === "function" && kindOf(item) === "unknown");
  return isUnseenGenerator(argument);
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
