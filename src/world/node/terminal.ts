/** A listener for SIGINT, with all who want to hear of it. */
interface Listener {
  (): void;
  readonly interrupts: Set<() => void>;
}

/** Bytes of heap that this process uses. */
export function heapUsed(): number {
  return process.memoryUsage().heapUsed;
}

/** The folder that paths are shown relative to. */
export function workingFolder(): string {
  return process.cwd();
}

/**
 * Call `interrupt` at the first SIGINT, and let the second one kill the process as usual.
 *
 * All who wait share one listener, so that many may, and it is kept by the process alone.
 *
 * @returns a function that gives up
 */
export function onInterrupt(interrupt: () => void): () => void {
  let listener = process.listeners("SIGINT").find(isListener);
  if (listener === undefined) {
    listener = listenerFor(new Set());
    process.on("SIGINT", listener);
  }
  const { interrupts } = listener;
  interrupts.add(interrupt);
  return () => {
    interrupts.delete(interrupt);
    if (interrupts.size === 0) process.removeListener("SIGINT", listener);
  };
}

function listenerFor(interrupts: Set<() => void>): Listener {
  const listener: Listener = Object.assign(
    (): void => {
      process.removeListener("SIGINT", listener);
      for (const interrupt of interrupts) interrupt();
    },
    { interrupts },
  );
  return listener;
}

function isListener(listener: unknown): listener is Listener {
  return typeof listener === "function" && "interrupts" in listener && listener.interrupts instanceof Set;
}

/** Seconds before a search shows how far it is. */
const patience = 1;
/** Seconds between two lines where lines cannot be rewritten. */
const betweenLines = 5;

/** Where a status line goes. */
export interface LineOutput {
  /** Whether lines can be rewritten. */
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/**
 * One line that says how far something is: rewritten on a terminal, elsewhere a new one every few seconds, and nothing at all
 * for what takes less than a second.
 */
export class StatusLine {
  readonly #output: LineOutput;
  #nextAt: number;
  #isShown = false;

  constructor(output: LineOutput = process.stderr) {
    this.#output = output;
    this.#nextAt = output.isTTY === true ? patience : betweenLines;
  }

  /** @param elapsed - Seconds since it began. */
  show(elapsed: number, text: () => string): void {
    if (elapsed < this.#nextAt) return;
    const { isTTY = false, columns = 80 } = this.#output;
    this.#nextAt = elapsed + (isTTY ? 0.1 : betweenLines);
    this.#output.write(isTTY ? `\r\u001b[K${text().slice(0, columns - 1)}` : `${text()}\n`);
    this.#isShown = isTTY;
  }

  /** Wipe it away. */
  clear(): void {
    if (this.#isShown) this.#output.write("\r\u001b[K");
    this.#isShown = false;
  }
}
