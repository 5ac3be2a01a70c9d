import { current } from "./current.ts";
import { callsPart, turnPart, worldPart } from "../contracts/probe.ts";

/** Tell who watches the run that the running step reads or writes the state of `target`. */
export function touch(target: object, kind: "read" | "write"): void {
  current.loop?.probes.all?.accessed?.(target, undefined, kind);
}

/** Tell who watches the run that the running step decides how `target` goes on: whether its turn comes, and what it meets there. */
export function touchTurn(target: object, kind: "read" | "write"): void {
  current.loop?.probes.all?.accessed?.(target, turnPart, kind);
}

/** Tell who watches the run that the running step calls a method of `fake`. */
export function touchFake(fake: object): void {
  current.loop?.probes.all?.accessed?.(fake, callsPart, "write");
}

/** Tell who watches the run that the running step reads or writes `target`: a part of a connection, a stream, or a simulated network. */
export function touchWorld(target: object, kind: "read" | "write"): void {
  current.loop?.probes.all?.accessed?.(target, worldPart, kind);
}

/** Tell who watches the run that the running step has made `target`. */
export function tellMade(target: object): void {
  current.loop?.probes.all?.made?.(target);
}

/** Tell who watches the run that all accesses of the running step are told. */
export function tellVisible(): void {
  current.loop?.probes.all?.visible?.();
}

/** Tell who watches the run that the running step touches more than it tells. */
export function tellOpaque(): void {
  current.loop?.probes.all?.opaque?.();
}
