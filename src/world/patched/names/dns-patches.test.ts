import dns from "node:dns";
import { Resolver } from "node:dns/promises";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "#index";
import { simulatedWorld, simulateNetwork, virtualLoop } from "#testing";

const network = simulateNetwork();
afterAll(() => network.restore());

const world = simulatedWorld({ hosts: { web: {}, db: { address: ["10.0.0.9", "fd00::1"] } } });

function simulated<T>(body: () => Promise<T>): Promise<T> {
  return run(body, { loopFactory: virtualLoop({ world, io: "forbid" }) });
}

const { promises } = dns;
const both = [
  { address: "10.0.0.9", family: 4 },
  { address: "fd00::1", family: 6 },
];

describe("dns on the simulated network", () => {
  it.each([
    ["lookup()", () => promises.lookup("db"), both[0]],
    ["lookup() of one family", () => promises.lookup("db", 6), both[1]],
    ["lookup() of all", () => promises.lookup("db", { all: true }), both],
    ["lookup() of an address", () => promises.lookup("10.1.2.3"), { address: "10.1.2.3", family: 4 }],
    ["resolve4()", () => promises.resolve4("db"), ["10.0.0.9"]],
    ["resolve() of a type", () => promises.resolve("db", "AAAA"), ["fd00::1"]],
    ["a resolver", () => new Resolver().resolve4("db"), ["10.0.0.9"]],
    ["reverse()", () => promises.reverse("10.0.0.9"), ["db"]],
    ["lookupService()", () => promises.lookupService("10.0.0.9", 80), { hostname: "db", service: "80" }],
    [
      "lookup() with a callback",
      () => new Promise((resolve) => dns.lookup("db", (...answer) => resolve(answer))),
      [null, "10.0.0.9", 4],
    ],
  ])("answers %s", async (_name, ask, answer) => {
    expect(await simulated(async () => ask())).toEqual(answer);
  });

  it.each([
    ["an unknown name", () => promises.lookup("nowhere"), "getaddrinfo ENOTFOUND nowhere"],
    ["an unknown name of records", () => promises.resolve4("nowhere"), "queryA ENOTFOUND nowhere"],
    ["records that hosts have not", () => promises.resolveMx("db"), "queryMx ENODATA db"],
  ])("refuses %s as Node does", async (_name, ask, message) => {
    await expect(simulated(async () => ask())).rejects.toThrow(message);
  });
});
