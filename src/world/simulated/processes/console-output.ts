import type { ChannelReceiver } from "../../../net/channel.ts";
import type { Descriptor } from "./descriptor.ts";

/** Where a simulated process writes that has no pipe: to the console, line by line, or nowhere. Reading finds the end. */
export class ConsoleOutput implements Descriptor {
  readonly unsent = 0;
  readonly canEnd = true;
  readonly #print: ((line: string) => void) | undefined;
  readonly #later: (call: () => void) => void;
  readonly #decoder = new TextDecoder();
  #receiver: ChannelReceiver | undefined = undefined;
  #rest = "";

  /** @param print - Takes each line. Default: nowhere. */
  constructor(later: (call: () => void) => void, print?: (line: string) => void) {
    this.#later = later;
    this.#print = print;
  }

  info(): undefined {
    return undefined;
  }

  open(receiver: ChannelReceiver): void {
    this.#receiver = receiver;
    this.#later(() => receiver.ended());
  }

  write(data: Uint8Array): void {
    if (this.#print === undefined) return;
    const lines = (this.#rest + this.#decoder.decode(data, { stream: true })).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#print(line);
  }

  end(): void {
    this.destroy();
  }

  destroy(): void {
    if (this.#rest !== "") this.#print?.(this.#rest);
    this.#rest = "";
    const receiver = this.#receiver;
    this.#receiver = undefined;
    if (receiver !== undefined) this.#later(() => receiver.closed(undefined));
  }

  pause(): void {}
  resume(): void {}

  duplicate(): Descriptor {
    return new ConsoleOutput(this.#later, this.#print);
  }
}
