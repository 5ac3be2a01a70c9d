import { describe, expect, it } from "vitest";
import { openConnection } from "#index";
import { noHandleLeft } from "../tests/no-handle-left.ts";
import { peers } from "./index.ts";
import { whileListening } from "./listening.ts";
import { meet } from "./peer.ts";
import { outputOf, whileServing } from "./program.ts";

noHandleLeft();

it.each(peers.map((peer) => [peer.name, peer.shows, peer] as const))("%s: %s", async (_, __, peer) => {
  await expect(meet(peer)).resolves.toBeUndefined();
});

describe("a meeting fails", () => {
  it("if the server does, of whom the client knows nothing", async () => {
    const body = (): Promise<void> =>
      whileListening(
        () => Promise.reject(new Error("blunder")),
        {},
        async (port) => {
          const [reader, writer] = await openConnection("127.0.0.1", port);
          await reader.read();
          writer.close();
          await writer.waitClosed();
        },
      );

    const failed = meet({ name: "ours", shows: "", body });

    await expect(failed).rejects.toMatchObject({ errors: [{ cause: new Error("blunder") }] });
  });

  it("if the program does, with what it says", async () => {
    const body = async (): Promise<void> =>
      void (await outputOf("curl", ["--silent", "--show-error", "http://127.0.0.1:1/"]));

    await expect(meet({ name: "ours", shows: "", body })).rejects.toThrow(/curl: \(7\)/);
  });

  it("if the program does not serve, and stops it if it does", async () => {
    const nginx = (): Promise<void> =>
      whileServing("nginx", ["-e", "stderr", "-?"], { stderr: /^ready/ }, async () => {});
    const nc = (): Promise<void> =>
      whileServing("nc", ["-lvN", "127.0.0.1", "0"], { stderr: /^Listening/ }, () => Promise.reject(new Error("late")));

    await expect(meet({ name: "nginx", shows: "", body: nginx })).rejects.toThrow("It does not serve, it says:\n");
    await expect(meet({ name: "nc", shows: "", body: nc })).rejects.toThrow("late");
  });
});
