import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createConnection,
  createServer,
  createTask,
  type ReadableFile,
  sendfile,
  SendfileNotAvailableError,
  type Task,
  ValueError,
} from "#index";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

const folder = mkdtempSync(join(tmpdir(), "timeloom-"));
const content = Array.from({ length: 100_000 }, (_, i) => String(i % 10)).join("");
let file: FileHandle;

beforeAll(async () => {
  writeFileSync(join(folder, "file"), content);
  file = await open(join(folder, "file"));
});
afterAll(async () => {
  await file.close();
  rmSync(folder, { recursive: true });
});

function inMemory(text: string): ReadableFile {
  const bytes = new TextEncoder().encode(text);
  return {
    read: async (buffer, offset, length, position) => {
      const piece = bytes.subarray(position, position + length);
      buffer.set(piece, offset);
      return { bytesRead: piece.length };
    },
  };
}

describe.each(worlds)("sendfile() in the $name world", (world) => {
  const test = (body: (sender: Peer, receiver: Peer) => Promise<void>) => () =>
    world.run(async () => {
      const receiver = new Peer();
      const server = await createServer(() => receiver, "127.0.0.1", 0);
      const [transport, sender] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server));
      await body(sender, receiver);
      transport.close();
      await sender.lost;
      await receiver.lost;
      server.close();
      await server.waitClosed();
    });

  it.each([
    ["a whole file", [], content],
    ["the rest of a file", [99_990], content.slice(99_990)],
    ["a part of a file", [10, 20_000], content.slice(10, 20_010)],
    ["what is there of a part", [99_990, 1_000], content.slice(99_990)],
    ["nothing behind the end", [200_000], ""],
  ] as const)("sends %s", (_, [offset, count], expected) =>
    test(async (sender, receiver) => {
      const source = world.isReal ? file : inMemory(content); // a file of the host is not of a simulated world
      expect(await sendfile(sender.transport, source, offset, count)).toBe(expected.length);

      expect(await receiver.receives(expected.length)).toBe(expected);
      expect(sender.transport.getProtocol()).toBe(sender);
    })(),
  );

  it(
    "keeps to the high-water mark, and receives nothing for its protocol meanwhile",
    test(async (sender, receiver) => {
      receiver.transport.pauseReading();
      sender.transport.setWriteBufferLimits({ high: 1_000 });
      const big = { read: async (buffer: Uint8Array) => ({ bytesRead: buffer.length }) };
      const sending = createTask(sendfile(sender.transport, big, 0, 20_000_000));
      receiver.write("for later");
      while (sender.transport.getWriteBufferSize() === 0) await createTask(async () => undefined);
      expect(sender.transport.getWriteBufferSize()).toBeLessThan(100_000);
      expect(sender.text).toBe("");

      receiver.transport.resumeReading();

      expect(await sending).toBe(20_000_000);
      await receiver.receives(20_000_000);
      expect(await sender.receives(9)).toBe("for later");
    }),
  );

  it(
    "fails if the connection ends meanwhile",
    test(async (sender, receiver) => {
      receiver.transport.pauseReading();
      const big = { read: async (buffer: Uint8Array) => ({ bytesRead: buffer.length }) };
      const sending = createTask(sendfile(sender.transport, big, 0, 50_000_000));
      while (sender.transport.getWriteBufferSize() === 0) await createTask(async () => undefined);

      sender.transport.abort();
      receiver.transport.abort();

      await expect(sending).rejects.toThrow(/^Connection (is )?closed by peer\n {2}hint: /);
    }),
  );

  it(
    "is no system call",
    test(async (sender) => {
      const failing = createTask(sendfile(sender.transport, file, 0, null, { fallback: false }));

      await expect(failing).rejects.toBeInstanceOf(SendfileNotAvailableError);
      await expect(failing).rejects.toThrow(/^sendfile syscall is not supported\n {2}hint: /);
    }),
  );

  it(
    "refuses what is no file, no part of a file, and a transport that is closing",
    test(async (sender) => {
      const refused = (...args: readonly unknown[]): Task<number> =>
        createTask(() => sendfile(...([sender.transport, ...args] as unknown as Parameters<typeof sendfile>)));

      await expect(refused("file")).rejects.toThrow(/^file should be opened in binary mode: got "file"\n/);
      await expect(refused(file, -1)).rejects.toBeInstanceOf(ValueError);
      await expect(refused(file, 0, 0)).rejects.toThrow(/^Invalid count: 0\n/);
      sender.transport.close();
      await expect(refused(file)).rejects.toThrow(/^Transport is closing\n {2}hint: /);
    }),
  );
});
