import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Redis } from "ioredis";
import type { Pool } from "pg";
import axios, { isAxiosError } from "axios";
import { createTask, Semaphore, sleep, wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { startDatabase, whileQuerying } from "./database.ts";
import { whileStoring } from "./key-value-store.ts";
import { onAnyNetwork, world } from "./web-service.ts";

export const w11: Scenario = {
  id: "W11",
  title: "A crawler that stores comments",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html"),
    new URL("https://docs.python.org/3/library/asyncio-sync.html"),
  ],
  articles: ["45ed4b33170b9458"],
  programs: [
    {
      name: "ten pages at a time, of which one fails",
      world,
      main: (print) => onAnyNetwork(() => whileStoring((redis) => crawl(inHash(redis), 10, print))),
      expect: { output: ["page 7: 500", "180 comments of 180 authors"], duration: 0.5, verdict: "passes" },
    },
    {
      name: "three pages at a time",
      world,
      main: (print) => onAnyNetwork(() => whileStoring((redis) => crawl(inHash(redis), 3, print))),
      expect: { output: ["page 7: 500", "180 comments of 180 authors"], duration: 2, verdict: "passes" },
    },
    {
      name: "ten pages at a time, into a table",
      world,
      prepare: startDatabase,
      *main(print) {
        yield* createTask(() =>
          onAnyNetwork(() => whileQuerying(async (pool) => crawl(await inTable(pool), 10, print))),
        );
      },
      expect: { output: ["page 7: 500", "180 comments of 180 authors"], duration: 0.5, verdict: "passes" },
    },
  ],
};

const pages = Array.from({ length: 10 }, (_, i) => i + 1);

interface Comment {
  readonly author: string;
  readonly text: string;
}

/** Keeps comments. */
interface Store {
  add(comments: readonly Comment[]): Promise<unknown>;
  /** The author of each comment. */
  authors(): Promise<readonly string[]>;
}

/** A hash of Redis. */
function inHash(redis: Redis): Store {
  return {
    add: (comments) => Promise.all(comments.map(({ author, text }) => redis.hset("comments", author, text))),
    authors: () => redis.hkeys("comments"),
  };
}

/** A table of PostgreSQL. */
async function inTable(pool: Pool): Promise<Store> {
  await pool.query("create table comments (author text primary key, text text)");
  return {
    add: (comments) => {
      const columns = [comments.map(({ author }) => author), comments.map(({ text }) => text)];
      return pool.query("insert into comments select * from unnest($1::text[], $2::text[])", columns);
    },
    authors: async () => {
      const { rows } = await pool.query<Comment>("select author from comments");
      return rows.map(({ author }) => author);
    },
  };
}

/** Read all pages, at most `most` at a time, and store each comment. */
async function crawl(store: Store, most: number, print: Print): Promise<void> {
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const turns = new Semaphore(most);
  const read = async (page: number): Promise<void> => {
    try {
      const { data } = await axios.get<readonly Comment[]>(`http://127.0.0.1:${port}/${page}`);
      await store.add(data);
    } catch (error) {
      if (!isAxiosError(error)) throw error;
      print(`page ${page}: ${error.response?.status}`);
    }
  };
  try {
    await wait(pages.map((page) => createTask(() => turns.run(() => read(page)))));
    const authors = await store.authors();
    print(`${authors.length} comments of ${new Set(authors).size} authors`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** A page of twenty comments, after half a second. */
async function answer({ url = "" }: IncomingMessage, response: ServerResponse): Promise<void> {
  const page = Number(url.slice(1));
  await sleep(0.5);
  response.statusCode = page === 7 ? 500 : 200;
  const comments = Array.from({ length: 20 }, (_, i) => ({ author: `${page}-${i}`, text: `comment ${i}` }));
  response.setHeader("Content-Type", "application/json").end(JSON.stringify(comments));
}
