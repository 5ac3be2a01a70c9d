import { describe, expect, it } from "vitest";
import { createTask, getRunningLoop, openConnection, type Server, sleep, startServer, type StreamWriter } from "#index";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

const serving = (): Promise<Server> =>
  createTask(
    startServer(
      async (reader, writer) => {
        await reader.read();
        writer.close();
        await writer.waitClosed();
      },
      "127.0.0.1",
      0,
    ),
  ).then((server) => server);

describe.each(worlds)("a Server that is closed while something happens in the $name world", (world) => {
  it("lets waitClosed() end when its last connection is closed in the same iteration", () =>
    world.run(async () => {
      const server = await serving();
      const waiting = createTask(server.waitClosed());
      const [, writer] = await openConnection("127.0.0.1", portOf(server));
      await sleep(0.01);
      expect(waiting.done()).toBe(false);

      getRunningLoop().callSoon(() => server.close());
      getRunningLoop().callSoon(() => writer.close());

      await server.waitClosed();
      expect(await waiting).toBe(undefined);
      await writer.waitClosed();
    }));

  it("lets waitClosed() end whenever a connection comes in, and reports nothing", () =>
    world.run(async () => {
      const reports: unknown[] = [];
      getRunningLoop().setExceptionHandler((_, report) => reports.push(report));
      for (let turns = 0; turns < 10; turns++) {
        const server = await serving();
        const connecting = createTask(openConnection("127.0.0.1", portOf(server)));
        for (let i = 0; i < turns; i++) await sleep(0);

        server.close();

        const writer = await connecting.then(
          ([, connected]): StreamWriter | undefined => connected,
          (error: unknown) => {
            expect(error).toMatchObject({ syscall: expect.any(String) as string });
            return undefined;
          },
        );
        writer?.close();
        await server.waitClosed();
      }
      expect(reports).toEqual([]);
    }));
});
