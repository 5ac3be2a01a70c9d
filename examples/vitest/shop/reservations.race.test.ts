import { gather, sleep } from "timeloom";
import { simulate } from "timeloom/testing";
import { test } from "timeloom/vitest";
import { expect } from "vitest";
import { freeOfCharge } from "./payments.ts";
import { Reservations } from "./reservations.ts";
import { Stock } from "./stock.ts";

const method = process.env["FIXED"] === "1" ? "buyKept" : "buy";

test.explore("sells a thing once", async () => {
  const stock = new Stock(2);
  const reservations = new Reservations(stock, simulate(freeOfCharge)); // its answers may come late, and in any order
  for (const customer of ["Ann", "Bob"]) reservations.reserve(customer);
  await sleep(599);
  await gather(
    () => reservations[method]("Ann"),
    () => reservations[method]("Bob"),
  );
  expect(stock.left + reservations.sold.length).toBe(2);
});
