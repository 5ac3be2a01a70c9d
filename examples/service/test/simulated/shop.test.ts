import { beforeAll, expect } from "vitest";
import { ask, pause } from "../customer.ts";
import { startDatabase } from "../postgres.ts";
import { test, withShop } from "./hosts.ts";

beforeAll(startDatabase);

test("shows a product, and its new price", async () => {
  await withShop(async ({ url }) => {
    expect(await ask("GET", `${url}/products/lamp`)).toEqual([200, { name: "Lamp", price: 30 }]);
    await ask("PUT", `${url}/products/lamp`, { price: 25 });
    expect(await ask("GET", `${url}/products/lamp`)).toEqual([200, { name: "Lamp", price: 25 }]);
    expect(await ask("GET", `${url}/products/sofa`)).toMatchObject([404, { message: "no product sofa" }]);
  });
});

test("keeps what two clicks add to a cart", async () => {
  await withShop(async ({ url }) => {
    const first = ask("POST", `${url}/carts/ann`, { product: "lamp" });
    await pause(300);
    const second = ask("POST", `${url}/carts/ann`, { product: "chair" });
    await Promise.all([first, second]);
    expect(await ask("GET", `${url}/carts/ann`)).toEqual([200, { lamp: 1, chair: 1 }]);
  });
});

test("sells the last piece once", async () => {
  await withShop(async ({ url, charges }) => {
    const ann = ask("POST", `${url}/orders`, { id: "ann-1", product: "chair" });
    await pause(300);
    const bob = ask("POST", `${url}/orders`, { id: "bob-1", product: "chair" });
    expect([await ann, await bob]).toEqual([
      [201, { outcome: "sold" }],
      [409, { outcome: "sold out" }],
    ]);
    expect(charges).toEqual([{ order: "ann-1", amount: 80 }]);
  });
});

test("charges each order at the bank", async () => {
  await withShop(async ({ url, charges }) => {
    await ask("POST", `${url}/orders`, { id: "ann-1", product: "lamp" });
    await ask("POST", `${url}/orders`, { id: "ann-2", product: "lamp" });
    expect(charges.map(({ order }) => order)).toEqual(["ann-1", "ann-2"]);
  });
});
