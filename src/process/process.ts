import { requireBytes } from "../net/transports/require-bytes.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { showAsText } from "../core/show-as-text.ts";
import type { StreamReader } from "../streams/reading/stream-reader.ts";
import type { StreamWriter } from "../streams/stream-writer.ts";
import { gather } from "../tasks/gather.ts";
import type { ChildOutput } from "./child-output.ts";
import type { ChildTransport } from "./child-transport.ts";
import type { SubprocessStreamProtocol } from "./subprocess-stream-protocol.ts";

/**
 * A child process, with its pipes as streams.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.subprocess.Process | asyncio.subprocess.Process}
 */
export class Process {
  static {
    showAsText(this.prototype);
  }

  readonly pid: number;
  /** What the child reads; null unless `stdin` is PIPE. */
  readonly stdin: StreamWriter | null;
  /** What the child writes; null unless `stdout` is PIPE. */
  readonly stdout: StreamReader | null;
  /** The errors of the child; null unless `stderr` is PIPE. */
  readonly stderr: StreamReader | null;
  readonly #transport: ChildTransport;
  readonly #outputs: ReadonlyMap<number, ChildOutput>;

  /** Made by `createSubprocessExec()` and `createSubprocessShell()`. */
  constructor(transport: ChildTransport, protocol: SubprocessStreamProtocol) {
    this.#transport = transport;
    this.#outputs = protocol.outputs;
    this.pid = transport.getPid();
    this.stdin = protocol.stdin;
    this.stdout = protocol.outputs.get(1) ?? null;
    this.stderr = protocol.outputs.get(2) ?? null;
  }

  /** The exit code; minus the number of the signal that ended the child; null while it runs. */
  get returncode(): number | null {
    return this.#transport.getReturncode();
  }

  /**
   * Wait until the child has exited. Its pipes may stay open, where another process has them too.
   *
   * A child that fills a pipe which nobody reads would never exit. While a task waits, such output is received without a limit.
   *
   * @returns the {@link returncode}
   * @throws {CancelledError} If the task is cancelled while it waits. The child runs on.
   */
  wait(): Coroutine<number> {
    return Process.#wait(this);
  }

  static readonly #wait = coroutine(function* wait(process: Process): Generator<Wait, number, void> {
    const awaited = [...process.#outputs.values()].map((output) => output.exitAwaited());
    try {
      return yield* process.#transport.wait(process);
    } finally {
      for (const over of awaited) over();
    }
  });

  /**
   * Send `input` to the child and close its input, read its output and errors to their ends, and wait until it has exited. A child that
   * takes no input is no error.
   *
   * @returns output and errors, null each unless it is a pipe
   * @throws {TypeError} If `input` is not bytes.
   * @throws {RuntimeError} If there is input, and `stdin` is not a pipe.
   * @throws {CancelledError} If the task is cancelled while it waits. The child runs on.
   */
  communicate(input?: Uint8Array): Coroutine<[stdout: Uint8Array | null, stderr: Uint8Array | null]> {
    if (input !== undefined) {
      requireBytes(input, "input");
      if (this.stdin === null) throw new RuntimeError("Cannot send input: stdin is not a pipe", "pass { stdin: PIPE }");
    }
    return Process.#communicate(this, input);
  }

  static readonly #communicate = coroutine(function* communicate(
    process: Process,
    input: Uint8Array | undefined,
  ): Generator<Wait, [Uint8Array | null, Uint8Array | null], void> {
    const [, stdout, stderr] = yield* gather(
      feed(process.stdin, input),
      Process.#readAll(process, 1),
      Process.#readAll(process, 2),
    );
    yield* process.wait();
    return [stdout, stderr];
  });

  static readonly #readAll = coroutine(function* readAll(
    process: Process,
    fd: number,
  ): Generator<Wait, Uint8Array | null, void> {
    const output = process.#outputs.get(fd);
    if (output === undefined) return null;
    const data = yield* output.read();
    process.#transport.getPipeTransport(fd)?.close();
    return data;
  });

  /**
   * Send a signal. Nothing happens if the child has just exited.
   *
   * @throws {ValueError} If there is no such signal.
   * @throws {ProcessLookupError} If the child has exited and its pipes are closed.
   */
  sendSignal(signal: NodeJS.Signals | number): void {
    this.#transport.sendSignal(signal);
  }

  /** Ask the child to end, with SIGTERM. @throws {ProcessLookupError} If it has exited and its pipes are closed. */
  terminate(): void {
    this.#transport.terminate();
  }

  /** End the child, with SIGKILL. @throws {ProcessLookupError} If it has exited and its pipes are closed. */
  kill(): void {
    this.#transport.kill();
  }

  toString(): string {
    return `<${this.constructor.name} ${this.pid}>`;
  }
}

/** Write `input`, and close the pipe. */
const feed = coroutine(function* feed(
  stdin: StreamWriter | null,
  input: Uint8Array | undefined,
): Generator<Wait, void, void> {
  if (stdin === null) return;
  try {
    if (input !== undefined) stdin.write(input);
    yield* stdin.drain();
  } catch (error) {
    if (!isBrokenPipe(error)) throw error;
  }
  stdin.close();
});

/** Whether the other side has closed the pipe. */
function isBrokenPipe(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === "EPIPE" || code === "ECONNRESET";
}
