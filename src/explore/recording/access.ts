import { describe } from "../../core/arguments/describe.ts";

/** One read or write of a property of a watched object. */
export interface Access {
  /** `account.balance`, `stock["apples"]`. */
  readonly property: string;
  readonly kind: "read" | "write";
  /** Stable path of the task. */
  readonly path: string;
  /** The index of the step in which it happened. */
  readonly step: number;
  /** `file:line`. */
  readonly place: string | undefined;
  /** What was read or written, in few words; undefined if only its presence was asked for. */
  readonly value?: string | undefined;
  /** The name of the object, if the access may touch any part of it: it conflicts with those of its parts, too. */
  readonly whole?: string | undefined;
}

/** A value in few words. */
export function valueText(value: unknown): string {
  const text = describe(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
