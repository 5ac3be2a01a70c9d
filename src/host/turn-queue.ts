import { thisHost } from "./this-host.ts";

/** The loops of this thread that want a turn, in order of asking: one line for all, so that their microtasks never mix. */
export const turnQueue: TurnQueue = {
  /** Ask for a turn once the present one is over. A driver that is already waiting keeps its place. */
  request(driver: Driver): void {
    if (waiting.includes(driver)) return;
    waiting.push(driver);
    if (isScheduled) return;
    isScheduled = true;
    thisHost.root.runInAsyncScope(schedule);
  },

  begin(driver: Driver): void {
    // A drain inside a callback of the host would empty its queues before the callback is over.
    if (isScheduled || driver.drainsHost) return turnQueue.request(driver);
    waiting.push(driver);
    isScheduled = true;
    takeTurns(); // a driver enters a context of its own
  },
};

interface TurnQueue {
  readonly request: (driver: Driver) => void;
  /** Take a turn inside the callback of the host that calls this, if no other loop is in line. Otherwise ask for one. */
  readonly begin: (driver: Driver) => void;
}

/** A loop, as the turn queue sees it. */
export interface Driver {
  /** Whether its turns end when all queues of the host are empty, not only that of the microtasks. */
  readonly drainsHost: boolean;
  /** Run turns until microtasks must be drained, the host must be served, or there is nothing to do. */
  drive(): Wish;
}

/** What a loop needs after it ran: the microtasks drained, the host served, or nothing until it asks again. */
export type Wish = "microtasks" | "macrotask" | "nothing";

const waiting: Driver[] = [];
let isScheduled = false;
const afterMicrotasks = thisHost.afterMicrotasks(takeTurns);

/** Whether the host can drain its queues at once, as far as is known. */
let canDrain = true;

/** Come back when the turn of the first in line may begin. */
function schedule(): void {
  if (waiting[0]?.drainsHost === true && !canDrain) thisHost.afterMacrotask(takeTurns);
  else afterMicrotasks();
}

/** Called by the host itself. While it runs it stays scheduled: who is woken meanwhile begins no second chain of turns. */
function takeTurns(): void {
  for (;;) {
    if (waiting[0]?.drainsHost === true && canDrain && !drain()) return schedule();
    const wish = takeTurn();
    if (wish === "macrotask") return void thisHost.afterMacrotask(takeTurns);
    if (!isScheduled) return;
    if (waiting[0]?.drainsHost !== true || !canDrain) return schedule();
  }
}

function takeTurn(): Wish {
  // The first in line stays first while it runs.
  const driver = waiting[0];
  let wish: Wish = "nothing";
  try {
    wish = driver?.drive() ?? "nothing";
    return wish;
  } finally {
    if (waiting.length > 1 || wish === "nothing") {
      waiting.shift();
      if (driver !== undefined && wish !== "nothing") waiting.push(driver);
    }
    isScheduled = waiting.length > 0;
  }
}

/** Let ticks and microtasks run. @returns whether the host could */
function drain(): boolean {
  try {
    return (canDrain = thisHost.drain());
  } catch (error) {
    // A tick has thrown: the host is told, and runs what is left of its queues.
    thisHost.afterMacrotask(takeTurns);
    throw error;
  }
}
