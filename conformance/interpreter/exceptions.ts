import {
  CancelledError,
  ExceptionGroup,
  InvalidStateError,
  QueueEmpty,
  QueueFull,
  RuntimeError,
  TimeoutError,
  ValueError,
} from "#index";
import type { CaughtType } from "../program.ts";

/** What `raise` and `set_exception` throw: the class `Error(Exception)` of the format. */
export class ProgramError extends Error {
  override readonly name: string = "Error";
}

/** An op names something that does not exist, so it is traced as a skip. */
export class Skipped extends Error {
  override readonly name: string = "Skipped";
}

/** The ops of a program are used up. No handler of the program catches it, and nothing after it is recorded. */
export class BudgetExceeded extends Error {
  override readonly name: string = "BudgetExceeded";
}

/** Whether `except type:` of Python catches the error. */
export function matches(error: unknown, type: CaughtType): boolean {
  return !(error instanceof BudgetExceeded) && catches[type](error);
}

const catches: Readonly<Record<CaughtType, (error: unknown) => boolean>> = {
  Error: (error) => error instanceof ProgramError,
  CancelledError: (error) => error instanceof CancelledError,
  TimeoutError: (error) => error instanceof TimeoutError,
  Exception: (error) => !(error instanceof CancelledError),
  BaseException: () => true,
  RuntimeError: (error) => error instanceof RuntimeError,
  ExceptionGroup: (error) => error instanceof ExceptionGroup,
  InvalidStateError: (error) => error instanceof InvalidStateError,
  ValueError: (error) => error instanceof ValueError,
  QueueFull: (error) => error instanceof QueueFull,
  QueueEmpty: (error) => error instanceof QueueEmpty,
};
