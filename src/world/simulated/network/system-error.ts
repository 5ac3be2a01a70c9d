import { carryHint, withHint } from "../../../core/errors/with-hint.ts";

/**
 * An error of a system call as Node makes it: with `code`, `errno`, `syscall` and where it happened.
 *
 * @param text - What follows the code in the message.
 */
export function systemError(
  code: SystemErrorCode,
  syscall: string,
  where: SystemErrorPlace = {},
  text: string = placeText(where),
  hint?: string,
): SystemError {
  const message = withHint(`${syscall} ${code}${text}`, hint);
  const error = Object.assign(new Error(message), { errno: errnos[code], code, syscall, ...where });
  return hint === undefined ? error : carryHint(error, hint);
}

/** Numbers of errors, as Linux and libuv have them. */
const errnos = {
  ENOENT: -2,
  EAGAIN: -11,
  EACCES: -13,
  EDESTADDRREQ: -89,
  EMSGSIZE: -90,
  EADDRINUSE: -98,
  EADDRNOTAVAIL: -99,
  ENETDOWN: -100,
  ECONNRESET: -104,
  ETIMEDOUT: -110,
  ECONNREFUSED: -111,
  EHOSTUNREACH: -113,
  ENOTFOUND: -3008,
} as const;

/** A name of an error. */
export type SystemErrorCode = keyof typeof errnos;

/** An error with the fields of Node. */
export interface SystemError extends Error {
  readonly errno: number;
  readonly code: SystemErrorCode;
  readonly syscall: string;
}

/** Where an error happened. */
export interface SystemErrorPlace {
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

function placeText({ address, port, hostname }: SystemErrorPlace): string {
  if (hostname !== undefined) return ` ${hostname}`;
  if (address === undefined) return "";
  return port === undefined ? ` ${address}` : ` ${address}:${port}`;
}
