import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import {
  createTask,
  LifoQueue,
  PriorityQueue,
  Queue,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  sleep,
  TimeoutError,
  type Wait,
  waitFor,
} from "#index";
import { anyMoment, callAt, cancelAt, muchLater, pause, settle, until } from "./collisions.ts";

/** Items are numbered; their rank in the priority queue collides. */
const byRank = (a: number, b: number): number => (a % 3) - (b % 3);

/** A queue, and which items may come out next of those that went in and did not come out yet, in order of coming. */
const kinds = {
  Queue: {
    make: (maxsize: number) => new Queue<number>(maxsize),
    next: (items: readonly number[]) => items.slice(0, 1),
  },
  LifoQueue: {
    make: (maxsize: number) => new LifoQueue<number>(maxsize),
    next: (items: readonly number[]) => items.slice(-1),
  },
  PriorityQueue: {
    make: (maxsize: number) => new PriorityQueue<number>(maxsize, { compare: byRank }),
    next: (items: readonly number[]) => items.filter((item) => items.every((other) => byRank(item, other) <= 0)),
  },
};

const anyWorker = fc.record({
  puts: fc.boolean(),
  begins: anyMoment,
  times: fc.integer({ min: 1, max: 3 }),
  between: fc.nat(2),
  cancelled: fc.option(anyMoment, { freq: 2 }),
  patience: fc.option(fc.nat(2), { freq: 2 }),
  waits: fc.boolean(),
  native: fc.boolean(),
});
const anyShutdown = fc.option(fc.record({ when: anyMoment, immediate: fc.boolean() }), { freq: 2 });

test.prop(
  {
    order: schedule(),
    kind: fc.constantFrom(...Object.values(kinds)),
    maxsize: fc.nat(2),
    workers: fc.array(anyWorker, { minLength: 2, maxLength: 7 }),
    shutdown: anyShutdown,
  },
  { numRuns: 2_000 },
)(
  "a queue neither loses nor doubles nor misorders an item, and nobody waits in vain, under cancels, timeouts and shutdown",
  ({ order, kind, maxsize, workers, shutdown }) =>
    order.run(function* () {
      const queue = kind.make(maxsize);
      let items: number[] = []; // what must be in the queue
      let isShutDown = false;
      let count = 0;
      const didPut = (item: number): void => {
        items.push(item);
        expect(isShutDown).toBe(false);
        if (maxsize > 0) expect(items.length).toBeLessThanOrEqual(maxsize);
      };
      const didGet = (item: number): void => {
        expect(kind.next(items)).toContain(item);
        items = items.filter((other) => other !== item);
      };

      const act = function* ({ puts, patience, waits, native }: (typeof workers)[number]): Generator<Wait, void, void> {
        const item = (count += 1);
        if (!waits) {
          if (puts) queue.putNowait(item);
          else didGet(queue.getNowait());
        } else if (native) {
          // Nothing may come between the operation and the note of it: one body for both.
          yield* createTask(async () => {
            if (puts) await queue.put(item);
            else didGet(await queue.get());
            if (puts) didPut(item);
          });
          return;
        } else if (patience === null) {
          if (puts) yield* queue.put(item);
          else didGet(yield* queue.get());
        } else if (puts) yield* waitFor(queue.put(item), patience);
        else didGet(yield* waitFor(queue.get(), patience));
        if (puts) didPut(item);
      };
      const tasks = workers.map((worker) => {
        const task = createTask(function* () {
          yield* until(worker.begins);
          for (let done = 0; done < worker.times; done += 1) {
            try {
              yield* act(worker);
            } catch (error) {
              if (error instanceof QueueShutDown) expect(isShutDown).toBe(true);
              else if (error instanceof QueueFull) expect([worker.waits, items.length]).toEqual([false, maxsize]);
              else if (error instanceof QueueEmpty) expect([worker.waits, items.length]).toEqual([false, 0]);
              else if (!(error instanceof TimeoutError)) throw error;
            }
            yield* pause(worker.between);
          }
        });
        cancelAt(task, worker.cancelled);
        return task;
      });
      if (shutdown !== null) {
        createTask(function* () {
          yield* until(shutdown.when);
          queue.shutdown(shutdown.immediate);
          isShutDown = true;
          if (shutdown.immediate) items = [];
        });
      }
      yield* sleep(muchLater);

      const waiting = workers.filter((_, worker) => !(tasks[worker]?.done() ?? true));
      expect(waiting.filter(({ puts }) => puts && (isShutDown || items.length < maxsize || maxsize === 0))).toEqual([]);
      expect(waiting.filter(({ puts }) => !puts && (isShutDown || items.length > 0))).toEqual([]);
      for (const task of tasks) task.cancel();
      yield* settle(tasks);

      while (!queue.empty()) didGet(queue.getNowait());
      expect(items).toEqual([]);
    }),
);

const anyRush = {
  waits: fc.array(fc.record({ begins: fc.nat(1), cancelled: fc.option(anyMoment, { freq: 2 }) }), {
    minLength: 2,
    maxLength: 5,
  }),
  serves: fc.array(anyMoment, { minLength: 1, maxLength: 5 }),
};

test.prop({ order: schedule(), ...anyRush }, { numRuns: 1_000 })(
  "no item stays in a queue while somebody waits for one, whoever is cancelled whenever (bpo-23812)",
  ({ order, waits, serves }) =>
    order.run(function* () {
      const queue = new Queue<number>();
      const getters = waits.map(({ begins, cancelled }) => {
        const getter = createTask(function* () {
          yield* pause(begins);
          yield* queue.get();
        });
        cancelAt(getter, cancelled);
        return getter;
      });
      for (const moment of serves) callAt(moment, () => queue.putNowait(0));
      yield* sleep(muchLater);

      const waiting = getters.filter((getter) => !getter.done());
      expect(Math.min(waiting.length, queue.qsize())).toBe(0);
      for (const getter of waiting) getter.cancel();
      yield* settle(getters);
    }),
);

test.prop({ order: schedule(), ...anyRush, maxsize: fc.integer({ min: 1, max: 2 }) }, { numRuns: 1_000 })(
  "no room stays in a queue while somebody waits for it, whoever is cancelled whenever",
  ({ order, waits, serves, maxsize }) =>
    order.run(function* () {
      const queue = new Queue<number>(maxsize);
      while (!queue.full()) queue.putNowait(0);
      const putters = waits.map(({ begins, cancelled }) => {
        const putter = createTask(function* () {
          yield* pause(begins);
          yield* queue.put(1);
        });
        cancelAt(putter, cancelled);
        return putter;
      });
      for (const moment of serves) callAt(moment, () => !queue.empty() && queue.getNowait());
      yield* sleep(muchLater);

      const waiting = putters.filter((putter) => !putter.done());
      expect(Math.min(waiting.length, maxsize - queue.qsize())).toBe(0);
      for (const putter of waiting) putter.cancel();
      yield* settle(putters);
    }),
);

const anyBursts = fc.array(fc.integer({ min: -40, max: 60 }), { maxLength: 20, size: "max" });

test.prop({ kind: fc.constantFrom(...Object.values(kinds)), bursts: anyBursts }, { numRuns: 300 })(
  "a queue gives out its items in its order, for any bursts of puts and gets",
  ({ kind, bursts }) => {
    const queue = kind.make(0);
    let items: number[] = [];
    let count = 0;
    for (const burst of bursts) {
      for (let left = burst; left > 0; left -= 1) {
        queue.putNowait(count);
        items.push(count);
        count += 1;
      }
      for (let left = -burst; left > 0 && items.length > 0; left -= 1) {
        const item = queue.getNowait();
        expect(kind.next(items)).toContain(item);
        items = items.filter((other) => other !== item);
      }
      expect(queue.qsize()).toBe(items.length);
    }
  },
);

const anyWork = fc.array(
  fc.record({ puts: anyMoment, takes: fc.nat(3), marks: fc.boolean(), cancelled: fc.option(anyMoment, { freq: 3 }) }),
  { minLength: 1, maxLength: 5 },
);

test.prop(
  { order: schedule(), work: anyWork, joins: fc.array(anyMoment, { minLength: 1, maxLength: 3 }) },
  { numRuns: 1_000 },
)(
  "join() ends exactly when every item that was put in is marked as done, whoever is cancelled whenever",
  ({ order, work, joins }) =>
    order.run(function* () {
      const queue = new Queue<number>();
      let open = 0;
      let timesFinished = 0;
      const finishedBefore: number[] = [];

      const workers = work.map(({ puts, takes, marks, cancelled }, item) => {
        const task = createTask(function* () {
          yield* until(puts);
          open += 1;
          queue.putNowait(item);
          yield* queue.get();
          yield* pause(takes);
          if (!marks) return;
          open -= 1;
          if (open === 0) timesFinished += 1;
          queue.taskDone();
        });
        cancelAt(task, cancelled);
        return task;
      });
      const joiners = joins.map((when, joiner) =>
        createTask(function* () {
          yield* until(when);
          finishedBefore[joiner] = open === 0 ? -1 : timesFinished;
          yield* queue.join();
          expect(timesFinished).toBeGreaterThan(finishedBefore[joiner]);
        }),
      );
      yield* settle(workers);
      yield* sleep(muchLater);

      for (const [joiner, task] of joiners.entries()) {
        if (!task.done()) expect(finishedBefore[joiner]).toBe(timesFinished);
      }
      for (; open > 0; open -= 1) {
        if (open === 1) timesFinished += 1;
        queue.taskDone();
      }
      yield* settle(joiners);
    }),
);
