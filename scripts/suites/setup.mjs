// @ts-nocheck -- the suites are JavaScript, as those of other people are
// The globals of mocha, on vitest's functions or timeloom's. In virtual time the globals are on loop time before any module is loaded.
import * as vitest from "vitest";

const isVirtual = process.env.SUITES_VIRTUAL === "1";
if (isVirtual) (await import("timeloom/testing")).fakeGlobals();
const { test } = isVirtual ? await import("timeloom/vitest") : vitest;

/** Bodies of mocha have a `this`, and may take a callback. */
function it(name, body) {
  const context = { timeout: () => context, slow: () => context, skip: () => undefined };
  const run = () =>
    body.length === 0
      ? body.call(context)
      : new Promise((resolve, reject) => void body.call(context, (error) => (error ? reject(error) : resolve())));
  return test(name, run);
}

const { describe, beforeEach, afterEach, beforeAll: before, afterAll: after } = vitest;
const hook = (declare) => (body) => declare(() => body.call({ timeout: () => undefined }));
Object.assign(globalThis, {
  describe,
  it,
  beforeEach: hook(beforeEach),
  afterEach: hook(afterEach),
  before: hook(before),
  after: hook(after),
});
