import { describe, expect, it } from "vitest";
import {
  CancelledError,
  createTask,
  type DeadlockError,
  getRunningLoop,
  newEventLoop,
  RuntimeError,
  sleep,
  StreamReader,
  timeout,
  TimeoutError,
  ValueError,
} from "#index";
import { bytes, errorOf, expectError, feedLater, onVirtualLoop, readerOf, text } from "../../../tests/readers.ts";

describe("StreamReader", () => {
  it("takes the running loop, or one that it is given", async () => {
    expect(() => new StreamReader()).toThrow(
      new RuntimeError("no running event loop", "call it inside a task: run(async () => { … })"),
    );
    const loop = newEventLoop();
    expect(new StreamReader({ loop }).toString()).toBe("<StreamReader>");
    loop.close();
  });

  it.each([
    [0, "Limit cannot be <= 0"],
    [-1, "Limit cannot be <= 0"],
    [Number.NaN, "Invalid limit: NaN"],
    ["1", 'Invalid limit: "1"'],
  ])("refuses the limit %j", (limit, message) =>
    onVirtualLoop(async () => {
      expect(() => new StreamReader({ limit: limit as number })).toThrow(
        new ValueError(message, "pass a number of bytes above 0, such as 65536"),
      );
    }),
  );

  it("refuses text, and says how to make bytes of it", () =>
    onVirtualLoop(async () => {
      expect(() => new StreamReader().feedData("text" as unknown as Uint8Array)).toThrow(
        "data argument must be a bytes-like object, not a string\n  hint: pass a Uint8Array or a Buffer: new TextEncoder().encode(text), Buffer.from(text)",
      );
    }));

  it("is the same after no bytes at all", () =>
    onVirtualLoop(async () => {
      const reader = readerOf(["", ""]);

      expect(reader.toString()).toBe("<StreamReader>");
      expect(reader.atEof()).toBe(false);
    }));

  it("takes nothing after the end", () =>
    onVirtualLoop(async () => {
      expect(() => readerOf([], { ends: true }).feedData(bytes("late"))).toThrow("feed_data after feed_eof");
    }));

  it("is at its end when the end has come and all is read", () =>
    onVirtualLoop(function* () {
      const reader = readerOf(["some data\n"]);
      const states = [reader.atEof()];
      reader.feedEof();
      states.push(reader.atEof());
      yield* reader.readline();
      states.push(reader.atEof());

      expect(states).toEqual([false, false, true]);
    }));

  it("shows its state", () =>
    onVirtualLoop(function* () {
      const full = readerOf(["data"], { limit: 123, ends: true });
      full.setException(new RangeError("bad"));
      const waiting = new StreamReader();
      createTask(() => waiting.read());
      yield* sleep(0);

      expect(full.toString()).toBe("<StreamReader 4 bytes eof limit=123 exception=RangeError: bad>");
      expect(waiting.toString()).toBe("<StreamReader waiter=<Future pending>>");
      waiting.feedEof();
      yield* sleep(0);
    }));
});

describe("a read that waits", () => {
  it("gets the exception that ends the stream", () =>
    onVirtualLoop(function* () {
      const reader = new StreamReader();
      getRunningLoop().callSoon(() => reader.setException(new RangeError("reset")));

      expect(yield* errorOf(reader.readline())).toEqual(new RangeError("reset"));
    }));

  it("survives a stream that fails after the wait was cancelled", () =>
    onVirtualLoop(function* () {
      const reader = new StreamReader();
      const task = createTask(() => reader.read(1));
      yield* sleep(0);
      task.cancel();
      reader.setException(new RangeError("reset"));
      yield* sleep(0);

      expect(task.cancelled()).toBe(true);
    }));

  it("takes nothing out of the stream when it is cancelled, in the same turn as the bytes come or before", () =>
    onVirtualLoop(function* () {
      for (const order of ["cancel first", "feed first"]) {
        const reader = new StreamReader();
        const task = createTask(() => reader.readline());
        yield* sleep(0);
        if (order === "cancel first") task.cancel();
        reader.feedData(bytes("line\n"));
        if (order === "feed first") task.cancel();
        yield* expectError(task, new CancelledError());

        expect(text(yield* reader.readline())).toBe("line\n");
      }
    }));

  it.each(["read", "readline", "readuntil", "readexactly"] as const)("refuses a second one beside it: %s()", (name) =>
    onVirtualLoop(function* () {
      const reader = new StreamReader();
      const first = createTask(() => reader.read(1));
      yield* sleep(0);

      const error = yield* errorOf(name === "readexactly" ? reader.readexactly(1) : reader[name]());

      const called = name === "readline" ? "readuntil" : name;
      expect(error).toEqual(
        new RuntimeError(
          `${called}() called while another coroutine is already waiting for incoming data`,
          "let one task read, and pass on what it reads through a Queue",
        ),
      );
      reader.feedData(bytes("x"));
      expect(text(yield* first)).toBe("x");
    }),
  );

  it("may be followed by another once it was cancelled", () =>
    onVirtualLoop(function* () {
      const reader = new StreamReader();
      yield* expectError(
        timeout(1).run(() => reader.readline()),
        new TimeoutError(),
      );
      feedLater(reader, "late\n");

      expect(text(yield* reader.readline())).toBe("late\n");
    }));

  it("is named by the report of a deadlock", () =>
    expect(onVirtualLoop(() => new StreamReader().readexactly(4))).rejects.toThrow(
      expect.objectContaining({
        name: "DeadlockError",
        message: expect.stringContaining("StreamReader.readexactly()") as string,
      }) as DeadlockError,
    ));
});

describe("a StreamReader with a transport", () => {
  /** Notes what the reader asks of its transport. */
  class Notes {
    readonly asked: string[] = [];
    pauseReading(): void {
      this.asked.push("pause");
    }
    resumeReading(): void {
      this.asked.push("resume");
    }
  }

  it("pauses it above twice the limit, once, and resumes it at the limit", () =>
    onVirtualLoop(function* () {
      const notes = new Notes();
      const reader = new StreamReader({ limit: 4 });
      reader.setTransport(notes);
      const seen: string[] = [];
      const note = (): unknown => seen.push(notes.asked.splice(0).join() || "-");

      for (const piece of ["12345678", "9", "0"]) {
        reader.feedData(bytes(piece));
        note();
      }
      for (const count of [5, 1]) {
        yield* reader.read(count);
        note();
      }

      expect(seen).toEqual(["-", "pause", "-", "-", "resume"]);
    }));

  it("resumes it for a read of more than is there", () =>
    onVirtualLoop(function* () {
      const notes = new Notes();
      const reader = new StreamReader({ limit: 2 });
      reader.setTransport(notes);
      reader.feedData(bytes("123456"));
      const task = createTask(() => reader.readexactly(8));
      yield* sleep(0);

      expect(notes.asked).toEqual(["pause", "resume"]);
      reader.feedData(bytes("78"));
      expect(text(yield* task)).toBe("12345678");
    }));

  it("has one only", () =>
    onVirtualLoop(async () => {
      const reader = new StreamReader();
      reader.setTransport(new Notes());

      expect(() => reader.setTransport(new Notes())).toThrow("Transport already set");
    }));

  it("pauses a transport that replaces a paused one", () =>
    onVirtualLoop(async () => {
      const reader = new StreamReader({ limit: 1 });
      reader.setTransport(new Notes());
      reader.feedData(bytes("123"));
      const next = new Notes();

      reader.replaceTransport(next);

      expect(next.asked).toEqual(["pause"]);
    }));
});

describe("for await over a StreamReader", () => {
  it("goes through its lines, and leaves the rest when it is left", () =>
    onVirtualLoop(async () => {
      const reader = new StreamReader();
      feedLater(reader, "one\ntwo\nthr", "ee\n", "four", null);
      const lines: string[] = [];
      for await (const line of reader) {
        lines.push(text(line));
        if (lines.length === 2) break;
      }
      expect(lines).toEqual(["one\n", "two\n"]);

      for await (const line of reader) lines.push(text(line));

      expect(lines.slice(2)).toEqual(["three\n", "four"]);
    }));
});
