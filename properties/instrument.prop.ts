import { test } from "@fast-check/vitest";
import { expect } from "vitest";
import { createTask, run, sleep } from "#index";
import { runtime } from "#instrument/runtime/runtime";
import { transform } from "#instrument/transform/transform";
import { type Actor, virtualLoop } from "#testing";
import { anyTasks, interpreted, programOf, textOf } from "./footprints.ts";

interface Out {
  world: Record<string, object>;
  tasks: (() => Promise<void>)[];
}

/** What each step of each task tells, and whether it says that all is told. */
async function told(source: string): Promise<{ footprints: string[][][]; unseen: number }> {
  const { code } = transform(source, "/program.js", { runtime: "runtime" }) ?? { code: "" };
  const out: Out = { world: {}, tasks: [] };
  // oxlint-disable-next-line typescript/no-implied-eval -- the program is made here
  const program = new Function("out", "sleep", "$timeloom", code.replace(/^import [^;]*;/, "")) as (
    ...args: unknown[]
  ) => void;
  const steps: { readonly task: string; readonly touched: Set<string>; seen: boolean }[] = [];
  const probe = {
    turn: (actor: Actor): void =>
      void steps.push({ task: actor.kind === "task" ? actor.title : "", touched: new Set(), seen: false }),
    visible: (): void => {
      const step = steps.at(-1);
      if (step !== undefined) step.seen = true;
    },
    opaque: (): void => {
      const step = steps.at(-1);
      if (step !== undefined) step.seen = false;
    },
    accessed: (target: object, part: unknown, kind: "read" | "write"): void => {
      const [name] = Object.entries(out.world).find(([, object]) => object === target) ?? [];
      const isVariables = Object.getPrototypeOf(target) === null;
      if (name === undefined && !isVariables) return;
      steps.at(-1)?.touched.add(textOf(name ?? "variables", part as string | undefined, kind === "read" ? "r" : "w"));
    },
  };
  program(out, sleep, runtime);
  const seenTasks = out.tasks;
  await run(
    function* () {
      for (const task of seenTasks.map((body, at) => createTask(body, { name: `${at}` }))) yield* task;
    },
    { loopFactory: virtualLoop({ probe }) },
  );
  const own = steps.filter(({ task }) => task === "0" || task === "1");
  const footprints = ["0", "1"].map((name) =>
    own.filter(({ task }) => task === name).map(({ touched }) => [...touched].toSorted()),
  );
  return { footprints, unseen: own.filter(({ seen }) => !seen).length };
}

test.prop({ tasks: anyTasks }, { numRuns: 500 })(
  "transformed code tells step by step what an interpreter of the same program sees, whatever it does",
  async ({ tasks }) => {
    const { footprints } = await told(programOf(tasks));

    expect(footprints).toEqual(interpreted(tasks));
  },
);
