import { CancelledError, createTask, openConnection, sleep, startServer, timeout } from "timeloom";
import { always, eventually, network, simulatedWorld } from "timeloom/testing";
import { line, text } from "../outside/lines.ts";
import type { Model } from "./model.ts";
import { ask, isBroken, persist, serve } from "./wire.ts";

// Whoever connects again says how much he has heard, and gets the rest. Whoever says something again says which message it is.

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
  for (const [number, what] of said.entries()) {
    await persist(() => ask("room", { number, what }));
    await sleep(0.5);
  }
}

/** Take messages at one port, and tell them at another. */
async function room(log: Message[], { numbers }: Design): Promise<void> {
  const listeners = new Set<() => void>();
  createTask(() =>
    serve((message: Message) => {
      if (!numbers || log.every(({ number }) => number !== message.number)) log.push(message);
      for (const tell of listeners) tell();
      return {};
    }),
  );
  const server = await startServer(
    async (reader, writer) => {
      let next = 0;
      const tell = (): void => {
        for (; next < log.length; next++) writer.write(line(log[next]?.what ?? ""));
      };
      try {
        const since = text(await reader.readline());
        next = since === "" ? log.length : Number(since);
        listeners.add(tell);
        tell();
        while (!reader.atEof()) await reader.readline(); // a sign of life, which is answered
        // The listener has gone.
      } catch (error) {
        if (!isBroken(error)) throw error;
      } finally {
        listeners.delete(tell);
        writer.close();
      }
    },
    null,
    7001,
  );
  await server.serveForever();
}

/** Hear what is said in the room, from the message on that is next, and connect again whenever the room is silent for long. */
async function listen(heard: string[], { catchesUp }: Design): Promise<void> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      const [reader, writer] = await timeout(5).run(() => openConnection("room", 7001));
      try {
        writer.write(line(catchesUp || isFirst ? `${heard.length}` : ""));
        for (;;) {
          const message = text(await timeout(5).run(() => reader.readline()));
          if (message === "") break;
          heard.push(message);
        }
      } finally {
        writer.close();
      }
    } catch (error) {
      if (error instanceof CancelledError) throw error;
    }
    await sleep(0.2);
  }
}

interface Message {
  readonly number: number;
  readonly what: string;
}
