import type { Bug } from "../bugs/bug.ts";
import { bugs as closeWaitsForIdle } from "./close-waits-for-idle.ts";
import { bugs as drainIsNoReceipt } from "./drain-is-no-receipt.ts";
import { bugs as drainNeverComes } from "./drain-never-comes.ts";
import { bugs as exitBeforeOutput } from "./exit-before-output.ts";
import { bugs as fullPipe } from "./full-pipe.ts";
import { bugs as halfClose } from "./half-close.ts";
import { bugs as lastTicket } from "./last-ticket.ts";
import { bugs as lateReply } from "./late-reply.ts";
import { bugs as oneAfterTheOther } from "./one-after-the-other.ts";
import { bugs as orphanKeepsThePipe } from "./orphan-keeps-the-pipe.ts";
import { bugs as payTwice } from "./pay-twice.ts";
import { bugs as poolLosesAPlace } from "./pool-loses-a-place.ts";
import { bugs as readIsNoMessage } from "./read-is-no-message.ts";
import { bugs as reconnectTwice } from "./reconnect-twice.ts";
import { bugs as sharedReader } from "./shared-reader.ts";
import { bugs as splitCharacter } from "./split-character.ts";
import { bugs as tlsByHand } from "./tls-by-hand.ts";

/** Every bug of programs with sockets and processes: bytes first, then connections, servers and children. */
export const bugs: readonly Bug[] = [
  ...readIsNoMessage,
  ...splitCharacter,
  ...tlsByHand,
  ...halfClose,
  ...lateReply,
  ...sharedReader,
  ...drainNeverComes,
  ...drainIsNoReceipt,
  ...payTwice,
  ...reconnectTwice,
  ...poolLosesAPlace,
  ...oneAfterTheOther,
  ...lastTicket,
  ...closeWaitsForIdle,
  ...fullPipe,
  ...exitBeforeOutput,
  ...orphanKeepsThePipe,
];
