import { touchWorld } from "../../../../core/context/touch.ts";
import type { Actor } from "../../../../core/contracts/actor.ts";
import type { Entry } from "../../../../core/contracts/loop-core.ts";
import type { WallClock } from "../../../../loop/clock/wall-clock.ts";
import type { Engine } from "../../../../loop/engine.ts";
import { titled } from "../../../../loop/scheduler/choices.ts";
import type { SimulatedNetwork } from "../simulated-network.ts";
import type { HostSettings, NetworkSettings } from "../network-settings.ts";

/** The wall clocks of the hosts. How far a clock is ahead is chosen when it is first read. */
export class HostClocks implements WallClock {
  readonly #network: SimulatedNetwork;
  readonly #hosts: NetworkSettings["hosts"];
  /** Seconds, by the names of the hosts whose clock was read. */
  readonly #ahead = new Map<string, number>();

  constructor(network: SimulatedNetwork, hosts: NetworkSettings["hosts"]) {
    this.#network = network;
    this.#hosts = hosts;
  }

  ahead(): number {
    const { name } = this.#network.hosts.here();
    let seconds = this.#ahead.get(name);
    touchWorld(this, seconds === undefined ? "write" : "read");
    if (seconds === undefined) {
      seconds = chosen(this.#network.engine, name, this.#hosts?.[name]?.clock ?? exact);
      this.#ahead.set(name, seconds);
    }
    return seconds;
  }
}

function chosen(engine: Engine, name: string, clock: NonNullable<HostSettings["clock"]>): number {
  const options: readonly Actor[] = titled(clock.map((seconds, at) => (at === 0 ? "0" : wordOf(seconds))));
  const read = new ClockRead(name);
  const at = clock.length > 1 ? engine.choose("fault", read, options) : 0;
  const ahead = clock[at] ?? 0;
  const choice = at === 0 ? undefined : read;
  if (ahead !== 0) engine.probes.all?.happened?.(`the wall clock ${skewText(ahead)}`, name, choice);
  return ahead;
}

/** The moment at which the clock of a host is first read, as a schedule names it. It has no turn. */
class ClockRead implements Entry {
  readonly kind = "arrival";
  readonly isTold = true;
  readonly title: string;

  constructor(host: string) {
    this.title = `${host}: the wall clock`;
  }

  runTurn(): void {}
}

/** How a report says it: `is 0.5 s ahead`. */
function skewText(seconds: number): string {
  return `is ${Math.abs(seconds)} s ${seconds < 0 ? "behind" : "ahead"}`;
}

/** How a schedule writes it: `ahead-0.5`, `behind-2`. */
function wordOf(seconds: number): string {
  return seconds < 0 ? `behind-${-seconds}` : `ahead-${seconds}`;
}

const exact = [0];
