import { isOwnFrame } from "../../is-own-frame.ts";

/** The first line of `trace` that is neither Node's own nor timeloom's, without its `at`. */
export function operationPlace(trace: Error): string | undefined {
  const lines = trace.stack?.split("\n").filter((line) => /^ +at /.test(line)) ?? [];
  const theirs = lines.filter((line) => !/node:|\(<anonymous>\)$/.test(line));
  return theirs.find((line) => !isOwnFrame(line))?.replace(/^ +at (async )?/, "");
}

/** Node's own frames: the stack of a request begins with many of them. */
const depth = 40;

/** Remember the stack of the code that begins an operation. The text is made on demand. */
export function traceHere(): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = depth;
  const trace = new Error("begun here");
  Error.stackTraceLimit = stackTraceLimit;
  return trace;
}
