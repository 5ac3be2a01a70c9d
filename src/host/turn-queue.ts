import { thisHost } from "./this-host.ts";

/** The loops of this thread that want a turn, in order of asking: one line for all, so that their microtasks never mix. */
export const turnQueue: { readonly request: (driver: Driver) => void } = {
  /** Ask for a turn once the present one is over. A driver that is already waiting keeps its place. */
  request(driver: Driver): void {
    if (waiting.includes(driver)) return;
    waiting.push(driver);
    if (isScheduled) return;
    isScheduled = true;
    thisHost.root.runInAsyncScope(schedule);
  },
};

/** A loop, as the turn queue sees it. */
export interface Driver {
  /** Run turns until microtasks must be drained, the host must be served, or there is nothing to do. */
  drive(): Wish;
}

/** What a loop needs after it ran: the microtasks drained, the host served, or nothing until it asks again. */
export type Wish = "microtasks" | "macrotask" | "nothing";

const waiting: Driver[] = [];
let isScheduled = false;
const schedule = thisHost.afterMicrotasks(takeTurns);

function takeTurns(): void {
  // The driver stays first in line while it runs: a loop that is woken meanwhile must not begin a second chain of turns.
  const driver = waiting[0];
  let wish: Wish = "nothing";
  try {
    wish = driver?.drive() ?? "nothing";
  } finally {
    if (waiting.length > 1 || wish === "nothing") {
      waiting.shift();
      if (driver !== undefined && wish !== "nothing") waiting.push(driver);
    }
    isScheduled = waiting.length > 0;
    if (wish === "macrotask") thisHost.afterMacrotask(takeTurns);
    else if (isScheduled) schedule();
  }
}
