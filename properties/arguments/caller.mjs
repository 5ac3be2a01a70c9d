// Makes the calls that arrive as messages, one at a time, and sends what came of each.
import * as fc from "fast-check";
import * as T from "#index";
import * as F from "#fast-check/index";
import * as I from "#instrument/index";
import * as X from "#testing";
import * as B from "./base.mjs";
import { internalText, isError, textsOf } from "./internal-text.mjs";
import { junk, JunkError } from "./junk.mjs";
import * as V from "./vitest.mjs";

/** @type {unknown[]} */
let seen = [];
for (const event of /** @type {const} */ (["unhandledRejection", "uncaughtException"])) {
  process.on(event, (/** @type {unknown} */ error) => seen.push({ event, error }));
}
const J = new Proxy({}, { get: (_, name) => junk[String(name)]?.() });
/** What the text of a call may name. */
const names = { T, X, F, I, V, B, J, fc };
const loopFactory = X.virtualLoop({
  world: X.simulatedWorld({ hosts: { host: { address: "10.0.0.1" } }, programs: { program: async () => 0 } }),
  maxIterations: 2000,
});
const AsyncFunction = /** @type {FunctionConstructor} */ ((async () => {}).constructor);
const turn = () => new Promise((resolve) => setImmediate(resolve));

process.on("message", async (/** @type {import("./draw-calls.mjs").Call} */ call) => {
  seen = [];
  /** @type {unknown[]} */
  const errors = [];
  const limit = new Promise((resolve) => setTimeout(resolve, 4000, "late").unref());
  const ended = await Promise.race([make(call, errors), limit]);
  await turn();
  await turn();
  process.send?.(verdict(call, ended, errors));
});

/** @param {import("./draw-calls.mjs").Call} call @param {unknown[]} errors */
async function make({ code, outside }, errors) {
  /** @type {() => Promise<unknown>} */
  const made = AsyncFunction(...Object.keys(names), `return [${code}];`).bind(undefined, ...Object.values(names));
  const whole = async () => {
    const [value] = /** @type {[unknown]} */ (await made());
    await use(value);
  };
  const inside = async () => {
    T.getRunningLoop().setExceptionHandler((_, { exception }) => void errors.push(exception));
    await whole();
  };
  try {
    await (outside ? whole() : T.run(inside, { loopFactory }));
  } catch (error) {
    errors.push(error);
  } finally {
    T.setEventLoopPolicy(null);
  }
}

/** Do with what a call returns what its caller does next. @param {unknown} value */
async function use(value) {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return;
  if (value instanceof T.BaseEventLoop) return;
  if (typeof value === "function" && value.name === "") return;
  if (T.isfuture(value) || T.iscoroutine(value) || value instanceof Promise || value instanceof T.ConcurrentFuture) {
    await value;
  }
  if (value instanceof T.Runner) await value.run(B.body).then(() => value.close());
}

/** @param {import("./draw-calls.mjs").Call} call @param {unknown} ended @param {readonly unknown[]} errors */
function verdict({ unknown }, ended, errors) {
  if (ended === "late") return { bad: "does not end" };
  for (const error of errors) {
    const text = textsOf(error).find((each) => internalText(each));
    if (text !== undefined) return { bad: text, stack: isError(error) ? error.stack : undefined };
  }
  for (const one of seen) {
    const { event, error } = /** @type {{ event: string, error: unknown }} */ (one);
    if (isError(error) && (error instanceof JunkError || error.cause instanceof JunkError)) continue;
    return { bad: `${event}: ${textsOf(error).join(" / ")}`, stack: isError(error) ? error.stack : undefined };
  }
  if (unknown && errors.length === 0) return { bad: "ignores an unknown option" };
  return {};
}
