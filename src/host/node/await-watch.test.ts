import { describe, expect, it } from "vitest";
import { gather, Lock, sleep } from "#index";
import { describeCertificate, exhaustive, explore, simulate } from "#testing";

/** A value where a promise may be. */
const maybePromise: Promise<number> | number = JSON.parse("5") as Promise<number> | number;

const fake = { read: async (): Promise<number> => 1 };
const api = simulate({ read: async () => 1 });

/** Two orders, and whatever `more` awaits. */
const twoCalls = (more: () => Promise<unknown>) => async (): Promise<void> => {
  await gather(
    () => api.read(),
    () => api.read(),
    more,
  );
};

const controlled: readonly (readonly [string, () => Promise<unknown>])[] = [
  ["a simulated call", async () => await api.read()],
  ["a helper that awaits one", async () => await (async () => await api.read())()],
  ["sleeps", async () => await Promise.all([sleep(1), sleep(2)])],
  ["a lock that is free", async () => await new Lock().run(async () => undefined)],
  ["a value", async () => await maybePromise],
];

const uncontrolled: readonly (readonly [string, () => Promise<unknown>])[] = [
  ["an async fake that is not simulated", async () => await fake.read()],
  ["a promise that is resolved", async () => await Promise.resolve(1)],
  [
    "a stored promise",
    async () => {
      const stored = fake.read();
      await sleep(1);
      await stored;
    },
  ],
];

describe("a search over a body that awaits", () => {
  it.each(controlled)("%s ends in a proof", async (_, more) => {
    const { claim, uncontrolled: awaits } = await explore(twoCalls(more), { strategy: exhaustive() });

    expect([claim.kind, awaits]).toEqual(["proof", undefined]);
  });

  it.each(uncontrolled)("%s proves less, and says where", async (_, more) => {
    const certificate = await explore(twoCalls(more), { strategy: exhaustive() });

    expect(certificate.claim).toEqual({ kind: "bounded-proof", bound: "1 await that is no choice" });
    expect(certificate.uncontrolled?.places).toEqual([expect.stringMatching(/await-watch\.test\.ts:\d+$/) as string]);
    expect(describeCertificate(certificate)).toMatch(
      /\nawaits {4}1 await was no choice: await-watch\.test\.ts:\d+; put what they wait for behind simulate\(\)$/,
    );
    await expect(explore(twoCalls(more), { strategy: exhaustive(), require: "proof" })).rejects.toThrow(
      'Required "proof", got "bounded-proof"',
    );
  });
});
