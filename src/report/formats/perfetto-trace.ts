import { formatDeviation } from "../../explore/schedule/schedule.ts";
import type { Recording, Step } from "../../explore/recording/trace.ts";

/**
 * A recorded execution as Chrome trace JSON: a track for each task, a slice for each step, an arrow for each wake-up.
 *
 * @see {@link https://perfetto.dev/docs/getting-started/other-formats | Perfetto: Chrome JSON}
 */
export function perfettoTrace(recording: Recording): string {
  const threads = new Map<string, number>();
  const events: TraceEvent[] = [];
  const times = timesOf(recording.steps);
  for (const [i, step] of recording.steps.entries()) {
    const tid = threadOf(threads, step.path);
    const ts = times[i] ?? 0;
    events.push({ name: titleOf(step), ph: "X", pid: 1, tid, ts, dur: stepMicros, args: argsOf(step, recording, i) });
    for (const deviation of step.deviations) {
      events.push({ name: formatDeviation(deviation), ph: "i", s: "t", pid: 1, tid, ts });
    }
    const waker = step.wokenBy === undefined ? undefined : recording.steps[step.wokenBy];
    if (waker === undefined || step.wokenBy === undefined || waker.path === step.path) continue;
    const from = { tid: threadOf(threads, waker.path), ts: (times[step.wokenBy] ?? 0) + stepMicros - 1 };
    events.push({ name: "wakes", ph: "s", pid: 1, id: i, ...from });
    events.push({ name: "wakes", ph: "f", bp: "e", pid: 1, id: i, tid, ts });
  }
  const names = Array.from(threads, ([path, tid]): TraceEvent => {
    const name = recording.names.get(path) ?? path;
    return { name: "thread_name", ph: "M", pid: 1, tid, args: { name: name === path ? path : `${name} (${path})` } };
  });
  return JSON.stringify({ displayTimeUnit: "ms", traceEvents: [...names, ...events] });
}

/** An event of the trace format that Perfetto and chrome://tracing read. */
interface TraceEvent {
  readonly name: string;
  readonly ph: "X" | "M" | "s" | "f" | "i";
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts?: number;
  readonly dur?: number;
  readonly id?: number;
  readonly bp?: "e";
  readonly s?: "t";
  readonly args?: Readonly<Record<string, unknown>>;
}

/** Steps take no virtual time: each is drawn as wide as this many microseconds, one after the other. */
const stepMicros = 10;

/** Microseconds of each step: virtual time, and within one instant one after the other. */
function timesOf(steps: readonly Step[]): number[] {
  let last = -stepMicros;
  return steps.map(({ time }) => {
    last = Math.max(Math.round(time * 1e6), last + stepMicros);
    return last;
  });
}

function threadOf(threads: Map<string, number>, path: string): number {
  const known = threads.get(path);
  if (known !== undefined) return known;
  threads.set(path, threads.size + 1);
  return threads.size;
}

function titleOf({ kind, name, outcome }: Step): string {
  if (outcome === undefined) return kind === "clock" ? "time passes" : name;
  return outcome.kind === "waits" ? `→ ${outcome.what}` : `${outcome.kind} ${outcome.what}`.trim();
}

function argsOf({ wakeUp, time, kind }: Step, { places }: Recording, index: number): Readonly<Record<string, unknown>> {
  const place = places.get(index);
  return { step: index + 1, wakeUp, time, kind, ...(place !== undefined && { place }) };
}
