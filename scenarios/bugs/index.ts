import type { Bug } from "./bug.ts";
import { bugs as account } from "./account.ts";
import { bugs as bankWithdraw } from "./bank-withdraw.ts";
import { bugs as bluetooth } from "./bluetooth.ts";
import { bugs as conditionNotifyLost } from "./condition-notify-lost.ts";
import { bugs as deadlockAbBa } from "./deadlock-ab-ba.ts";
import { bugs as doubleInit } from "./double-init.ts";
import { bugs as getPort } from "./get-port.ts";
import { bugs as keepAliveReuse } from "./keep-alive-reuse.ts";
import { bugs as lockLostWakeup } from "./lock-lost-wakeup.ts";
import { bugs as lockTwoOwners } from "./lock-two-owners.ts";
import { bugs as mkdirp } from "./mkdirp.ts";
import { bugs as nestedTaskGroup } from "./nested-task-group.ts";
import { bugs as pctFigure5 } from "./pct-figure-5.ts";
import { bugs as peterson } from "./peterson.ts";
import { bugs as philosophers } from "./philosophers.ts";
import { bugs as poolLeak } from "./pool-leak.ts";
import { bugs as queueItemLost } from "./queue-item-lost.ts";
import { bugs as reorder } from "./reorder.ts";
import { bugs as safeStack } from "./safe-stack.ts";
import { bugs as semaphoreBarging } from "./semaphore-barging.ts";
import { bugs as semaphoreWedge } from "./semaphore-wedge.ts";
import { bugs as staleCache } from "./stale-cache.ts";
import { bugs as twoStage } from "./two-stage.ts";
import { bugs as waitForLeaks } from "./wait-for-leaks.ts";
import { bugs as waitForSwallows } from "./wait-for-swallows.ts";
import { bugs as workStealingQueue } from "./work-stealing-queue.ts";
import { bugs as wrongLock } from "./wrong-lock.ts";

/** Every bug of the suite: shared memory first, then asyncio, then Node. */
export const bugs: readonly Bug[] = [
  ...account,
  ...bankWithdraw,
  ...twoStage,
  ...bluetooth,
  ...reorder,
  ...wrongLock,
  ...deadlockAbBa,
  ...philosophers,
  ...peterson,
  ...pctFigure5,
  ...workStealingQueue,
  ...safeStack,
  ...lockLostWakeup,
  ...lockTwoOwners,
  ...semaphoreWedge,
  ...semaphoreBarging,
  ...conditionNotifyLost,
  ...waitForSwallows,
  ...waitForLeaks,
  ...queueItemLost,
  ...nestedTaskGroup,
  ...poolLeak,
  ...keepAliveReuse,
  ...mkdirp,
  ...getPort,
  ...doubleInit,
  ...staleCache,
];
