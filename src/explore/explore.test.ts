import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Explorable } from "#explore/explorable";
import { explore as exploreOn } from "#explore/explore";
import type { SearchHost } from "#explore/search-host";
import type { ExploreSettings } from "#explore/explore-settings";
import { coroutine, createTask, gather, run, sleep, type Wait } from "#index";
import {
  type Certificate,
  ClaimError,
  exhaustive,
  explore,
  InconclusiveError,
  NondeterminismError,
  type Progress,
  RaceError,
  random,
  simulate,
} from "#testing";

const answer = coroutine(function* () {
  return 42;
});

/** Three calls that complete in any order. */
function* threeCalls(): Generator<Wait, void, void> {
  const ask = simulate(answer);
  yield* gather(ask(), ask(), ask());
}

/** A host that does what a test tells it. */
function hostOf(parts: Partial<SearchHost> = {}): SearchHost {
  return {
    heapUsed: () => 0,
    onInterrupt: () => () => undefined,
    show: () => undefined,
    shown: () => undefined,
    ...parts,
  };
}

async function certificateOf(body: Explorable, settings: ExploreSettings, host = hostOf()): Promise<Certificate> {
  const result = await exploreOn(body, settings, host);
  if (result.kind === "failed") throw new Error(result.finding.failure.message);
  return result.certificate;
}

describe("explore() rejects", () => {
  it("if the certificate claims less than required, and hands it out", async () => {
    const rejected = explore(threeCalls, { require: "proof", executions: 5 });

    await expect(rejected).rejects.toBeInstanceOf(ClaimError);
    await expect(rejected).rejects.toThrow(
      /^Required "proof", got .+ after 5 executions: no more executions were allowed\n/,
    );
    await expect(rejected).rejects.toMatchObject({ certificate: { executions: 5, ended: "executions" } });
  });

  it("if a proof is required and there is nothing to choose", async () => {
    await expect(explore(() => sleep(1), { require: "sample" })).rejects.toThrow(
      "got nothing after 1 execution: no choices at `env`; try `jitter` or `simulate(…)`",
    );
  });

  it("not if the certificate claims more than required", async () => {
    const { claim } = await explore(threeCalls, { require: "sample", strategy: exhaustive() });

    expect(claim.kind).toBe("proof");
  });

  it("if the first execution meets a limit, and names who kept the loop busy", async () => {
    const rejected = explore(
      function* () {
        yield* createTask(
          function* () {
            for (;;) yield* sleep(1);
          },
          { name: "ticker" },
        );
      },
      { maxTime: 100 },
    );

    await expect(rejected).rejects.toBeInstanceOf(InconclusiveError);
    await expect(rejected).rejects.toMatchObject({ time: 100, spinning: ["ticker"] });
  });

  it("with the order that fails", async () => {
    const rejected = explore(async () => {
      const ask = simulate(answer);
      let first = "";
      const call = async (name: string): Promise<void> => {
        await ask();
        first ||= name;
      };
      await gather(
        () => call("a"),
        () => call("b"),
      );
      if (first === "b") throw new Error("b overtook a");
    });

    await expect(rejected).rejects.toBeInstanceOf(RaceError);
    await expect(rejected).rejects.toMatchObject({
      finding: { level: "env", failure: { check: "body" }, schedule: [{ at: "main.0.x0@1", value: "main.1.x0@1" }] },
    });
  });

  it("if two executions in one order differ", async () => {
    let runs = 0;
    await expect(explore(() => sleep(runs++))).rejects.toBeInstanceOf(NondeterminismError);
  });

  it("with the order in which a swept task breaks a check", async () => {
    const rejected = explore(
      async () => {
        try {
          await sleep(1);
        } catch {
          await sleep(0);
          throw new Error("clean-up failed");
        }
      },
      { sweeps: ["cancel"] },
    );

    await expect(rejected).rejects.toMatchObject({
      finding: { strategy: "sweep(cancel)", schedule: [{ at: "main@2", value: "cancel" }] },
    });
  });

  it("inside of a running loop", async () => {
    await expect(run(() => explore(threeCalls))).rejects.toThrow(
      /^explore\(\) cannot be called from a running event loop\n {2}hint: /,
    );
  });

  it("what is no function", async () => {
    await expect(explore(answer() as never)).rejects.toThrow(
      "explore() needs a function, got <coroutine object coroutine>\n  hint: it is called once per execution",
    );
    await expect(explore(7 as never)).rejects.toThrow(/^explore\(\) needs a function, got 7\n {2}hint: /);
  });
});

describe("the search of explore() ends", () => {
  const endless: ExploreSettings = { strategy: random(), executions: Infinity };

  it("when its time is used up", async () => {
    expect(await explore(threeCalls, { ...endless, time: 0.02 })).toMatchObject({
      ended: "time",
      claim: { kind: "sample" },
    });
  });

  it("when the heap is larger than allowed, after one execution at least", async () => {
    const host = hostOf({ heapUsed: () => 1_000 });

    expect(await certificateOf(threeCalls, { ...endless, memory: 1_000 }, host)).toMatchObject({
      ended: "memory",
      executions: 1,
    });
  });

  it("when the user interrupts it, with the certificate so far, and does not listen any more", async () => {
    const log: string[] = [];
    const host = hostOf({
      onInterrupt(interrupt) {
        setImmediate(interrupt);
        return () => log.push("stopped listening");
      },
    });

    expect(await certificateOf(threeCalls, { ...endless, time: 60 }, host)).toMatchObject({
      ended: "interrupted",
      claim: { kind: "sample" },
    });
    expect(log).toEqual(["stopped listening"]);
  });

  it("without listening any more if the body fails or waits outside", async () => {
    let listening = 0;
    const host = hostOf({
      onInterrupt() {
        listening += 1;
        return () => (listening -= 1);
      },
    });

    await exploreOn(() => Promise.reject(new Error("broken")), {}, host);
    await expect(exploreOn(async () => void (await readFile("package.json")), {}, host)).rejects.toThrow(
      "waits outside the loop",
    );

    expect(listening).toBe(0);
  });

  it("when its signal is aborted; one that is aborted before keeps it from beginning", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 0);

    const certificate = await explore(threeCalls, { ...endless, signal: controller.signal });

    expect(certificate).toMatchObject({ ended: "interrupted" });
    await expect(explore(threeCalls, { signal: controller.signal })).rejects.toThrow("enough");
  });
});

describe("the progress of explore()", () => {
  it("is told every now and then", async () => {
    const controller = new AbortController();
    const told: Progress[] = [];

    await explore(threeCalls, {
      strategy: random(),
      executions: Infinity,
      signal: controller.signal,
      onProgress(progress) {
        if (progress.choices > 0) told.push(progress); // on a slow machine the first may come before an execution has ended
        if (told.length === 2) controller.abort();
      },
    });

    const [first, second] = told;
    expect(first).toMatchObject({ phase: "searching", most: Infinity, inconclusive: 0, strategy: "random" });
    expect(first?.choices).toBeGreaterThan(0);
    expect(second?.executions).toBeGreaterThan(first?.executions ?? Infinity);
    expect(second?.elapsed).toBeGreaterThan(first?.elapsed ?? Infinity);
    expect(second?.perSecond).toBeCloseTo((second?.executions ?? 0) / (second?.elapsed ?? 0));
  });

  it("lets two explorations at once come to their ends", async () => {
    const certificates = await Promise.all([
      explore(threeCalls, { strategy: exhaustive() }),
      explore(async () => void (await gather(simulate(answer)(), simulate(answer)())), { strategy: exhaustive() }),
    ]);

    expect(certificates.map(({ claim }) => claim.kind)).toEqual(["proof", "proof"]);
  });

  it("notices what outlives an execution: the very first one differs from the next", async () => {
    let cache: string | undefined;
    const body = async (): Promise<void> => {
      const store = simulate({ load: async () => "loaded" });
      cache ??= await store.load();
    };

    await expect(explore(body)).rejects.toThrow(NondeterminismError);
  });
});
