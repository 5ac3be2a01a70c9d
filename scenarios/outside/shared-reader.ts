import {
  createTask,
  gather,
  Lock,
  openConnection,
  sleep,
  startServer,
  type StreamReader,
  type StreamWriter,
  type Wait,
} from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line } from "./lines.ts";

// FIFO order passes. Needed: an answer takes so long that the heartbeat falls into the wait for it.

export const world = simulatedWorld({ hosts: { web: {}, db: {} } });

export const bugs: readonly Bug[] = [
  {
    id: "shared-reader",
    title: "A heartbeat and a query wait for an answer on one connection, and a reader has one task at a time",
    source: new URL("https://github.com/python/cpython/issues/74116"),
    tier: "T1",
    level: "env",
    world,
    buggy: sharedReader,
    fixed: sharedReaderFixed,
  },
];

export default function* sharedReader(): Generator<Wait, void, void> {
  yield* program((ask) => ask());
}

export function* sharedReaderFixed(): Generator<Wait, void, void> {
  const lock = new Lock();
  yield* program((ask) => lock.run(ask));
}

type Ask = () => Generator<Wait, void, void>;

function* program(inTurn: (ask: Ask) => Iterable<Wait>): Generator<Wait, void, void> {
  yield* onHost("db", () => startServer(echo, "db", 5432));
  const [reader, writer] = yield* openConnection("db", 5432);
  function* ask(question: string): Generator<Wait, void, void> {
    yield* inTurn(function* () {
      writer.write(line(question));
      yield* reader.readline();
    }) as Generator<Wait, void, void>;
  }
  const heartbeat = createTask(
    function* () {
      yield* sleep(30);
      yield* ask("ping");
    },
    { name: "heartbeat" },
  );
  const query = createTask(() => ask("select 1"), { name: "query" });
  yield* gather(heartbeat, query);
}

async function echo(reader: StreamReader, writer: StreamWriter): Promise<void> {
  for await (const question of reader) writer.write(question);
  writer.close();
}
