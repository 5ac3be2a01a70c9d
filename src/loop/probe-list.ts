import type { Probe } from "../core/contracts/probe.ts";

/** The probes that watch a run. */
export class ProbeList {
  /** The probe to call: none, the only one, or one that calls all in order. */
  all: Probe | undefined = undefined;

  constructor(probes: readonly (Probe | undefined)[]) {
    for (let at = 0; at < probes.length; at++) this.add(probes[at]);
  }

  /** Call `probe` as well, after the others. */
  add(probe: Probe | undefined): void {
    if (this.all === undefined) this.all = probe;
    else if (probe !== undefined) this.all = pairOf(this.all, probe);
  }

  /** Call `probe` as well, before the others. */
  addFirst(probe: Probe): void {
    this.all = this.all === undefined ? probe : pairOf(probe, this.all);
  }
}

function pairOf(first: Probe, second: Probe): Probe {
  const pair: Probe = {
    created(task): void {
      first.created?.(task);
      second.created?.(task);
    },
    scheduled(actor): void {
      first.scheduled?.(actor);
      second.scheduled?.(actor);
    },
    turn(actor, time): void {
      first.turn?.(actor, time);
      second.turn?.(actor, time);
    },
    joins(): void {
      first.joins?.();
      second.joins?.();
    },
    iteration(turns): void {
      first.iteration?.(turns);
      second.iteration?.(turns);
    },
    advanced(time): void {
      first.advanced?.(time);
      second.advanced?.(time);
    },
    acquired(resource, task): void {
      first.acquired?.(resource, task);
      second.acquired?.(resource, task);
    },
    released(resource): void {
      first.released?.(resource);
      second.released?.(resource);
    },
    made(target, name): void {
      first.made?.(target, name);
      second.made?.(target, name);
    },
    delegated(generator): void {
      first.delegated?.(generator);
      second.delegated?.(generator);
    },
    called(call, target): void {
      first.called?.(call, target);
      second.called?.(call, target);
    },
    visible(): void {
      first.visible?.();
      second.visible?.();
    },
    opaque(): void {
      first.opaque?.();
      second.opaque?.();
    },
    unseen(): void {
      first.unseen?.();
      second.unseen?.();
    },
    sent(lane, bytes, isReply): void {
      first.sent?.(lane, bytes, isReply);
      second.sent?.(lane, bytes, isReply);
    },
    happened(text, host, choice): void {
      first.happened?.(text, host, choice);
      second.happened?.(text, host, choice);
    },
    ended(): void {
      first.ended?.();
      second.ended?.();
    },
  };
  // Objects are wrapped for whoever listens, and only then.
  if (first.accessed !== undefined || second.accessed !== undefined) {
    pair.accessed = (target, part, kind, site) => {
      first.accessed?.(target, part, kind, site);
      second.accessed?.(target, part, kind, site);
    };
  }
  return pair;
}
