import dns from "node:dns";
import net from "node:net";
import type { Patch } from "../../../globals/patch.ts";
import { recordsOf, recordTypes } from "./records-of.ts";
import { addressesOf } from "./lookup.ts";
import { networkHere } from "../network-here.ts";
import { OwnerScope } from "../owner-scope.ts";

/** `dns.lookup()`, `resolve4()` and their like: names are the hosts of the simulated network, and have addresses only. */
export const dnsPatches: readonly Patch[] = [
  { on: dns, property: "lookup", replace: looker },
  { on: dns, property: "lookupService", replace: serviceLooker },
  { on: dns.promises, property: "lookup", replace: (host: Method) => promised(host, looker, asAddress) },
  { on: dns.promises, property: "lookupService", replace: (host: Method) => promised(host, serviceLooker, asService) },
  ...[dns, dns.Resolver.prototype].flatMap((on) =>
    recordTypes.map((property) => ({ on, property, replace: (host: Method) => resolver(property, host) })),
  ),
  ...[dns.promises, dns.promises.Resolver.prototype].flatMap((on) =>
    recordTypes.map((property) => ({
      on,
      property,
      replace: (host: Method) => promised(host, (inner) => resolver(property, inner), asRecords),
    })),
  ),
];

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Answer = (error: Error | null, ...answer: unknown[]) => void;

function looker(host: Method): Method {
  return function lookup(this: unknown, ...args: unknown[]): unknown {
    const [hostname] = args;
    const callback = args.at(-1) as Answer;
    const here = networkHere();
    const isName = typeof hostname === "string" && hostname !== "" && net.isIP(hostname) === 0;
    if (here === undefined || !isName || typeof callback !== "function") return Reflect.apply(host, this, args);
    Reflect.apply(host, this, ["127.0.0.1", ...args.slice(1, -1), () => undefined]); // Node checks its options itself
    const { family, all } = optionsOf(args[1]);
    addressesOf(here, hostname, family, (error, addresses) => {
      const [first] = addresses;
      if (error !== null) callback(error);
      else if (all) callback(null, addresses);
      else callback(null, first?.address, first?.family);
    });
    return {};
  };
}

function optionsOf(options: unknown): { readonly family: number; readonly all: boolean } {
  if (typeof options === "number") return { family: options, all: false };
  const { family, all } = (typeof options === "object" ? options : {}) as { family?: number | string; all?: unknown };
  return { family: Number(String(family).replace("IPv", "")) || 0, all: all === true };
}

function serviceLooker(host: Method): Method {
  return function lookupService(this: unknown, ...args: unknown[]): unknown {
    const [address, port, callback] = args;
    const here = networkHere();
    if (here === undefined || typeof callback !== "function" || net.isIP(String(address)) === 0) {
      return Reflect.apply(host, this, args);
    }
    const name = here.network.hosts.nameOf(String(address)) ?? String(address);
    new OwnerScope(here.engine).callSoon(() => Reflect.apply(callback, undefined, [null, name, String(port)]));
    return {};
  };
}

function resolver(property: string, host: Method): Method {
  return function resolve(this: unknown, ...args: unknown[]): unknown {
    const here = networkHere();
    const [name] = args;
    const callback = args.at(-1);
    if (here === undefined || typeof name !== "string" || typeof callback !== "function") {
      return Reflect.apply(host, this, args);
    }
    const { error, records } = recordsOf(here.network, property, name, args[1]);
    const answer = (): unknown => Reflect.apply(callback, undefined, error === undefined ? [null, records] : [error]);
    new OwnerScope(here.engine).callSoon(answer);
    return {};
  };
}

/** The method of `dns.promises` that does what `patch` makes of the method with a callback. */
function promised(
  host: Method,
  patch: (host: Method) => Method,
  give: (answer: unknown[], args: unknown[]) => unknown,
): Method {
  return function promisedMethod(this: unknown, ...args: unknown[]): unknown {
    if (networkHere() === undefined) return Reflect.apply(host, this, args);
    return new Promise((resolve, reject) => {
      const answer: Answer = (error, ...values) => {
        if (error === null || error === undefined) resolve(give(values, args));
        else reject(error);
      };
      // What the patch leaves to Node, it leaves to the method that gives a promise.
      const inner: Method = (...rest) => {
        if (rest.at(-1) === answer) void Promise.resolve(Reflect.apply(host, this, args)).then(resolve, reject);
      };
      Reflect.apply(patch(inner), this, [...args, answer]);
    });
  };
}

function asAddress([first, family]: unknown[], args: unknown[]): unknown {
  return optionsOf(args[1]).all ? first : { address: first, family };
}

function asService([hostname, service]: unknown[]): unknown {
  return { hostname, service };
}

function asRecords([records]: unknown[]): unknown {
  return records;
}
