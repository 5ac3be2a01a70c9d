import { network, simulatedWorld, simulateNetwork } from "timeloom/testing";
import { createTest } from "timeloom/vitest";
import { type Place, type Shop, withShop as withShopAt } from "../shop.ts";

simulateNetwork();

const settings = { hosts: { customer: {}, shop: {}, db: {}, cache: {}, bank: {} }, lookupLatency: [0.001] };
const world = simulatedWorld(settings);

/** The same hosts, on a network on which one thing goes wrong. */
export const faultyWorld = simulatedWorld({ ...settings, faults: ["reset", "loseReply"] });

/** Runs each body as a customer, in virtual time. `EXECUTIONS=2000` searches longer. */
const executions = Number(process.env["EXECUTIONS"] ?? 200);
export const test = createTest({ world, explore: { executions } });

/** Run `body` while the service runs, each server on a host of its own. */
export function withShop(body: (shop: Shop) => Promise<void>): Promise<void> {
  return withShopAt(body, place);
}

const place: Place = (name, port, listen) => network.host(name).run(() => listen({ host: name, port }));
