import assert from "node:assert/strict";
import { gather } from "timeloom";
import { shared, simulate } from "timeloom/testing";
import type { Bug } from "./bug.ts";

// FIFO order finds it: the second request comes before the first one has its connection.

export const bugs: readonly Bug[] = [
  {
    id: "double-init",
    title: "Two queries find that there is no connection yet, and each opens one",
    source: new URL("https://cwe.mitre.org/data/definitions/367.html"),
    tier: "T1",
    style: "node",
    buggy: doubleInit,
    fixed: doubleInitFixed,
  },
];

export default async function doubleInit(): Promise<void> {
  await program((server) => new BuggyDatabase(server));
}

export async function doubleInitFixed(): Promise<void> {
  await program((server) => new Database(server));
}

interface Queryable {
  query(text: string): Promise<string>;
}

async function program(newDatabase: (server: FakeServer) => Queryable): Promise<void> {
  const server = simulate(new FakeServer());
  const database = newDatabase(server);
  await gather(
    () => serve(server, database),
    () => serve(server, database),
  );
  assert.equal(server.connections, 1, "a second connection was opened, and the first one is lost");
}

async function serve(server: FakeServer, database: Queryable): Promise<void> {
  await database.query(await server.nextRequest());
}

/** Remembers the connection once it is there. */
class BuggyDatabase implements Queryable {
  readonly #server: FakeServer;
  readonly #known = shared<{ connection?: number }>({});

  constructor(server: FakeServer) {
    this.#server = server;
  }

  async query(text: string): Promise<string> {
    this.#known.connection ??= await this.#server.connect();
    return this.#server.ask(this.#known.connection, text);
  }
}

/** Remembers the attempt. */
class Database implements Queryable {
  readonly #server: FakeServer;
  readonly #known = shared<{ connecting?: Promise<number> }>({});

  constructor(server: FakeServer) {
    this.#server = server;
  }

  async query(text: string): Promise<string> {
    this.#known.connecting ??= this.#server.connect();
    return this.#server.ask(await this.#known.connecting, text);
  }
}

class FakeServer {
  connections = 0;

  async nextRequest(): Promise<string> {
    return "select 1";
  }

  async connect(): Promise<number> {
    return ++this.connections;
  }

  async ask(connection: number, text: string): Promise<string> {
    return `${text} over connection ${connection}`;
  }
}
