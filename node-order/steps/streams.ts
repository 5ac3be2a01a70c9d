import { createInterface } from "node:readline";
import { PassThrough, Readable, Transform } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import type { Step } from "./step.ts";

/** Streams of Node and of the web, and lines. */
export const streams = {
  stream: (operation, stage) => {
    const { number, count } = operation;
    const readable = Readable.from(Array.from({ length: count }, (_, i) => i));
    readable.on("data", (value: number) => stage.note(`data${number}.${value}`));
    readable.on("end", () => stage.note(`end${number}`));
    readable.on("close", stage.end(operation));
  },
  async pipeline(operation, stage) {
    const seen: string[] = [];
    const slow = new Transform({
      objectMode: true,
      transform(chunk: string, _, done) {
        stage.note(`chunk${operation.number}`);
        stage.setsImmediate(operation);
        setImmediate(() => done(null, chunk));
      },
    });
    await pipeline(Readable.from(["a", "b"]), slow, async function* (source: AsyncIterable<string>) {
      for await (const chunk of source) seen.push(chunk);
    });
    stage.end(operation, `:${seen.join("")}`)();
  },
  async passThrough(operation, stage) {
    const { number, delayMs } = operation;
    const through = new PassThrough({ highWaterMark: 2 });
    through.on("drain", () => stage.note(`drain${number}`));
    stage.note(`wrote${number}:${through.write("abc")}`);
    stage.sets(operation, delayMs);
    setTimeout(() => {
      through.on("data", () => stage.note(`got${number}`));
      through.end();
    }, delayMs);
    await finished(through);
    stage.end(operation)();
  },
  async webStream(operation, stage) {
    const { number } = operation;
    const readable = new ReadableStream<string>({
      async pull(controller) {
        await Promise.resolve();
        stage.note(`pull${number}`);
        controller.enqueue("x");
        controller.close();
      },
    });
    for await (const chunk of readable.pipeThrough(new TransformStream<string, string>())) {
      stage.note(`web${number}:${chunk}`);
    }
    stage.end(operation)();
  },
  async toWeb(operation, stage) {
    const { number, count } = operation;
    const source = Readable.from(Array.from({ length: count }, (_, i) => i));
    for await (const value of Readable.toWeb(source) as AsyncIterable<number>) stage.note(`chunk${number}.${value}`);
    stage.end(operation)();
  },
  streamError: (operation, stage) => {
    const { number, delayMs } = operation;
    const readable = new Readable({ read: () => undefined });
    readable.on("error", () => stage.note(`error${number}`));
    readable.on("close", stage.end(operation));
    stage.sets(operation, delayMs);
    setTimeout(() => {
      readable.destroy(new Error("broken"));
      stage.note(`destroyed${number}`);
    }, delayMs);
  },
  readlineEvents: (operation, stage) => {
    const { number } = operation;
    const lines = createInterface({ input: Readable.from(["a\nb", "c\n", "d"]) });
    lines.on("line", (line) => stage.note(`line${number}:${line}`));
    lines.on("close", stage.end(operation));
  },
  async readlineIterator(operation, stage) {
    const { number, count } = operation;
    const lines = createInterface({ input: Readable.from(["a\nb", "c\n", "d"]), crlfDelay: Infinity });
    for await (const line of lines) {
      stage.note(`line${number}:${line}`);
      for (let i = 1; i < count; i++) await Promise.resolve();
    }
    stage.end(operation)();
  },
} satisfies Record<string, Step>;
