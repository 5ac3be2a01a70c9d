import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import {
  createServer,
  openConnection,
  Protocol,
  run,
  sleep,
  startServer,
  StreamReader,
  StreamReaderProtocol,
} from "#index";
import { type Probe, simulateNetwork, simulatedWorld, virtualLoop } from "#testing";

/** How the steps tell of themselves in which a segment arrives, and whether something was met that never does. */
function listening(): { readonly probe: Probe; readonly segments: string[]; unseen: number } {
  const heard = { segments: [] as string[], unseen: 0, probe: {} as Probe };
  let isSegment = false;
  const tell = (what: string) => (): void => void (isSegment && heard.segments.push(what));
  heard.probe = {
    turn: ({ kind, title }) => void (isSegment = kind === "arrival" && title.includes("segment")),
    visible: tell("visible"),
    opaque: tell("opaque"),
    unseen: () => void (heard.unseen += 1),
  };
  return heard;
}

/** Send a line to a server, whose protocol `make` makes. */
async function received(make: () => Protocol): Promise<readonly string[]> {
  const { probe, segments } = listening();
  await run(
    async () => {
      await createServer(make, "127.0.0.1", 80);
      const [, writer] = await openConnection("127.0.0.1", 80);
      writer.write(new TextEncoder().encode("hello\n"));
      await sleep(1);
    },
    { loopFactory: virtualLoop({ world: simulatedWorld(), probe }) },
  );
  return segments;
}

describe("the step in which a segment arrives", () => {
  const streams = (): StreamReaderProtocol => new StreamReaderProtocol(new StreamReader());

  it("tells all that it touches, where a stream takes it", async () => {
    expect(await received(streams)).toEqual(["visible"]);
  });

  it("may touch anything, where a protocol of the user takes it", async () => {
    expect(await received(() => new Protocol())).toEqual(["visible", "opaque"]);
  });

  it("may touch anything, where a subclass of timeloom's own protocol takes it", async () => {
    class Own extends StreamReaderProtocol {}

    expect(await received(() => new Own(new StreamReader()))).toEqual(["visible", "opaque"]);
  });
});

describe("a simulated network", () => {
  const main = async (): Promise<void> => {
    await startServer((_, writer) => writer.close(), "127.0.0.1", 80);
    await sleep(0);
  };

  it("tells of itself, unless Node's own sockets are on it", async () => {
    using _ = simulateNetwork();
    const [streams, sockets] = [listening(), listening()];
    const world = simulatedWorld();
    await run(main, { loopFactory: virtualLoop({ world, probe: streams.probe }) });
    await run(
      async () => {
        await main();
        const socket = connect(80, "127.0.0.1");
        await new Promise((resolve) => socket.on("close", resolve).resume());
      },
      { loopFactory: virtualLoop({ world, probe: sockets.probe }) },
    );

    expect(streams.unseen).toBe(0);
    expect(sockets.unseen).toBeGreaterThan(0);
  });
});
