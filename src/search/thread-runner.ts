import { availableParallelism } from "node:os";
import type { Slice, SliceResult, SliceRunner } from "../explore/parallel/slice.ts";
import { revive } from "../executors/travel/thrown.ts";
import type { Answer } from "../executors/travel/answer-of.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { describeEnd } from "../world/node/workers/describe-end.ts";
import { openPool, type ThirdPartyPool } from "../world/node/workers/open-pool.ts";
import { outsideOfLoops } from "../world/node/workers/outside-of-loops.ts";
import type { FileSearch } from "./run-file-slice.ts";

/** Runs slices of the search of a program in worker threads, each of which loads the program's file for itself. */
export class ThreadRunner implements SliceRunner {
  readonly room: number;
  readonly who: string;
  readonly #search: FileSearch;
  readonly #pool: ThirdPartyPool;

  /** @throws {RuntimeError} If workerpool is not installed. */
  constructor(workers: number, search: FileSearch) {
    this.room = workers + 1; // one waits, so that no worker does
    this.who = workers === 1 ? "1 worker" : `${workers} workers`;
    this.#search = search;
    this.#pool = openPool("thread", workers);
  }

  run(slice: Slice): Promise<SliceResult> {
    const message = { module: here, name: "runFileSlice", args: [this.#search, slice] };
    return new Promise((resolve, reject) => {
      outsideOfLoops(() => {
        this.#pool.exec("call", [message], undefined).then(
          (answer) => settle(answer as Answer, resolve, reject),
          (error) => reject(ended(describeEnd(error))),
        );
      });
    });
  }

  /** End the threads. */
  async end(): Promise<void> {
    await new Promise<void>(
      (resolve) =>
        void this.#pool.terminate(true).then(
          () => resolve(),
          () => resolve(),
        ),
    );
  }
}

/** As many workers as the machine runs at the same time. */
export function allProcessors(): number {
  return availableParallelism();
}

const here = new URL("run-file-slice.js", import.meta.url).href;

function settle(answer: Answer, resolve: (result: SliceResult) => void, reject: (error: unknown) => void): void {
  if ("thrown" in answer) reject(revive(answer.thrown));
  else resolve(answer.value as SliceResult);
}

function ended(reason: string): RuntimeError {
  return new RuntimeError(
    `Cannot go on with the search: a worker thread has ended, ${reason}`,
    "search in one thread, without workers, to see what the program does",
  );
}
