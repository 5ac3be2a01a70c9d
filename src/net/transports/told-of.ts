import { tellOpaque } from "../../core/context/touch.ts";
import type { BaseProtocol } from "../protocol.ts";

/** `protocol`, to be called. Of one that is code of the user nobody knows what it touches. */
export function toldOf<P extends BaseProtocol>(protocol: P): P {
  if ((protocol as ToldProtocol)[isTold] !== true) tellOpaque();
  return protocol;
}

/** The key under which a protocol says whether it tells all that it touches. */
export const isTold: unique symbol = Symbol("isTold");

interface ToldProtocol extends BaseProtocol {
  readonly [isTold]?: boolean;
}
