import { describe, expect, it } from "vitest";
import {
  type Body,
  Context,
  ContextVar,
  copyContext,
  createTask,
  getRunningLoop,
  run,
  RuntimeError,
  sleep,
  Token,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("ContextVar.get()", () => {
  it("gives the value that was set, else the fallback, else the default", () => {
    const name = new ContextVar("name", { default: "default" });
    new Context().run(() => {
      expect([name.get(), name.get("fallback")]).toEqual(["default", "fallback"]);

      name.set("set");

      expect([name.get(), name.get("fallback")]).toEqual(["set", "set"]);
    });
  });

  it("takes undefined as a value, as a fallback and as a default", () => {
    const plain = new ContextVar<number | undefined>("plain");
    const withDefault = new ContextVar<number | undefined>("withDefault", { default: undefined });

    expect([plain.get(undefined), withDefault.get()]).toEqual([undefined, undefined]);
    new Context().run(() => {
      plain.set(undefined);
      expect(plain.get(7)).toBeUndefined();
    });
  });

  it("fails if there is none of them", () => {
    expect(() => new ContextVar("name").get()).toThrowErrorMatchingInlineSnapshot(`
      [ValueError: ContextVar 'name' has no value
        hint: set() it first, or give it a default]
    `);
  });
});

describe("ContextVar.reset()", () => {
  it("brings back the value from before set(), or that there was none", () => {
    new Context().run(() => {
      const name = new ContextVar("name", { default: "default" });
      const first = name.set("first");
      const second = name.set("second");

      name.reset(second);
      expect(name.get()).toBe("first");
      name.reset(first);
      expect(name.get()).toBe("default");
      expect(copyContext().has(name)).toBe(false);
    });
  });

  it("refuses a token that was used", () => {
    const name = new ContextVar<string>("name");
    new Context().run(() => {
      const token = name.set("first");
      name.reset(token);

      expect(() => name.reset(token)).toThrow(/^Token has already been used once\n/);
      expect(() => name.reset(token)).toThrow(RuntimeError);
    });
  });

  it("refuses a token of another variable", () => {
    new Context().run(() => {
      const token = new ContextVar<string>("one").set("first");

      expect(() => new ContextVar<string>("other").reset(token)).toThrow(
        /^Token was created by a different ContextVar\n/,
      );
    });
  });

  it("refuses a token of another context", () => {
    const name = new ContextVar<string>("name");
    const token = new Context().run(() => name.set("first"));

    expect(() => new Context().run(() => name.reset(token))).toThrow(/^Token was created in a different Context\n/);
  });
});

describe("Context", () => {
  it("keeps what run() sets, and hides it outside", () => {
    const name = new ContextVar("name", { default: "default" });
    const context = new Context();

    const returned = context.run(() => {
      name.set("inside");
      return "returned";
    });

    expect([returned, name.get(), context.get(name), context.has(name)]).toEqual([
      "returned",
      "default",
      "inside",
      true,
    ]);
  });

  it("gives the outer context back when the body of run() throws, and can be entered again", () => {
    const name = new ContextVar("name", { default: "default" });
    const context = new Context();
    const failure = new Error("broken");

    expect(() =>
      context.run(() => {
        name.set("inside");
        throw failure;
      }),
    ).toThrow(failure);

    expect([name.get(), context.run(() => name.get())]).toEqual(["default", "inside"]);
  });

  it("cannot be entered twice at the same time", () => {
    const context = new Context();

    expect(() => context.run(() => context.run(() => {}))).toThrowErrorMatchingInlineSnapshot(`
      [RuntimeError: cannot enter context: it is already entered
        hint: enter a copy: context.copy().run(…)]
    `);
  });

  it("does not see what is set in its copy, nor the other way round", () => {
    const name = new ContextVar("name", { default: "default" });
    const original = new Context();
    original.run(() => name.set("before"));
    const copy = original.copy();

    copy.run(() => name.set("in the copy"));
    original.run(() => name.set("after"));

    expect([original.get(name), copy.get(name)]).toEqual(["after", "in the copy"]);
  });

  it("lists its variables in the order in which they were first set", () => {
    const [a, b] = [new ContextVar<number>("a"), new ContextVar<number>("b")];
    const context = new Context();
    context.run(() => [b.set(1), a.set(2), b.set(3)]);

    expect([...context]).toEqual([
      [b, 3],
      [a, 2],
    ]);
  });

  it("has no value for a variable that was never set", () => {
    expect(new Context().get(new ContextVar("name", { default: "default" }))).toBeUndefined();
  });
});

describe.each(["generator", "async"])("the context of a task (%s)", (kind) => {
  /** Set `name` to `value`, let others run, and tell what is seen then. */
  const setAndLook = (name: ContextVar<string>, value: string): Body<[], string> =>
    kind === "generator"
      ? function* () {
          name.set(value);
          yield* sleep(0);
          return name.get();
        }
      : async () => {
          name.set(value);
          await sleep(0);
          return name.get();
        };

  it("is its own: what it sets neither its creator nor its siblings see", () =>
    onVirtualLoop(async () => {
      const name = new ContextVar("name", { default: "default" });
      const tasks = ["a", "b"].map((value) => createTask(setAndLook(name, value)));

      expect([await tasks[0], await tasks[1], name.get()]).toEqual(["a", "b", "default"]);
    }));

  it("is a copy of the creator's at the time of creation", () =>
    onVirtualLoop(async () => {
      const name = new ContextVar("name", { default: "default" });
      name.set("before");
      const task = createTask(async () => name.get());
      name.set("after");

      expect(await task).toBe("before");
    }));

  it("is the one given, and keeps what the task sets", () =>
    onVirtualLoop(async () => {
      const name = new ContextVar("name", { default: "default" });
      const context = copyContext();

      const task = createTask(setAndLook(name, "set"), { context });
      await task;

      expect([context.get(name), task.getContext() === context, name.get()]).toEqual(["set", true, "default"]);
    }));

  it("is not that of whoever wakes it", () =>
    onVirtualLoop(async () => {
      const name = new ContextVar("name", { default: "default" });
      const bell = getRunningLoop().createFuture<void>();
      const sleeper = createTask(
        kind === "generator"
          ? function* () {
              yield* bell;
              return name.get();
            }
          : async () => {
              await bell;
              return name.get();
            },
      );
      await sleep(0);

      name.set("waker");
      bell.setResult();

      expect(await sleeper).toBe("default");
    }));
});

describe("a coroutine that is awaited", () => {
  it("sets variables in the context of the task that awaits it", () =>
    onVirtualLoop(async () => {
      const name = new ContextVar("name", { default: "default" });
      const set = async (): Promise<void> => {
        await sleep(0);
        name.set("callee");
      };

      await set();

      expect(name.get()).toBe("callee");
    }));
});

describe("a callback", () => {
  it("sees a copy of the context in which it was scheduled, or the one given", () =>
    onVirtualLoop(function* () {
      const name = new ContextVar("name", { default: "default" });
      const seen: string[] = [];
      const given = new Context();
      given.run(() => name.set("given"));
      name.set("scheduled");
      const loop = getRunningLoop();
      loop.callSoon(() => seen.push(name.get()));
      loop.callLater(1, () => seen.push(name.get()), { context: given });
      name.set("later");

      yield* sleep(2);

      expect(seen).toEqual(["scheduled", "given"]);
    }));

  it("does not set variables of whoever scheduled it", () =>
    onVirtualLoop(function* () {
      const name = new ContextVar("name", { default: "default" });
      getRunningLoop().callSoon(() => name.set("callback"));

      yield* sleep(0);

      expect(name.get()).toBe("default");
    }));
});

describe("what asyncio's context objects show", () => {
  it("is the variable, the old value and the text", () => {
    const bare = new ContextVar<number>("bare");
    copyContext().run(() => {
      const first = bare.set(1);
      const second = bare.set(2);

      expect([first.oldValue, second.oldValue]).toEqual([Token.MISSING, 1]);
      expect(String(second)).toBe("<Token var=<ContextVar name='bare'>>");
      bare.reset(second);
      expect(String(second)).toBe("<Token used var=<ContextVar name='bare'>>");
    });

    expect(String(new ContextVar("level", { default: 3 }))).toBe("<ContextVar name='level' default=3>");
    expect(copyContext().get(bare, 7)).toBe(7);
  });
});
