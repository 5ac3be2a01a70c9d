import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { type Certificate, type ClaimKind, noChoices, strengthOf } from "./certificate.ts";
import type { Claim } from "../strategies/search.ts";

/** An exploration found nothing, but its claim is weaker than required. */
export class ClaimError extends RuntimeError {
  override readonly name: string = "ClaimError";
  /** The certificate, with the weaker claim. */
  readonly certificate: Certificate;

  constructor(required: ClaimKind, certificate: Certificate) {
    const { claim, executions, ended } = certificate;
    super(
      `Required "${required}", got ${claimText(claim)} after ${executions} ${executions === 1 ? "execution" : "executions"}: ${reasonFor(certificate)}`,
      ended === "executions" || ended === "time" || ended === "memory"
        ? `raise ${ended}, make the body smaller, or require less`
        : "make the body smaller, or require less",
    );
    this.certificate = certificate;
  }
}

/** @throws {ClaimError} If `certificate` claims less than `required`. */
export function requireClaim(required: ClaimKind, certificate: Certificate): void {
  if (strengthOf(certificate.claim.kind) < strengthOf(required)) throw new ClaimError(required, certificate);
}

function claimText({ kind }: Claim): string {
  return kind === "none" ? "nothing" : `"${kind}"`;
}

const ends = {
  exhausted: "nothing is left to try",
  executions: "no more executions were allowed",
  time: "the time was used up",
  memory: "the memory was used up",
  interrupted: "it was interrupted",
} as const satisfies Record<Certificate["ended"], string>;

function reasonFor({ level, choices, inconclusive, ended }: Certificate): string {
  if (choices === 0) return noChoices(level);
  return inconclusive === 0 ? ends[ended] : `${inconclusive} met a limit, and prove nothing`;
}
