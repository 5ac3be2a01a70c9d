import { describe, expect, it } from "vitest";
import { gather, run, sleep, type Wait } from "#index";

describe("the host of a busy loop", () => {
  it("has its turn between two iterations, and not inside of one", async () => {
    let isInside = false;
    let sawInside = false;
    let turnsOfHost = 0;
    const mayGoOn = (): boolean => turnsOfHost < 20;
    const main = function* (): Generator<Wait, void, void> {
      const first = function* (): Generator<Wait, void, void> {
        while (mayGoOn()) {
          isInside = true;
          yield* sleep(0);
        }
      };
      const last = function* (): Generator<Wait, void, void> {
        while (mayGoOn()) {
          isInside = false;
          yield* sleep(0);
        }
      };
      const look = (): void => {
        turnsOfHost += 1;
        sawInside ||= isInside;
        if (mayGoOn()) setTimeout(look, 1);
      };
      setTimeout(look, 1);
      const others = Array.from({ length: 50 }, () => spin(mayGoOn));
      yield* gather(first, ...others, last);
    };

    await run(main);

    expect([turnsOfHost, sawInside]).toEqual([20, false]);
  });

  it("has its turn inside of an iteration that takes long", async () => {
    let inside = 0;
    let isOver = false;
    const main = async (): Promise<void> => {
      setTimeout(() => (inside = isOver ? -1 : 1), 1);
      const busy = Array.from(
        { length: 2_000 },
        () =>
          function* (): Generator<Wait, void, void> {
            yield* sleep(0);
            const until = performance.now() + 0.1;
            while (performance.now() < until);
          },
      );
      await gather(...busy, function* (): Generator<Wait, void, void> {
        yield* sleep(0);
        isOver = true;
      });
    };

    await run(main);

    expect(inside).toBe(1);
  });
});

const spin = (mayGoOn: () => boolean) =>
  function* (): Generator<Wait, void, void> {
    while (mayGoOn()) yield* sleep(0);
  };
