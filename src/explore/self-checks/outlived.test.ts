import { MessageChannel, Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { type Awaitable, coroutine, createTask, gather, sleep } from "#index";
import { type Certificate, describeCertificate, exhaustive, explore, fakeGlobals, simulate } from "#testing";

/** Captured before anybody fakes them, as many packages do. */
const { setTimeout: realTimeout, setImmediate: realImmediate } = globalThis;

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of undo.splice(0)) await close();
});

const api = simulate({ read: async () => 1 });

/** Two orders, and what `begin` begins, in both styles. */
const styles = {
  "an async function": (begin: () => unknown) => async (): Promise<void> => {
    begin();
    await gather(
      () => api.read(),
      () => api.read(),
    );
  },
  "a generator": (begin: () => unknown) =>
    coroutine(function* () {
      begin();
      yield* gather(
        () => api.read(),
        () => api.read(),
      );
    }),
} as const;

const search = (body: () => Awaitable<void> | Promise<void>): Promise<Certificate> =>
  explore(body, { strategy: exhaustive() });

function timer(ms: number): NodeJS.Timeout {
  const set = setTimeout(() => undefined, ms);
  undo.push(() => clearTimeout(set));
  return set;
}

function channel(): MessageChannel {
  const made = new MessageChannel();
  undo.push(() => made.port1.close());
  made.port1.on("message", () => undefined);
  made.port2.postMessage("later");
  return made;
}

const begun: Readonly<Record<string, readonly [what: string, begin: () => unknown]>> = {
  "setTimeout()": ["real timer", () => timer(1)],
  "setInterval()": [
    "real timer",
    () => {
      const interval = setInterval(() => undefined, 1);
      undo.push(() => clearInterval(interval));
    },
  ],
  "a setTimeout() that is unreferenced": ["real timer", () => timer(1).unref()],
  "setImmediate()": ["real immediate", () => setImmediate(() => undefined)],
  "AbortSignal.timeout()": ["real timer", () => AbortSignal.timeout(1)],
  "a MessageChannel": ["message port", channel],
  "a BroadcastChannel": [
    "message port",
    () => {
      const made = new BroadcastChannel("outlived");
      undo.push(() => made.close());
    },
  ],
  "a Worker": [
    "worker",
    () => {
      const worker = new Worker("", { eval: true });
      undo.push(() => worker.terminate());
    },
  ],
};

const over: Readonly<Record<string, () => unknown>> = {
  "a timer that is cleared": () => clearTimeout(timer(1)),
  "an immediate that is cleared": () => clearImmediate(setImmediate(() => undefined)),
  "a MessageChannel that is closed": () => channel().port1.close(),
  "a MessageChannel that nobody listens to": () => new MessageChannel().port2.postMessage("x"),
  "words on the console": () => console.log("hello"),
};

describe.each(Object.entries(styles))("a search over %s", (_style, around) => {
  it.each(Object.entries(begun))("does not prove what %s does after the end", async (_name, [what, begin]) => {
    const certificate = await search(around(begin));

    expect(certificate.claim).toEqual({ kind: "bounded-proof", bound: `1 ${what} that outlives the body` });
    expect(certificate.outlived).toEqual([
      { what, count: 1, places: [expect.stringMatching(/outlived\.test\.ts:\d+$/) as string] },
    ]);
    await expect(explore(around(begin), { strategy: exhaustive(), require: "proof" })).rejects.toThrow(
      'Required "proof", got "bounded-proof"',
    );
  });

  it.each(Object.entries(over))("is a proof after %s", async (_name, begin) => {
    const { claim, outlived } = await search(around(begin));

    expect([claim.kind, outlived]).toEqual(["proof", undefined]);
  });

  it("is a proof with a timer on loop time", async () => {
    const globals = fakeGlobals();
    undo.push(() => globals.restore());

    const { claim, outlived } = await search(around(() => setTimeout(() => undefined, 1)));

    expect([claim.kind, outlived]).toEqual(["proof", undefined]);
  });
});

describe("what outlived the body", () => {
  it("is named by kind and place, with what to do", async () => {
    const certificate = await search(
      styles["an async function"](() => {
        timer(1);
        timer(2);
        channel();
      }),
    );

    expect(describeCertificate(certificate)).toMatch(
      new RegExp(
        "\\noutlived  2 real timers outlived the body: outlived\\.test\\.ts:\\d+; put them on loop time with fakeGlobals\\(\\)" +
          "\\noutlived  1 message port outlived the body: outlived\\.test\\.ts:\\d+; put it behind simulate\\(\\)$",
      ),
    );
  });

  it("is what was captured before the globals were faked", async () => {
    const globals = fakeGlobals();
    undo.push(() => globals.restore());

    const { outlived } = await search(
      styles["a generator"](() => {
        const set = realTimeout(() => undefined, 1);
        undo.push(() => clearTimeout(set));
        realImmediate(() => undefined);
      }),
    );

    expect(outlived?.map(({ what }) => what)).toEqual(["real timer", "real immediate"]);
  });

  it("is not what a leftover task clears when it is cancelled", async () => {
    const { claim, outlived } = await search(async () => {
      createTask(async () => {
        const set = timer(1);
        try {
          await sleep(1);
        } finally {
          clearTimeout(set);
        }
      });
      await gather(
        () => api.read(),
        () => api.read(),
      );
    });

    expect([claim.kind, outlived]).toEqual(["proof", undefined]);
  });
});
