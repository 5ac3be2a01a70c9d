import { describe, expect, it } from "vitest";
import { runOnCPython } from "../oracle.ts";
import type { Block, ObjectSpec, Program } from "../program.ts";
import { runProgram } from "./run-program.ts";
import { STYLE_NAMES, styleOf } from "./styles.ts";

function program(id: string, main: Block, objects: readonly ObjectSpec[] = []): Program {
  return { id, objects, main };
}

/** What the corpus does not exercise, or only seldom. */
const programs: readonly Program[] = [
  program("when", [
    [
      "timeout",
      "a",
      2,
      [
        ["when", "a"],
        ["reschedule", "a", 5],
        ["sleep", 1],
        ["when", "a"],
      ],
    ],
    ["timeout", "b", null, [["when", "b"]]],
    ["when", "c"],
  ]),
  program("forever", [
    [
      "spawn",
      "t1",
      [
        [
          "forever",
          [
            ["log", "tick"],
            ["sleep", 1],
          ],
        ],
      ],
    ],
    [
      "forever",
      [
        ["sleep", 2.5],
        ["cancel", "t1"],
        ["return", 4],
      ],
    ],
  ]),
  program(
    "setvar",
    [
      ["spawn", "t1", [["with", "C0", [["cond_wait_for", "C0", "v0", 3]]]]],
      ["sleep", 0],
      [
        "with",
        "C0",
        [
          ["setvar", "v0", 3],
          ["notify_all", "C0"],
        ],
      ],
      ["await", ["ref", "t1"]],
      ["incvar", "v0", -5],
    ],
    [
      ["L0", "lock"],
      ["C0", "condition", "L0"],
      ["v0", "var", 0],
    ],
  ),
  program("return through everything", [
    [
      "spawn",
      "t1",
      [
        ["try", [["taskgroup", "g", [["timeout", "a", 3, [["repeat", 2, [["return", 7]]]]]]]], [], [["log", "left"]]],
        ["log", "never"],
      ],
    ],
    ["await", ["ref", "t1"]],
    ["try", [["raise", "e1"]], [["Error", [["return", 8]], true]], [["sleep", 1]]],
  ]),
  program("names that nobody has", [
    ["cancel", "nobody"],
    [
      "await",
      [
        "gather",
        [
          ["coro", "c1", []],
          ["ref", "nobody"],
        ],
        false,
      ],
    ],
    ["acquire", "nothing"],
    ["cancel_handle", "nothing"],
    ["tg_spawn", "nothing", "t1", []],
    ["uncancel", "nobody"],
    [
      "call_soon",
      "h",
      [
        ["uncancel", null],
        ["cancelling", null],
        ["set_result", "main", 1],
      ],
    ],
    ["sleep", 0],
  ]),
  program("a task group that is over", [
    ["taskgroup", "g", []],
    ["try", [["tg_spawn", "g", "t1", [["log", "never"]]]], [["RuntimeError", [], false]], []],
  ]),
  program(
    "a condition of no lock",
    [
      ["acquire", "C0"],
      ["locked", "C0"],
      ["release", "C0"],
      ["release", "C0"],
    ],
    [["C0", "condition"]],
  ),
  program("an eager task that is unknown to itself", [
    [
      "spawn_eager",
      "t1",
      [
        ["state", "t1"],
        ["await", ["coro", "c1", [["sleep", 0]]]],
        ["state", "t1"],
      ],
    ],
    ["state", "t1"],
    [
      "taskgroup",
      "g",
      [
        ["tg_spawn_eager", "g", "t2", [["raise", "e1"]]],
        ["log", "cancelled soon"],
      ],
    ],
  ]),
  program("a task that awaits itself", [["try", [["await", ["ref", "main"]]], [["RuntimeError", [], false]], []]]),
  program("eager tasks of a callback", [
    [
      "call_soon",
      "h",
      [
        [
          "spawn_eager",
          "t1",
          [
            ["log", "in the call"],
            ["sleep", 1],
          ],
        ],
        ["state", "t1"],
      ],
    ],
    ["sleep", 2],
  ]),
];

describe("runProgram", () => {
  describe.each(STYLE_NAMES)("in %s style", (style) => {
    it.each(programs)("does what CPython does: $id", async (each) => {
      const [expected] = await runOnCPython([each]);
      expect(await runProgram(each, styleOf(style, 1, each))).toEqual(expected);
    });

    it.each([
      { ...program("ops", [["forever", [["log", "again"]]]]), max_ops: 50 },
      {
        ...program("ops in a try", [["try", [["forever", [["log", "again"]]]], [["BaseException", [], false]], []]]),
        max_ops: 50,
      },
      { ...program("rounds", [["forever", [["sleep", 0]]]]), max_iterations: 30 },
    ])("ends when the budget is used up: $id", async (each) => {
      const [expected] = await runOnCPython([each]);
      const record = await runProgram(each, styleOf(style, 1, each));
      expect(record.outcome).toBe("budget");
      expect(record).toEqual(expected);
    });
  });
});
