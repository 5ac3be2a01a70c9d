import { describe } from "../../../core/arguments/describe.ts";
import { ValueError } from "../../../core/errors/value-error.ts";

/** The signals of a simulated process, with Linux's numbers. */
export const signals: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGURG: 23,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGVTALRM: 26,
  SIGPROF: 27,
  SIGWINCH: 28,
  SIGIO: 29,
  SIGPWR: 30,
  SIGSYS: 31,
};

/** Signals that do nothing to a process that does not handle them. */
export const harmless: ReadonlySet<string> = new Set(["SIGCHLD", "SIGCONT", "SIGURG", "SIGWINCH"]);

/** The name of a signal. @throws {ValueError} If there is no such signal, or it cannot be simulated. */
export function signalName(signal: NodeJS.Signals | number): string {
  const found = Object.entries(signals).find(([name, number]) => name === signal || number === signal);
  if (found !== undefined) return found[0];
  throw new ValueError(
    `Invalid signal: ${describe(signal)}`,
    `a simulated process takes ${Object.keys(signals).join(", ")}`,
  );
}
