import { describe, expect, it } from "vitest";
import { dpor, exhaustive } from "#testing";
import { Classes } from "#explore/strategies/dpor/classes";
import { FairLimit } from "#explore/strategies/estimates/fair-limit";
import { ClassCount } from "./fixtures/class-count.mjs";
import { anybody, outcomesOf } from "./fixtures/random-programs.mjs";
import { branches } from "./fixtures/random-branches.mjs";
import { names, waits } from "./fixtures/random-waits.mjs";

const cancel = { op: "cancel", of: 0 };

/** What `dpor()` comes to, and what it should: the outcomes and the classes of all orders, each class once. */
async function byClasses(program: ReturnType<typeof waits>): Promise<{ found: object; expected: object }> {
  const [every, count] = [new ClassCount(), new ClassCount()];
  const all = await outcomesOf(exhaustive(), program, Infinity, every.probe, every.ended);
  const few = await outcomesOf(dpor({ allDeclared: true }), program, Infinity, count.probe, count.ended);
  const { text } = program;
  const claim = { kind: "proof", classes: every.classes.size };
  return {
    found: { text, outcomes: few.outcomes, classes: count.classes, claim: few.search.claim() },
    expected: { text, outcomes: all.outcomes, classes: every.classes, claim },
  };
}

describe("dpor()", () => {
  it.each(names)("runs each class of %s beside every other step once, also if it is cancelled", async (op) => {
    const one = { op, of: 0 };
    for (const [at, name] of names.entries()) {
      const other = { op: name, of: 0 };
      const tasks = [
        [[one], [other], [cancel]],
        [[{ op: "put", of: 0 }, one], [cancel], [{ op: "yield", of: 0 }, other]],
      ];
      for (const each of tasks) {
        const { found, expected } = await byClasses(waits(each, at % 2 === 1));

        expect(found).toEqual(expected);
      }
    }
  });

  it("runs each class once where an order was left to a step that is known, and sleepers cover less of it", async () => {
    const program = branches([
      [[{ op: "write", of: 3 }]],
      [
        [
          { op: "write", of: 0 },
          { op: "read", of: 3 },
        ],
      ],
      [[{ op: "if", of: 2, is: false, then: { op: "read", of: 0 }, else: { op: "read", of: 2 } }]],
      [
        [{ op: "write", of: 0 }],
        [{ op: "if", of: 3, is: false, then: { op: "add", of: 2 }, else: { op: "add", of: 3 } }],
      ],
      [[{ op: "if", of: 3, is: false, then: { op: "read", of: 0 }, else: { op: "add", of: 2 } }]],
    ]);
    const { found, expected } = await byClasses(program);

    expect(found).toEqual(expected);
  });

  it.each(Array.from({ length: 40 }, (_, seed) => seed))(
    "tries what was left to a branch that is covered, after all, with tail %i",
    async (seed) => {
      const program = branches([
        [
          [
            { op: "if", of: 3, is: true, else: { op: "read", of: 1 } },
            { op: "write", of: 2 },
          ],
        ],
        [[{ op: "write", of: 1 }]],
        [[{ op: "add", of: 2 }]],
        [[{ op: "if", of: 1, is: true, else: { op: "add", of: 3 } }]],
      ]);
      const search = new Classes(0, true, new FairLimit(), anybody(seed));
      const few = await outcomesOf(() => search, program, Infinity);

      expect({ outcomes: few.outcomes.size, classes: search.completed }).toEqual({ outcomes: 8, classes: 8 });
    },
  );
});
