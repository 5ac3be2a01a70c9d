import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { killed } from "./redis-server.ts";

/** Workers of a queue that are killed in the middle of what they do, one after the other, and replaced. */
export class DoomedWorkers {
  readonly #url: string;
  readonly #random: () => number;
  readonly #between: number;
  readonly #alive: ChildProcess[] = [];
  #slices = 0;
  #next: number;
  #hasEnded = false;
  /** How many were killed. */
  killed = 0;

  /**
   * @param random - Draws who is killed when.
   * @param between - Slices between two kills, on average.
   */
  constructor(count: number, url: string, random: () => number, between: number) {
    this.#url = url;
    this.#random = random;
    this.#between = between;
    this.#next = this.#draw();
    for (let i = 0; i < count; i++) this.#alive.push(this.#start());
  }

  #start(): ChildProcess {
    return spawn(process.execPath, [main, "worker", "--queue", this.#url], { detached: true, stdio: "ignore" });
  }

  #draw(): number {
    return 1 + Math.floor(this.#random() * 2 * this.#between);
  }

  /** A slice is done: somebody may have to die a moment later, while the next ones run. */
  sliceDone(): void {
    this.#slices += 1;
    if (this.#slices < this.#next) return;
    this.#next += this.#draw();
    const victim = Math.floor(this.#random() * this.#alive.length);
    setTimeout(() => this.#replace(victim), this.#random() * mostLateMs);
  }

  #replace(index: number): void {
    if (this.#hasEnded) return;
    this.#alive[index]?.kill("SIGKILL");
    this.killed += 1;
    this.#alive[index] = this.#start();
  }

  /** Kill all. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    await Promise.all(this.#alive.map(killed));
  }
}

/** The command line of timeloom. */
export const main: string = resolve("dist/cli/main.js");

const mostLateMs = 20;
