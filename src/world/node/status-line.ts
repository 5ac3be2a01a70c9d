/**
 * One line of progress: rewritten on a terminal, elsewhere a new line every few seconds, and nothing at all for work that takes
 * less than a second.
 */
export class StatusLine {
  readonly #output: LineOutput;
  #nextAt: number;
  #isShown = false;

  constructor(output: LineOutput = process.stderr) {
    this.#output = output;
    this.#nextAt = output.isTTY === true ? patience : betweenLines;
  }

  /** @param elapsed - Seconds since the work began. */
  show(elapsed: number, text: () => string): void {
    if (elapsed < this.#nextAt) return;
    const { isTTY = false, columns = 80 } = this.#output;
    this.#nextAt = elapsed + (isTTY ? 0.1 : betweenLines);
    this.#output.write(isTTY ? `\r\u001b[K${text().slice(0, columns - 1)}` : `${text()}\n`);
    this.#isShown = isTTY;
  }

  /** Wipe the line away. */
  clear(): void {
    if (this.#isShown) this.#output.write("\r\u001b[K");
    this.#isShown = false;
  }
}

/** Seconds before a search shows its progress. */
const patience = 1;
/** Seconds between two lines where lines cannot be rewritten. */
const betweenLines = 5;

/** The output for a status line. */
export interface LineOutput {
  /** Whether lines can be rewritten. */
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}
