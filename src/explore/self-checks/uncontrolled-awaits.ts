import { nativeScope } from "../../core/context/native-scope.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import { placeIn } from "../../core/places.ts";
import type { AwaitWatcher } from "../../host/host.ts";
import { isOwnFrame } from "../../host/is-own-frame.ts";
import { isRunnerFrame } from "../../host/is-runner-frame.ts";

/**
 * Awaits of native promises that settle by themselves, in one execution: of an async fake that is not simulated, say. The search cannot
 * let anything happen at such an await, so that the code before and after it is one step.
 */
export class UncontrolledAwaits implements AwaitWatcher {
  readonly #loop: LoopCore;
  /** How often an await was met, by place. */
  readonly counts: Map<string, number> = new Map();

  constructor(loop: LoopCore) {
    this.#loop = loop;
  }

  turnHere(): number | undefined {
    return nativeScope()?.loop === this.#loop ? this.#loop.turn.number : undefined;
  }

  settled(stack: string): void {
    if (stack.split("\n").some((line) => awaitThenTurn.test(line) && isOwnFrame(line))) return;
    const place = placeIn(stack);
    if (place === undefined || isRunnerFrame(place)) return;
    this.counts.set(place, (this.counts.get(place) ?? 0) + 1);
  }
}

/** Where instrumented code waits for a turn of its own when what it awaits has settled: that is a choice. */
const awaitThenTurn = /^\s*at (?:async )?awaitThenTurn \(/;
