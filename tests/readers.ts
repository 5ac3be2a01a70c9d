import { expect } from "vitest";
import { type Awaitable, type Body, createTask, run, sleep, StreamReader, type Wait } from "#index";
import { virtualLoop } from "#testing";

// What the tests of streams need, which receive without a network.

export const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });
export const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
export const text = (data: Uint8Array): string => Buffer.from(data).toString();

/** A reader that has received `chunks` so far. */
export function readerOf(chunks: readonly string[], settings: { limit?: number; ends?: boolean } = {}): StreamReader {
  const { limit, ends = false } = settings;
  const reader = new StreamReader({ limit });
  for (const chunk of chunks) reader.feedData(bytes(chunk));
  if (ends) reader.feedEof();
  return reader;
}

/** Feed `chunks` to `reader`, one per iteration, beginning with the next. */
export function feedLater(reader: StreamReader, ...chunks: readonly (string | null)[]): void {
  createTask(function* () {
    for (const chunk of chunks) {
      if (chunk === null) reader.feedEof();
      else reader.feedData(bytes(chunk));
      yield* sleep(0);
    }
  });
}

/** The error that `awaitable` ends with. */
export function* errorOf(awaitable: Awaitable<unknown>): Generator<Wait, unknown, void> {
  try {
    yield* awaitable;
  } catch (error) {
    return error;
  }
  throw new Error("no error");
}

export function* expectError(awaitable: Awaitable<unknown>, expected: Error): Generator<Wait, void, void> {
  const error = yield* errorOf(awaitable);
  expect(error).toEqual(expected);
  expect((error as Error).name).toBe(expected.name);
}
