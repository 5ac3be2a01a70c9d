import assert from "node:assert/strict";
import { now, type Program } from "../program.ts";

/** Resuming a generator, with nothing around it. */
export const generatorNext: Program = (n) => {
  const generator = count();
  const start = now();
  for (let i = 0; i < n; i += 1) generator.next();
  const elapsed = now() - start;
  assert.equal(generator.next().value, n);
  return elapsed;
};

function* count(): Generator<number, void, void> {
  for (let i = 0; ; i += 1) yield i;
}

/** Awaiting a promise that has its value. */
export const promiseAwait: Program = async (n) => {
  const promise = Promise.resolve();
  const start = now();
  for (let i = 0; i < n; i += 1) await promise;
  return now() - start;
};

/** Awaiting an object whose `then` calls back at once. */
export const thenableAwait: Program = async (n) => {
  const thenable = {
    then(resolve: (value: undefined) => void): void {
      resolve(undefined);
    },
  };
  const start = now();
  for (let i = 0; i < n; i += 1) await thenable;
  return now() - start;
};

/** A chain of `process.nextTick`. */
export const nextTick: Program = (n) =>
  new Promise((resolve) => {
    let left = n;
    const start = now();
    const step = (): void => {
      left -= 1;
      if (left === 0) resolve(now() - start);
      else process.nextTick(step);
    };
    process.nextTick(step);
  });
