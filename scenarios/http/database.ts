import { PGlite } from "@electric-sql/pglite";
import { AsyncResource } from "node:async_hooks";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { outputOf, whileServing } from "../../peers/program.ts";
import { isSimulated } from "./is-simulated.ts";
import { createPostgres } from "./postgres-server.ts";

/**
 * Run `body` with clients of an empty database: on the host of Debian's PostgreSQL, which runs meanwhile, with its files and its socket in
 * a folder of its own; in a simulated world of PGlite, behind PostgreSQL's protocol, once {@link startDatabase} has been called.
 */
export async function whileQuerying(body: (pool: Pool) => Promise<void>): Promise<void> {
  if (isSimulated()) await whileImitated(() => asClient("127.0.0.1", body));
  else await whilePostgres((folder) => asClient(folder, body));
}

/** Start PGlite, which takes seconds, and happens once. */
export async function startDatabase(): Promise<void> {
  await openDatabase();
}

let database: Promise<PGlite> | undefined;

/** PGlite, which the programs of this process share. */
export function openDatabase(): Promise<PGlite> {
  return (database ??= PGlite.create());
}

/** End PGlite, if it has begun: its timer would hold the process for ten seconds. */
export async function closeDatabase(): Promise<void> {
  const open = database;
  database = undefined;
  await (await open)?.close();
}

// PGlite sets a timer of ten seconds now and then, as real time passes. Outside of the loop's async context it is none of the loop's.
const host = new AsyncResource("PGlite");

/** PGlite's answers, without its timers. */
export function answersOf(pglite: PGlite): Pick<PGlite, "exec" | "execProtocolRaw" | "query"> {
  return {
    exec: (...args) => host.runInAsyncScope(() => pglite.exec(...args)),
    execProtocolRaw: (...args) => host.runInAsyncScope(() => pglite.execProtocolRaw(...args)),
    query: (...args) => host.runInAsyncScope(() => pglite.query(...args)),
  };
}

/** @param at - A name, or the folder of a socket. */
async function asClient(at: string, body: (pool: Pool) => Promise<void>): Promise<void> {
  const settings = { user: "postgres", database: "postgres", max: 2, idleTimeoutMillis: 0 }; // no timer of the host
  const pool = new Pool({ host: at, port: 5432, ...settings });
  const ends: Promise<unknown>[] = [];
  pool.on("connect", (client) => ends.push(once(client, "end")));
  try {
    await body(pool);
  } finally {
    await pool.end();
    await Promise.all(ends); // the pool itself waits for no connection
  }
}

async function whileImitated(body: () => Promise<void>): Promise<void> {
  const pglite = answersOf(await openDatabase());
  await pglite.exec("drop schema public cascade; create schema public");
  const server = createPostgres(pglite);
  await once(server.listen(5432, "127.0.0.1"), "listening");
  try {
    await body();
  } finally {
    server.close();
  }
}

async function whilePostgres(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "timeloom-postgres-"));
  const data = join(folder, "data");
  try {
    chmodSync(folder, 0o777); // for the user below
    const [initialise = "", ...first] = asUser("initdb");
    const settings = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"];
    await outputOf(initialise, [...first, ...settings, data]);
    const [serve = "", ...second] = asUser("postgres");
    const args = [...second, "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"];
    await whileServing(serve, args, { stderr: /ready to accept connections/ }, async (_, server) => {
      try {
        await body(folder);
      } finally {
        server.sendSignal("SIGINT"); // end all sessions, and all processes of the server
        await server.wait();
      }
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How to call a program of PostgreSQL, which refuses to run as root. */
function asUser(program: string): string[] {
  const versions = "/usr/lib/postgresql";
  const newest = Math.max(...readdirSync(versions).map(Number));
  const path = join(versions, String(newest), "bin", program);
  if (process.getuid?.() !== 0) return [path];
  return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", path];
}
