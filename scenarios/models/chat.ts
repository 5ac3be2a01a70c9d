import { createFuture, sleep } from "timeloom";
import { always, eventually, network, simulatedWorld } from "timeloom/testing";
import { WebSocketServer } from "ws";
import type { Model } from "./model.ts";
import { talk } from "./talk.ts";
import { once } from "./wire.ts";

// The chat is one of ws, unmodified. Whoever connects again says how much he has heard, and gets the rest. Whoever says something again says which
// message it is. Needs simulateNetwork() and fakeGlobals().

export const model: Model = {
  id: "chat",
  title: "Everybody hears every message once and in order, though connections break",
  world: simulatedWorld({
    hosts: { anna: {}, room: {}, ben: {} },
    link: { latency: [0.01] },
    lookupLatency: [0.001],
    faults: ["refuse", "reset", "loseReply", "slow", "cut"],
    mostFaults: 3,
  }),
  fixed: () => chat({ numbers: true, catchesUp: true }),
  planted: [
    { mistake: "a message that is sent again is a new one", program: () => chat({ numbers: false, catchesUp: true }) },
    { mistake: "who comes back hears only what is new", program: () => chat({ numbers: true, catchesUp: false }) },
  ],
};

/** How the system is written. */
interface Design {
  /** Whether the room knows a message again. */
  readonly numbers: boolean;
  /** Whether who connects gets what was said since he heard the last message. */
  readonly catchesUp: boolean;
}

async function chat(design: Design): Promise<void> {
  const said = ["hello", "how are you", "bye"];
  const heard: string[] = [];
  always(() => heard.every((message, at) => message === said[at]));
  eventually(() => heard.length === said.length, "ben hears everything");

  const log: Message[] = []; // on disk
  void network.host("room").run(() => room(log, design));
  void network.host("ben").run(() => listen(heard, design));
  await sleep(0.5);
  await speak(said);
}

async function room(log: Message[], { numbers }: Design): Promise<void> {
  const listeners = new Set<() => void>();
  const server = new WebSocketServer({ port: 7000, perMessageDeflate: false });
  server.on("connection", (socket) => {
    let next = 0;
    const tell = (): void => {
      for (; next < log.length; next++) socket.send(JSON.stringify(log[next]));
    };
    socket.on("error", () => undefined);
    socket.on("close", () => listeners.delete(tell));
    socket.on("message", (data: Buffer) => {
      const request = JSON.parse(String(data)) as Request;
      if ("since" in request) {
        next = request.since ?? log.length;
        listeners.add(tell);
      } else {
        if (!numbers || log.every(({ number }) => number !== request.number)) log.push(request);
        socket.send(JSON.stringify({ received: request.number }));
      }
      for (const each of listeners) each();
    });
  });
  await createFuture<void>();
}

/** Say one thing after the other, each of them until the room has received it. */
async function speak(said: readonly string[]): Promise<void> {
  for (let number = 0; number < said.length; await sleep(0.2)) {
    await once(() =>
      talk("ws://room:7000", async ({ send, receive }) => {
        for (; number < said.length; number++) {
          send({ number, what: said[number] });
          await receive(5);
          await sleep(0.5);
        }
      }),
    );
  }
}

/** Hear what is said in the room, from the message on that is next, and connect again whenever the room is silent for long. */
async function listen(heard: string[], { catchesUp }: Design): Promise<void> {
  for (let isFirst = true; ; isFirst = false) {
    await once(() =>
      talk("ws://room:7000", async ({ send, receive }) => {
        send({ since: catchesUp || isFirst ? heard.length : null });
        for (;;) heard.push(((await receive(5)) as Message).what);
      }),
    );
    await sleep(0.2);
  }
}

interface Message {
  readonly number: number;
  readonly what: string;
}

/** Something that is said; or a listener asks for what was said from a message on, null for what will be said. */
type Request = Message | { readonly since: number | null };
