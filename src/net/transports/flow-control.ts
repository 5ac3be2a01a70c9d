import { touchWorld } from "../../core/context/touch.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import type { Report } from "../../core/contracts/loop-core.ts";
import type { BaseProtocol } from "../protocol.ts";
import { toldOf } from "./told-of.ts";

/** Tells a protocol to stop writing above the high-water mark, and to go on at the low-water mark. */
export class FlowControl {
  readonly #buffer: WriteBuffer;
  #high: number;
  #low: number;
  /** Whether the protocol was told to stop, and not yet to go on. */
  #isPaused = false;

  /** @param high - The high-water mark by default, in bytes. */
  constructor(buffer: WriteBuffer, high: number = defaultHighBytes) {
    this.#buffer = buffer;
    this.#high = high;
    this.#low = Math.floor(high / 4);
  }

  get isPaused(): boolean {
    touchWorld(this, "read");
    return this.#isPaused;
  }

  get limits(): readonly [low: number, high: number] {
    touchWorld(this, "read");
    return [this.#low, this.#high];
  }

  /** @throws {ValueError} Unless 0 <= low <= high. */
  setLimits(limits: WriteBufferLimits): void {
    const high = limits.high ?? (limits.low === undefined ? defaultHighBytes : 4 * limits.low);
    const low = limits.low ?? Math.floor(high / 4);
    if (!(high >= low && low >= 0)) {
      throw new ValueError(`high (${high}) must be >= low (${low}) must be >= 0`, "pass both in bytes, or only one");
    }
    touchWorld(this, "write");
    this.#high = high;
    this.#low = low;
    this.grown();
  }

  /** The buffer may have become larger. */
  grown(): void {
    touchWorld(this, "read");
    if (this.#isPaused || this.#buffer.getWriteBufferSize() <= this.#high) return;
    this.#isPaused = true;
    this.#tell("pauseWriting");
  }

  /** The buffer has become smaller. */
  shrunk(): void {
    touchWorld(this, "read");
    if (!this.#isPaused || this.#buffer.getWriteBufferSize() > this.#low) return;
    this.#isPaused = false;
    this.#tell("resumeWriting");
  }

  #tell(method: "pauseWriting" | "resumeWriting"): void {
    touchWorld(this, "write");
    const protocol = toldOf(this.#buffer.getProtocol());
    try {
      protocol[method]();
    } catch (exception) {
      this.#buffer.report({ message: `protocol.${method}() failed`, exception, transport: this.#buffer, protocol });
    }
  }
}

/** Marks of flow control, in bytes. */
export interface WriteBufferLimits {
  readonly high?: number | undefined;
  readonly low?: number | undefined;
}

/** What has a write buffer: a transport. */
interface WriteBuffer {
  getWriteBufferSize(): number;
  getProtocol(): BaseProtocol;
  report(report: Report): void;
}

const defaultHighBytes = 65_536;
