import {
  getRunningLoop,
  openUnixConnection,
  startUnixServer,
  type StreamReader,
  type StreamWriter,
  type Wait,
} from "timeloom";
import type { Scenario } from "../scenario.ts";
import { bytes, text } from "./served.ts";

export const w04: Scenario = {
  id: "W04",
  title: "An echo server at a Unix socket",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-stream.html#asyncio.open_unix_connection"),
    new URL("https://docs.python.org/3/library/asyncio-stream.html#asyncio.start_unix_server"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "one message there and back",
      async main(print) {
        const path = `/tmp/timeloom-w04-${getRunningLoop().random()}`; // another in each run on the host
        const server = await startUnixServer(echo, path);
        const [reader, writer] = await openUnixConnection(path);
        writer.write(bytes("Hello World!"));
        writer.writeEof();
        print(`Received: '${text(await reader.read())}'`);
        writer.close();
        await writer.waitClosed();
        server.close();
        await server.waitClosed();
        await openUnixConnection(path).then(undefined, (error: unknown) =>
          print(`then: ${(error as NodeJS.ErrnoException).code ?? ""}`),
        );
      },
      expect: { output: ["Received: 'Hello World!'", "then: ENOENT"], duration: 0, verdict: "passes" },
    },
  ],
};

function* echo(reader: StreamReader, writer: StreamWriter): Generator<Wait, void, void> {
  writer.write(yield* reader.read());
  yield* writer.drain();
  writer.close();
}
