import { Footprint } from "./footprint.ts";
import { kindOf, setKind } from "./function-kind.ts";
import { noteImplicit } from "./note-implicit.ts";
import { isThenable } from "../../core/call-body.ts";

/** `new Promise(executor)`, where whoever settles the promise tells so. */
export function promiseHere(executor: (resolve: Settle, reject: Settle) => void): Promise<unknown> {
  if (typeof executor !== "function") return new Promise(executor);
  let resolve: Settle | undefined;
  let reject: Settle | undefined;
  const promise = new Promise<unknown>((...functions) => ([resolve, reject] = functions));
  const footprint = Footprint.here();
  footprint?.tell(promise);
  if (kindOf(executor) === "unknown") footprint?.hide();
  const telling = (settle: Settle | undefined): Settle => {
    const told: Settle = (value) => {
      const here = Footprint.here();
      here?.note(promise, undefined, "write", "");
      if (here !== undefined && isThenable(value)) {
        here.hide();
        here.holdOn(); // it settles later
      }
      settle?.(value);
    };
    setKind(told, "instrumented");
    return told;
  };
  const [resolves, rejects] = [telling(resolve), telling(reject)];
  try {
    executor(resolves, rejects);
  } catch (error) {
    rejects(error);
  }
  return promise;
}

/** A constructor of JavaScript's own, or of timeloom: it calls what it is given. */
export function constructorHere(made: (...args: unknown[]) => unknown): unknown {
  return new Proxy(made, {
    construct(target, args, newTarget): object {
      const footprint = Footprint.here();
      if (args.some((argument) => typeof argument === "function" && kindOf(argument) === "unknown")) footprint?.hide();
      for (const argument of footprint === undefined ? [] : args) {
        if (typeof argument !== "object" || argument === null) continue;
        footprint?.note(argument, undefined, "read", "");
        if (footprint !== undefined) noteImplicit.iteration(footprint, argument);
        if (footprint !== undefined && converters.includes(target)) noteImplicit.conversion(footprint, argument, "");
      }
      return Reflect.construct(target, args, newTarget === undefined ? target : made) as object;
    },
  });
}

/** Constructors that make primitives of what they are given. */
// oxlint-disable-next-line no-restricted-globals -- the class itself, no time is read
const converters: readonly unknown[] = [String, Number, Date, RegExp, Error, RangeError, TypeError, URL];

type Settle = (value: unknown) => void;
