// @ts-check
// Tries every kind of operation in this process or worker, and prints what the accounting got wrong.
import { AsyncLocalStorage } from "node:async_hooks";
import { Accounting } from "#loop/accounting";
import { operations, unseen } from "./accounting-operations.mjs";
import { openOutside } from "./accounting-outside.mjs";

/** How long an operation may block after its end before it counts as never ended. */
const patienceMs = 20_000;

/**
 * Begin an operation in the context of a task that is never resumed, as a loop would see it.
 *
 * @param {() => Promise<unknown>} operation
 * @returns {Promise<string>} what came first
 */
export async function verdictOn(operation) {
  const owner = { isUnknown: true, moves: 0 };
  const current = new AsyncLocalStorage();
  const accounting = new Accounting({ ownerNow: () => current.getStore(), places: true });
  let ended = false;
  accounting.start();
  try {
    const running = current.run(owner, operation).finally(() => (ended = true));
    running.catch(() => {});
    const idle = new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        const left = accounting.outstanding().map(({ type, place }) => `${type} at ${place}`);
        giveUp();
        reject(new Error(`${ended ? "Over, but still" : "Still"} outstanding: ${left.join(", ") || "nothing"}`));
      }, patienceMs);
      let giveUp = () => {};
      const look = () => {
        if (!accounting.idle()) {
          giveUp = accounting.onceChanged(look);
          return;
        }
        clearTimeout(late);
        resolve(ended ? "ended before the accounting was idle" : "the accounting was idle too early");
      };
      queueMicrotask(() => process.nextTick(look));
    });
    const verdict = await idle;
    if (ended) await running;
    return verdict;
  } finally {
    accounting.stop();
  }
}

/** @returns {Promise<Record<string, string>>} by kind of operation, those that ended as they must left out */
export async function failures() {
  const outside = await openOutside();
  /** @type {Record<string, string>} */
  const wrong = {};
  for (const [kind, operation] of Object.entries({ ...operations, ...unseen })) {
    const expected = kind in unseen ? "the accounting was idle too early" : "ended before the accounting was idle";
    const verdict = await verdictOn(() => operation(outside)).catch(String);
    if (verdict !== expected) wrong[kind] = verdict;
  }
  await outside.close();
  return wrong;
}
