import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  coroutine,
  createTask,
  gather,
  getRunningLoop,
  openConnection,
  openUnixConnection,
  type Server,
  sleep,
  startServer,
  startUnixServer,
  type StreamReader,
  type StreamWriter,
  type Wait,
} from "#index";
import { noHandleLeft } from "../../tests/no-handle-left.ts";
import { portOf } from "../../tests/port-of.ts";
import { bytes, text } from "../../tests/readers.ts";
import { worlds } from "../../tests/worlds.ts";

noHandleLeft();

type Client = [reader: StreamReader, writer: StreamWriter];

/** Answers each line with itself, up to the end. */
async function echo(reader: StreamReader, writer: StreamWriter): Promise<void> {
  for await (const line of reader) writer.write(line);
  writer.close();
}

/** What `client` gets back for `lines`. */
async function echoed([reader, writer]: Client, ...lines: readonly string[]): Promise<string> {
  writer.writelines(lines.map((line) => bytes(`${line}\n`)));
  await writer.drain();
  writer.writeEof();
  const answer = text(await reader.read());
  writer.close();
  await writer.waitClosed();
  return answer;
}

async function close(server: Server): Promise<void> {
  server.close();
  await server.waitClosed();
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "timeloom-streams-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(worlds)("streams in the $name world", (world) => {
  it("connect a client to a server", () =>
    world.run(async () => {
      const server = await startServer(echo, "127.0.0.1", 0);

      const client = await openConnection("127.0.0.1", portOf(server));

      expect(client[1].getExtraInfo("peername")).toMatchObject({ address: "127.0.0.1", port: portOf(server) });
      expect(client[1].getExtraInfo("nothing")).toBe(null);
      expect(client[1].canWriteEof()).toBe(true);
      expect(await echoed(client, "one", "two")).toBe("one\ntwo\n");
      expect(client[0].atEof()).toBe(true);
      expect(client[1].isClosing()).toBe(true);
      await close(server);
    }));

  it("connect through a Unix socket", () =>
    world.run(async () => {
      const path = join(folder, "socket");
      const server = await startUnixServer(echo, path);

      expect(await echoed(await openUnixConnection(path), "one")).toBe("one\n");
      await close(server);
    }));

  const servers = {
    "an async function": echo,
    "a function that returns a promise": (reader: StreamReader, writer: StreamWriter) => echo(reader, writer),
    "a generator function": function* (reader: StreamReader, writer: StreamWriter): Generator<Wait, void, void> {
      writer.write(yield* reader.read());
      writer.close();
    },
    "a coroutine function": coroutine(echo),
    "a function that returns nothing": (reader: StreamReader, writer: StreamWriter): void => {
      createTask(() => echo(reader, writer));
    },
  };

  it.each(Object.entries(servers))("are served by %s", (_, clientConnected) =>
    world.run(async () => {
      const server = await startServer(clientConnected, "127.0.0.1", 0);

      expect(await echoed(await openConnection("127.0.0.1", portOf(server)), "line")).toBe("line\n");
      await close(server);
    }),
  );

  it("serve many clients at once", () =>
    world.run(async () => {
      const server = await startServer(echo, "127.0.0.1", 0);
      const client = async (_: unknown, number: number): Promise<string> =>
        echoed(await openConnection("127.0.0.1", portOf(server)), `${number}`);

      const answers = await gather(...Array.from({ length: 50 }, client).map((promise) => promise));

      expect(answers).toEqual(Array.from({ length: 50 }, (__, number) => `${number}\n`));
      await close(server);
    }));

  it("tell the loop when what serves a client throws, and close its connection", () =>
    world.run(async () => {
      const reports: unknown[] = [];
      getRunningLoop().setExceptionHandler((loop, context) => reports.push(context));
      const exception = new RangeError("oops");
      const server = await startServer(
        (): void => {
          throw exception;
        },
        "127.0.0.1",
        0,
      );

      const [reader, writer] = await openConnection("127.0.0.1", portOf(server));

      expect(text(await reader.read())).toBe("");
      expect(reports).toMatchObject([{ message: "Unhandled exception in client_connected_cb", exception }]);
      writer.close();
      await close(server);
    }));

  it("close the connection of a client whose task is cancelled, and report nothing", () =>
    world.run(async () => {
      const reports: unknown[] = [];
      getRunningLoop().setExceptionHandler((loop, context) => reports.push(context));
      const server = await startServer(
        async () => {
          await sleep(0);
          throw new (await import("#index")).CancelledError();
        },
        "127.0.0.1",
        0,
      );

      const [reader, writer] = await openConnection("127.0.0.1", portOf(server));

      expect(text(await reader.read())).toBe("");
      expect(reports).toEqual([]);
      writer.close();
      await close(server);
    }));

  it("refuse what is wrong before they open anything", () =>
    world.run(async () => {
      expect(() => startServer("echo" as unknown as typeof echo, "127.0.0.1", 0)).toThrow(
        'clientConnected must be a function, got "echo"\n  hint: startServer(async (reader, writer) => { … }, host, port)',
      );
      expect(() => startServer(echo, "127.0.0.1", 0, { limit: 0 })).toThrow("Limit cannot be <= 0");
      await expect(createTask(openConnection("127.0.0.1", 1, { limit: 0 }))).rejects.toThrow("Limit cannot be <= 0");
      const misspelt = openConnection("127.0.0.1", 1, { limt: 1 } as object);
      await expect(createTask(misspelt)).rejects.toThrow("Unknown option of openConnection(): limt");
    }));

  it("give the error of Node where nobody listens", () =>
    world.run(async () => {
      const server = await startServer(echo, "127.0.0.1", 0);
      const port = portOf(server);
      await close(server);

      await expect(createTask(openConnection("127.0.0.1", port))).rejects.toMatchObject({ code: "ECONNREFUSED", port });
    }));
});
