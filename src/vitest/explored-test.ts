import { env } from "node:process";
import { expect, type TestContext } from "vitest";
import { stackOfWaits } from "../core/errors/stack-of-reason.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import { type Certificate, noChoices } from "../explore/claims/certificate.ts";
import type { Explorable } from "../explore/explorable.ts";
import { InconclusiveError } from "../explore/claims/inconclusive-error.ts";
import { RaceError } from "../explore/findings/race-error.ts";
import type { ReplaySettings } from "../explore/replay-schedule.ts";
import { formatSchedule, parseSchedule } from "../explore/schedule/schedule.ts";
import type { ExploreSettings } from "../explore/explore-settings.ts";
import type { World } from "../loop/world.ts";
import { explore, replay } from "../testing.ts";
import type { ExplorationSettings } from "./loop-test.ts";
import { testWorld } from "./test-world.ts";
import { askedReplay, namesOf, shownByVitest } from "./asked-replay.ts";
import { ScheduleFile, type StoredSchedule } from "../world/node/schedule-file.ts";

/** The explorations of one test. Schedules that failed before are replayed first. */
export class ExploredTest {
  readonly #context: Context;
  readonly #defaults: ExplorationSettings;
  /** The file of stored schedules, if schedules are stored. */
  readonly #file: ScheduleFile | undefined;
  #count = 0;

  constructor(context: Context, defaults: ExplorationSettings, stores: boolean) {
    this.#context = context;
    this.#defaults = defaults;
    this.#file = stores ? new ScheduleFile(context.task.file.filepath, parseSchedule) : undefined;
  }

  /** `explore()`, within the time and the signal of the test. @param oneOrder - What to do about a body with one order. */
  async explore(body: Explorable, asked: ExplorationSettings = {}, oneOrder: OneOrder = "warn"): Promise<Certificate> {
    const { task } = this.#context;
    const settings = this.#complete({ ...this.#defaults, ...asked });
    this.#context.prepare(settings.world);
    this.#count += 1;
    const test = namesOf(task).join(" > ") + (this.#count === 1 ? "" : ` #${this.#count}`);
    const one = askedReplay();
    if (one !== undefined && (await this.#passes(body, { test, ...one }, settings, []))) {
      console.warn(`timeloom: ${one.schedule} does not make "${test}" fail`);
    }
    const stored = one === undefined ? this.#stored(test) : [];
    const stale: StoredSchedule[] = [];
    for (const each of stored) {
      const note = `  stored    ${this.#file?.name ?? ""}: replayed first`;
      if (await this.#passes(body, each, settings, [note])) stale.push(each);
    }
    this.#tellOrRemove(stale);
    const certificate = await this.#search(body, test, settings);
    this.#note(certificate);
    const isExplored = certificate.choices > 0 || (certificate.sweep?.rows.length ?? 0) > 0;
    if (!isExplored && oneOrder === "fail") throw oneOrderError(certificate);
    if (!isExplored && oneOrder === "warn") {
      console.warn(`timeloom: "${test}" explores nothing: ${noChoices(certificate.level)}`);
    }
    return certificate;
  }

  #complete({ world, faults, mostFaults, ...settings }: ExplorationSettings): ExploreSettings {
    const { task, signal } = this.#context;
    const limited = settings.time !== undefined || settings.executions !== undefined;
    const isTimed = task.timeout > 0 && Number.isFinite(task.timeout);
    return {
      ...settings,
      world: testWorld({ world, faults, mostFaults }),
      ...(limited || !isTimed ? {} : { time: (task.timeout / 1_000) * share }),
      signal: settings.signal === undefined ? signal : AbortSignal.any([signal, settings.signal]),
    };
  }

  #stored(test: string): StoredSchedule[] {
    return this.#file?.read().filter((each) => each.test === test) ?? [];
  }

  /** Whether `body` passes in one order. @throws {RaceError} If it does not. */
  async #passes(
    body: Explorable,
    { level, schedule }: StoredSchedule,
    settings: ExploreSettings,
    notes: readonly string[],
  ): Promise<boolean> {
    try {
      await replay(body, schedule, { ...replaySettings(settings), level });
      return true;
    } catch (error) {
      if (error instanceof InconclusiveError) return true;
      throw this.#shown(error, notes);
    }
  }

  async #search(body: Explorable, test: string, settings: ExploreSettings): Promise<Certificate> {
    try {
      return await explore(body, settings);
    } catch (error) {
      throw this.#shown(error, error instanceof RaceError ? this.#store(test, error) : []);
    }
  }

  /** @returns lines for the report */
  #store(test: string, { finding }: RaceError): string[] {
    const { task, signal } = this.#context;
    const { schedule, level, failure } = finding;
    if (this.#file === undefined || this.#update() === "none") return [];
    // Every search tries the default order first.
    const isNews = schedule.length > 0 && !isSkip(failure.error);
    if (!isNews || signal.aborted || task.fails === true) return [];
    this.#file.add({ test, level, schedule: formatSchedule(schedule) });
    return [`  stored    ${this.#file.name}: replayed first from now on`];
  }

  #shown(error: unknown, notes: readonly string[]): unknown {
    if (!(error instanceof RaceError)) return error;
    const { failure } = error.finding;
    return isSkip(failure.error) ? failure.error : shownByVitest(error, this.#context.task, notes);
  }

  #tellOrRemove(stale: readonly StoredSchedule[]): void {
    if (stale.length === 0 || this.#file === undefined) return;
    const removed = this.#update() === "all";
    if (removed) this.#file.remove(stale);
    const what = stale.length === 1 ? "A stored schedule does" : `${stale.length} stored schedules do`;
    console.warn(
      [
        `timeloom: ${what} not fail any more (${this.#file.name})${removed ? ", removed:" : ":"}`,
        ...stale.map(({ test, level, schedule }) => `  ${test}  ${level} ${schedule}`),
        ...(removed ? [] : ["  hint: once the race is fixed, remove them with vitest -u or TIMELOOM_SCHEDULES=all"]),
      ].join("\n"),
    );
  }

  /** As vitest does with snapshots: nothing in CI, all with `-u`. */
  #update(): Update {
    const asked = env["TIMELOOM_SCHEDULES"];
    if (asked !== undefined && asked !== "") {
      if (updates.includes(asked)) return asked as Update;
      throw new ValueError(`Invalid TIMELOOM_SCHEDULES: "${asked}"`, 'use "none", "new" or "all"');
    }
    const { snapshotState } = expect.getState() as { readonly snapshotState?: unknown };
    const update = (snapshotState as { readonly snapshotUpdateState?: unknown } | undefined)?.snapshotUpdateState;
    return typeof update === "string" && updates.includes(update) ? (update as Update) : "none";
  }

  /** For reporters that show more than failures: `task.meta.timeloom`. */
  #note(certificate: Certificate): void {
    const { meta } = this.#context.task;
    const { timeloom: noted = [] } = meta as { readonly timeloom?: readonly Certificate[] };
    Object.assign(meta, { timeloom: [...noted, certificate] });
  }
}

/** What to do about a body with one order, in which there is nothing to choose. */
type OneOrder = "fail" | "warn" | "allow";

function oneOrderError({ level, uncontrolled }: Certificate): RuntimeError {
  const places = (uncontrolled?.places ?? [])
    .filter((place) => !place.includes("node_modules"))
    .map((place) => `\n    at ${place}, an await that is no choice`);
  const error = new RuntimeError(
    `Nothing to explore: the body has one order, ${noChoices(level)}${places.join("")}`,
    'put what the body waits for behind simulate(): vi.stubGlobal("fetch", simulate(fetch)), or const store = simulate(fake); ' +
      "a body that may have one order says { allowOneOrder: true }",
  );
  stackOfWaits(error, []); // no frame of timeloom says where the body is
  return error;
}

/** What may be done to stored schedules: nothing, add new ones, or also remove schedules that no longer fail. */
type Update = "none" | "new" | "all";

const updates: readonly string[] = ["none", "new", "all"] satisfies Update[];

/** The part of a test's time that a search may take by default: the rest is for shrinking a finding. */
const share = 0.8;

/** The parts of its test that an exploration needs. */
interface Context extends Pick<TestContext, "task" | "signal"> {
  /** Puts the network code of everybody on the network of a world. */
  readonly prepare: (world: World | undefined) => void;
}

function replaySettings({ seed, maxIterations, maxTime, checks, world }: ExploreSettings): ReplaySettings {
  return { seed, maxIterations, maxTime, checks, world };
}

/** Whether `context.skip()` threw `error`. */
function isSkip(error: Error | undefined): boolean {
  return error !== undefined && "code" in error && error.code === "VITEST_PENDING";
}
