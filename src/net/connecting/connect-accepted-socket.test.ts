import { type AddressInfo, createServer as createNodeServer, Socket } from "node:net";
import { describe, expect, it } from "vitest";
import {
  type AcceptedSettings,
  type ConnectionSettings,
  connectAcceptedSocket,
  createConnection,
  createTask,
  run,
  type Task,
  type Transport,
} from "#index";
import { simulatedWorld, virtualLoop } from "#testing";
import { localhost } from "../../../tests/certificates.ts";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";

noHandleLeft();

/** What a server of Node has accepted, and a client of ours that connects to it. */
interface Accepted {
  readonly socket: Socket;
  readonly connecting: Task<[Transport, Peer]>;
}

/** Run `body` with a socket that `node:net` has accepted. */
function accepted(settings: ConnectionSettings, body: (accepted: Accepted) => Promise<void>): () => Promise<void> {
  return () =>
    run(async () => {
      const node = createNodeServer({ pauseOnConnect: true });
      const accepting = new Promise<Socket>((resolve) => node.once("connection", resolve));
      await new Promise<void>((resolve) => node.listen(0, "127.0.0.1", resolve));
      const { port } = node.address() as AddressInfo;
      const connecting = createTask(createConnection(() => new Peer(), "127.0.0.1", port, settings));
      try {
        await body({ socket: await accepting, connecting });
      } finally {
        node.close();
      }
    });
}

/** What a client gets back for "test data". */
async function echoed({ socket, connecting }: Accepted, settings: AcceptedSettings): Promise<string> {
  const [theirs, served] = await connectAcceptedSocket(() => new Peer({ echoes: true }), socket, settings);
  const [transport, client] = await connecting;
  client.write("test data");
  const answer = await client.receives(9);
  expect(theirs.getExtraInfo("sockname")).toEqual(transport.getExtraInfo("peername"));
  transport.close();
  await client.lost;
  await served.lost;
  return answer;
}

describe("connectAcceptedSocket() in the real world", () => {
  it(
    "goes on with a socket that Node has accepted",
    accepted({}, async (pair) => expect(await echoed(pair, {})).toBe("test data")),
  );

  it(
    "shakes hands on it",
    accepted({ ssl: { ca: localhost.cert }, serverHostname: "localhost" }, async (pair) =>
      expect(await echoed(pair, { ssl: localhost })).toBe("test data"),
    ),
  );

  it("refuses a time to shake hands without TLS, and what is no socket of Node", () =>
    run(async () => {
      const refused = (socket: object, settings: AcceptedSettings): Task<unknown> =>
        createTask(connectAcceptedSocket(() => new Peer(), socket, settings));

      await expect(refused(new Socket(), { sslHandshakeTimeout: 1 })).rejects.toThrow(
        /^ssl_handshake_timeout is only meaningful with ssl\n {2}hint: /,
      );
      await expect(refused({}, {})).rejects.toThrow(/^a socket of Node was expected, got <Object>\n {2}hint: /);
    }));
});

describe("connectAcceptedSocket() in the simulated world", () => {
  it("takes no socket of Node", () =>
    run(
      async () => {
        await expect(createTask(connectAcceptedSocket(() => new Peer(), new Socket()))).rejects.toThrow(
          /^a socket of the simulated network was expected, got .*\n {2}hint: /,
        );
      },
      { loopFactory: virtualLoop({ io: "forbid", world: simulatedWorld() }) },
    ));
});
