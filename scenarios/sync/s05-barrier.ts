import { Barrier, BrokenBarrierError, createTask, gather, getRunningLoop, sleep, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

export const s05: Scenario = {
  id: "S05",
  title: "A barrier holds its tasks until the last one has come",
  source: [new URL("https://docs.python.org/3/library/asyncio-sync.html#barrier")],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "three workers",
      async main(print) {
        const barrier = new Barrier(3);
        await gather(
          worker(barrier, "Worker 1", print),
          worker(barrier, "Worker 2", print),
          worker(barrier, "Worker 3", print),
        );
      },
      expect: {
        output: [
          "Worker 1 is at the barrier",
          "Worker 2 is at the barrier",
          "Worker 3 is at the barrier",
          "Worker 3 has crossed the barrier",
          "Worker 1 has crossed the barrier",
          "Worker 2 has crossed the barrier",
        ],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "the first of those that cross does the work for all",
      async main(print) {
        const barrier = new Barrier(3);
        async function phase(name: string, delay: number): Promise<void> {
          await sleep(delay);
          await barrier.run(async (position) => {
            if (position === 0) print(`everybody is here at ${getRunningLoop().time()} s`);
            print(`${name} came as number ${position + 1}`);
          });
        }
        await gather(
          () => phase("a", 3),
          () => phase("b", 1),
          () => phase("c", 2),
        );
        print(`waiting: ${barrier.nWaiting} of ${barrier.parties}`);
      },
      expect: {
        output: [
          "a came as number 3",
          "everybody is here at 3 s",
          "b came as number 1",
          "c came as number 2",
          "waiting: 0 of 3",
        ],
        duration: 3,
        verdict: "passes",
      },
    },
    {
      name: "aborted while one waits",
      *main(print): Generator<Wait, void, void> {
        const barrier = new Barrier(2);
        const waiter = createTask(function* () {
          try {
            yield* barrier.wait();
          } catch (error) {
            if (!(error instanceof BrokenBarrierError)) throw error;
            print(`broken at ${getRunningLoop().time()} s`);
          }
        });
        yield* sleep(1);
        yield* barrier.abort();
        yield* waiter;
        print(`broken: ${barrier.broken}`);
        yield* barrier.reset();
        print(`broken: ${barrier.broken}`);
      },
      expect: { output: ["broken at 1 s", "broken: true", "broken: false"], duration: 1, verdict: "passes" },
    },
  ],
};

function* worker(barrier: Barrier, name: string, print: Print): Generator<Wait, void, void> {
  print(`${name} is at the barrier`);
  yield* barrier.wait();
  print(`${name} has crossed the barrier`);
}
