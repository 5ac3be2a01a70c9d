import { visible } from "../../core/visible.ts";
import { type MergedSearch, mergeShards, type ShardOutcome } from "../../explore/parallel/merge-shards.ts";
import { type Certificate, describeCertificate } from "../../testing.ts";
import { Command, isValueError } from "../command.ts";

/**
 * `timeloom merge <files>`: join what `timeloom explore --shard --json` has printed in each shard, and print one result.
 *
 * @returns the exit code: 0 if no shard failed, 1 if one did, 3 if a shard is missing, or could not say anything
 * @throws {UsageError} If a file holds no result of a shard, or the results are of different searches.
 */
export function mergeCertificates(args: readonly string[]): number {
  const { values, positionals } = command.parse(args);
  if (positionals.length === 0) throw command.error("files are missing", "timeloom merge shard-1.json shard-2.json");
  const merged = joined(positionals);
  console.log(visible(values.json === true ? JSON.stringify(merged) : textOf(merged)));
  if (merged.kind === "failed") return 1;
  return merged.missing.length === 0 ? 0 : 3;
}

const command = new Command("merge", { allowPositionals: true, options: { json: { type: "boolean" } } });

function joined(files: readonly string[]): MergedSearch {
  try {
    return mergeShards(files.map(read));
  } catch (error) {
    if (isValueError(error)) throw command.error(error.message, undefined, error);
    throw error;
  }
}

function read(file: string): ShardOutcome {
  const data = command.readJson(file, howToWrite);
  if (isOutcome(data)) return { ...data, from: file };
  throw command.errorAbout(file, "it is not the result of a shard", howToWrite);
}

const howToWrite = "write one: timeloom explore <file> --shard 1/4 --json > shard-1.json";

function isOutcome(data: unknown): data is ShardOutcome {
  const { kind, program, shard, certificate } = (data ?? {}) as Partial<Record<keyof ShardOutcome, unknown>>;
  if (typeof program !== "string" || typeof shard !== "object" || shard === null) return false;
  if (kind === "failed") return true;
  return kind === "passed" && typeof certificate === "object" && certificate !== null && hasPart(certificate);
}

/** Whether a certificate that counts orders of conflicting steps has what can be joined. */
function hasPart({ pairs }: Pick<Partial<Certificate>, "pairs">): boolean {
  const { steps, orders, untried } = pairs?.part ?? {};
  return pairs === undefined || [steps, orders, untried].every((list) => Array.isArray(list));
}

function textOf(merged: MergedSearch): string {
  const { missing } = merged;
  const lines =
    missing.length === 0 ? [] : [`missing   shard ${missing.join(", ")} of ${merged.count}: nothing is proved`];
  if (merged.kind === "failed") {
    return [`failed    in shard ${merged.shard} of ${merged.count}`, ...lines, merged.report].join("\n");
  }
  return [describeCertificate(merged.certificate), ...lines].join("\n");
}
