import assert from "node:assert/strict";
import { gather, Lock, openConnection, sleep, startServer, type StreamReader, type StreamWriter } from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line, text } from "./lines.ts";

// FIFO order passes: Ann has paid when Bob comes, a second later. Needed: her payment takes longer.

export const world = simulatedWorld({ hosts: { shop: {}, bank: {}, ann: {}, bob: {} } });

export const bugs: readonly Bug[] = [
  {
    id: "last-ticket",
    title: "A server looks whether a ticket is left, waits for the payment, and sells the ticket twice",
    source: new URL("https://cwe.mitre.org/data/definitions/367.html"),
    tier: "T1",
    level: "env",
    world,
    buggy: lastTicket,
    fixed: lastTicketFixed,
  },
];

export default async function lastTicket(): Promise<void> {
  await program(new BuggyShop());
}

export async function lastTicketFixed(): Promise<void> {
  await program(new Shop());
}

async function program(shop: BuggyShop): Promise<void> {
  await onHost("bank", () => startServer(pay, "bank", 443));
  await startServer((reader, writer) => shop.serve(reader, writer), "shop", 80);
  const answers = await gather(
    onHost("ann", () => ask("shop", 80, "a ticket")),
    onHost("bob", async () => {
      await sleep(1);
      return await ask("shop", 80, "a ticket");
    }),
  );
  assert.deepEqual(answers.toSorted(), ["sold", "sold out"], "the last ticket is sold twice");
}

async function pay(reader: StreamReader, writer: StreamWriter): Promise<void> {
  await reader.readline();
  writer.write(line("paid"));
  writer.close();
}

async function ask(host: string, port: number, question: string): Promise<string> {
  const [reader, writer] = await openConnection(host, port);
  writer.write(line(question));
  const answer = await reader.readline();
  writer.close();
  return text(answer);
}

class BuggyShop {
  #tickets = 1;

  async serve(reader: StreamReader, writer: StreamWriter): Promise<void> {
    await reader.readline();
    writer.write(line(await this.sell()));
    writer.close();
  }

  async sell(): Promise<string> {
    if (this.#tickets === 0) return "sold out";
    await ask("bank", 443, "the price of a ticket");
    this.#tickets -= 1;
    return "sold";
  }
}

class Shop extends BuggyShop {
  readonly #sale = new Lock();

  override async sell(): Promise<string> {
    return await this.#sale.run(() => super.sell());
  }
}
