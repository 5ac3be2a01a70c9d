import { RuntimeError } from "../../core/errors/runtime-error.ts";

/**
 * The system has no call that sends a file.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.SendfileNotAvailableError | asyncio.SendfileNotAvailableError}
 */
export class SendfileNotAvailableError extends RuntimeError {
  override readonly name: string = "SendfileNotAvailableError";

  constructor() {
    super(
      "sendfile syscall is not supported",
      "leave out `fallback: false`: the file is read and written piece by piece",
    );
  }
}
