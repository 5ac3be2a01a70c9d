// A program with a race, and its corrected twin, for the tests of the command.
import assert from "node:assert/strict";
import { gather, Lock } from "timeloom";
import { simulate } from "timeloom/testing";

export const retries = 3;

// oxlint-disable-next-line import/no-default-export -- what the command runs
export default async function lostUpdate() {
  const store = simulate(new Store());
  await gather(
    () => deposit(store),
    () => reset(store),
  );
  assert.equal(await store.read(), 0, "the reset is lost");
}

export async function fixed() {
  const store = simulate(new Store());
  const lock = new Lock();
  await lock.run(() => deposit(store));
  await lock.run(() => reset(store));
  assert.equal(await store.read(), 0, "the reset is lost");
}

class Store {
  #value = 100;

  async read() {
    return this.#value;
  }

  async write(value) {
    this.#value = value;
  }
}

async function deposit(store) {
  await store.write((await store.read()) + 10);
}

async function reset(store) {
  await store.read();
  await store.read();
  await store.write(0);
}
