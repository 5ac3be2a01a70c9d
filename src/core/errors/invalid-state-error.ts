import { withHint } from "./with-hint.ts";

/** A future or task is not in the state that the operation needs. */
export class InvalidStateError extends Error {
  override readonly name: string = "InvalidStateError";

  constructor(text: string = "", hint?: string) {
    super(withHint(text, hint));
  }
}
