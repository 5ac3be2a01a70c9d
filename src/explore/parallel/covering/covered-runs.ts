import type { Probe } from "../../../core/contracts/probe.ts";
import type { Strategy } from "../../../core/contracts/strategy.ts";
import { ProbeList } from "../../../loop/probe-list.ts";
import type { Verdict } from "../../execution/executions.ts";
import { AccessRecorder } from "../../pairs/access-recorder.ts";
import { coveredPart } from "../../pairs/covered-part.ts";
import type { OrderData } from "../../pairs/known-access.ts";
import { PairCoverage } from "../../pairs/pair-coverage.ts";
import { recorded } from "../../pairs/recorded.ts";
import { Names } from "../../schedule/names.ts";
import { RecordingStrategy } from "../../schedule/recording-strategy.ts";
import { formatSchedule } from "../../schedule/schedule.ts";
import type { Reached, SliceResult, SliceRuns } from "../slice.ts";

/**
 * Runs what others run, and notes what each execution is the first of the slice to reach. What the whole search has reached is for the
 * plan to find out, in the order of the slices: so it does not depend on who runs them.
 */
export class CoveredRuns implements SliceRuns {
  readonly #runs: SliceRuns;
  readonly #coverage: PairCoverage;
  /** Whether somebody else records the executions. */
  readonly #isRecorded: boolean;
  readonly #reached: Reached[] = [];
  readonly #shown: (readonly OrderData[])[] = [];
  #recording: RecordingStrategy | undefined = undefined;
  #executions = 0;

  /** @param coverage - What the runs record by themselves. Default: they record nothing. */
  constructor(runs: SliceRuns, coverage?: PairCoverage) {
    this.#runs = runs;
    this.#isRecorded = coverage !== undefined;
    this.#coverage = coverage ?? new PairCoverage();
  }

  next(executions: number): (Strategy & Probe) | undefined {
    const strategy = this.#runs.next(executions);
    if (strategy === undefined) return undefined;
    const names = new Names();
    this.#recording = new RecordingStrategy(strategy, names);
    const watching: Probe[] = [names, strategy];
    if (!this.#isRecorded) {
      this.#coverage.begin();
      watching.push(new AccessRecorder(this.#coverage));
    }
    const probes = new ProbeList(watching);
    return recorded(this.#recording, probes.all as Probe);
  }

  ended(verdict: Verdict): void {
    this.#runs.ended(verdict);
    if (!this.#isRecorded) this.#coverage.ended(verdict.taken);
    const before = this.#executions++;
    const { shown } = this.#coverage;
    const passed = verdict.kind === "passed";
    if (passed && shown.length === 0) return;
    const schedule = passed ? formatSchedule(this.#recording?.deviations ?? []) : undefined;
    this.#reached.push({ before, schedule, taken: verdict.taken });
    this.#shown.push(shown.map(({ first, second, races }) => [first.id, second.id, races]));
  }

  found(): ReturnType<SliceRuns["found"]> {
    const covered = coveredPart(this.#coverage, this.#shown);
    return { ...this.#runs.found(), reached: this.#reached, covered } satisfies Partial<SliceResult>;
  }
}
