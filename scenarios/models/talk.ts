import { createFuture, Queue, timeout } from "timeloom";
import { WebSocket } from "ws";

/** Run `body` with a WebSocket, once it is open. @throws {Error} If it cannot be opened within 5 s */
export async function talk<T>(url: string, body: (connection: Connection) => PromiseLike<T>): Promise<T> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const opened = createFuture<void>();
  const received = new Queue<object | undefined>();
  socket.on("error", () => undefined); // it closes
  socket.on("open", () => {
    if (!opened.done()) opened.setResult();
  });
  socket.on("message", (data: Buffer) => received.putNowait(JSON.parse(String(data)) as object));
  socket.on("close", () => {
    if (!opened.done()) opened.setException(new Error(closed));
    received.putNowait(undefined);
  });
  try {
    await timeout(5).run(() => opened);
    return await body({
      send: (message) => socket.send(JSON.stringify(message)),
      receive: async (within) => {
        const message = await timeout(within).run(() => received.get());
        if (message === undefined) throw new Error(closed);
        return message;
      },
    });
  } finally {
    socket.terminate();
  }
}

/** An open WebSocket, which carries JSON. */
export interface Connection {
  readonly send: (message: object) => void;
  /** @param within - Seconds. @throws {Error} If nothing comes so long, or the connection has closed. */
  readonly receive: (within: number) => Promise<object>;
}

const closed = "The connection has closed";
