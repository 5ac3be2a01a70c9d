import { getRunningLoop, run, timeout } from "#index";

/** A program of other people, and what timeloom and it say to each other on loopback. */
export interface Peer {
  /** Who calls whom: `curl → startServer()`. */
  readonly name: string;
  /** What is seen to work. */
  readonly shows: string;
  /** Is run in a loop of its own. It throws if something is not as it should be. */
  readonly body: () => PromiseLike<void>;
}

/** Run the body of `peer`, and throw whatever went wrong, also what only the loop heard of. */
export async function meet(peer: Peer): Promise<void> {
  const reports: Error[] = [];
  await run(async () => {
    getRunningLoop().setExceptionHandler((_, { message, exception }) => {
      reports.push(new Error(message, { cause: exception }));
    });
    await timeout(deadline).run(() => peer.body());
  });
  if (reports.length > 0) throw new AggregateError(reports, reports[0]?.message);
}

/** Seconds. */
const deadline = 20;
