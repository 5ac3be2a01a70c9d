import { createTask, getRunningLoop, sleep } from "timeloom";
import { always, eventually, network, simulatedWorld } from "timeloom/testing";
import type { Model } from "./model.ts";
import { failingPower } from "./power.ts";
import { RaftLaws } from "./raft-laws.ts";
import { type Design, type Disk, Member, type Request } from "./raft-member.ts";
import { ask, once, serve } from "./wire.ts";

// Raft with three members, as in figure 2 of Ongaro, Ousterhout: In search of an understandable consensus algorithm, 2014.

/** The members, and how many seconds each waits for a leader: two of them stand for election at about the same time. */
const patience = { n1: 0.3, n2: 0.7, n3: 0.325 } as const;
const members = ["n1", "n2", "n3"] as const;

export const model: Model = {
  id: "replicated-log",
  title: "Three members agree on one log (Raft): one leader a term, and what is committed stays",
  world: simulatedWorld({
    hosts: { client: {}, n1: {}, n2: {}, n3: {} },
    link: { latency: [0.01] },
    lookupLatency: [0.001],
    faults: ["refuse", "reset", "loseReply", "slow", "cut"],
    mostFaults: 3,
  }),
  fixed: () => replicate({ keepsVotes: true, comparesLogs: true }),
  planted: [
    {
      mistake: "a vote is forgotten when its voter begins again",
      program: () => replicate({ keepsVotes: false, comparesLogs: true }),
    },
    {
      mistake: "anybody gets a vote, however old his log",
      program: () => replicate({ keepsVotes: true, comparesLogs: false }),
    },
  ],
};

async function replicate(design: Design): Promise<void> {
  const commands = ["a", "b"];
  const disks = new Map<string, Disk>(members.map((name) => [name, { term: 0, vote: undefined, log: [] }]));
  const laws = new RaftLaws(disks);
  always(() => laws.check());
  eventually(() => commands.every((command) => laws.hasCommitted(command)), "every command is committed");

  for (const name of members) {
    void network.host(name).run(async () => {
      const others = members.filter((other) => other !== name);
      const member = new Member(name, others, disks.get(name) as Disk, design, laws);
      createTask(() => member.live(patience[name]));
      await serve((request: Request) => member.answer(request));
    });
  }
  createTask(() => propose(commands));
  await sleep(0.325);
  await failingPower(["n2"], 7, 0.005);
  await sleep(2);
}

/** Offer every command to one member after the other, until it is committed. */
async function propose(commands: readonly string[]): Promise<void> {
  await sleep(0.5);
  for (const command of commands) {
    for (let turn = 0; ; turn++) {
      const asked = members[turn % members.length] as string;
      const answer = await once(() => ask<{ readonly ok: boolean }>(asked, { kind: "propose", command }, 1));
      if (answer?.ok === true) break;
      if (getRunningLoop().time() > 1_000) return;
      await sleep(0.2);
    }
  }
}
