import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { openConnection, startServer, timeout } from "#index";
import { explore, fakeGlobals, network, onHost, RaceError, simulatedWorld, type World } from "#testing";
import type { Recording } from "#explore/recording/trace";
import { RunLanes } from "#report/run-lanes";

const request = "POST /orders/7/charge HTTP/1.1\r\n";

function worldWith(faults: Parameters<typeof simulatedWorld>[0]): World {
  return simulatedWorld({ hosts: { web: {}, pay: {} }, link: { latency: [0.01] }, ...faults });
}

/** A service that counts what it is told to charge, and a shop that sends its order again if the answer does not come. */
async function shop(): Promise<void> {
  let charges = 0;
  await onHost("pay", () =>
    startServer(
      async (reader, writer) => {
        const order = await reader.readline();
        if (order.length > 0) charges += 1;
        writer.write(Buffer.from("HTTP/1.1 200 OK\r\n"));
        writer.close();
      },
      null,
      80,
    ),
  );
  const charge = async (): Promise<void> =>
    await timeout(5).run(async () => {
      const [reader, writer] = await openConnection("pay", 80);
      writer.write(Buffer.from(request));
      const answer = await reader.readline();
      writer.close();
      if (answer.length === 0) throw new Error("no answer");
    });
  await charge().catch(charge);
  assert.equal(charges, 1, `charged ${charges} times`);
}

function isLoss({ value }: { readonly value: string | number }): boolean {
  return value === "loseReply";
}

async function recorded(body: () => Promise<void>, world: World): Promise<Recording> {
  const error: unknown = await explore(body, { world, executions: 200 }).catch((failure: unknown) => failure);
  assert.ok(error instanceof RaceError && error.runs.failing !== undefined, String(error));
  return error.runs.failing;
}

describe("the recording of a run on a network", () => {
  it("tells what crossed it, from which step, how large it was, and the host of each step", async () => {
    const { steps, crossings } = await recorded(shop, worldWith({ faults: ["loseReply"] }));
    const told = Array.from(crossings, ([at, { label, what, from, to, bytes, fault, state, sentAt }]) => {
      expect(steps[at]?.host).toBe(to);
      expect(steps[sentAt ?? -1]?.host).toBe(from);
      return [label ?? what, `${from} → ${to}`, bytes, fault, state];
    });

    expect(told.slice(0, 4)).toEqual([
      ["request to connect", "web → pay", 0, undefined, undefined],
      ["connection", "pay → web", 0, undefined, undefined],
      ["POST /orders/7/charge", "web → pay", request.length, undefined, undefined],
      ["200 OK", "pay → web", 17, "loseReply", "lost"],
    ]);
  });

  it("marks the departure at the step in which a reply is lost, not where the sender gives up", async () => {
    const { steps, crossings } = await recorded(shop, worldWith({ faults: ["loseReply"] }));
    // Time may pass beside it, which has a mark of its own.
    const marked = steps.flatMap(({ deviations }, at) => (deviations.some(isLoss) ? [at] : []));

    expect(marked.map((at) => [crossings.get(at)?.state, steps[at]?.time.toFixed(2)])).toEqual([["lost", "0.03"]]);
  });

  it.each([
    ["reset", undefined],
    ["cut", "held up"],
    ["slow", "delayed"],
  ] as const)("marks a fault: %s", async (fault, state) => {
    const { crossings } = await recorded(shop, worldWith({ faults: [fault] }));
    const faulty = [...crossings.values()].filter((crossing) => crossing.fault !== undefined);

    expect([faulty[0]?.fault, faulty[0]?.state]).toEqual([fault === "slow" ? "slowed" : fault, state]);
  });

  it("tells what a partition holds up", async () => {
    const body = async (): Promise<void> => {
      network.partition("web", "pay");
      await openConnection("pay", 80).catch(() => undefined);
      throw new Error("nobody reaches it");
    };
    const { crossings } = await recorded(body, worldWith({}));

    expect(Array.from(crossings.values(), ({ what, state }) => [what, state])).toEqual([
      ["request to connect", "held up"],
    ]);
  });

  it("tells what the body does to hosts, in their lanes, and from which step", async () => {
    const body = async (): Promise<void> => {
      const pay = network.host("pay");
      await pay.run(() => startServer((_, writer) => writer.close(), null, 80));
      network.partition("web", "pay");
      network.heal("web", "pay");
      network.partition("web", "pay", { oneWay: true });
      network.heal();
      pay.crash();
      await pay.restart();
      network.calm();
      throw new Error("it is over");
    };
    const recording = await recorded(body, worldWith({}));
    const { steps } = recording;
    const told = steps.filter(({ path }) => path.startsWith("host "));
    const lanes = new RunLanes(recording);

    expect(told.map(({ host, says }) => [host, says])).toEqual([
      ["web", "web and pay lose each other"],
      ["web", "web and pay reach each other again"],
      ["web", "web no longer reaches pay"],
      ["web", "all hosts reach each other again"],
      ["pay", "pay crashes"],
      ["pay", "pay begins again"],
      ["web", "no faults from now on"],
    ]);
    expect(told.map((step) => lanes.of(step, steps.indexOf(step)))).toEqual(told.map(({ host }) => `host ${host}`));
    expect(new Set(told.map(({ wokenBy }) => steps[wokenBy ?? -1]?.path))).toEqual(new Set(["main"]));
  });

  it("tells that a clock is wrong where it is first read, with the mark of the choice", async () => {
    const body = async (): Promise<void> => {
      await onHost("pay", async () => assert.equal(Date.now(), 0));
    };
    const globals = fakeGlobals({ now: 0 });
    const world = worldWith({ hosts: { web: {}, pay: { clock: [0, 0.5] } } });
    const { steps } = await recorded(body, world).finally(() => globals.restore());
    const told = steps.filter(({ says }) => says !== undefined);

    expect(told.map(({ host, says, deviations }) => [host, says, deviations.map(({ value }) => value)])).toEqual([
      ["pay", "the wall clock is 0.5 s ahead", ["ahead-0.5"]],
    ]);
  });

  it("has lanes for the hosts, with the tasks that run there", async () => {
    const { all } = new RunLanes(await recorded(shop, worldWith({ faults: ["loseReply"] })));

    expect(all.slice(0, 2).map(({ name, host }) => [name, host])).toEqual([
      ["network", "web"],
      ["Task-1", "web"],
    ]);
    expect(new Set(all.map(({ host }) => host))).toEqual(new Set(["web", "pay"]));
  });

  it("knows of no hosts if nothing was sent", async () => {
    const { steps } = await recorded(() => Promise.reject(new Error("at once")), worldWith({}));

    expect(steps.map(({ host }) => host)).toEqual(steps.map(() => undefined));
  });
});
