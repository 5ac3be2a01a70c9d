import * as fc from "fast-check";
import type { Actor } from "../core/contracts/actor.ts";
import type { Strategy } from "../core/contracts/strategy.ts";

/**
 * fast-check's scheduler, whose releases are picked when they are due.
 *
 * `fc.schedulerFor()` takes the whole order as a list of task numbers, and reads one number at each release. The list that it gets here
 * makes the number up when it is read.
 *
 * @param strategy - Picks one of the scheduled tasks, which have the order in which they were scheduled.
 */
export function pickingScheduler<TMetaData>(
  strategy: Strategy,
  constraints: fc.SchedulerConstraints,
): fc.Scheduler<TMetaData> {
  const actors = new Map<number, Actor>();
  const actorOf = ({ taskId, label, schedulingType }: fc.SchedulerReportItem<TMetaData>): Actor => {
    let actor = actors.get(taskId);
    if (actor === undefined) {
      actor = { kind: "arrival", title: label === "" ? schedulingType : label };
      actors.set(taskId, actor);
    }
    return actor;
  };
  const pick = (): number => {
    const waiting = scheduler.report().filter(({ status }) => status === "pending");
    return waiting[choiceAmong(waiting.map(actorOf), strategy)]?.taskId ?? 0;
  };
  const scheduler = fc.schedulerFor<TMetaData>(picked(pick), constraints);
  return scheduler;
}

/** An endless list whose numbers are made up when they are read first. */
function picked(pick: () => number): number[] {
  const numbers: number[] = [];
  return new Proxy(numbers, {
    get(_, key) {
      if (key === "length") return Infinity;
      const at = Number(key);
      return (numbers[at] ??= pick());
    },
  });
}

function choiceAmong(options: readonly Actor[], strategy: Strategy): number {
  const [at] = options;
  if (at === undefined || options.length === 1) return 0;
  const option = (index: number): Actor => options[index] ?? at;
  return strategy.choose({ kind: "arrival", at, count: options.length, options, option, pool: undefined, poolFrom: 0 });
}
