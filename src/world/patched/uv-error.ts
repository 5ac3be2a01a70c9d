import { getSystemErrorMap } from "node:util";
import type { FutureCore } from "../../core/contracts/loop-core.ts";
import { failureOf, markRetrieved } from "../../core/future-core.ts";

/** An error as Node makes it: `connect ECONNREFUSED 10.0.0.2:80`. */
export function uvError(
  code: string,
  syscall: string,
  place: { readonly address?: string; readonly port?: number; readonly hostname?: string } = {},
): Error {
  const { address, port, hostname } = place;
  const where = hostname ?? (port === undefined ? address : `${address}:${port}`);
  const message = where === undefined ? `${syscall} ${code}` : `${syscall} ${code} ${where}`;
  return Object.assign(new Error(message), { errno: uv(code), code, syscall, ...place });
}

/** The number by which Node's handles tell of an error: `-111` for `ECONNREFUSED`, on Linux. */
export function statusOf(error: unknown): number {
  const { code, errno } = error as { readonly code?: string; readonly errno?: number };
  return statuses.get(code) ?? (code === "ENOTFOUND" ? notFound : (errno ?? unknown));
}

/** The number of the error with which `settled` has failed, which then counts as heard; 0 if it has succeeded. */
export function statusOfOutcome(settled: FutureCore): number {
  const failure = failureOf(settled);
  if (failure === undefined) return 0;
  markRetrieved(settled);
  return statusOf(failure);
}

/** The number of the error `code`. */
export function uv(code: string): number {
  return statusOf({ code });
}

/** The number of each error. Node makes a new map whenever it is asked. */
const statuses: ReadonlyMap<string | undefined, number> = new Map(
  Array.from(getSystemErrorMap(), ([status, [name]]) => [name, status]),
);

/** libuv's number for a name without an address, which Node calls `ENOTFOUND`. */
const notFound = -3008;
const unknown = -1;
