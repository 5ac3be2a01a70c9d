import { describe, expect, it } from "vitest";
import {
  CancelledError,
  createFuture,
  createTask,
  gather,
  openConnection,
  type Server,
  sleep,
  startServer,
  type StreamReader,
  type StreamWriter,
  timeout,
  TimeoutError,
} from "#index";
import { noHandleLeft } from "../../tests/no-handle-left.ts";
import { portOf } from "../../tests/port-of.ts";
import { bytes, text } from "../../tests/readers.ts";
import { worlds, type TestWorld } from "../../tests/worlds.ts";

noHandleLeft();

/** Both ends of a connection. */
interface Pair {
  readonly reader: StreamReader;
  readonly writer: StreamWriter;
  readonly peer: { readonly reader: StreamReader; readonly writer: StreamWriter };
}

/** Run `body` with a connection, of which nothing is left afterwards. */
function connected(world: TestWorld, body: (pair: Pair) => Promise<void>): () => Promise<void> {
  return () =>
    world.run(async () => {
      const accepted = createFuture<Pair["peer"]>();
      const over = createFuture<void>();
      const server: Server = await startServer(
        async (reader, writer) => {
          accepted.setResult({ reader, writer });
          await over;
        },
        "127.0.0.1",
        0,
      );
      const [reader, writer] = await openConnection("127.0.0.1", portOf(server));
      const peer = await accepted;
      try {
        await body({ reader, writer, peer });
      } finally {
        over.setResult();
        for (const { transport } of [writer, peer.writer]) transport.abort();
        server.close();
        await server.waitClosed();
      }
    });
}

/** Write for ever. */
async function endless(writer: StreamWriter): Promise<never> {
  for (;;) {
    writer.write(new Uint8Array(65_536));
    await writer.drain();
  }
}

describe.each(worlds)("StreamWriter in the $name world", (world) => {
  it(
    "drain() does not yield while there is room",
    connected(world, async ({ writer }) => {
      let otherRan = false;
      createTask(async () => void (otherRan = true));
      writer.write(bytes("small"));

      await writer.drain();

      expect(otherRan).toBe(false);
    }),
  );

  it(
    "drain() stops who writes to a peer that does not read, and lets go when it does",
    connected(world, async (pair) => {
      const { writer, peer } = pair;
      let written = 0;
      const writing = createTask(async () => {
        for (; written < 400; written++) {
          writer.write(new Uint8Array(65_536));
          await writer.drain();
        }
        writer.writeEof();
      });
      await sleep(0.1);
      expect(written).toBeLessThan(400);

      let read = 0;
      for (let data = await peer.reader.read(65_536); data.length > 0; data = await peer.reader.read(65_536)) {
        read += data.length;
      }

      await writing;
      expect(read).toBe(400 * 65_536);
    }),
  );

  it(
    "drain() of several tasks at once wakes all of them (gh-74116)",
    connected(world, async ({ writer, peer }) => {
      writer.write(new Uint8Array(10_000_000));
      const tasks = [1, 2, 3].map(() => createTask(() => writer.drain()));
      await sleep(0);
      expect(tasks.map((task) => task.done())).toEqual([false, false, false]);

      await peer.reader.readexactly(10_000_000);

      expect(await gather(...tasks)).toHaveLength(3);
    }),
  );

  it(
    "an endless writer sees that its peer is gone (asyncio#263)",
    connected(world, async ({ writer, peer }) => {
      const writing = createTask(() => endless(writer));
      await sleep(0);

      peer.writer.transport.abort();

      await expect(timeout(30).run(() => writing)).rejects.toMatchObject({
        code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/) as string,
      });
    }),
  );

  it(
    "an endless writer sees that it was closed itself",
    connected(world, async ({ writer }) => {
      writer.transport.abort();

      await expect(timeout(30).run(() => endless(writer))).rejects.toMatchObject({
        message: expect.stringMatching(/^Connection lost\n/),
        code: "ECONNRESET",
      });
    }),
  );

  it(
    "drain() throws what has ended the stream",
    connected(world, async ({ reader, writer }) => {
      reader.setException(new RangeError("broken"));

      await expect(createTask(() => writer.drain())).rejects.toEqual(new RangeError("broken"));
    }),
  );

  it(
    "a late answer arrives after writeEof() (node#49073)",
    connected(world, async ({ reader, writer, peer }) => {
      writer.write(bytes("question"));
      writer.writeEof();
      expect(text(await peer.reader.read())).toBe("question");
      await sleep(0.01);

      peer.writer.write(bytes("answer"));
      peer.writer.close();

      expect(text(await reader.read())).toBe("answer");
      expect(() => writer.write(bytes("more"))).toThrow("Cannot call write() after write_eof()");
    }),
  );

  it(
    "waitClosed() ends after close(), with unread data, too",
    connected(world, async ({ reader, writer, peer }) => {
      peer.writer.write(bytes("unread"));
      await peer.writer.drain();
      await sleep(0.01);

      writer.close();

      await timeout(30).run(() => writer.waitClosed());
      expect(text(await reader.read())).toBe("unread");
    }),
  );

  it(
    "waitClosed() ends after abort() (gh-83939)",
    connected(world, async ({ writer }) => {
      writer.write(new Uint8Array(10_000_000));
      writer.transport.abort();

      expect(await timeout(30).run(() => writer.waitClosed())).toBe(undefined);
    }),
  );

  it(
    "waitClosed() that gives up leaves the others waiting",
    connected(world, async ({ writer }) => {
      const [first, second] = [1, 2].map(() => createTask(() => writer.waitClosed()));
      await expect(timeout(0.01).run(() => writer.waitClosed())).rejects.toThrow(TimeoutError);
      first?.cancel();
      await expect(first).rejects.toThrow(CancelledError);
      expect(second?.done()).toBe(false);

      writer.close();

      await second;
    }),
  );

  it(
    "takes bytes only",
    connected(world, async ({ writer }) => {
      expect(() => writer.write("text" as unknown as Uint8Array)).toThrow("not a string");
      expect(() => writer.writelines([bytes("a"), 7 as unknown as Uint8Array])).toThrow("not 7");
    }),
  );

  it(
    "shows its transport and reader",
    connected(world, async ({ writer }) => {
      expect(String(writer)).toMatch(/^<StreamWriter transport=<.*> reader=<StreamReader transport=<.*>>>$/);
    }),
  );

  it(
    "a line over the limit is thrown away, and the next one is read",
    connected(world, async ({ reader, peer }) => {
      peer.writer.write(bytes(`${"x".repeat(100_000)}\nnext\n`));
      await peer.writer.drain();

      await expect(createTask(() => reader.readline())).rejects.toThrow(/^Separator is (not )?found, (and|but) chunk/);
      peer.writer.close();
      expect(text(await reader.read())).toMatch(/next\n$/);
    }),
  );
});
