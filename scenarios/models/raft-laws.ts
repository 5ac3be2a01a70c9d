import type { Disk, Entry, History } from "./raft-member.ts";

/** What holds in every execution of Raft, whatever fails: the five properties of figure 3 of the paper, but for append-only leaders. */
export class RaftLaws implements History {
  readonly #disks: ReadonlyMap<string, Disk>;
  readonly #leaders = new Map<number, string>();
  /** What the first member to commit an entry has committed, and in which term. */
  readonly #committed: { readonly command: string; readonly term: number }[] = [];
  #broken: string | undefined = undefined;

  constructor(disks: ReadonlyMap<string, Disk>) {
    this.#disks = disks;
  }

  /** @throws {Error} If a property does not hold. */
  check(): true {
    const broken = this.#broken ?? this.#mismatch() ?? this.#loss();
    if (broken !== undefined) throw new Error(broken);
    return true;
  }

  hasCommitted(command: string): boolean {
    return this.#committed.some((entry) => entry.command === command);
  }

  /** Election safety, and leader completeness. */
  leads(name: string, term: number): void {
    if ((this.#leaders.get(term) ?? name) !== name) this.#broken ??= `two leaders in term ${term}`;
    this.#leaders.set(term, name);
    const log = this.#disks.get(name)?.log ?? [];
    const lacks = this.#committed.findIndex((entry, at) => entry.term < term && log[at]?.command !== entry.command);
    if (lacks !== -1) this.#broken ??= `${name} leads in term ${term} without entry ${lacks}, which was committed`;
  }

  /** State machine safety. */
  commits(index: number, command: string, term: number): void {
    const known = (this.#committed[index] ??= { command, term });
    if (known.command !== command) this.#broken ??= `entry ${index} was committed, and is another now`;
  }

  /** Log matching: who has the same entry has the same entries before it. Asked after every turn, so that it makes no objects. */
  #mismatch(): string | undefined {
    for (const one of this.#disks.values()) {
      for (const other of this.#disks.values()) {
        if (one === other) break; // each pair once
        if (!areMatching(one.log, other.log)) return "two logs have an entry in common, and differ before it";
      }
    }
    return undefined;
  }

  /** What is committed is on most disks. */
  #loss(): string | undefined {
    const disks = [...this.#disks.values()];
    const lost = this.#committed.findIndex(
      ({ command }, at) => disks.filter(({ log }) => log[at]?.command === command).length * 2 <= disks.length,
    );
    return lost === -1 ? undefined : `entry ${lost} was committed, and is lost`;
  }
}

function areMatching(one: readonly Entry[], other: readonly Entry[]): boolean {
  let isCommon = false;
  for (let at = Math.min(one.length, other.length) - 1; at >= 0; at--) {
    const isSameTerm = one[at]?.term === other[at]?.term;
    if (isCommon && !(isSameTerm && one[at]?.command === other[at]?.command)) return false;
    if (isSameTerm && one[at]?.command !== other[at]?.command) return false;
    isCommon ||= isSameTerm;
  }
  return true;
}
