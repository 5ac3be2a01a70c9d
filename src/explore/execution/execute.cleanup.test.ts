import { describe, expect, it } from "vitest";
import { createFuture, createTask, gather, sleep, type Task } from "#index";
import { exhaustive, explore, simulate } from "#testing";

describe("what a body leaves behind", () => {
  it("fails the execution if it fails while it is cleaned up", async () => {
    const body = async (): Promise<void> => {
      createTask(
        async () => {
          try {
            await createFuture();
          } finally {
            // oxlint-disable-next-line no-unsafe-finally -- what a cleanup does wrong
            throw new RangeError("cannot stop");
          }
        },
        { name: "server" },
      );
      await sleep(0);
    };

    await expect(explore(body)).rejects.toThrow(
      "unhandled exception during asyncio.run() shutdown: server failed with RangeError: cannot stop",
    );
  });

  it.each(["ab", "ba"])("is cleaned up in every order: %s is found", async (bad) => {
    const body = async (): Promise<void> => {
      const api = simulate({ a: async () => "a", b: async () => "b" });
      const order: string[] = [];
      const server = (name: "a" | "b"): Task<void> =>
        createTask(
          async () => {
            try {
              await createFuture();
            } finally {
              order.push(await api[name]());
              if (order.join("") === bad) await Promise.reject(new RangeError(bad));
            }
          },
          { name },
        );
      server("a");
      server("b");
      await sleep(0);
    };

    await expect(explore(body, { strategy: exhaustive() })).rejects.toMatchObject({
      finding: { failure: { check: "exception-never-retrieved", error: new RangeError(bad) } },
    });
  });

  it("is none of that if its failure is on its way to a handler", async () => {
    const body = async (): Promise<void> => {
      const api = simulate({ a: () => Promise.reject(new RangeError("no")), b: async () => 2 });
      void api.a().catch(() => 0);
      await api.b();
    };

    await expect(explore(body)).resolves.toMatchObject({ claim: { kind: "proof" } });
  });
});

describe("a lost wake-up of native promises", () => {
  it("is a deadlock with a schedule, as one of futures is", async () => {
    const body = async (): Promise<void> => {
      const api = simulate({ a: async () => undefined, b: async () => undefined });
      let wake = (): void => undefined;
      await gather(
        async () => {
          await api.a();
          await new Promise<void>((resolve) => (wake = resolve));
        },
        async () => {
          await api.b();
          wake();
        },
      );
    };

    await expect(explore(body)).rejects.toMatchObject({
      finding: { failure: { check: "deadlock" }, schedule: [{ at: "main.0.x0@1", value: "main.1.x0@1" }] },
    });
  });
});
