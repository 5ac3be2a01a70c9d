import type { Probe } from "../../core/contracts/probe.ts";
import type { Strategy } from "../../core/contracts/strategy.ts";
import { ProbeList } from "../../loop/probe-list.ts";

/** `strategy`, with a probe that watches its execution beside it. */
export function recorded(strategy: Strategy & Probe, recorder: Probe): Strategy & Probe {
  const probes = new ProbeList([recorder, strategy]).all;
  return { ...probes, choose: (point) => strategy.choose(point) };
}
