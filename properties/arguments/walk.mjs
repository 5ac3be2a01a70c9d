import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { drawCalls } from "./draw-calls.mjs";

const caller = fileURLToPath(new URL("caller.mjs", import.meta.url));

/** Longer than any call takes, whatever else the machine does. */
const deadlineMs = 20_000;

/**
 * @typedef {import("./draw-calls.mjs").Call} Call
 * @typedef {Call & { readonly number: number }} NumberedCall
 * @typedef {{ readonly code: string, readonly bad: string, readonly stack?: string | undefined }} Bad
 * @typedef {{ readonly bad?: string, readonly stack?: string }} Outcome
 */

/**
 * Make `count` calls with junk in child processes, and collect those that end in an internal text, a hang or a crash.
 *
 * @param {number} seed
 * @param {number} count
 * @returns {Promise<Bad[]>}
 */
export async function walk(seed, count, children = 2) {
  const calls = drawCalls(seed, count).map((call, number) => ({ ...call, number }));
  /** @type {(Bad & { readonly number: number })[]} */
  const bad = [];
  const share = Array.from({ length: children }, async (_, at) => {
    const mine = calls.filter(({ number }) => number % children === at);
    while (mine.length > 0) await oneChild(mine, (one) => bad.push(one));
  });
  await Promise.all(share);
  return bad.toSorted((a, b) => a.number - b.number);
}

/**
 * Take calls from `mine` until one ends its process, or enough are made.
 *
 * @param {NumberedCall[]} mine
 * @param {(bad: Bad & { readonly number: number }) => void} found
 * @returns {Promise<void>}
 */
function oneChild(mine, found) {
  return new Promise((resolve) => {
    const child = fork(caller, [], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
    let left = 400; // what a call leaves behind shall not add up
    /** @type {NumberedCall | undefined} */
    let call;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const end = () => {
      child.removeAllListeners();
      child.kill("SIGKILL");
      resolve();
    };
    const ended = (/** @type {Outcome} */ { bad, stack }) => {
      clearTimeout(timer);
      if (bad !== undefined && call !== undefined) found({ number: call.number, code: call.code, bad, stack });
    };
    const next = () => {
      call = left-- > 0 ? mine.shift() : undefined;
      if (call === undefined) return end();
      timer = setTimeout(() => (ended({ bad: "hangs" }), end()), deadlineMs);
      child.send(call);
    };
    child.on(
      "message",
      (/** @type {Outcome} */ outcome) =>
        (ended(outcome), next()),
    );
    child.on("exit", (code, signal) => (ended({ bad: `ends the process: ${code ?? signal}` }), end()));
    next();
  });
}
