import { existsSync } from "node:fs";
import { hostname } from "node:os";
import type { Job } from "bullmq";
import { asText } from "../../core/arguments/as-text.ts";
import { visibleLine } from "../../core/visible.ts";
import { runFileSlice } from "../../search/run-file-slice.ts";
import { codeOfInterrupt, onInterrupt } from "../../world/node/on-interrupt.ts";
import { Command } from "../command.ts";
import { programHash } from "../program-hash.ts";
import { openQueue, queueName, requireRedis } from "./open-queue.ts";
import type { QueuedSlice, Refusal, SliceAnswer } from "./queue-runner.ts";

/**
 * `timeloom worker --queue redis://…`: run slices of whatever searches are in the queue, until Ctrl-C. Files are found from the current
 * folder, so the folder must be a copy of that of the search.
 *
 * @returns the exit code: 130 after Ctrl-C, 2 if the worker has another version of a program, or of timeloom
 * @throws {UsageError} If the arguments are wrong, or Redis is not there.
 */
export async function runWorker(args: readonly string[]): Promise<number> {
  const { values, positionals } = command.parse(args);
  const { queue: url } = values;
  if (url === undefined) throw command.error("--queue is missing", "timeloom worker --queue redis://localhost:6379");
  if (positionals.length > 0) throw command.error("it takes no file", "the searches name their files");
  const { bullmq, connection } = await openQueue("work", url);
  return await new Promise<number>((end, reject) => {
    let slices = 0;
    let running = "";
    const leave = (code: number): void => void worker.close().then(() => end(code), reject);
    const process = async (job: Job<QueuedSlice>, token?: string): Promise<SliceAnswer> => {
      const refusal = refusalOf(job.data);
      if (refusal !== undefined) {
        console.error(visibleLine(`Cannot work: ${refusal}`));
        await job.updateProgress({ refusal: `${hostname()}: ${refusal}` } satisfies Refusal);
        leave(2);
        await job.moveToWait(token);
        throw new bullmq.WaitingError();
      }
      if (job.data.search.file !== running) {
        running = job.data.search.file;
        console.error(visibleLine(`worker    runs ${running}`));
      }
      const answer = await answerOf(job.data);
      slices += 1;
      return answer;
    };
    const worker = new bullmq.Worker<QueuedSlice, SliceAnswer>(queueName, process, {
      connection,
      autorun: false,
      // A slice lets the host run every 40 ms, so its lock is renewed unless the worker is dead.
      lockDuration: 6_000,
      stalledInterval: 2_000,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    });
    const ready = requireRedis("work", url, {
      waitUntilReady: () => worker.waitUntilReady(),
      onError: (listener) => worker.on("error", listener),
    });
    ready.then(
      () => {
        console.error(visibleLine(`worker    waits for slices at ${hostname()}; Ctrl-C ends it`));
        onInterrupt(() => {
          console.error(`worker    has run ${slices} slices`);
          leave(codeOfInterrupt);
        });
        return worker.run();
      },
      (error: unknown) => {
        void worker.disconnect();
        reject(error);
      },
    );
  });
}

const command = new Command("work", { allowPositionals: true, options: { queue: { type: "string" } } });

/** Why this worker must not run a slice, if it must not. */
function refusalOf({ search, program }: QueuedSlice): string | undefined {
  const { file, name } = search;
  if (!existsSync(file)) return `there is no ${file} here`;
  const own = programHash(file, name);
  return own === program
    ? undefined
    : `${file} or timeloom is another version here (${own}) than in the search (${program})`;
}

async function answerOf({ search, slice }: QueuedSlice): Promise<SliceAnswer> {
  try {
    return { result: await runFileSlice(search, slice) };
  } catch (error) {
    return { thrown: asText(error) };
  }
}
