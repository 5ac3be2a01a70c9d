import type { Body } from "../core/awaitable.ts";
import { runningLoop } from "../core/current.ts";
import { RuntimeError, typeError } from "../core/errors.ts";
import { requireSpawnable } from "../core/spawnable.ts";
import { follow, type Level } from "../core/strategy.ts";
import { NamedOutside } from "../loop/outside.ts";
import { Budget } from "./budget.ts";
import { requireCanary } from "./canary.ts";
import { type Certificate, certificateOf } from "./certificate.ts";
import { requireClaim } from "./claim-error.ts";
import { Executions, type Verdict } from "./executions.ts";
import type { Failure } from "./failure.ts";
import { type Finding, findingOf } from "./finding.ts";
import type { SearchHost } from "./host.ts";
import { InconclusiveError } from "./inconclusive-error.ts";
import { type CheckedSettings, checkedSettings, type ExploreSettings } from "./settings.ts";

/** What can be explored: a function that is called afresh for every execution. */
export type Explorable = Body<[], unknown>;

/** What an exploration has come to. */
export type Result =
  | { readonly kind: "passed"; readonly certificate: Certificate }
  | { readonly kind: "failed"; readonly finding: Finding; readonly executions: Executions };

/**
 * Run `body` in one order after the other until one fails, nothing is left to try, or the budget is used up.
 *
 * @throws {TypeError | ValueError} If a setting is wrong, or `body` is no function.
 * @throws {RuntimeError} If called in a running loop, or if exploration is switched off.
 * @throws {InconclusiveError} If the first execution meets a limit.
 * @throws {ClaimError} If the certificate claims less than required.
 * @throws {OutsideWaitError} If `body` waits for something outside of its loop.
 */
export async function search(body: Explorable, settings: ExploreSettings, host: SearchHost): Promise<Result> {
  requireNoLoop("explore()");
  requireBody("explore()", body);
  const checked = checkedSettings(settings);
  checked.limits.signal?.throwIfAborted();
  await requireCanary(checked.level);
  const { onProgress } = checked;
  const watched = onProgress === undefined ? host : { ...host, show: onProgress, shown: () => undefined };
  return await new Exploration(body, checked, watched).run();
}

/** @throws {RuntimeError} If called inside of a loop. */
export function requireNoLoop(what: string): void {
  if (runningLoop() === undefined) return;
  throw new RuntimeError(
    `${what} cannot be called from a running event loop`,
    `it makes its own loops: call it outside of tasks, and not in the body of an exploration`,
  );
}

/** @throws {TypeError} If `body` is not a function. */
export function requireBody(what: string, body: unknown): void {
  if (typeof body === "function") return;
  requireSpawnable(body);
  throw typeError(
    `${what} needs a function, got ${String(body)}`,
    "it is called once per execution: pass the function itself, not what it returns",
  );
}

/** One search, from the first execution to the certificate or the finding. */
class Exploration {
  readonly #settings: CheckedSettings;
  readonly #budget: Budget;
  readonly #executions: Executions;
  #phase: "searching" | "shrinking" = "searching";
  #searched = 0;
  /** The most choice points of an execution. */
  #choices = 0;
  #inconclusive = 0;

  constructor(body: Explorable, settings: CheckedSettings, host: SearchHost) {
    this.#settings = settings;
    this.#budget = new Budget(settings.limits, host, () => ({
      phase: this.#phase,
      choices: this.#choices,
      inconclusive: this.#inconclusive,
      strategy: settings.searching.name,
    }));
    this.#executions = new Executions(body, { ...settings, pace: this.#budget });
  }

  async run(): Promise<Result> {
    try {
      return await this.#search();
    } finally {
      this.#budget.end();
    }
  }

  async #search(): Promise<Result> {
    const { level, searching, seed, require } = this.#settings;
    const executions = this.#executions;
    let ended: Certificate["ended"] | undefined;
    while (ended === undefined) {
      const next = searching.next();
      if (next === undefined) {
        ended = "exhausted";
        break;
      }
      const running = executions.run(level, next);
      const verdict = running instanceof Promise ? await running : running;
      searching.ended(verdict);
      this.#count(verdict);
      if (hasFailed(verdict)) {
        await requireInside(executions, level, verdict);
        this.#phase = "shrinking";
        const finding = await findingOf(executions, level, verdict, { strategy: searching.name, seed });
        return { kind: "failed", finding, executions };
      }
      ended = verdict.taken.length === 0 ? "exhausted" : this.#budget.spent(this.#searched);
    }
    const coverage = {
      level,
      seed,
      executions: this.#searched,
      choices: this.#choices,
      inconclusive: this.#inconclusive,
      ended,
    };
    const certificate = certificateOf(searching, coverage);
    requireClaim(require, certificate);
    return { kind: "passed", certificate };
  }

  /** @throws {InconclusiveError} If this was the first execution, and met a limit. */
  #count({ taken, limit }: Verdict): void {
    this.#searched += 1;
    this.#choices = Math.max(this.#choices, taken.length);
    if (limit === undefined) return;
    this.#inconclusive += 1;
    if (this.#searched === 1) throw new InconclusiveError(limit);
  }
}

/**
 * A deadlock that something outside would end is none: run once more, and look for what the body has begun there.
 *
 * @throws {OutsideWaitError} If there is something.
 */
export async function requireInside(executions: Executions, level: Level, { failure, taken }: Verdict): Promise<void> {
  if (failure?.check !== "deadlock") return;
  await executions.run(level, follow(taken), { outside: (loop) => new NamedOutside(loop), debug: true });
}

function hasFailed(verdict: Verdict): verdict is Verdict & { readonly failure: Failure } {
  return verdict.kind === "failed";
}
