import { describe, expect, it } from "vitest";
import { ValueError } from "#index";
import { findingPage } from "#report/page/finding-page";
import { causeLines } from "#report/text/cause-lines";
import { explore, RaceError } from "#testing";

const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });

function circle(): Error {
  const [first, second] = [new Error("first"), new Error("second")];
  first.cause = second;
  second.cause = first;
  return first;
}

function itself(): Error {
  const error = new Error("a");
  error.cause = error;
  return error;
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable(new Error("b"), {});
  revoke();
  return proxy;
}

function endless(depth: number): Error {
  return depth === 0 ? new Error("the end") : new Error(`level ${depth}`, { cause: endless(depth - 1) });
}

function withGetter(name: string): Error {
  const error = new Error("it reads badly");
  return Object.defineProperty(error, name, {
    get: () => {
      throw new Error("no");
    },
  });
}

describe("the causes of an error", () => {
  it.each<readonly [string, Error, readonly string[]]>([
    ["none", new Error("alone"), []],
    ["none that is undefined", new Error("alone", { cause: undefined }), []],
    [
      "a chain",
      new TypeError("fetch failed", { cause: new Error("second", { cause: reset }) }),
      ["Error: second", "Error: read ECONNRESET"],
    ],
    [
      "a code that the message does not tell",
      new Error("a", {
        cause: Object.assign(new Error("other side closed"), { name: "SocketError", code: "UND_ERR_SOCKET" }),
      }),
      ["SocketError: other side closed (UND_ERR_SOCKET)"],
    ],
    [
      "a group without a message",
      new Error("a", { cause: Object.assign(new AggregateError([reset]), { code: "ECONNRESET" }) }),
      ["AggregateError (ECONNRESET)", "Error: read ECONNRESET"],
    ],
    ["no error", new Error("a", { cause: "the disk is full" }), ['"the disk is full"']],
    ["an object", new Error("a", { cause: { code: 5 } }), ["<Object>"]],
    ["a symbol", new Error("a", { cause: Symbol("why") }), ["Symbol(why)"]],
    ["a revoked proxy", new Error("a", { cause: revoked() }), ["<Object>"]],
    ["a circle", circle(), ["Error: second", "an error above: the causes form a circle"]],
    ["itself", itself(), ["an error above: the causes form a circle"]],
    ["a getter that throws", withGetter("cause"), []],
    ["a code that throws", new Error("a", { cause: withGetter("code") }), ["Error: it reads badly"]],
    ["a message that throws", new Error("a", { cause: withGetter("message") }), ["<Error>"]],
    ["an escape sequence", new Error("a", { cause: new Error("\u001B[2Jgone\nmore") }), ["Error: \\u001b[2Jgone"]],
  ])("%s", (_, error, causes) => {
    expect(causeLines(error, error.message)).toEqual(causes.map((cause) => `  caused by ${cause}`));
  });

  it("are none that the report names already", () => {
    expect(causeLines(new Error("a", { cause: reset }), "A callback threw: Error: read ECONNRESET")).toEqual([]);
  });

  it("are limited", () => {
    const lines = causeLines(endless(20), "level 20");

    expect(lines).toHaveLength(9);
    expect(lines.at(-1)).toBe("  caused by more errors, which are not shown");
  });

  it("have hints", () => {
    expect(causeLines(new Error("a", { cause: new ValueError("b", "do c") }), "a")).toEqual([
      "  caused by ValueError: b",
      "    hint: do c",
    ]);
  });

  it("are in the report, below the place, and on the page", async () => {
    const body = async (): Promise<void> => {
      await Promise.resolve();
      throw new TypeError("fetch failed", { cause: reset });
    };
    const race: unknown = await explore(body, { executions: 2 }).catch((error: unknown) => error);

    if (!(race instanceof RaceError)) throw new Error("not found", { cause: race });
    expect(race.message).toMatch(/^TypeError: fetch failed\n {4}at .*\n {2}caused by Error: read ECONNRESET\n/);
    expect(findingPage(race, process.cwd()).failure).toContain("  caused by Error: read ECONNRESET");
  });
});
