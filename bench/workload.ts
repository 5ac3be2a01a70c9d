import type { Program } from "./program.ts";

/** One workload and whoever runs it. */
export interface Row {
  readonly name: string;
  /** What one operation or one run is. */
  readonly title: string;
  readonly unit: Unit;
  readonly subjects: readonly Subject[];
  /** How many operations warm up each program on Node. Default: a fifth of those that are measured. */
  readonly warmUp?: number;
}

/** How a measurement is read. */
export interface Unit {
  readonly symbol: string;
  /** From what a program returns for `n` operations. */
  value(total: number, n: number): number;
  /** Whether more is better. */
  readonly rising: boolean;
}

/** One way to run the workload of a row: `program` on Node or `script` on Python. */
export interface Subject {
  readonly name: string;
  readonly n: number;
  readonly program?: () => Promise<Program>;
  /** A file of `bench/python`. */
  readonly script?: string;
  readonly comparisons: readonly Comparison[];
}

/**
 * What a subject is held against: `cost`, how many times the time of `peer` it takes; `speed`, how many times as fast
 * as `peer` it is; `value`, what was measured itself.
 */
export interface Comparison {
  readonly as: "cost" | "speed" | "value";
  readonly peer?: string;
  readonly target?: Target;
}

/** A bound on the ratio or value of a comparison. */
export interface Target {
  readonly relation: "<" | "<=" | ">" | ">=";
  /** Some bounds depend on the major version of Node. */
  readonly bound: number | ((nodeMajor: number) => number);
}

export const nanoseconds: Unit = { symbol: "ns", value: (total, n) => total / n, rising: false };
export const microseconds: Unit = { symbol: "µs", value: (total, n) => total / n / 1e3, rising: false };
export const milliseconds: Unit = { symbol: "ms", value: (total) => total / 1e6, rising: false };
export const bytes: Unit = { symbol: "B", value: (total, n) => total / n, rising: false };
export const virtualPerRealSecond: Unit = { symbol: "x", value: (total, n) => (2 * n) / (total / 1e9), rising: true };

export function cost(peer: string, relation?: Target["relation"], bound?: Target["bound"]): Comparison {
  return { as: "cost", peer, ...target(relation, bound) };
}

export function speed(peer: string, relation?: Target["relation"], bound?: Target["bound"]): Comparison {
  return { as: "speed", peer, ...target(relation, bound) };
}

export function value(relation: Target["relation"], bound: Target["bound"]): Comparison {
  return { as: "value", ...target(relation, bound) };
}

function target(relation?: Target["relation"], bound?: Target["bound"]): Pick<Comparison, "target"> {
  return relation === undefined || bound === undefined ? {} : { target: { relation, bound } };
}

export function node(name: string, n: number, program: () => Promise<Program>, ...comparisons: Comparison[]): Subject {
  return { name, n, program, comparisons };
}

export function python(name: string, n: number, script: string): Subject {
  return { name, n, script, comparisons: [] };
}
