import assert from "node:assert/strict";
import {
  createTask,
  gather,
  openConnection,
  startServer,
  type StreamReader,
  type StreamWriter,
  type Task,
} from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line, text } from "./lines.ts";

// FIFO order passes: the client reads its first answer before it ends its side, and by then the second one is on its way.
// Needed: that end arrives first.

export const world = simulatedWorld({ hosts: { client: {}, web: {}, db: {} } });

export const bugs: readonly Bug[] = [
  {
    id: "half-close",
    title: "A server closes when its client has no more questions, and the late answer is lost",
    source: new URL("https://github.com/nodejs/node/issues/49073"),
    tier: "T1",
    level: "env",
    world,
    buggy: halfClose,
    fixed: halfCloseFixed,
  },
];

export default async function halfClose(): Promise<void> {
  await program(async (writer) => writer.close());
}

export async function halfCloseFixed(): Promise<void> {
  await program(async (writer, answers) => {
    await gather(...answers);
    writer.close();
  });
}

/** What a server does when its client sends no more, and answers are not ready. */
type End = (writer: StreamWriter, answers: readonly Task<void>[]) => Promise<void>;

async function program(end: End): Promise<void> {
  await onHost("db", () => startServer(look, "db", 5432));
  await onHost("web", () => startServer((reader, writer) => serve(reader, writer, end), "web", 80));
  const [reader, writer] = await openConnection("web", 80);
  writer.writelines([line("one"), line("two")]);
  const answers = [text(await reader.readline())];
  writer.writeEof();
  for await (const answer of reader) answers.push(text(answer));
  writer.close();
  assert.deepEqual(answers.toSorted(), ["one is known", "two is known"], "an answer is lost");
}

async function serve(reader: StreamReader, writer: StreamWriter, end: End): Promise<void> {
  const answers: Task<void>[] = [];
  for await (const question of reader) answers.push(createTask(() => answer(question, writer)));
  await end(writer, answers);
}

async function answer(question: Uint8Array, client: StreamWriter): Promise<void> {
  const [reader, writer] = await openConnection("db", 5432);
  writer.write(question);
  client.write(await reader.readline());
  writer.close();
}

async function look(reader: StreamReader, writer: StreamWriter): Promise<void> {
  writer.write(line(`${text(await reader.readline())} is known`));
  writer.close();
}
