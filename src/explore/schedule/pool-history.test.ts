import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { PoolHistory } from "#explore/schedule/pool-history";
import { Line } from "#loop/scheduler/line";

describe("PoolHistory", () => {
  it("knows which actors were in the pool at each moment, as a copy of the pool does", () => {
    fc.assert(
      fc.property(fc.nat(5), fc.array(fc.option(fc.nat(5), { nil: undefined })), (before, operations) => {
        const pool = new Line();
        const actors = Array.from({ length: before + operations.length }, (_, i) => ({
          kind: "arrival" as const,
          title: `${i}`,
          runTurn: () => {},
        }));
        const waiting = actors.values();
        const push = (): void => {
          const { value } = waiting.next();
          if (value !== undefined) pool.push(value);
        };
        for (let i = 0; i < before; i++) push();
        const history = new PoolHistory(pool);
        const copies = [{ when: history.now, held: pool.toArray() }];
        for (const removed of operations) {
          if (removed === undefined || pool.length === 0) push();
          else pool.remove(removed % pool.length);
          copies.push({ when: history.now, held: pool.toArray() });
        }

        for (const { when, held } of copies) {
          expect(actors.filter((actor) => history.held(actor, when))).toEqual(held);
        }
      }),
    );
  });
});
