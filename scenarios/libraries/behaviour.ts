import assert from "node:assert/strict";

/** A package from npm, and what its documentation says of time. */
export interface Library {
  /** The package and its version. */
  readonly name: string;
  /** Seconds that it may take itself, in timers of 0 ms, which are of 1 ms on loop time as they are in Node. Default: none. */
  readonly ownTime?: number;
  readonly behaviours: readonly Behaviour[];
}

/** One documented behaviour. */
export interface Behaviour {
  /** A sentence that could be false. */
  readonly title: string;
  /** Knows nothing of loops: it takes its time by whatever `setTimeout` and `Date` are. Throws if the library behaves otherwise. */
  readonly program: (time: Stopwatch) => Promise<void>;
}

/** Reads the time since a program began. */
export class Stopwatch {
  readonly #start = performance.now();
  readonly #lateness: number;

  /** @param lateness - Seconds that a machine or a library may be late; 0 demands exact times. */
  constructor(lateness: number) {
    this.#lateness = lateness;
  }

  /** Seconds since the program began. */
  read(): number {
    return (performance.now() - this.#start) / 1_000;
  }

  /** @throws {AssertionError} If it is not `seconds` now. */
  is(seconds: number): void {
    this.were([this.read()], [seconds]);
  }

  /** @throws {AssertionError} If the `readings` are not those `expected`, in seconds. */
  were(readings: readonly number[], expected: readonly number[]): void {
    const rounded = readings.map((reading, i) => this.#isAsGoodAs(reading, expected[i]));
    assert.deepEqual(rounded, expected);
  }

  /** `expected`, or what it is instead. Node's timers may fire up to a millisecond early. */
  #isAsGoodAs(reading: number, expected: number | undefined): number {
    const exact = Math.round(reading * 1e6) / 1e6;
    if (expected === undefined || this.#lateness === 0) return exact;
    const isClose = reading > expected - 0.005 && reading < expected + this.#lateness;
    return isClose ? expected : exact;
  }
}
