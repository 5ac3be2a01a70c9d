/**
 * Ctrl-C has ended the run: the main task was cancelled, and its `finally` blocks have run.
 *
 * Only of `run(main, { handleSigint: true })`.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-runner.html#handling-keyboard-interruption | asyncio: Handling Keyboard Interruption}
 */
export class KeyboardInterrupt extends Error {
  override readonly name: string = "KeyboardInterrupt";

  constructor() {
    super("The run was interrupted by SIGINT");
  }
}
