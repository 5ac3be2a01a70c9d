import { seconds } from "../../core/seconds.ts";
import { visible } from "../../core/visible.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import { thisHost } from "../../host/this-host.ts";
import { blockedTasks } from "../reports/blocked-tasks.ts";
import type { OutsideWork } from "./outside-work.ts";

/** Says on stderr, once per stall, which task waits for what, so that a run that hangs says why. */
export class StallReport {
  readonly #loop: LoopCore;
  readonly #outside: OutsideWork;
  #giveUp: (() => void) | undefined = undefined;
  #letGo: (() => void) | undefined = undefined;

  constructor(loop: LoopCore, outside: OutsideWork) {
    this.#loop = loop;
    this.#outside = outside;
  }

  /** Time cannot pass. */
  stalled(): void {
    this.#giveUp ??= thisHost.afterDelay(patienceMs, () => console.error(visible(this.#text())), { keepsAlive: false });
    // The awaited operation may let the process end, as an unref()ed timer behind external() does.
    this.#letGo ??= thisHost.keepAlive();
  }

  /** Time passes again, or the run is over. */
  moved(): void {
    this.#giveUp?.();
    this.#giveUp = undefined;
    this.#letGo?.();
    this.#letGo = undefined;
  }

  #text(): string {
    const operations = this.#outside.describe();
    const why = operations.length === 0 ? ["time is held: by clock.hold() or by external()"] : operations;
    const tasks = blockedTasks(this.#loop.tasks).map(({ task, waitsFor, place }) => {
      return `${task}  waits for ${waitsFor}${place === undefined ? "" : ` (${place})`}`;
    });
    return [
      `timeloom: virtual time has stood at t=${seconds(this.#loop.time())} s for a second, waiting for the outside world`,
      ...[...why, ...tasks].map((line) => `  ${line}`),
      "  hint: run with { debug: true } to see where; a server or timer that need not be waited for can be unref()ed",
    ].join("\n");
  }
}

/** Milliseconds of real time without virtual time before the report. */
const patienceMs = 1_000;
