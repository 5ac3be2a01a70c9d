import type { Shard } from "../../testing.ts";
import type { Command } from "../command.ts";

/**
 * The shard that the user typed, as `1/4`, or that the environment names, as `auto`.
 *
 * @throws {UsageError} If it is no shard, or the environment names none.
 */
export function shardNamed(
  command: Pick<Command<object>, "error">,
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Shard {
  if (text === "auto") {
    const shard = shardOf(environment);
    if (shard !== undefined) return shard;
    throw command.error("--shard auto finds no shard in the environment", `set one of ${variables}`);
  }
  const { index, count } = /^(?<index>\d+)\/(?<count>\d+)$/.exec(text)?.groups ?? {};
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index >= 1 && shard.index <= shard.count) return shard;
  throw command.error(`--shard is no part of a whole: "${text}"`, "--shard 1/4 is the first of four parts");
}

const variables = "TIMELOOM_SHARD=1/4, CI_NODE_INDEX and CI_NODE_TOTAL, or JOB_COMPLETION_INDEX and TIMELOOM_SHARDS";

/** GitLab counts from 1; an indexed job of Kubernetes counts from 0, and does not tell its pods how many they are. */
function shardOf(environment: Readonly<Record<string, string | undefined>>): Shard | undefined {
  const { TIMELOOM_SHARD, CI_NODE_INDEX, CI_NODE_TOTAL, JOB_COMPLETION_INDEX, TIMELOOM_SHARDS } = environment;
  const [own, all] = TIMELOOM_SHARD?.split("/") ?? [];
  return (
    shardFrom(own, all, 0) ??
    shardFrom(CI_NODE_INDEX, CI_NODE_TOTAL, 0) ??
    shardFrom(JOB_COMPLETION_INDEX, TIMELOOM_SHARDS, 1)
  );
}

function shardFrom(index: string | undefined, count: string | undefined, offset: number): Shard | undefined {
  if (index === undefined || count === undefined) return undefined;
  const shard = { index: Number(index) + offset, count: Number(count) };
  const isShard = Number.isSafeInteger(shard.index) && shard.index >= 1 && shard.index <= shard.count;
  return isShard ? shard : undefined;
}
