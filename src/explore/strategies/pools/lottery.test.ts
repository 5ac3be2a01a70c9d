import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Lottery } from "#explore/strategies/pools/lottery";
import { Line } from "#loop/scheduler/line";
import type { Actor } from "#testing";

interface Owner {
  weight: number;
}

function ownerAt(owners: readonly Owner[], index: number): Owner {
  const owner = owners[index];
  if (owner === undefined) throw new RangeError(`there is no owner ${index}`);
  return owner;
}

describe("Lottery", () => {
  it("gives each actor as many tickets as it weighs, whatever comes, goes and changes its weight", () => {
    const owners = fc.nat(2); // few, so that some have several actors, and some none
    const anyOperation = fc.oneof(
      fc.record({ push: owners }),
      fc.record({ remove: fc.nat() }),
      fc.record({ owner: owners, weight: fc.integer({ min: 1, max: 5 }) }),
    );
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 60, size: "max" }), fc.nat(60), (operations, followed) => {
        const members: readonly Owner[] = [{ weight: 1 }, { weight: 2 }, { weight: 3 }];
        const owned = new Map<Actor, Owner>();
        const ownerOf = (actor: Actor): Owner => owned.get(actor) as Owner;
        const line = new Line();
        let lottery: Lottery<Owner> | undefined;
        for (const [at, operation] of operations.entries()) {
          if (at === followed) lottery = new Lottery(line, ownerOf, ({ weight }) => weight);
          if ("push" in operation) {
            const actor = { kind: "task" as const, title: `${at}`, runTurn: () => {} };
            owned.set(actor, ownerAt(members, operation.push));
            line.push(actor);
          } else if ("weight" in operation) {
            const owner = ownerAt(members, operation.owner);
            owner.weight = operation.weight;
            lottery?.changed(owner);
          } else if (line.length > 0) line.remove(operation.remove % line.length);
        }
        lottery ??= new Lottery(line, ownerOf, ({ weight }) => weight);

        const weights = line.toArray().map((actor) => ownerOf(actor).weight);
        expect(lottery.total).toBe(weights.reduce((sum, weight) => sum + weight, 0));
        const won = weights.map(() => 0);
        for (let ticket = 0.5; ticket < lottery.total; ticket++) {
          const winner = lottery.winner(ticket);
          won[winner] = (won[winner] ?? 0) + 1;
        }
        expect(won).toEqual(weights);
      }),
    );
  });
});
