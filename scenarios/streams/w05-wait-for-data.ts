import {
  createFuture,
  getRunningLoop,
  sleep,
  startServer,
  openConnection,
  type StreamWriter,
  type Wait,
} from "timeloom";
import type { Scenario } from "../scenario.ts";
import { bytes, host, portOf, served, text } from "./served.ts";

export const w05: Scenario = {
  id: "W05",
  title: "A server that takes one message, and a socket that waits for data",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-stream.html"),
    new URL(
      "https://docs.python.org/3/library/asyncio-stream.html#register-an-open-socket-to-wait-for-data-using-streams",
    ),
  ],
  articles: ["90623da5c64d9a8a", "a851d68038614d89"],
  programs: [
    {
      name: "a client sends a message and is answered",
      async main(print) {
        await served(
          async (reader, writer) => {
            print(`server: ${text(await reader.readline()).trim()}`);
            await sleep(1);
            writer.write(bytes("message received\n"));
            writer.close();
          },
          async (reader, writer) => {
            writer.write(bytes("hello from the client\n"));
            print(`client: ${text(await reader.readline()).trim()}`);
          },
        );
      },
      expect: {
        output: ["server: hello from the client", "client: message received"],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "a connected pair: the other end writes in a callback",
      *main(print): Generator<Wait, void, void> {
        const accepted = createFuture<StreamWriter>();
        const server = yield* startServer((_, writer) => accepted.setResult(writer), host, 0);
        const [reader, writer] = yield* openConnection(host, portOf(server));
        const other = yield* accepted;
        getRunningLoop().callLater(2, () => other.write(bytes("abc")));

        print(`Received: ${text(yield* reader.read(100))}`);
        print("Close the connection");
        for (const each of [writer, other]) each.close();
        server.close();
        yield* server.waitClosed();
      },
      expect: { output: ["Received: abc", "Close the connection"], duration: 2, verdict: "passes" },
    },
  ],
};
