import type { Queue, RedisClient } from "bullmq";
import { CorpusFile } from "../../world/node/corpus-file.ts";
import {
  type CorpusContents,
  type CorpusProgram,
  corpusText,
  KeptOrders,
  noContents,
  readCorpus,
  slugOf,
} from "../../world/node/corpus-text.ts";
import type { CorpusStore } from "./corpus-store.ts";
import { UsageError } from "../usage-error.ts";
import { openSearchQueue } from "../queue/open-queue.ts";

/**
 * Orders that are kept in the Redis of a queue, and those of the folder, which are run as well: a search whose Redis is gone at the end keeps
 * its orders there. Redis has one text for each version of a program, and forgets a version that was not searched for 90 days.
 */
export class RedisCorpus implements CorpusStore {
  readonly name: string;
  readonly rounds: number;
  readonly problems: readonly string[];
  readonly #about: CorpusProgram;
  readonly #queue: Queue;
  readonly #client: RedisClient;
  readonly #file: CorpusFile;
  readonly #orders: KeptOrders;
  readonly #unread: readonly string[];
  /** Why Redis does not get what changes, if it does not. */
  #problem: Error | undefined = undefined;
  /** Whether something is not written yet, and the write that is under way. */
  #isChanged = false;
  #writing: Promise<void> | undefined = undefined;

  private constructor(
    about: CorpusProgram,
    { queue, client, file }: Opened,
    { orders, unread, rounds, problems }: CorpusContents,
  ) {
    this.#about = about;
    this.#queue = queue;
    this.#client = client;
    this.#file = file;
    this.name = keyOf(about);
    this.rounds = Math.max(rounds, file.rounds);
    this.problems = [...problems, ...file.problems];
    this.#orders = new KeptOrders([...orders, ...file.orders]);
    this.#unread = unread;
    queue.on("error", (error) => (this.#problem = error)); // the search says so, and waits
    client.on("ready", () => {
      this.#problem = undefined;
      this.write(); // it may have forgotten everything
    });
  }

  /**
   * @param isOrder - Whether a text is a level and a schedule.
   * @throws {UsageError} If Redis is not there.
   */
  static async open(url: string, about: CorpusProgram, isOrder: (text: string) => boolean): Promise<RedisCorpus> {
    const { queue } = await openSearchQueue(url);
    const client = await queue.getBackend().client;
    const contents = await contentsOf(client, about, isOrder).catch((error: unknown) => {
      void queue.disconnect();
      throw error;
    });
    return new RedisCorpus(about, { queue, client, file: new CorpusFile(about, isOrder) }, contents);
  }

  get orders(): readonly string[] {
    return this.#orders.all;
  }

  get others(): readonly string[] {
    return this.#file.others;
  }

  write(): void {
    this.#isChanged = true;
    this.#writing ??= this.#writeAll();
  }

  add(order: string): boolean {
    const isNew = this.#orders.add(order);
    if (isNew) this.write();
    return isNew;
  }

  remove(order: string): void {
    if (!this.#orders.remove(order)) return;
    this.#file.remove(order);
    this.write();
  }

  async #writeAll(): Promise<void> {
    while (this.#isChanged) {
      this.#isChanged = false;
      const text = corpusText(this.#about, this.rounds + 1, [...this.#orders.all, ...this.#unread]);
      // Waits while Redis is gone.
      await this.#client.set(this.name, text, { EX: keptSeconds }).catch((error: Error) => (this.#problem = error));
    }
    this.#writing = undefined;
  }

  async ended(): Promise<string | undefined> {
    const gone = new Promise<void>((resolve) => this.#queue.on("error", () => resolve()));
    if (this.#problem === undefined) await Promise.race([this.#writing, gone]);
    const problem = this.#problem;
    const disconnected = this.#queue.disconnect();
    if (problem === undefined) {
      await disconnected;
      return undefined;
    }
    void disconnected.catch(() => undefined); // without Redis it may take for ever
    for (const order of this.#orders.all) this.#file.add(order);
    const why = problem.message || String(problem);
    return `Redis has not got all (${why}): the orders are in ${this.#file.name}, for the next search with --resume`;
  }
}

interface Opened {
  readonly queue: Queue;
  readonly client: RedisClient;
  readonly file: CorpusFile;
}

const keptSeconds = 90 * 86_400;

function keyOf(about: CorpusProgram): string {
  return `timeloom:corpus:${slugOf(about)}-${about.hash}`;
}

/** What Redis holds. What nobody can read is moved aside. */
async function contentsOf(
  client: RedisClient,
  about: CorpusProgram,
  isOrder: (text: string) => boolean,
): Promise<CorpusContents> {
  const key = keyOf(about);
  const text = await client.get(key).catch((error: Error) => {
    throw new UsageError(
      `Cannot explore: ${key} holds no text: ${error.message}`,
      "rename the key, or delete it",
      error,
    );
  });
  if (text === null) return noContents;
  const contents = readCorpus(text, about, key, isOrder);
  if (typeof contents !== "string") return contents;
  const aside = `${key}.unread`;
  await client.set(aside, text, { EX: keptSeconds });
  await client.del(key);
  return { ...noContents, problems: [`${key} is moved to ${aside}: ${contents}`] };
}
