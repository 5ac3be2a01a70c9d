import { RuntimeError } from "../core/errors/runtime-error.ts";

/** The barrier was aborted, or reset while tasks waited at it. */
export class BrokenBarrierError extends RuntimeError {
  override readonly name: string = "BrokenBarrierError";
}
