import {
  createTask,
  openConnection,
  type Server,
  sleep,
  startServer,
  type StreamReader,
  type StreamWriter,
  type Wait,
} from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { bytes, host, portOf, served, text } from "./served.ts";

export const w03: Scenario = {
  id: "W03",
  title: "A TCP echo server and its client",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-stream.html#tcp-echo-client-using-streams"),
    new URL("https://docs.python.org/3/library/asyncio-stream.html#tcp-echo-server-using-streams"),
  ],
  articles: ["e3bee89e64d4930e", "90623da5c64d9a8a"],
  programs: [
    {
      name: "one message there and back",
      async main(print) {
        await served(
          async (reader, writer) => {
            const data = await reader.read(100);
            print(`Received '${text(data)}' from ${addressOf(writer.getExtraInfo("peername"))}`);
            print(`Send: '${text(data)}'`);
            writer.write(data);
            await writer.drain();
            writer.close();
            await writer.waitClosed();
          },
          async (reader, writer) => {
            print("Send: 'Hello World!'");
            writer.write(bytes("Hello World!"));
            await writer.drain();
            print(`Received: '${text(await reader.read(100))}'`);
            print(`at the end: ${text(await reader.read(100)) === "" && reader.atEof()}`);
            writer.close();
            await writer.waitClosed();
          },
        );
      },
      expect: {
        output: [
          "Send: 'Hello World!'",
          "Received 'Hello World!' from 127.0.0.1",
          "Send: 'Hello World!'",
          "Received: 'Hello World!'",
          "at the end: true",
        ],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "the server runs until it is cancelled",
      *main(print): Generator<Wait, void, void> {
        const server = yield* startServer(echo, host, 0);
        const serving = createTask(() => serve(server, print));
        for (const name of ["first", "second"]) yield* say(name, portOf(server), print);
        serving.cancel();
        yield* sleep(0.5);
        print(`still serving: ${server.isServing()}`);
      },
      expect: {
        output: ["first, echoed", "second, echoed", "the server is cancelled", "still serving: false"],
        duration: 0.5,
        verdict: "passes",
      },
    },
  ],
};

/** Answers lines with themselves. */
function* echo(reader: StreamReader, writer: StreamWriter): Generator<Wait, void, void> {
  for (let line = yield* reader.readline(); line.length > 0; line = yield* reader.readline()) {
    writer.write(line);
    yield* writer.drain();
  }
  writer.close();
}

async function serve(server: Server, print: Print): Promise<void> {
  try {
    await server.serveForever();
  } finally {
    print("the server is cancelled");
  }
}

function* say(word: string, port: number, print: Print): Generator<Wait, void, void> {
  const [reader, writer] = yield* openConnection(host, port);
  writer.write(bytes(`${word}, echoed\n`));
  writer.writeEof();
  print(text(yield* reader.readline()).trim());
  writer.close();
  yield* writer.waitClosed();
}

function addressOf(name: unknown): string {
  return (name as { readonly address: string }).address;
}
