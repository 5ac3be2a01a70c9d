import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import { faceOf } from "../../core/event-loop.ts";
import { type Future, ResourceFuture } from "../../core/future.ts";
import { hasSucceeded } from "../../core/future-core.ts";
import type { Channel } from "../channel.ts";
import { type Network, network } from "../network.ts";
import type { Attempt, Attempts } from "./attempts.ts";

/**
 * Race for a connection: an attempt begins when the one before has failed, or has taken `delay` seconds. The first that succeeds wins,
 * and the others are given up.
 *
 * @returns undefined if all have failed
 * @see {@link https://www.rfc-editor.org/rfc/rfc8305 | RFC 8305, Happy Eyeballs}
 */
export function* happyEyeballs(
  loop: LoopCore,
  attempts: Attempts,
  delay: number,
): Generator<Wait, Channel | undefined, void> {
  const race = new Race(loop, attempts);
  try {
    for (const attempt of attempts.list) {
      race.begin(attempt);
      yield* race.news(delay);
      if (race.winner !== undefined) return race.winner;
    }
    while (race.isOpen) {
      yield* race.news(Infinity);
      if (race.winner !== undefined) return race.winner;
    }
    return undefined;
  } finally {
    race.giveUp();
  }
}

/** The attempts that have begun. */
class Race {
  readonly #loop: LoopCore;
  readonly #net: Network;
  readonly #attempts: Attempts;
  readonly #running = new Set<Future<Channel>>();
  #last: Future<Channel> | undefined = undefined;
  #news: Future<void> | undefined = undefined;
  winner: Channel | undefined = undefined;

  constructor(loop: LoopCore, attempts: Attempts) {
    this.#loop = loop;
    this.#net = loop.service(network);
    this.#attempts = attempts;
  }

  get isOpen(): boolean {
    return this.#running.size > 0;
  }

  begin({ to, from }: Attempt): void {
    const attempt = this.#net.connect(to, from);
    this.#last = attempt;
    this.#running.add(attempt);
    attempt.addDoneCallback(() => this.#settled(attempt));
  }

  /** Wait until there is a winner, the last attempt has failed, or `delay` seconds have passed. */
  *news(delay: number): Generator<Wait, void, void> {
    const news = (this.#news = new ResourceFuture<void>(this.#loop, this, "news()"));
    const timer = delay === Infinity ? undefined : faceOf(this.#loop).callLater(delay, () => this.#wake());
    try {
      yield* news;
    } finally {
      timer?.cancel();
    }
  }

  giveUp(): void {
    for (const attempt of this.#running) {
      if (!attempt.cancel() && hasSucceeded(attempt)) attempt.result().destroy(false);
    }
    this.#running.clear();
  }

  #settled(attempt: Future<Channel>): void {
    if (!this.#running.delete(attempt)) return;
    if (!hasSucceeded(attempt)) this.#attempts.failed(attempt.exception() as Error);
    else if (this.winner === undefined) this.winner = attempt.result();
    else attempt.result().destroy(false);
    if (this.winner !== undefined || attempt === this.#last || !this.isOpen) this.#wake();
  }

  #wake(): void {
    if (this.#news?.done() === false) this.#news.setResult();
  }
}
