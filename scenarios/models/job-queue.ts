import { createTask, getRunningLoop, sleep } from "timeloom";
import { always, eventually, network, simulatedWorld } from "timeloom/testing";
import type { Model } from "./model.ts";
import { failingPower } from "./power.ts";
import { ask, once, persist, serve } from "./wire.ts";

// A queue hands each job out again until somebody says that it is done: whoever works must expect a job twice.

export const model: Model = {
  id: "job-queue",
  title: "A queue delivers every job at least once; each of them takes effect once",
  world: simulatedWorld({
    hosts: { shop: {}, queue: {}, worker: {}, mailer: {} },
    link: { latency: [0.01] },
    lookupLatency: [0.001],
    faults: ["refuse", "reset", "loseReply", "slow", "cut"],
    mostFaults: 3,
  }),
  fixed: () => jobs({ knowsMails: true, handsOutAgain: true }),
  planted: [
    {
      mistake: "the mailer sends whatever it is told",
      program: () => jobs({ knowsMails: false, handsOutAgain: true }),
    },
    {
      mistake: "a job is forgotten when it is handed out",
      program: () => jobs({ knowsMails: true, handsOutAgain: false }),
    },
  ],
};

/** How the system is written. */
interface Design {
  /** Whether the mailer sends nothing that it has sent already. */
  readonly knowsMails: boolean;
  /** Whether a job that nobody has finished is handed out again. */
  readonly handsOutAgain: boolean;
}

async function jobs(design: Design): Promise<void> {
  const orders = ["order 1", "order 2", "order 3"];
  const sent: string[] = [];
  always(() => new Set(sent).size === sent.length);
  eventually(() => orders.every((order) => sent.includes(order)), "a mail for every order");

  const jobs: Job[] = []; // on disk
  const known = new Set<string>(); // on disk
  void network.host("queue").run(() => queue(jobs, design));
  void network.host("mailer").run(() => mailer(sent, known, design));
  void network.host("worker").run(work);
  createTask(() => failingPower(["worker", "queue"], 10, 0.05));
  for (const job of orders) await persist(() => ask("queue", { kind: "add", job }));
  await sleep(5);
}

async function queue(jobs: Job[], { handsOutAgain }: Design): Promise<void> {
  await serve(({ kind, job }: Question) => {
    const now = getRunningLoop().time();
    if (kind === "add" && jobs.every((each) => each.job !== job)) jobs.push({ job, takenUntil: 0, isDone: false });
    const asked = jobs.find((each) => (kind === "take" ? !each.isDone && each.takenUntil <= now : each.job === job));
    if (asked !== undefined && kind === "take") asked.takenUntil = handsOutAgain ? now + 10 : Infinity;
    if (asked !== undefined && kind === "done") asked.isDone = true;
    return { job: asked?.job };
  });
}

async function work(): Promise<void> {
  for (;;) {
    const taken = await once(() => ask<{ readonly job?: string }>("queue", { kind: "take" }));
    if (taken?.job === undefined) {
      await sleep(0.5);
      continue;
    }
    const { job } = taken;
    const isSent = await once(() => ask("mailer", { mail: job }));
    if (isSent !== undefined) await once(() => ask("queue", { kind: "done", job }));
  }
}

async function mailer(sent: string[], known: Set<string>, { knowsMails }: Design): Promise<void> {
  await serve(({ mail }: { readonly mail: string }) => {
    if (!knowsMails || !known.has(mail)) sent.push(mail);
    known.add(mail);
    return {};
  });
}

interface Job {
  readonly job: string;
  takenUntil: number;
  isDone: boolean;
}

interface Question {
  readonly kind: "add" | "take" | "done";
  readonly job: string;
}
