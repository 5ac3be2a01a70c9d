import { ValueError } from "../../../core/errors/value-error.ts";
import { faceOf } from "../../../core/event-loop.ts";
import type { Engine } from "../../../loop/engine.ts";
import { StreamTransport } from "../../../net/transports/stream-transport.ts";
import { StreamReader } from "../../../streams/reading/stream-reader.ts";
import { StreamReaderProtocol } from "../../../streams/stream-reader-protocol.ts";
import { StreamWriter } from "../../../streams/stream-writer.ts";
import type { Descriptor } from "./descriptor.ts";
import { signalName } from "./signals.ts";
import type { SimulatedProcess } from "./simulated-program.ts";

/** What a simulated program gets: its streams are made when it asks for them. */
export class ProgramProcess implements SimulatedProcess {
  readonly pid: number;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly handlers: Map<string, () => void> = new Map();
  readonly #engine: Engine;
  readonly #descriptors: readonly Descriptor[];
  readonly #writers: (StreamWriter | undefined)[] = [];
  #stdin: StreamReader | undefined = undefined;

  /** @param descriptors - Input, output and errors. */
  constructor(engine: Engine, facts: ProcessFacts, descriptors: readonly Descriptor[]) {
    this.pid = facts.pid;
    this.program = facts.program;
    this.args = facts.args;
    this.env = facts.env;
    this.cwd = facts.cwd;
    this.#engine = engine;
    this.#descriptors = descriptors;
  }

  get stdin(): StreamReader {
    if (this.#stdin !== undefined) return this.#stdin;
    const loop = faceOf(this.#engine);
    this.#stdin = new StreamReader({ loop });
    this.#stream(0, this.#stdin);
    return this.#stdin;
  }

  get stdout(): StreamWriter {
    return this.#writer(1);
  }

  get stderr(): StreamWriter {
    return this.#writer(2);
  }

  #writer(fd: number): StreamWriter {
    const made = this.#writers[fd];
    if (made !== undefined) return made;
    const { transport, protocol } = this.#stream(fd, null);
    return (this.#writers[fd] = new StreamWriter(transport, protocol));
  }

  #stream(fd: number, reader: StreamReader | null): { transport: StreamTransport; protocol: StreamReaderProtocol } {
    const protocol = new StreamReaderProtocol(reader, undefined, { loop: faceOf(this.#engine) });
    const transport = new StreamTransport(this.#engine, this.#descriptors[fd] as Descriptor, protocol);
    transport.start();
    return { transport, protocol };
  }

  /** The writers that the program has used. */
  get used(): readonly StreamWriter[] {
    return this.#writers.filter((writer) => writer !== undefined);
  }

  /** A property, since programs take their process apart: `({ stdout, onSignal }) => …`. */
  readonly onSignal = (signal: NodeJS.Signals, handler: () => void): void => {
    const name = signalName(signal);
    if (name === "SIGKILL") throw new ValueError("Cannot handle SIGKILL", "no process can: handle SIGTERM");
    this.handlers.set(name, handler);
  };
}

/** What is known of a process when it starts. */
export interface ProcessFacts {
  readonly pid: number;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}
