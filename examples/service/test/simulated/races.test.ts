import { beforeAll, expect } from "vitest";
import { ask, pause } from "../customer.ts";
import { startDatabase } from "../postgres.ts";
import { faultyWorld, test, withShop } from "./hosts.ts";

beforeAll(startDatabase);

test.explore("keeps what two clicks add to a cart", async () => {
  await withShop(async ({ url }) => {
    const first = ask("POST", `${url}/carts/ann`, { product: "lamp" });
    await pause(300);
    const second = ask("POST", `${url}/carts/ann`, { product: "chair" });
    await Promise.all([first, second]);
    expect(await ask("GET", `${url}/carts/ann`)).toEqual([200, { lamp: 1, chair: 1 }]);
  });
});

test.explore("sells the last piece once", async () => {
  await withShop(async ({ url, charges }) => {
    const ann = ask("POST", `${url}/orders`, { id: "ann-1", product: "chair" });
    await pause(300);
    const bob = ask("POST", `${url}/orders`, { id: "bob-1", product: "chair" });
    const sold = [await ann, await bob].filter(([status]) => status === 201);
    expect(sold.length).toBeLessThanOrEqual(1); // none if the bank is too slow
    expect(charges.length).toBeLessThanOrEqual(1);
  });
});

test.explore("shows a new price once it is set", async () => {
  await withShop(async ({ url }) => {
    await Promise.all([ask("GET", `${url}/products/chair`), ask("GET", `${url}/products/sofa`)]); // opens connections
    await Promise.all([ask("GET", `${url}/products/lamp`), ask("PUT", `${url}/products/lamp`, { price: 25 })]);
    expect(await ask("GET", `${url}/products/lamp`)).toMatchObject([200, { price: 25 }]);
  });
});

test.explore("charges an order once, whatever goes wrong", { world: faultyWorld }, async () => {
  await withShop(async ({ url, charges }) => {
    await ask("POST", `${url}/orders`, { id: "ann-1", product: "chair" }).catch(() => undefined);
    expect(charges.length).toBeLessThanOrEqual(1);
  });
});
