import {
  createTask,
  gather,
  getRunningLoop,
  LifoQueue,
  PriorityQueue,
  Queue,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  sleep,
  TaskGroup,
  ValueError,
  type Wait,
} from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { textOf } from "../text-of.ts";

/** Twenty draws from a twentieth of a second to a second, fixed so that every run is the same. */
const naps = [
  0.5, 0.25, 0.75, 1, 0.125, 0.375, 0.625, 0.875, 0.0625, 0.5, 0.75, 0.25, 1, 0.125, 0.5, 0.375, 0.25, 0.625, 0.75, 0.5,
];

export const s06: Scenario = {
  id: "S06",
  title: "Queues hand items on: first in, last in or smallest first",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-queue.html#examples"),
    new URL("https://docs.python.org/3/library/asyncio-queue.html#asyncio.PriorityQueue"),
    new URL("https://docs.python.org/3/library/asyncio-queue.html#asyncio.LifoQueue"),
    new URL("https://docs.python.org/3/library/asyncio-queue.html#asyncio.Queue.shutdown"),
  ],
  articles: [],
  programs: [
    {
      name: "three workers share twenty naps",
      async main(print) {
        const queue = new Queue<number>();
        for (const nap of naps) queue.putNowait(nap);
        let slept = 0;
        const workers = [0, 1, 2].map((id) =>
          createTask(
            async () => {
              for (;;) {
                const nap = await queue.get();
                await sleep(nap);
                slept += nap;
                queue.taskDone();
              }
            },
            { name: `worker-${id}` },
          ),
        );

        await queue.join();
        for (const worker of workers) worker.cancel();
        await gather(...workers, { returnExceptions: true });
        print(`3 workers slept in parallel for ${getRunningLoop().time()} seconds`);
        print(`total expected sleep time: ${slept} seconds`);
      },
      expect: {
        output: ["3 workers slept in parallel for 3.5625 seconds", "total expected sleep time: 10.1875 seconds"],
        duration: 3.5625,
        verdict: "passes",
      },
    },
    {
      name: "a full queue makes its producer wait",
      *main(print): Generator<Wait, void, void> {
        const queue = new Queue<number>(2);
        const producer = createTask(function* () {
          for (const item of [1, 2, 3, 4]) {
            yield* queue.put(item);
            print(`put ${item} at ${getRunningLoop().time()} s`);
          }
        });
        for (let i = 0; i < 4; i += 1) {
          yield* sleep(1);
          print(`got ${yield* queue.get()} at ${getRunningLoop().time()} s`);
        }
        yield* producer;
      },
      expect: {
        output: [
          "put 1 at 0 s",
          "put 2 at 0 s",
          "got 1 at 1 s",
          "put 3 at 1 s",
          "got 2 at 2 s",
          "put 4 at 2 s",
          "got 3 at 3 s",
          "got 4 at 4 s",
        ],
        duration: 4,
        verdict: "passes",
      },
    },
    {
      name: "last in, first out",
      async main(print) {
        await putAndGet(new LifoQueue<number>(), [3, 1, 2], print);
      },
      expect: { output: ["2, 1, 3"], duration: 3, verdict: "passes" },
    },
    {
      name: "smallest first",
      async main(print) {
        await putAndGet(new PriorityQueue<number>(), [3, 1, 2], print);
      },
      expect: { output: ["1, 2, 3"], duration: 3, verdict: "passes" },
    },
    {
      name: "without waiting: full, empty, done too often",
      async main(print) {
        const queue = new Queue<string>(1);
        queue.putNowait("item");
        print(`full: ${queue.full()}, size: ${queue.qsize()} of ${queue.maxsize}`);
        for (const attempt of [
          () => queue.putNowait("one more"),
          () => queue.getNowait(),
          () => queue.getNowait(),
          () => queue.taskDone(),
          () => queue.taskDone(),
        ]) {
          try {
            attempt();
          } catch (error) {
            if (error instanceof QueueFull) print("QueueFull");
            else if (error instanceof QueueEmpty) print("QueueEmpty");
            else if (error instanceof ValueError) print(textOf(error));
            else throw error;
          }
        }
      },
      expect: {
        output: ["full: true, size: 1 of 1", "QueueFull", "QueueEmpty", "task_done() called too many times"],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "shut down: what is left is served, then the workers end",
      *main(print): Generator<Wait, void, void> {
        const queue = new Queue<number>();
        function* worker(name: string): Generator<Wait, void, void> {
          try {
            for (;;) {
              const item = yield* queue.get();
              yield* sleep(1);
              print(`${name} did ${item}`);
            }
          } catch (error) {
            if (!(error instanceof QueueShutDown)) throw error;
            print(`${name} ends at ${getRunningLoop().time()} s`);
          }
        }

        yield* new TaskGroup().run(function* (group) {
          group.createTask(() => worker("a"));
          group.createTask(() => worker("b"));
          for (const item of [1, 2, 3]) yield* queue.put(item);
          queue.shutdown();
          try {
            yield* queue.put(4);
          } catch (error) {
            if (!(error instanceof QueueShutDown)) throw error;
            print("too late for 4");
          }
        });
      },
      expect: {
        output: ["too late for 4", "a did 1", "b did 2", "b ends at 1 s", "a did 3", "a ends at 2 s"],
        duration: 2,
        verdict: "passes",
      },
    },
  ],
};

async function putAndGet(queue: Queue<number>, items: readonly number[], print: Print): Promise<void> {
  for (const item of items) await queue.put(item);
  const order: number[] = [];
  while (!queue.empty()) {
    order.push(await queue.get());
    await sleep(1);
    queue.taskDone();
  }
  await queue.join();
  print(order.join(", "));
}
