/** A corpus as text, as it is kept: what it is about, how many searches have used it, and a line for each order. */
export function corpusText({ file, name, hash }: CorpusProgram, rounds: number, lines: readonly string[]): string {
  const head = [
    `# Orders that were the first to reach something. timeloom explore --resume tries them first.`,
    `program ${hash} ${JSON.stringify(name)} of ${file}`,
    `rounds ${rounds}`,
  ];
  return `${[...head, ...lines].join("\n")}\n`;
}

/**
 * What a text holds.
 *
 * @param where - Where the text is, for messages.
 * @param isOrder - Whether a line is a level and a schedule.
 * @returns why the text is no corpus of the program, if it is none
 */
export function readCorpus(
  text: string,
  about: CorpusProgram,
  where: string,
  isOrder: (text: string) => boolean,
): CorpusContents | string {
  const [, hash = ""] = /^program (\S+) /m.exec(text) ?? [];
  const [, rounds = ""] = /^rounds ([1-9]\d{0,8})$/m.exec(text) ?? [];
  if (hash !== about.hash || rounds === "") {
    return hash === about.hash || hash === "" ? "it is no corpus" : `it belongs to the program ${hash}`;
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== "" && !/^(?:#|program |rounds )/.test(line));
  const unread = lines.filter((line) => !isOrder(line));
  const numbered = text.split(/\r?\n/).map((line, at) => ({ line, at: at + 1 }));
  const problems = numbered
    .filter(({ line }) => unread.includes(line))
    .map(({ line, at }) => `${where}:${at} is no order, and stays unread: ${line.slice(0, 60)}`);
  return { orders: lines.filter(isOrder), unread, rounds: Number(rounds), problems };
}

/** What a corpus is about. */
export interface CorpusProgram {
  /** The path of the program's file, relative to the working folder. */
  readonly file: string;
  /** The export that is the program. */
  readonly name: string;
  /** What makes a version of the program: 16 hexadecimal digits. */
  readonly hash: string;
  /** Which part of a search keeps it, if the search is divided among machines: `1-of-4`. */
  readonly shard?: string | undefined;
}

/** What is in a corpus. */
export interface CorpusContents {
  readonly orders: readonly string[];
  /** Lines that say nothing to this version. */
  readonly unread: readonly string[];
  /** How many searches have used it before. */
  readonly rounds: number;
  /** What was wrong with it. */
  readonly problems: readonly string[];
}

/** What is in a corpus that is not there. */
export const noContents: CorpusContents = { orders: [], unread: [], rounds: 0, problems: [] };

/** A search runs all of them, so they must not take the time of the search. */
const mostOrders = 200;

/** The orders of a corpus, the oldest first, as many as it has room for. */
export class KeptOrders {
  readonly #orders: Set<string>;

  constructor(orders: readonly string[]) {
    this.#orders = new Set(orders.slice(0, mostOrders));
  }

  get all(): readonly string[] {
    return [...this.#orders];
  }

  /** @returns whether there was room, and the order is new */
  add(order: string): boolean {
    if (this.#orders.has(order) || this.#orders.size >= mostOrders) return false;
    this.#orders.add(order);
    return true;
  }

  /** @returns whether it was there */
  remove(order: string): boolean {
    return this.#orders.delete(order);
  }
}

/** The name of a program, for the name of its corpus. */
export function slugOf({ file, name, shard }: CorpusProgram): string {
  const slug = `${file}-${name}`.replaceAll(/[^\w.-]+/g, "-");
  return shard === undefined ? slug : `${slug}-shard-${shard}`;
}
