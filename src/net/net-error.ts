import { addHint, carryHint, withHint } from "../core/errors/with-hint.ts";

/** An error as Python's `OSError` and Node's system errors are: with a `code`, such as `ECONNABORTED`. */
export function netError(text: string, code: string | undefined, hint: string, cause?: unknown): NetError {
  const error: NetError = new Error(withHint(text, hint), cause === undefined ? undefined : { cause });
  if (code !== undefined) error.code = code;
  return carryHint(error, hint);
}

/** An error of a network, in Node's shape. */
export interface NetError extends Error {
  code?: string;
  syscall?: string;
  address?: string;
  port?: number;
}

/** `error` of a network, with a hint if there is something to say. @param hints - By codes. */
export function hinted<E>(error: E, hints: Readonly<Record<string, string>> = hintsOfSockets): E {
  const { code } = error as NetError;
  const hint = typeof code === "string" && error instanceof Error ? hints[code] : undefined;
  if (hint === undefined || !(error instanceof Error) || "hint" in error) return error;
  return addHint(error, hint);
}

const hintsOfSockets: Readonly<Record<string, string>> = {
  EACCES: "ports below 1024 belong to root, and a socket file needs a folder that may be written to",
  EADDRINUSE: "somebody listens there already: choose another port, or 0 for any that is free",
  EADDRNOTAVAIL: "this host does not have the address: use one of its own",
  ECONNREFUSED: "nobody listens there: start the server first, or look at host and port",
  EAI_AGAIN: "the name server does not answer: try again, or look at the network",
  ENOENT: "there is no such socket file: start the server first, or look at the path",
  ENOTFOUND: "no such name: look at its spelling, or at the name server",
};
