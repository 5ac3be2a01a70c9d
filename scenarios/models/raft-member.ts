import { createTask, gather, getRunningLoop, sleep } from "timeloom";
import { ask, once } from "./wire.ts";

/** One life of a member of Raft: what it knows beside its disk is lost when its host crashes. */
export class Member {
  readonly #name: string;
  readonly #others: readonly string[];
  readonly #disk: Disk;
  readonly #design: Design;
  readonly #history: History;
  #isLeader = false;
  /** How many entries are committed. */
  #committed = 0;
  /** When it has last heard of a leader, or given its vote. */
  #heardAt = getRunningLoop().time();

  constructor(name: string, others: readonly string[], disk: Disk, design: Design, history: History) {
    this.#name = name;
    this.#others = others;
    this.#disk = disk;
    this.#design = design;
    this.#history = history;
    if (!design.keepsVotes) disk.vote = undefined;
  }

  /** Lead, or wait for a leader, and stand for election if there is none for so many seconds. */
  async live(patience: number): Promise<void> {
    for (let attempt = 1; ;) {
      if (this.#isLeader) {
        createTask(() => this.#replicate());
        await sleep(0.15);
      } else if (getRunningLoop().time() < this.#heardAt + patience * attempt) {
        await sleep(Math.max(0.001, this.#heardAt + patience * attempt - getRunningLoop().time()));
      } else {
        await this.#stand();
        attempt = this.#isLeader ? 1 : attempt + this.#name.charCodeAt(1) - 48; // another patience than the others have
      }
    }
  }

  async #stand(): Promise<void> {
    const disk = this.#disk;
    const term = (disk.term += 1);
    disk.vote = this.#name;
    this.#heardAt = getRunningLoop().time();
    const question = {
      kind: "vote",
      term,
      from: this.#name,
      entries: disk.log.length,
      lastTerm: this.#termOf(disk.log.length),
    };
    let votes = 1;
    await gather(
      ...this.#others.map((other) => async () => {
        const request = (): Promise<Answer | undefined> => once(() => ask<Answer>(other, question, 0.2));
        const answer = (await request()) ?? (await request());
        if (answer === undefined || this.#isOutdated(answer.term) || disk.term !== term || !answer.ok) return;
        votes += 1;
        if (votes !== 2) return;
        this.#isLeader = true;
        this.#history.leads(this.#name, term);
        createTask(() => this.#replicate());
      }),
    );
  }

  /** Send everybody the log, and commit what two have. A log is sent whole: those of a model are short. */
  async #replicate(): Promise<void> {
    const { term, log } = this.#disk;
    const sent = [...log];
    const question = { kind: "append", term, from: this.#name, log: sent, committed: this.#committed };
    await gather(
      ...this.#others.map((other) => async () => {
        const answer = await once(() => ask<Answer>(other, question, 0.2));
        if (answer === undefined || this.#isOutdated(answer.term) || this.#disk.term !== term || !answer.ok) return;
        // Entries of earlier terms are committed by one of the own: figure 8 of the paper.
        if (this.#termOf(sent.length) === term) this.#commit(sent.length);
      }),
    );
  }

  async answer(request: Request): Promise<Answer> {
    if (request.kind === "propose") return { term: this.#disk.term, ok: await this.#propose(request.command) };
    const disk = this.#disk;
    this.#isOutdated(request.term);
    if (request.term < disk.term) return { term: disk.term, ok: false };
    if (request.kind === "vote") return { term: disk.term, ok: this.#votes(request) };
    this.#heardAt = getRunningLoop().time();
    // A log of the same term that is shorter was sent earlier, and is late.
    const isLate = this.#termOf(disk.log.length) === request.term && request.log.length < disk.log.length;
    if (!isLate) disk.log = [...request.log];
    this.#commit(Math.min(request.committed, disk.log.length));
    return { term: disk.term, ok: true };
  }

  #votes({ from, entries, lastTerm }: VoteRequest): boolean {
    const disk = this.#disk;
    if (disk.vote !== undefined && disk.vote !== from) return false;
    const ownTerm = this.#termOf(disk.log.length);
    const isOld = lastTerm < ownTerm || (lastTerm === ownTerm && entries < disk.log.length);
    if (isOld && this.#design.comparesLogs) return false;
    disk.vote = from;
    this.#heardAt = getRunningLoop().time();
    return true;
  }

  /** @returns whether the command is committed; a command that is in the log already is not put there again */
  async #propose(command: string): Promise<boolean> {
    const { term, log } = this.#disk;
    if (!this.#isLeader) return false;
    if (log.every((entry) => entry.command !== command || entry.term !== term)) log.push({ term, command });
    await this.#replicate();
    const at = log.findIndex((entry) => entry.command === command);
    return this.#isLeader && this.#disk.term === term && at < this.#committed;
  }

  #commit(count: number): void {
    for (; this.#committed < count; this.#committed++) {
      this.#history.commits(this.#committed, this.#disk.log[this.#committed]?.command ?? "", this.#disk.term);
    }
  }

  /** Whether there is a later term than the own, which begins then. */
  #isOutdated(term: number): boolean {
    if (term <= this.#disk.term) return false;
    Object.assign(this.#disk, { term, vote: undefined });
    this.#isLeader = false;
    return true;
  }

  #termOf(count: number): number {
    return this.#disk.log[count - 1]?.term ?? 0;
  }
}

/** What survives a crash. */
export interface Disk {
  term: number;
  vote: string | undefined;
  log: Entry[];
}

/** How the system is written. */
export interface Design {
  /** Whether a vote is on the disk. */
  readonly keepsVotes: boolean;
  /** Whether who has an older log gets no vote. */
  readonly comparesLogs: boolean;
}

/** What has happened, for the invariants. */
export interface History {
  leads(name: string, term: number): void;
  commits(index: number, command: string, term: number): void;
}

export interface Entry {
  readonly term: number;
  readonly command: string;
}

interface VoteRequest {
  readonly kind: "vote";
  readonly term: number;
  readonly from: string;
  /** How many entries the candidate has, and the term of the last. */
  readonly entries: number;
  readonly lastTerm: number;
}

/** What members ask each other, and clients ask members. */
export type Request =
  | VoteRequest
  | {
      readonly kind: "append";
      readonly term: number;
      readonly from: string;
      readonly log: Entry[];
      readonly committed: number;
    }
  | { readonly kind: "propose"; readonly command: string };

interface Answer {
  readonly term: number;
  readonly ok: boolean;
}
