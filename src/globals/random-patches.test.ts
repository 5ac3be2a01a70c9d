import nodeCrypto from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "#index";
import { type FakeGlobals, fakeGlobals, virtualLoop } from "#testing";

let globals: FakeGlobals;
beforeEach(() => {
  globals = fakeGlobals({ random: true });
});
afterEach(() => globals.restore());

const draw = (): unknown[] => [
  Math.random(),
  crypto.randomUUID(),
  nodeCrypto.randomUUID(),
  [...crypto.getRandomValues(new Uint8Array(16))],
  [...crypto.getRandomValues(new BigInt64Array(2))],
];
const inLoop = (seed: number): Promise<unknown[]> => run(async () => draw(), { loopFactory: virtualLoop({ seed }) });

describe("randomness that is faked", () => {
  it("comes from the seed inside a virtual loop", async () => {
    const [one, again, other] = [await inLoop(1), await inLoop(1), await inLoop(2)];

    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one.slice(1, 3)).toEqual([expect.stringMatching(uuid4), expect.stringMatching(uuid4)]);
  });

  it("is the host's outside of virtual loops", () => {
    const [number, ...others] = draw();

    expect(number).toBeTypeOf("number");
    expect(draw().slice(1)).not.toEqual(others);
    expect(others.slice(0, 2)).toEqual([expect.stringMatching(uuid4), expect.stringMatching(uuid4)]);
  });

  it("lets the host refuse what cannot hold random integers", async () => {
    const refused = run(async () => crypto.getRandomValues(new Float32Array(1) as unknown as Uint8Array), {
      loopFactory: virtualLoop(),
    });

    await expect(refused).rejects.toMatchObject({ name: "TypeMismatchError" });
  });
});

const uuid4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
