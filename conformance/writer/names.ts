import type { ObjectKind, ObjectSpec } from "../program.ts";
import type { Choices } from "./choices.ts";

type NamedKind = Exclude<ObjectKind, "future">;

const OBJECT_NAMES: Readonly<Record<NamedKind, string>> = {
  lock: "L0",
  event: "E0",
  semaphore: "S0",
  bounded_semaphore: "BS0",
  condition: "C0",
  barrier: "B0",
  queue: "Q0",
  lifo: "LQ0",
  priority: "PQ0",
  contextvar: "cv0",
  var: "v0",
};

const KINDS = Object.keys(OBJECT_NAMES) as NamedKind[];

/** What a program has named so far. Few names, so that ops meet. */
export class Names {
  readonly objects: readonly ObjectSpec[];
  /** The rounds of the loop are, so that it may run forever. */
  readonly bounded: boolean;
  readonly tasks: string[] = []; // t1, t2 … in the order in which their bodies were finished
  readonly futures: string[];
  readonly timeouts: string[] = [];
  readonly groups: string[] = [];
  readonly handles: string[] = [];
  readonly callbacks: { readonly ref: string; readonly label: string }[] = [];
  #coroutines = 0;
  #messages = 0;

  constructor(choices: Choices) {
    this.objects = chooseObjects(choices);
    this.bounded = choices.chance(6);
    this.futures = this.objects.filter(([, kind]) => kind === "future").map(([name]) => name);
  }

  /** The names of the objects of these kinds. */
  objectsOf(...kinds: readonly ObjectKind[]): string[] {
    return this.objects.filter(([, kind]) => kinds.includes(kind)).map(([name]) => name);
  }

  newTask(): string {
    return remember(this.tasks, "t");
  }

  newTimeout(): string {
    return remember(this.timeouts, "cm");
  }

  newGroup(): string {
    return remember(this.groups, "tg");
  }

  newHandle(): string {
    return remember(this.handles, "h");
  }

  newCallback(ref: string): string {
    const label = `d${this.callbacks.length + 1}`;
    this.callbacks.push({ ref, label });
    return label;
  }

  newCoroutine(): string {
    return `c${++this.#coroutines}`;
  }

  /** A text that no other op of the program has. */
  newMessage(prefix: string): string {
    return `${prefix}${++this.#messages}`;
  }
}

function remember(names: string[], prefix: string): string {
  const name = `${prefix}${names.length + 1}`;
  names.push(name);
  return name;
}

function chooseObjects(choices: Choices): ObjectSpec[] {
  const wanted = choices.pick([25, 50, 75]);
  const objects: ObjectSpec[] = [];
  for (const kind of KINDS) {
    if (choices.chance(wanted)) objects.push(chooseObject(kind, choices, objects));
  }
  const futures = choices.pick([[], ["F0"], ["F0"], ["F0", "F1"]]);
  return [...objects, ...futures.map((name): ObjectSpec => [name, "future"])];
}

function chooseObject(kind: NamedKind, choices: Choices, others: readonly ObjectSpec[]): ObjectSpec {
  const name = OBJECT_NAMES[kind];
  switch (kind) {
    case "lock":
    case "event":
      return [name, kind];
    case "semaphore":
      return [name, kind, choices.integer(0, 2)];
    case "bounded_semaphore":
      return [name, kind, choices.integer(1, 2)];
    case "condition": {
      const sharesLock = others.some((other) => other[1] === "lock") && choices.chance(30);
      return sharesLock ? [name, kind, OBJECT_NAMES.lock] : [name, kind];
    }
    case "barrier":
      return [name, kind, choices.integer(1, 3)];
    case "queue":
    case "lifo":
    case "priority":
      return [name, kind, choices.integer(0, 2)];
    case "contextvar":
    case "var":
      return [name, kind, 0];
  }
}
