import { describe, expect, it } from "vitest";
import { ExceptionGroup, exceptStar, ValueError } from "#index";

const type = new TypeError("type");
const range = new RangeError("range");
const syntax = new SyntaxError("syntax");

/** A group as nested lists of messages. */
function shape(error: unknown): unknown {
  return error instanceof ExceptionGroup ? [error.text, ...error.errors.map(shape)] : (error as Error | null)?.message;
}

describe("ExceptionGroup", () => {
  it("is an AggregateError that counts its errors in the message", () => {
    const group = new ExceptionGroup("two failed", [type, range]);

    expect(String(group)).toBe("ExceptionGroup: two failed (2 sub-exceptions)");
    expect(group).toBeInstanceOf(AggregateError);
    expect([group.text, group.errors]).toEqual(["two failed", [type, range]]);
  });

  it("speaks of one sub-exception in the singular", () => {
    expect(new ExceptionGroup("failed", [type]).message).toBe("failed (1 sub-exception)");
  });

  it("keeps a copy of the errors", () => {
    const errors = [type];
    const group = new ExceptionGroup("failed", errors);

    errors.push(range);

    expect(group.errors).toEqual([type]);
  });

  it("cannot be empty", () => {
    expect(() => new ExceptionGroup("none", [])).toThrowErrorMatchingInlineSnapshot(`
      [ValueError: second argument (exceptions) must be a non-empty sequence
        hint: pass at least one error]
    `);
  });

  it("takes an array of errors, not one error", () => {
    // @ts-expect-error TS2345: no array
    const make = (): unknown => new ExceptionGroup("one", type);

    expect(make).toThrow(/^second argument \(exceptions\) must be a sequence\n/);
    expect(make).toThrow(TypeError);
  });
});

describe("ExceptionGroup.split()", () => {
  const nested = new ExceptionGroup("outer", [type, new ExceptionGroup("inner", [range, type]), syntax]);

  it("gives the part that is of a class and the rest, each nested as it was", () => {
    const [match, rest] = nested.split(TypeError);

    expect(shape(match)).toEqual(["outer", "type", ["inner", "type"]]);
    expect(shape(rest)).toEqual(["outer", ["inner", "range"], "syntax"]);
  });

  it("takes several classes", () => {
    const [match, rest] = nested.split([TypeError, SyntaxError]);

    expect(shape(match)).toEqual(["outer", "type", ["inner", "type"], "syntax"]);
    expect(shape(rest)).toEqual(["outer", ["inner", "range"]]);
  });

  it("takes a predicate", () => {
    const [match] = nested.split((error) => error === range);

    expect(shape(match)).toEqual(["outer", ["inner", "range"]]);
  });

  it("asks a predicate about a group as a whole first, and takes it as it is", () => {
    const [match, rest] = nested.split((error) => error instanceof ExceptionGroup && error.text === "inner");

    expect(shape(match)).toEqual(["outer", ["inner", "range", "type"]]);
    expect(shape(rest)).toEqual(["outer", "type", "syntax"]);
  });

  it("gives the group itself if it meets the condition", () => {
    const [match, rest] = nested.split(ExceptionGroup);

    expect(match).toBe(nested);
    expect(rest).toBeNull();
  });

  it("gives null for a part that is empty", () => {
    const [match, rest] = nested.split(ValueError);

    expect(match).toBeNull();
    expect(shape(rest)).toEqual(shape(nested));
  });

  it("finds derived classes by their base class", () => {
    const [match] = new ExceptionGroup("failed", [new ValueError("value"), type]).split(RangeError);

    expect(shape(match)).toEqual(["failed", "value"]);
  });

  it("finds every error by the class Error", () => {
    const [match, rest] = nested.split(Error);

    expect([match === nested, rest]).toEqual([true, null]);
  });

  it("keeps the stack and the cause in both parts", () => {
    const group = new ExceptionGroup("failed", [type, range]);
    group.cause = syntax;

    for (const part of group.split(TypeError)) expect([part?.stack, part?.cause]).toEqual([group.stack, syntax]);
  });

  it("makes the parts with derive()", () => {
    class Failures extends ExceptionGroup {
      override derive(errors: readonly unknown[]): Failures {
        return new Failures(this.text, errors);
      }
    }

    const parts = new Failures("failed", [type, range]).split(TypeError);

    expect(parts.map((part) => part?.constructor)).toEqual([Failures, Failures]);
  });
});

describe("ExceptionGroup.subgroup()", () => {
  it("is the matching part, or null", () => {
    const group = new ExceptionGroup("failed", [type, range]);

    expect([shape(group.subgroup(TypeError)), group.subgroup(SyntaxError)]).toEqual([["failed", "type"], null]);
  });
});

describe("exceptStar()", () => {
  it("hands each clause its part, in the order of the clauses", () => {
    const seen: unknown[] = [];

    exceptStar(
      new ExceptionGroup("failed", [type, range]),
      [RangeError, (group) => seen.push(shape(group))],
      [TypeError, (group) => seen.push(shape(group))],
    );

    expect(seen).toEqual([
      ["failed", "range"],
      ["failed", "type"],
    ]);
  });

  it("throws what no clause is for", () => {
    const group = new ExceptionGroup("failed", [type, range, syntax]);
    let thrown: unknown;

    try {
      exceptStar(group, [TypeError, () => {}]);
    } catch (error) {
      thrown = error;
    }

    expect(shape(thrown)).toEqual(["failed", "range", "syntax"]);
  });

  it("does not show a later clause what an earlier one took", () => {
    const seen: string[] = [];

    exceptStar(
      new ExceptionGroup("failed", [type]),
      [Error, () => seen.push("first")],
      [TypeError, () => seen.push("second")],
    );

    expect(seen).toEqual(["first"]);
  });

  it("skips a clause that nothing is for", () => {
    const seen: string[] = [];

    exceptStar(
      new ExceptionGroup("failed", [type]),
      [RangeError, () => seen.push("ranges")],
      [TypeError, () => seen.push("types")],
    );

    expect(seen).toEqual(["types"]);
  });

  it("treats a single error as a group of one", () => {
    const seen: unknown[] = [];

    exceptStar(type, [TypeError, (group) => seen.push(shape(group))]);

    expect(seen).toEqual([["", "type"]]);
  });

  it("throws a single error that no clause is for as it is", () => {
    expect(() => exceptStar(type, [RangeError, () => {}])).toThrow(type);
  });

  it("throws a group that no clause is for as it is", () => {
    const group = new ExceptionGroup("failed", [type]);

    expect(() => exceptStar(group, [RangeError, () => {}])).toThrow(group);
  });

  /** What `exceptStar()` throws. */
  const thrownBy = (...args: Parameters<typeof exceptStar>): unknown => {
    try {
      exceptStar(...args);
    } catch (error) {
      return error;
    }
    return "nothing";
  };

  it("runs the later clauses even if a handler throws, and loses no error", () => {
    const failure = new Error("handler");
    const seen: string[] = [];

    const thrown = thrownBy(
      new ExceptionGroup("failed", [type, range, syntax]),
      [
        TypeError,
        () => {
          throw failure;
        },
      ],
      [RangeError, () => seen.push("ranges")],
    );

    expect([seen, shape(thrown)]).toEqual([["ranges"], ["", "handler", ["failed", "syntax"]]]);
  });

  it("throws what handlers threw in a group of its own if nothing else is left", () => {
    const failure = new Error("handler");

    const thrown = thrownBy(new ExceptionGroup("failed", [type]), [
      TypeError,
      () => {
        throw failure;
      },
    ]);

    expect(shape(thrown)).toEqual(["", "handler"]);
  });

  it("puts what a handler throws again back where it was", () => {
    const rethrow = (group: ExceptionGroup): never => {
      throw group;
    };
    const group = new ExceptionGroup("outer", [type, new ExceptionGroup("inner", [range, syntax])]);

    const thrown = thrownBy(group, [RangeError, rethrow], [TypeError, () => {}]);

    expect(shape(thrown)).toEqual(["outer", ["inner", "range", "syntax"]]);
  });
});
