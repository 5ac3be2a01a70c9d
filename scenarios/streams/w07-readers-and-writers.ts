import {
  createTask,
  gather,
  IncompleteReadError,
  LimitOverrunError,
  RuntimeError,
  sleep,
  type StreamReader,
  type StreamWriter,
  ValueError,
} from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { textOf } from "../text-of.ts";
import { bytes, served, shown, text } from "./served.ts";

export const w07: Scenario = {
  id: "W07",
  title: "Readers and writers: lines, blocks, separators, limits and backpressure",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-stream.html#streamreader"),
    new URL("https://docs.python.org/3/library/asyncio-stream.html#streamwriter"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "every way to read",
      async main(print) {
        await served(
          async (_, writer) => {
            writer.writelines(["one\ntwo\n", "key=value;rest", "0123456789", "tail"].map(bytes));
            await writer.drain();
            writer.close();
          },
          async (reader) => {
            print(`readline: ${shown(await reader.readline())}`);
            print(`readline: ${shown(await reader.readline())}`);
            print(`readuntil: ${shown(await reader.readuntil([bytes(";"), bytes("=")]))}`);
            print(`readuntil: ${shown(await reader.readuntil(bytes(";")))}`);
            print(`readexactly: ${shown(await reader.readexactly(6))}`);
            print(`read: ${shown(await reader.read(-1))}`);
            print(`at the end: ${shown(await reader.read())}, ${reader.atEof()}`);
          },
        );
      },
      expect: {
        output: [
          "readline: b'one\\n'",
          "readline: b'two\\n'",
          "readuntil: b'key='",
          "readuntil: b'value;'",
          "readexactly: b'rest01'",
          "read: b'23456789tail'",
          "at the end: b'', true",
        ],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "what goes wrong while reading",
      async main(print) {
        await served(
          async (_, writer) => {
            writer.write(bytes(`${"x".repeat(20)}\nshort\nlast words`));
            await writer.drain();
            writer.close();
          },
          async (reader) => {
            await sleep(1); // all is there
            await attempt(() => reader.readuntil(bytes("\n")), print);
            await attempt(() => reader.readline(), print);
            print(text(await reader.readline()).trim());
            const first = createTask(() => reader.readexactly(100));
            await sleep(0);
            await attempt(() => first, print);
          },
          { client: { limit: 16 } },
        );
      },
      expect: {
        output: [
          "LimitOverrunError: Separator is found, but chunk is longer than limit (20 bytes)",
          "ValueError: Separator is found, but chunk is longer than limit",
          "short",
          "IncompleteReadError: 10 bytes read on a total of 100 expected bytes (b'last words')",
        ],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "two tasks cannot read at once",
      async main(print) {
        await served(
          async (reader, writer) => {
            await reader.read();
            writer.close();
          },
          async (reader, writer) => {
            const reads = await gather(reader.readline(), reader.readline(), () => end(writer), {
              returnExceptions: true,
            });
            for (const read of reads.slice(0, 2)) print(read instanceof Uint8Array ? shown(read) : textOf(read));
          },
        );
      },
      expect: {
        output: ["b''", "readuntil() called while another coroutine is already waiting for incoming data"],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "a slow reader stops the writer at the high-water mark",
      async main(print) {
        const total = 64;
        await served(
          async (reader, writer) => {
            await sleep(10);
            print(`read: ${(await readAll(reader)) / chunk.length} chunks`);
            writer.close();
          },
          async (reader, writer) => {
            const [low, high] = writer.transport.getWriteBufferLimits();
            print(`marks: ${low} and ${high}`);
            let written = 0;
            const writing = createTask(async () => {
              for (; written < total; written++) {
                writer.write(chunk);
                await writer.drain();
              }
              writer.writeEof();
            });
            await sleep(5);
            print(`stopped: ${written < total}, above the mark: ${writer.transport.getWriteBufferSize() > high}`);
            await writing;
            print(`closing: ${writer.isClosing()}`);
            await reader.read();
            writer.close();
            print(`closing: ${writer.isClosing()}`);
          },
        );
      },
      expect: {
        output: [
          "marks: 16384 and 65536",
          "stopped: true, above the mark: true",
          "closing: false",
          "read: 64 chunks",
          "closing: true",
        ],
        duration: 10,
        verdict: "passes",
      },
    },
  ],
};

const chunk = new Uint8Array(256 * 1024);

async function readAll(reader: StreamReader): Promise<number> {
  let size = 0;
  for (let data = await reader.read(65_536); data.length > 0; data = await reader.read(65_536)) size += data.length;
  return size;
}

async function end(writer: StreamWriter): Promise<void> {
  writer.writeEof();
}

/** Print what goes wrong. */
async function attempt(read: () => PromiseLike<unknown>, print: Print): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (error instanceof IncompleteReadError) {
      print(`IncompleteReadError: ${textOf(error)} (${shown(error.partial)})`);
    } else if (error instanceof LimitOverrunError) {
      print(`LimitOverrunError: ${textOf(error)} (${error.consumed} bytes)`);
    } else if (error instanceof ValueError || error instanceof RuntimeError) {
      print(`${error.name}: ${textOf(error)}`);
    } else throw error;
  }
}
