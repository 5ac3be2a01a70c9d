import { describe, expect, it } from "vitest";
import { createFuture, createTask, gather, Lock, sleep } from "#index";
import { test } from "#vitest/index";

/** What a failing expectation says. */
async function said(expectation: () => unknown): Promise<string> {
  try {
    await expectation();
  } catch (error) {
    return (error as Error).message;
  }
  return "passes";
}

describe("toCompleteAt()", () => {
  test("waits for a task, and compares the time of the loop", async () => {
    await sleep(1);
    await expect(createTask(() => sleep(2))).toCompleteAt(3);
    await expect(() => sleep(2)).toCompleteAt(5);
    await expect(sleep(1)).not.toCompleteAt(5);
  });

  test("says when it completed instead, or why it did not", async () => {
    const early = createTask(() => sleep(1), { name: "early" });
    const broken = createTask(() => Promise.reject(new TypeError("broken")), { name: "broken" });
    const gone = createTask(() => sleep(9), { name: "gone" });
    const done = createTask(() => sleep(0), { name: "done" });

    const texts = [
      await said(() => expect(early).toCompleteAt(2)),
      await said(() => expect(broken).toCompleteAt(2)),
      await said(() => (gone.cancel(), expect(gone).toCompleteAt(2))),
      await said(() => expect(done).toCompleteAt(0)),
      await said(() => expect(() => sleep(1)).not.toCompleteAt(2)),
    ];

    expect(texts.join("\n")).toMatchInlineSnapshot(`
      "expected task early to complete at t=2 s, but it completed at t=1 s
      expected task broken to complete at t=2 s, but it failed with TypeError: broken before
        hint: expect(task).toCompleteAt(…) before it ends
      expected task gone to complete at t=2 s, but it was cancelled at t=1 s
      expected task done to complete at t=0 s, but it completed before
        hint: expect(task).toCompleteAt(…) before it ends
      expected the program not to complete at t=2 s"
    `);
  });

  it("runs a function on a virtual loop, outside of one", async () => {
    await expect(() => sleep(3_600)).toCompleteAt(3_600);
    await expect(function* () {
      yield* sleep(1);
    }).toTakeSeconds(1);
  });
});

describe("toTakeSeconds()", () => {
  test("measures from now on, and forgives rounding", async () => {
    await sleep(7);
    await expect(async () => {
      await sleep(0.1);
      await sleep(0.2);
    }).toTakeSeconds(0.3);
  });

  test("says how long it took", async () => {
    const slow = async (): Promise<void> => sleep(2);

    expect(await said(() => expect(slow).toTakeSeconds(1))).toMatchInlineSnapshot(
      `"expected slow() to take 1 s, but it took 2 s"`,
    );
  });

  it("says what it needs", async () => {
    const texts = [
      await said(() => expect(Promise.resolve()).toTakeSeconds(1)),
      await said(() => expect(() => sleep(1)).toTakeSeconds("1" as unknown as number)),
      await said(() => expect(() => sleep(1)).toTakeSeconds(Number.NaN)),
    ];

    expect(texts.join("\n")).toMatchInlineSnapshot(`
      "toTakeSeconds() cannot wait for <Promise> outside of a loop
        hint: pass a function, which is run on a virtual loop, or use it in a test of timeloom/vitest
      toTakeSeconds() needs a number of seconds, got "1"
        hint: toTakeSeconds(1.5)
      toTakeSeconds() needs a number of seconds, got NaN
        hint: toTakeSeconds(1.5)"
    `);
  });
});

describe("toBeCancelled() and toBePending()", () => {
  test("tell the state of a task", async () => {
    const task = createTask(() => sleep(9));
    expect(task).toBePending();
    task.cancel();
    expect(task).not.toBeCancelled();
    await gather(task, { returnExceptions: true });
    expect(task).toBeCancelled();
    expect(task).not.toBePending();
  });

  test("say what the state is", async () => {
    const asked = createTask(() => sleep(9), { name: "asked" });
    asked.cancel();
    const texts = [await said(() => expect(asked).toBeCancelled())];
    await gather(asked, { returnExceptions: true });
    const future = createFuture<number>();
    texts.push(await said(() => expect(asked).not.toBeCancelled()), await said(() => expect(future).toBeCancelled()));
    future.setResult(1);
    texts.push(await said(() => expect(future).toBePending()), await said(() => expect(1).toBePending()));

    expect(texts.join("\n")).toMatchInlineSnapshot(`
      "expected task asked to be cancelled, but it is still pending: it was asked to, and has not ended
        hint: await it first
      expected task asked not to be cancelled, but it was cancelled
      expected the future to be cancelled, but it is still pending
      expected the future to be pending, but it completed
      toBePending() needs a task or a future, got 1
        hint: pass what createTask() returns"
    `);
  });
});

async function crossed(): Promise<void> {
  const [left, right] = [new Lock(), new Lock()];
  const both = async (first: Lock, second: Lock): Promise<void> => {
    await first.acquire();
    await sleep(1);
    await second.acquire();
  };
  await gather(
    createTask(() => both(left, right), { name: "to the right" }),
    createTask(() => both(right, left), { name: "to the left" }),
  );
}

describe("toDeadlock()", () => {
  it("runs a program until it can go no further", async () => {
    await expect(crossed).toDeadlock();
    await expect(crossed).toDeadlock(["to the left", "to the right"]);
    await expect(() => sleep(1)).not.toDeadlock();
  });

  it("says how it ended instead, and who waits for whom", async () => {
    const texts = [
      await said(() => expect(() => sleep(1)).toDeadlock()),
      await said(() => expect(() => Promise.reject(new TypeError("broken"))).toDeadlock()),
      await said(() => expect(crossed).not.toDeadlock()),
      await said(() => expect(crossed).toDeadlock(["somebody else"])),
      await said(() => expect(1).toDeadlock()),
    ];

    expect(texts.join("\n")).toMatchInlineSnapshot(`
      "expected the program to deadlock, but it completed
      expected the program to deadlock, but it failed with TypeError: broken
      expected crossed() not to deadlock
      Deadlock at t=1 s: 3 task(s) wait and no timer is pending
        Task-1        waits for gather(to the right, to the left)
        to the right  waits for Lock.acquire(), held by to the left
        to the left   waits for Lock.acquire(), held by to the right
        hint: look for a lock taken in two orders, or an event that nobody sets
      expected somebody else to wait in the deadlock
      Deadlock at t=1 s: 3 task(s) wait and no timer is pending
        Task-1        waits for gather(to the right, to the left)
        to the right  waits for Lock.acquire(), held by to the left
        to the left   waits for Lock.acquire(), held by to the right
        hint: look for a lock taken in two orders, or an event that nobody sets
      toDeadlock() needs a function, got 1
        hint: expect(() => main()).toDeadlock()"
    `);
  });

  test("is not for use in a loop", async () => {
    expect(await said(() => expect(crossed).toDeadlock())).toMatchInlineSnapshot(`
      "toDeadlock() cannot be used in a running event loop
        hint: it makes a loop of its own: use it in a test of vitest itself"
    `);
  });
});
