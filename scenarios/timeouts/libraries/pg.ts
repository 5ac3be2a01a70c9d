import { Client } from "pg";
import { answersOf, openDatabase } from "../../http/database.ts";
import { createPostgres } from "../../http/postgres-server.ts";
import { type Library, limit } from "../library.ts";

export const pg: Library = {
  name: "pg",
  prepare: async () => void (await openDatabase()),
  createServer: async (after) => {
    const database = answersOf(await openDatabase());
    return createPostgres({
      execProtocolRaw: async (message) => {
        await after(Number(/-- (.*)\0$/.exec(Buffer.from(message).toString())?.[1]));
        return await database.execProtocolRaw(message);
      },
    });
  },
  open: async (port, host) => {
    const timeouts = { query_timeout: limit * 1_000, connectionTimeoutMillis: limit * 1_000 };
    const client = new Client({ host, port, user: "postgres", database: "postgres", ...timeouts });
    await client.connect();
    return {
      ask: async (delay, size) => {
        const { rows } = await client.query(`select repeat('x', ${size}) as answer -- ${delay}`);
        return rows[0]?.answer.length ?? 0;
      },
      close: () => void client.end(),
    };
  },
};
