import { formatDeviation } from "../../explore/schedule/schedule.ts";
import type { Recording, Step } from "../../explore/recording/trace.ts";
import { arrivalText, crossingName } from "../arrival-text.ts";
import { hostLane, isHostLane } from "../run-lanes.ts";

/**
 * A recorded execution as Chrome trace JSON: a track for each task, a process for each host with a track for its network, a slice for each
 * step, an arrow for each wake-up and for what is sent.
 *
 * @see {@link https://perfetto.dev/docs/getting-started/other-formats | Perfetto: Chrome JSON}
 */
export function perfettoTrace(recording: Recording): string {
  const { crossings } = recording;
  const threads = new Map<string, Track>();
  const hosts: (string | undefined)[] = [];
  const trackOf = (step: Step, at: number): Track => {
    // Timers, callbacks and calls have tracks of their own; what arrives at a host is on that of the host.
    const path = crossings.has(at) ? hostLane(step.host) : step.path;
    const known = threads.get(path);
    if (known !== undefined) return known;
    if (!hosts.includes(step.host)) hosts.push(step.host);
    const track = { pid: hosts.indexOf(step.host) + 1, tid: threads.size + 1 };
    threads.set(path, track);
    return track;
  };
  const events: TraceEvent[] = [];
  const times = timesOf(recording.steps);
  for (const [i, step] of recording.steps.entries()) {
    const track = trackOf(step, i);
    const ts = times[i] ?? 0;
    const crossing = crossings.get(i);
    const name = crossing === undefined ? titleOf(step) : arrivalText(step, crossing);
    events.push({ name, ph: "X", ...track, ts, dur: stepMicros, args: argsOf(step, recording, i) });
    for (const deviation of step.deviations) {
      events.push({ name: formatDeviation(deviation), ph: "i", s: "t", ...track, ts });
    }
    const waker = step.wokenBy === undefined ? undefined : recording.steps[step.wokenBy];
    if (waker === undefined || step.wokenBy === undefined || waker.path === step.path) continue;
    const from = { ...trackOf(waker, step.wokenBy), ts: (times[step.wokenBy] ?? 0) + stepMicros - 1 };
    const flow = crossing === undefined ? "wakes" : `sends ${crossingName(crossing)}`;
    events.push({ name: flow, ph: "s", id: i, ...from });
    events.push({ name: flow, ph: "f", bp: "e", id: i, ...track, ts });
  }
  const names = Array.from(threads, ([path, track]): TraceEvent => {
    const name = isHostLane(path) ? "network" : (recording.names.get(path) ?? path);
    return { name: "thread_name", ph: "M", ...track, args: { name: name === path ? path : `${name} (${path})` } };
  });
  for (const [at, name] of hosts.entries()) {
    if (name !== undefined) names.push({ name: "process_name", ph: "M", pid: at + 1, tid: 0, args: { name } });
  }
  return JSON.stringify({ displayTimeUnit: "ms", traceEvents: [...names, ...events] });
}

/** Where a slice is: the process of its host, and the track of its task. */
interface Track {
  readonly pid: number;
  readonly tid: number;
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

function titleOf({ kind, name, outcome }: Step): string {
  if (outcome === undefined) return kind === "clock" ? "time passes" : name;
  return outcome.kind === "waits" ? `→ ${outcome.what}` : `${outcome.kind} ${outcome.what}`.trim();
}

function argsOf(
  { wakeUp, time, kind }: Step,
  { places, crossings }: Recording,
  index: number,
): Readonly<Record<string, unknown>> {
  const place = places.get(index);
  const { bytes, fault } = crossings.get(index) ?? {};
  const crossing = bytes === undefined ? {} : { bytes, ...(fault !== undefined && { fault }) };
  return { step: index + 1, wakeUp, time, kind, ...(place !== undefined && { place }), ...crossing };
}
