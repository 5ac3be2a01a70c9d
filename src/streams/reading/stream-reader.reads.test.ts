import { describe, expect, it } from "vitest";
import { createTask, getRunningLoop, IncompleteReadError, LimitOverrunError, StreamReader, ValueError } from "#index";
import { bytes, errorOf, expectError, feedLater, onVirtualLoop, readerOf, text } from "../../../tests/readers.ts";

describe("StreamReader.read()", () => {
  it.each([
    ["of nothing reads nothing", ["line1\n"], 0, "", "line1\n"],
    ["reads what is there, if that is less", ["line1\n"], 30, "line1\n", ""],
    ["crosses lines", ["line1", "line2"], 5, "line1", "line2"],
    ["of everything waits for the end", ["chunk1", "chunk2"], -1, "chunk1chunk2", ""],
  ])("%s", (_, chunks, count, expected, rest) =>
    onVirtualLoop(function* () {
      const reader = readerOf(chunks, { ends: true });

      expect(text(yield* reader.read(count))).toBe(expected);
      expect(text(yield* reader.read())).toBe(rest);
    }),
  );

  it("does not yield if anything is there", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["data"]);
      let otherRan = false;
      getRunningLoop().callSoon(() => (otherRan = true));

      yield* reader.read(10);

      expect(otherRan).toBe(false);
    }));

  it.each(["async", "generator"])("waits for the first bytes: %s", (style) =>
    onVirtualLoop(async () => {
      const reader = new StreamReader();
      feedLater(reader, "ab", "cd");

      const read = style === "async" ? async () => await reader.read(30) : () => reader.read(30);

      expect(text(await createTask(read))).toBe("ab");
    }),
  );

  it("reads nothing at the end", () =>
    onVirtualLoop(function* () {
      const reader = new StreamReader();
      feedLater(reader, null);

      expect(text(yield* reader.read(1024))).toBe("");
      expect(reader.atEof()).toBe(true);
    }));

  it("of everything goes on beyond the limit", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["chunk"], { limit: 3 });
      feedLater(reader, "and more", null);

      expect(text(yield* reader.read())).toBe("chunkand more");
    }));

  it("of a count is not held to the limit", () =>
    onVirtualLoop(function* () {
      expect(text(yield* readerOf(["chunk"], { limit: 3 }).read(5))).toBe("chunk");
    }));

  it.each(["read", "readline", "readuntil", "readexactly"] as const)(
    "or another throws the exception that ended the stream, now and later: %s()",
    (name) =>
      onVirtualLoop(function* () {
        const reader = readerOf(["line\n"]);
        expect(text(yield* reader.read(2))).toBe("li");
        expect(reader.exception()).toBe(null);
        reader.setException(new RangeError("broken"));

        for (let i = 0; i < 2; i++) {
          const read = name === "readexactly" || name === "read" ? reader[name](2) : reader[name]();
          yield* expectError(read, new RangeError("broken"));
        }
        expect(reader.exception()).toEqual(new RangeError("broken"));
      }),
  );

  it("refuses a count that counts no bytes", () =>
    onVirtualLoop(async () => {
      expect(() => readerOf([]).read(1.5)).toThrow("Invalid count: 1.5");
      expect(() => readerOf([]).read("3" as unknown as number)).toThrow('Invalid count: "3"');
    }));
});

describe("StreamReader.readline()", () => {
  it("collects a line from pieces, and leaves the rest", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["chunk1 "]);
      feedLater(reader, "chunk2 ", "chunk3 ", "\n chunk4");

      expect(text(yield* reader.readline())).toBe("chunk1 chunk2 chunk3 \n");
      expect(text(yield* reader.read(100))).toBe(" chunk4");
    }));

  it("reads lines one after the other", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["line1\nline2\nli", "ne3"], { ends: true });
      const lines: string[] = [];
      let line = yield* reader.readline();
      while (line.length > 0) {
        lines.push(text(line));
        line = yield* reader.readline();
      }

      expect(lines).toEqual(["line1\n", "line2\n", "line3"]);
    }));

  it("throws a line away that is longer than the limit, and goes on with the next", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["li", "ne1\nline2\n"], { limit: 3 });

      yield* expectError(
        reader.readline(),
        new ValueError(
          "Separator is found, but chunk is longer than limit",
          "the limit of this stream is 3 bytes: pass a larger `limit`",
        ),
      );
      expect(text(yield* reader.read(100))).toBe("line2\n");
    }));

  it("throws everything away if the end of the line has not come", () =>
    onVirtualLoop(function* () {
      const reader = new StreamReader({ limit: 7 });
      feedLater(reader, "chunk1", "chunk2", "chunk3\n", null);

      yield* expectError(
        reader.readline(),
        new ValueError(
          "Separator is not found, and chunk exceed the limit",
          "the limit of this stream is 7 bytes: pass a larger `limit`",
        ),
      );
      expect(text(yield* reader.read(100))).toBe("chunk3\n");
    }));

  it("compares the limit with the line, and not with what is behind", () =>
    onVirtualLoop(function* () {
      const reader = readerOf([`${"a".repeat(7)}\n${"b".repeat(50)}`], { limit: 7 });

      expect(text(yield* reader.readline())).toBe("aaaaaaa\n");
    }));

  it("ends with what is left", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["some data"], { ends: true });

      expect([text(yield* reader.readline()), text(yield* reader.readline())]).toEqual(["some data", ""]);
    }));

  it("can be mixed with read()", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["line1\nline2\n", "line3\n"], { ends: true });

      yield* reader.readline();
      expect(text(yield* reader.read(7))).toBe("line2\nl");
      expect(text(yield* reader.read())).toBe("ine3\n");
    }));
});

describe("StreamReader.readuntil()", () => {
  it.each([
    [Uint8Array.of(), "Separator should be at least one-byte string"],
    [[Uint8Array.of()], "Separator should be at least one-byte string"],
    [[bytes("a"), Uint8Array.of()], "Separator should be at least one-byte string"],
    [[], "Separator should contain at least one element"],
  ])("refuses the separator %j", (separator, message) =>
    onVirtualLoop(function* () {
      let error: unknown;
      try {
        yield* readerOf([]).readuntil(separator);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(ValueError);
      expect(String(error)).toContain(message);
    }),
  );

  it.each<[title: string, chunks: string[], separator: string | string[], expected: string[]]>([
    ["reads up to and with the separator", ["aXXb"], "XX", ["aXX"]],
    ["finds a separator that came in pieces", ["some textSEPARA", "TO", "RXXX"], "SEPARATOR", ["some textSEPARATOR"]],
    ["finds one behind a false start", ["aaaXaXX", "X"], "XXX", ["aaaXaXXX"]],
    ["reads by a line ending, by default of one byte", ["a\nb\n"], "\n", ["a\n", "b\n"]],
    ["takes the separator that ends first", ["some data QQQ"], ["data", " "], ["some ", "data"]],
    ["takes the shorter of two that begin together", ["coarse, cotton"], ["coarse", "co"], ["co", "arse, co"]],
    ["takes the one that ends first, not the one that begins first", ["abcd"], ["abcd", "bc"], ["abc"]],
    ["waits for the rest of a longer one", ["some te", "xt"], ["text", "tfoo"], ["some text"]],
    ["may hold less than the longest of several", ["data", "Z"], ["Z", "long sep"], ["dataZ"]],
  ])("%s", (_, chunks, separator, expected) =>
    onVirtualLoop(function* () {
      const reader = new StreamReader();
      feedLater(reader, ...chunks);
      const separators = typeof separator === "string" ? bytes(separator) : separator.map(bytes);
      const read: string[] = [];
      while (read.length < expected.length) read.push(text(yield* reader.readuntil(separators)));

      expect(read).toEqual(expected);
    }),
  );

  it("fails at the end with what is left, which may hold a part of the separator", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["some dataA"], { ends: true });

      const error = yield* errorOf(reader.readuntil(bytes("AAA")));

      expect(error).toBeInstanceOf(IncompleteReadError);
      expect(error).toMatchObject({
        message: "10 bytes read on a total of undefined expected bytes",
        partial: bytes("some dataA"),
        expected: null,
      });
      expect(text(yield* reader.read())).toBe("");
    }));

  it("leaves everything where it is when the limit is reached", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["some dataAA"], { limit: 4 });
      const found = yield* errorOf(reader.readuntil(bytes("AA")));
      const missing = yield* errorOf(reader.readuntil(bytes("AAA")));

      expect(found).toBeInstanceOf(LimitOverrunError);
      expect(found).toMatchObject({ consumed: 9, hint: "the limit of this stream is 4 bytes: pass a larger `limit`" });
      expect(String(found)).toMatch("Separator is found, but chunk is longer than limit");
      expect(missing).toMatchObject({ consumed: 9 });
      expect(String(missing)).toMatch("Separator is not found, and chunk exceed the limit");
      expect(text(yield* reader.read(20))).toBe("some dataAA");
    }));
});

describe("StreamReader.readuntil() of several separators", () => {
  it("leaves everything where it is when the limit is reached", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["some dataA"], { limit: 3 });

      const error = yield* errorOf(reader.readuntil([bytes("A"), bytes("ome dataA")]));

      expect(error).toBeInstanceOf(LimitOverrunError);
      expect(String(error)).toMatch("Separator is found, but chunk is longer than limit");
      expect(text(yield* reader.read(20))).toBe("some dataA");
    }));
});

describe("StreamReader.readexactly()", () => {
  it("reads nothing without a wait, and refuses less", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["line1\n"], { ends: true });

      expect(text(yield* reader.readexactly(0))).toBe("");
      expect(() => reader.readexactly(-1)).toThrow("readexactly size can not be less than zero");
      expect(text(yield* reader.read())).toBe("line1\n");
    }));

  it("waits until all is there, also beyond the limit, and leaves the rest", () =>
    onVirtualLoop(function* () {
      const reader = new StreamReader({ limit: 3 });
      feedLater(reader, "chunk", "chunk", "chunk");

      expect(text(yield* reader.readexactly(13))).toBe("chunkchunkchu");
      expect(text(yield* reader.read(20))).toBe("nk");
    }));

  it("fails at the end with what is left", () =>
    onVirtualLoop(function* () {
      const reader = new StreamReader();
      feedLater(reader, "some ", "data", null);

      const error = yield* errorOf(reader.readexactly(12));

      expect(error).toMatchObject({
        name: "IncompleteReadError",
        message: "9 bytes read on a total of 12 expected bytes",
        partial: bytes("some data"),
        expected: 12,
      });
      expect(text(yield* reader.read())).toBe("");
    }));
});
