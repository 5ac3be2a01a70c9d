import { stackOfWaits } from "./stack-of-reason.ts";
import { seconds } from "../seconds.ts";
import { textOf } from "../text-of.ts";
import { RuntimeError } from "./runtime-error.ts";
import { type BlockedTask, blockedLines } from "./blocked-task.ts";

/** A task waits for something outside a virtual loop that was told to allow none (`io: "forbid"`). */
export class OutsideWaitError extends RuntimeError {
  override readonly name: string = "OutsideWaitError";
  readonly blocked: readonly BlockedTask[];

  constructor(time: number, blocked: readonly BlockedTask[]) {
    super(
      [`Cannot go on at t=${seconds(time)} s: a task waits outside the loop`, ...blockedLines(blocked)].join("\n"),
      hintFor(blocked.map(({ waitsFor }) => textOf(waitsFor))),
    );
    this.blocked = blocked;
    stackOfWaits(this, blocked);
  }
}

/** How Node calls operations of its network. */
const ofNetwork = /^(?:TCP|PIPE|UDP|TLS|HTTP|GETADDRINFO|GETNAMEINFO|QUERY|fetch)/;

function hintFor(waits: readonly string[]): string {
  if (waits.some((wait) => wait.startsWith("import()"))) return importHint;
  return waits.some((wait) => ofNetwork.test(wait)) ? networkHint : hint;
}

const importHint = "import the module before: at the top of the file or in a hook, so that every execution is the same";
const hint =
  'put timers on loop time with fakeGlobals(), and fakes of the rest behind simulate(fake); outside of explore(): external(promise), or virtualLoop({ io: "wait" })';
const networkHint =
  "a search has no real sockets: connect with openConnection() and startServer(), which take the simulated network, or put the client behind simulate(client); run() has the real network";
