import http from "node:http";
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import { ServiceKey } from "../../../core/contracts/service-key.ts";
import { virtualEngineHere } from "../../../loop/engine.ts";
import type { Patch } from "../../../globals/patch.ts";
import { networkHere } from "../network-here.ts";

/**
 * The pools of `http.Agent`, one for each loop: what an agent keeps between requests is one thing inside of a loop and another outside, so that
 * no execution meets the connections, waiting requests and TLS sessions of another.
 */
export class AgentPools {
  readonly #agents = new Map<http.Agent, (name: string) => unknown>();

  /** The patch that gives an agent its pools, at its first request in a loop. */
  get patches(): readonly Patch[] {
    return [
      {
        on: http.Agent.prototype,
        property: "addRequest",
        replace: (host: (...args: unknown[]) => unknown) => this.#adder(host),
      },
    ];
  }

  /** Give all agents what they had outside of loops. */
  restore(): void {
    for (const [agent, outside] of this.#agents) {
      for (const name of fields) {
        const value = outside(name);
        if (value === undefined) continue;
        Object.defineProperty(agent, name, { value, writable: true, enumerable: true, configurable: true });
      }
    }
    this.#agents.clear();
  }

  #adder(host: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
    const prepare = (agent: http.Agent): void => this.#prepare(agent);
    return function addRequest(this: http.Agent, ...args: unknown[]): unknown {
      if (networkHere() !== undefined) prepare(this);
      return Reflect.apply(host, this, args);
    };
  }

  #prepare(agent: http.Agent): void {
    if (this.#agents.has(agent)) return;
    const outside: Pools = new Map();
    const here = (): Pools => {
      const known = virtualEngineHere()?.service(poolsOfLoop).get(outside); // Node asks some twenty times for each request
      if (known !== undefined) return known;
      const engine = networkHere()?.engine;
      if (engine === undefined) return outside;
      const inside: Pools = new Map();
      engine.service(poolsOfLoop).set(outside, inside);
      return inside;
    };
    for (const name of fields) {
      const value: unknown = Reflect.get(agent, name);
      if (value === undefined) continue;
      outside.set(name, value);
      Object.defineProperty(agent, name, {
        get: () => {
          const values = here();
          let own = values.get(name);
          if (own === undefined) values.set(name, (own = empty(name)));
          return own;
        },
        set: (next: unknown) => {
          here().set(name, next);
        },
        enumerable: true,
        configurable: true,
      });
    }
    this.#agents.set(agent, (name) => outside.get(name));
  }
}

/** What an agent keeps, by the names of its fields. */
type Pools = Map<string, unknown>;

/** What each agent keeps in a loop, by what it keeps outside. */
const poolsOfLoop: ServiceKey<Map<Pools, Pools>, LoopCore> = new ServiceKey("pools of agents", () => new Map());

/** What an agent keeps from one request to the next. */
const fields = ["requests", "sockets", "freeSockets", "totalSocketCount", "_sessionCache"] as const;

function empty(name: string): unknown {
  if (name === "totalSocketCount") return 0;
  if (name === "_sessionCache") return { map: {}, list: [] };
  return Object.create(null);
}
