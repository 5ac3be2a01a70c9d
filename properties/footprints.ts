import { fc } from "@fast-check/vitest";

/** What a program touches: `o.a`, or `m` for all of `m`; with `r` or `w`. */
type Note = (target: string, part: string | undefined, kind: "r" | "w") => void;

/** The state that the interpreter keeps for itself. */
interface State {
  readonly objects: Record<string, Record<string, unknown>>;
  list: unknown[];
  readonly map: Map<unknown, unknown>;
  readonly set: Set<unknown>;
  readonly variables: Record<string, unknown>;
  hidden: number;
}

/** A statement as source, and what it does as the interpreter of the tests sees it. */
interface Statement {
  readonly source: string;
  readonly does: (state: State, note: Note) => void;
}

function freshState(): State {
  return {
    objects: { o: { a: 0, b: 1 }, p: { a: 2 } },
    list: [1, 2],
    map: new Map<unknown, unknown>([["a", 1]]),
    set: new Set<unknown>(["a"]),
    variables: { v: 0, w: undefined },
    hidden: 0,
  };
}

/** The program that the statements belong to. `out` and `sleep` are given. */
export function programOf(tasks: readonly (readonly (readonly Statement[])[])[]): string {
  const bodies = tasks.map((steps) =>
    steps.map((step) => step.map(({ source }) => source).join("\n")).join("\nawait sleep(0)\n"),
  );
  return `
class Counter { #n = 0; up() { this.#n += 1; return this.#n } get now() { return this.#n } }
const o = { a: 0, b: 1 }, p = { a: 2 }, list = [1, 2], map = new Map([["a", 1]]), set = new Set(["a"]), counter = new Counter()
let v = 0, w
function bump(object) { object.a++ }
out.reset = () => { v = 0; w = 0 }
out.world = { o, p, list, map, set, counter }
out.tasks = [${bodies.map((body) => `async () => { let x, y\n${body}\n}`).join(",")}]
`;
}

const objectName = fc.constantFrom("o", "p");
const key = fc.constantFrom("a", "b");
const value = fc.constantFrom("0", "1", "undefined");
const variable = fc.constantFrom("v", "w");
const valueOf = (text: string): unknown => (text === "undefined" ? undefined : Number(text));

/** One object of a program, which all tasks share. */
const object = (state: State, name: string): Record<string, unknown> => state.objects[name] ?? {};

const plain: fc.Arbitrary<Statement> = fc.oneof(
  fc
    .tuple(objectName, key, fc.constantFrom("x = N.K", "x = N['K']", "x = N?.K", "({ K: x } = N)"))
    .map(([name, part, form]): Statement => ({
      source: `;${form.replace("N", name).replace("K", part)}`,
      does: (_, note) => note(name, part, "r"),
    })),
  fc
    .tuple(objectName, key, value, fc.constantFrom("N.K = V", "N['K'] = V"))
    .map(([name, part, text, form]): Statement => ({
      source: form.replace("N", name).replace("K", part).replace("V", text),
      does: (state, note) => {
        note(name, part, "w");
        object(state, name)[part] = valueOf(text);
      },
    })),
  fc
    .tuple(objectName, key, fc.constantFrom("N.K++", "--N.K", "N.K += 1", "N['K'] -= 1"))
    .map(([name, part, form]): Statement => ({
      source: `;${form.replace("N", name).replace("K", part)}`,
      does: (state, note) => {
        note(name, part, "r");
        note(name, part, "w");
        object(state, name)[part] = Number(object(state, name)[part]) + (form.includes("-") ? -1 : 1);
      },
    })),
  fc
    .tuple(objectName, key, value, fc.constantFrom("??=", "||=", "&&="))
    .map(([name, part, text, operator]): Statement => ({
      source: `${name}.${part} ${operator} ${text}`,
      does: (state, note) => {
        note(name, part, "r");
        const old = object(state, name)[part];
        const assigns = operator === "??=" ? old === undefined : operator === "||=" ? !old : Boolean(old);
        if (!assigns) return;
        note(name, part, "w");
        object(state, name)[part] = valueOf(text);
      },
    })),
  fc.tuple(objectName, key).map(([name, part]): Statement => ({
    source: `delete ${name}.${part}`,
    does: (state, note) => {
      note(name, part, "w");
      delete object(state, name)[part];
    },
  })),
  fc.tuple(objectName, key).map(([name, part]): Statement => ({
    source: `x = "${part}" in ${name}`,
    does: (_, note) => note(name, part, "r"),
  })),
  fc
    .tuple(objectName, fc.constantFrom("x = { ...N }", "x = Object.keys(N)", ";({ ...x } = N)", "for (x in N) y = x"))
    .map(([name, form]): Statement => ({
      source: form.replace("N", name),
      does: (_, note) => note(name, undefined, "r"),
    })),
  objectName.map((name): Statement => ({
    source: `bump(${name})`,
    does: (state, note) => {
      note(name, "a", "r");
      note(name, "a", "w");
      object(state, name)["a"] = Number(object(state, name)["a"]) + 1;
    },
  })),
);

const collections: fc.Arbitrary<Statement> = fc.oneof(
  fc
    .constantFrom(
      "x = [...list]",
      "[x, y] = list",
      "for (x of list) y = x",
      "x = list.map((item) => item)",
      "x = list.includes(1)",
    )
    .map((source): Statement => ({
      source: `;${source}`,
      does: (_, note) => note("list", undefined, "r"),
    })),
  fc.constantFrom("push(1)", "pop()", "reverse()").map((call): Statement => ({
    source: `list.${call}`,
    does: (state, note) => {
      note("list", undefined, "w");
      if (call === "pop()") state.list.pop();
      else if (call === "push(1)") state.list.push(1);
    },
  })),
  fc.nat(3).map((at): Statement => ({ source: `x = list[${at}]`, does: (_, note) => note("list", `${at}`, "r") })),
  fc.nat(3).map((at): Statement => ({
    source: `list[${at}] = ${at}`,
    does: (state, note) => {
      note("list", `${at}`, "w");
      if (at >= state.list.length) note("list", "length", "w");
      state.list[at] = at;
    },
  })),
  fc.constant({ source: "x = list.length", does: (_, note) => note("list", "length", "r") } satisfies Statement),
  fc.tuple(key, fc.constantFrom("get", "has")).map(([part, verb]): Statement => ({
    source: `x = map.${verb}("${part}")`,
    does: (_, note) => note("map", part, "r"),
  })),
  key.map((part): Statement => ({
    source: `map.set("${part}", 1)`,
    does: ({ map }, note) => {
      note("map", part, "w");
      if (!map.has(part)) note("map", "size", "w");
      map.set(part, 1);
    },
  })),
  key.map((part): Statement => ({
    source: `map.delete("${part}")`,
    does: ({ map }, note) => {
      note("map", part, "w");
      if (map.delete(part)) note("map", "size", "w");
    },
  })),
  fc.constant({ source: "x = map.size", does: (_, note) => note("map", "size", "r") } satisfies Statement),
  fc.constant({
    source: "for (x of map.values()) y = x",
    does: (_, note) => note("map", undefined, "r"),
  } satisfies Statement),
  fc.constant({
    source: "set.clear()",
    does: ({ set }, note) => {
      note("set", undefined, "w");
      set.clear();
    },
  } satisfies Statement),
  key.map((part): Statement => ({
    source: `set.add("${part}")`,
    does: ({ set }, note) => {
      note("set", part, "w");
      if (!set.has(part)) note("set", "size", "w");
      set.add(part);
    },
  })),
);

const variables: fc.Arbitrary<Statement> = fc.oneof(
  variable.map((name): Statement => ({ source: `x = ${name}`, does: (_, note) => note("variables", name, "r") })),
  variable.map((name): Statement => ({ source: `x = { ${name} }`, does: (_, note) => note("variables", name, "r") })),
  fc.tuple(variable, value).map(([name, text]): Statement => ({
    source: `${name} = ${text}`,
    does: (state, note) => {
      note("variables", name, "w");
      state.variables[name] = valueOf(text);
    },
  })),
  fc.tuple(variable, fc.constantFrom("++", "--")).map(([name, operator]): Statement => ({
    source: `;${name}${operator}`,
    does: (state, note) => {
      note("variables", name, "r");
      note("variables", name, "w");
      state.variables[name] = Number(state.variables[name]) + (operator === "++" ? 1 : -1);
    },
  })),
  fc.tuple(variable, value).map(([name, text]): Statement => ({
    source: `${name} ??= ${text}`,
    does: (state, note) => {
      note("variables", name, "r");
      if (state.variables[name] !== undefined) return;
      note("variables", name, "w");
      state.variables[name] = valueOf(text);
    },
  })),
  fc.constantFrom("counter.up()", "counter['up']()").map((source): Statement => ({
    source,
    does: (_, note) => {
      note("counter", "#n", "r");
      note("counter", "#n", "w");
    },
  })),
  fc.constant({
    source: "x = counter.now",
    does: (_, note) => {
      note("counter", "now", "r");
      note("counter", "#n", "r");
    },
  } satisfies Statement),
);

const simple = fc.oneof(plain, collections, variables);

/** A statement that may run or not, by what is shared. */
const conditional: fc.Arbitrary<Statement> = fc
  .tuple(objectName, key, simple)
  .map(([name, part, inner]): Statement => ({
    source: `if (${name}.${part}) { ${inner.source} }`,
    does: (state, note) => {
      note(name, part, "r");
      if (object(state, name)[part]) inner.does(state, note);
    },
  }));

/** Statements that touch the same few things, in the steps of two tasks. */
export const anyTasks: fc.Arbitrary<Statement[][][]> = fc.array(
  fc.array(
    fc.array(fc.oneof({ weight: 4, arbitrary: simple }, { weight: 1, arbitrary: conditional }), { maxLength: 4 }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  { minLength: 2, maxLength: 2 },
);

/** What each step of each task touches: the tasks take turns. */
export function interpreted(tasks: readonly (readonly (readonly Statement[])[])[]): string[][][] {
  const state = freshState();
  const footprints: string[][][] = tasks.map(() => []);
  const longest = Math.max(...tasks.map((steps) => steps.length));
  for (let at = 0; at < longest; at++) {
    tasks.forEach((steps, task) => {
      const step = steps[at];
      if (step === undefined) return;
      const touched = new Set<string>();
      for (const { does } of step) does(state, (target, part, kind) => touched.add(textOf(target, part, kind)));
      footprints[task]?.push([...touched].toSorted());
    });
  }
  return footprints;
}

/** A line of a footprint. */
export function textOf(target: string, part: string | undefined, kind: "r" | "w"): string {
  return `${kind} ${target}${part === undefined ? "" : `.${part}`}`;
}
