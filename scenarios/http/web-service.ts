import axios from "axios";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sleep } from "timeloom";
import { simulateNetwork } from "timeloom/testing";

/** Segments arrive at once, so that an answer takes the second that the service takes. */
export const world = { link: { latency: [0] } };

/** Asks the service: `/` for a word, `/random` for a number. */
export type Ask = (path?: string) => Promise<string | number>;

/** A web service that runs. */
export interface WebService {
  /** Asks it by axios. */
  readonly ask: Ask;
  readonly close: () => void;
}

/** Start a server of `node:http` that takes a second for each answer. On a virtual loop both sides are on the simulated network. */
export async function startService(): Promise<WebService> {
  const numbers = [0.75, 0.25, 0.5];
  const server = createServer((request, response) => void answer(request, response, numbers));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    ask: async (path = "/") => {
      const { data } = await axios.get<{ readonly msg: string | number }>(`http://127.0.0.1:${port}${path}`);
      return data.msg;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Run `body` while a web service runs. */
export async function whileServing(body: (ask: Ask) => Promise<void>): Promise<void> {
  await onAnyNetwork(async () => {
    const { ask, close } = await startService();
    try {
      await body(ask);
    } finally {
      close();
    }
  });
}

/** Run `body` with other people's sockets on the network of the loop. On a loop of the host that is Node's own. */
export async function onAnyNetwork(body: () => Promise<void>): Promise<void> {
  const simulation = simulateNetwork();
  try {
    await body();
  } finally {
    simulation.restore();
  }
}

async function answer({ url }: IncomingMessage, response: ServerResponse, numbers: number[]): Promise<void> {
  const msg = url === "/random" ? numbers.shift() : "ok";
  await sleep(1);
  response.setHeader("Content-Type", "application/json").end(JSON.stringify({ msg }));
}
