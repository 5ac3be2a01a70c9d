import { randomUUID } from "node:crypto";
import type { Job, Queue, QueueEvents } from "bullmq";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { visibleLine } from "../../core/visible.ts";
import type { Slice, SliceResult, SliceRunner } from "../../explore/parallel/slice.ts";
import type { FileSearch } from "../../search/run-file-slice.ts";
import { openSearchQueue, queueName } from "./open-queue.ts";

/**
 * Runs slices by workers of a queue in Redis, on any number of machines. A slice counts once: if a worker is killed, or Redis forgets it, it
 * is queued again, and whatever result comes first is taken, since all are the same.
 */
export class QueueRunner implements SliceRunner {
  readonly room = 64;
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #search: FileSearch;
  readonly #program: string;
  readonly #id = randomUUID();
  readonly #underWay = new Map<string, UnderWay>();
  readonly #refusals = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #isLooking = false;
  #isGone = false;
  #workers = 0;
  #done = 0;

  private constructor(queue: Queue, events: QueueEvents, search: FileSearch, program: string) {
    this.#queue = queue;
    this.#events = events;
    this.#search = search;
    this.#program = program;
    events.on("completed", ({ jobId, returnvalue }) => this.#answered(jobId, returnvalue as unknown));
    events.on("progress", ({ jobId, data }) => this.#refused(jobId, data));
    queue.on("error", (error) => this.#gone(error));
    events.on("error", (error) => this.#gone(error));
    this.#timer = setInterval(() => void this.#look(), betweenLooksMs);
  }

  /**
   * @param program - The hash of the program and of timeloom, which workers must have, too.
   * @throws {UsageError} If Redis is not there.
   */
  static async open(url: string, search: FileSearch, program: string): Promise<QueueRunner> {
    const { bullmq, connection, queue } = await openSearchQueue(url);
    const events = new bullmq.QueueEvents(queueName, { connection, lastEventId: "0-0" }); // else it misses what comes as it starts
    events.on("error", () => undefined);
    await events.waitUntilReady();
    console.error(visibleLine(`queue     ${search.file} waits for workers at ${new URL(url).host}`));
    return new QueueRunner(queue, events, search, program);
  }

  get who(): string {
    const workers = this.#workers === 1 ? "1 worker" : `${this.#workers} workers`;
    return `${this.#done} slices done, ${this.#underWay.size} under way, ${workers}${this.#isGone ? ", Redis is gone" : ""}`;
  }

  run(slice: Slice): Promise<SliceResult> {
    const id = `${this.#id}-${slice.position}`;
    return new Promise((resolve, reject) => {
      this.#underWay.set(id, { slice, resolve, reject });
      this.#add(id, slice).catch(() => undefined); // looked after later
    });
  }

  #add(id: string, slice: Slice): Promise<Job> {
    const data: QueuedSlice = { search: this.#search, program: this.#program, slice };
    return this.#queue.add("slice", data, { jobId: id, removeOnComplete: true, removeOnFail: true });
  }

  #answered(id: string, answer: unknown): void {
    const waiting = this.#underWay.get(id);
    if (waiting === undefined) return; // of another search, or a second time
    this.#underWay.delete(id);
    this.#done += 1;
    const { result, thrown } = (typeof answer === "string" ? JSON.parse(answer) : answer) as SliceAnswer;
    if (result !== undefined) waiting.resolve(result);
    else waiting.reject(new RuntimeError(`Cannot go on with the search: a worker says: ${thrown}`, "see the worker"));
  }

  #refused(id: string, data: unknown): void {
    const { refusal } = (data ?? {}) as Partial<Refusal>;
    if (!id.startsWith(this.#id) || refusal === undefined || this.#refusals.has(refusal)) return;
    this.#refusals.add(refusal);
    console.error(visibleLine(`refused   ${refusal}`));
  }

  #gone(error: Error): void {
    if (this.#isGone || this.#queue.closing !== undefined) return;
    this.#isGone = true;
    console.error(
      visibleLine(
        `queue     Redis is gone: ${error.message || String(error)}; the search waits for it, Ctrl-C ends it`,
      ),
    );
  }

  /** Queue again what is under way: Redis ignores what it has. */
  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      for (const [id, { slice }] of [...this.#underWay]) await this.#add(id, slice);
      this.#workers = await this.#queue.getWorkersCount();
      if (this.#isGone) console.error("queue     Redis is back");
      this.#isGone = false;
    } catch {
      // Redis is gone; the next look finds out whether it is back.
    } finally {
      this.#isLooking = false;
    }
  }

  /** Take back what nobody has begun, and leave. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    const rest = [...this.#underWay.keys()];
    this.#underWay.clear();
    if (!this.#isGone) {
      await Promise.all(rest.map((id) => this.#queue.remove(id).catch(() => 0)));
    }
    const disconnected = Promise.allSettled([this.#events.disconnect(), this.#queue.disconnect()]);
    if (!this.#isGone) await disconnected; // without Redis it may take for ever
  }
}

/** What a worker is sent. */
export interface QueuedSlice {
  readonly search: FileSearch;
  readonly program: string;
  readonly slice: Slice;
}

/** What a worker sends back: one of them. */
export interface SliceAnswer {
  readonly result?: SliceResult;
  readonly thrown?: string;
}

/** What a worker says that cannot take part. */
export interface Refusal {
  readonly refusal: string;
}

interface UnderWay {
  readonly slice: Slice;
  readonly resolve: (result: SliceResult) => void;
  readonly reject: (error: unknown) => void;
}

const betweenLooksMs = 1_000;
