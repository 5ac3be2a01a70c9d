import { cpython } from "./cpython.ts";
import { curl } from "./curl.ts";
import { nc } from "./nc.ts";
import { nginx } from "./nginx.ts";
import { openssl } from "./openssl.ts";
import type { Peer } from "./peer.ts";

/** Every program that timeloom is seen to talk to. */
export const peers: readonly Peer[] = [...curl, ...openssl, ...nc, ...cpython, ...nginx];
