import type { Scenario } from "./scenario.ts";
import { w09 } from "./process/w09-subprocesses.ts";
import { s01 } from "./sync/s01-lock.ts";
import { s02 } from "./sync/s02-event.ts";
import { s03 } from "./sync/s03-condition.ts";
import { s04 } from "./sync/s04-semaphore.ts";
import { s05 } from "./sync/s05-barrier.ts";
import { s06 } from "./sync/s06-queue.ts";
import { w01 } from "./executors/w01-executors.ts";
import { w02 } from "./executors/w02-from-a-thread.ts";
import { w10 } from "./http/w10-web-clients.ts";
import { w11 } from "./http/w11-crawler.ts";
import { w12 } from "./executors/w12-downloads.ts";
import { w03 } from "./streams/w03-tcp-echo.ts";
import { w04 } from "./streams/w04-unix-echo.ts";
import { w05 } from "./streams/w05-wait-for-data.ts";
import { w06 } from "./streams/w06-http-headers.ts";
import { w07 } from "./streams/w07-readers-and-writers.ts";
import { w08 } from "./net/w08-protocols.ts";
import { t01 } from "./tasks/t01-hello-world.ts";
import { t02 } from "./tasks/t02-runner.ts";
import { t03 } from "./tasks/t03-sequential-or-concurrent.ts";
import { t04 } from "./tasks/t04-nested-coroutine.ts";
import { t05 } from "./tasks/t05-future.ts";
import { t06 } from "./tasks/t06-background-task.ts";
import { t07 } from "./tasks/t07-task-object.ts";
import { t08 } from "./tasks/t08-context-variables.ts";
import { t09 } from "./tasks/t09-cancellation.ts";
import { t10 } from "./tasks/t10-task-group.ts";
import { t11 } from "./tasks/t11-task-group-failure.ts";
import { t12 } from "./tasks/t12-display-date.ts";
import { t13 } from "./tasks/t13-gather.ts";
import { t14 } from "./tasks/t14-eager-tasks.ts";
import { t15 } from "./tasks/t15-many-tasks.ts";
import { t16 } from "./tasks/t16-shield.ts";
import { t17 } from "./tasks/t17-timeout.ts";
import { t18 } from "./tasks/t18-wait-with-timeout.ts";
import { t19 } from "./tasks/t19-wait-in-steps.ts";
import { t20 } from "./tasks/t20-as-completed.ts";
import { t21 } from "./tasks/t21-introspection.ts";
import { t22 } from "./tasks/t22-wait-for-all.ts";
import { t23 } from "./tasks/t23-generator-coroutines.ts";
import { t24 } from "./tasks/t24-event-loop.ts";

/** Every scenario, in the order of their ids: tasks and time first, then synchronisation, then the world outside. */
// oxfmt-ignore
export const scenarios: readonly Scenario[] = [
  t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12,
  t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23, t24,
  s01, s02, s03, s04, s05, s06,
  w01, w02, w03, w04, w05, w06, w07, w08, w09, w10, w11, w12,
];
