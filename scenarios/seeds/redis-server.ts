import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Debian's Redis on a free port, with nothing on the disk. */
export class RedisServer {
  readonly url: string;
  readonly #port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), "timeloom-redis-"));
  #process: ChildProcess | undefined = undefined;

  private constructor(port: number) {
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  /** @returns once the server serves */
  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    try {
      await server.serve();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Start, or start again: it has forgotten everything. */
  async serve(): Promise<void> {
    const args = ["--port", `${this.#port}`, "--bind", "127.0.0.1", "--save", "", "--dir", this.#folder];
    this.#process = spawn("redis-server", args, { detached: true }); // Ctrl-C is for who has started it
    await hasSaid(this.#process, /Ready to accept connections/);
  }

  /** Kill it. */
  async kill(): Promise<void> {
    if (this.#process !== undefined) await killed(this.#process);
  }

  /** Kill it, and leave nothing behind. */
  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Wait until a process has written what matches. */
export async function hasSaid(child: ChildProcess, text: RegExp): Promise<void> {
  let all = "";
  await new Promise<void>((done, reject) => {
    const hear = (bytes: Buffer): void => {
      all += String(bytes);
      if (text.test(all)) done();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.on("error", reject);
    child.on("close", () => reject(new Error(all)));
  });
}

/** Kill a process, and wait until it has ended. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}
