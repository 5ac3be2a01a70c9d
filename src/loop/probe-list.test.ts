import { describe, expect, it } from "vitest";
import type { Probe } from "#testing";
import { ProbeList } from "#loop/probe-list";

const hears = (heard: string[], name: string): Probe => ({
  created: () => heard.push(`${name} created`),
  scheduled: () => heard.push(`${name} scheduled`),
  turn: (_, time) => heard.push(`${name} turn at ${time}`),
  advanced: (time) => heard.push(`${name} advanced to ${time}`),
  acquired: () => heard.push(`${name} acquired`),
  released: () => heard.push(`${name} released`),
  ended: () => heard.push(`${name} ended`),
});

function tellAll(probe: Probe): void {
  const task = { kind: "task", title: "Task-1" } as const;
  const lock = { holder: null };
  probe.created?.(task);
  probe.scheduled?.(task);
  probe.turn?.(task, 1);
  probe.advanced?.(2);
  probe.acquired?.(lock, task);
  probe.released?.(lock);
  probe.ended?.();
}

describe("ProbeList", () => {
  it("tells nobody, or the only one itself, without a detour", () => {
    const only = hears([], "a");

    expect(new ProbeList([]).all).toBeUndefined();
    expect(new ProbeList([undefined, only, undefined]).all).toBe(only);
  });

  it("tells each of everything, in the order of adding, the first ones first", () => {
    const heard: string[] = [];
    const list = new ProbeList([hears(heard, "b")]);
    list.add(hears(heard, "c"));
    list.addFirst(hears(heard, "a"));

    tellAll(list.all ?? {});

    const names = ["created", "scheduled", "turn at 1", "advanced to 2", "acquired", "released", "ended"];
    expect(heard).toEqual(names.flatMap((name) => ["a", "b", "c"].map((probe) => `${probe} ${name}`)));
  });
});
