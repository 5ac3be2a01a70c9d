import assert from "node:assert/strict";
import { openConnection, startServer, type StreamReader, type StreamWriter } from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line, text } from "./lines.ts";

// FIFO order passes. Needed: the connection is reset when the answer arrives.

export const world = simulatedWorld({ hosts: { shop: {}, bank: {} }, link: { faults: ["reset"] } });

export const bugs: readonly Bug[] = [
  {
    id: "pay-twice",
    title: "The answer to a payment is lost, the client sends the payment again, and the bank books it twice",
    source: new URL("https://docs.stripe.com/api/idempotent_requests"),
    tier: "T1",
    level: "env",
    world,
    buggy: payTwice,
    fixed: payTwiceFixed,
  },
];

export default async function payTwice(): Promise<void> {
  await program(() => false);
}

export async function payTwiceFixed(): Promise<void> {
  await program((booked, payment) => booked.includes(payment));
}

/** Whether the bank takes a payment for one that it has had. */
type IsKnown = (booked: readonly string[], payment: string) => boolean;

async function program(isKnown: IsKnown): Promise<void> {
  const booked: string[] = [];
  await onHost("bank", () => startServer((...streams) => book(booked, isKnown, ...streams), "bank", 443));
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await pay("order 7: 100 €")) break;
  }
  assert.ok(booked.length <= 1, "the order is paid twice");
}

/** @returns whether the bank has answered */
async function pay(payment: string): Promise<boolean> {
  const [reader, writer] = await openConnection("bank", 443);
  try {
    writer.write(line(payment));
    const answer = await reader.readline();
    writer.close();
    return text(answer) === "booked";
  } catch {
    return false;
  }
}

async function book(booked: string[], isKnown: IsKnown, reader: StreamReader, writer: StreamWriter): Promise<void> {
  try {
    const payment = text(await reader.readline());
    if (!isKnown(booked, payment)) booked.push(payment);
    writer.write(line("booked"));
  } catch {
    // the client has gone
  }
  writer.close();
}
