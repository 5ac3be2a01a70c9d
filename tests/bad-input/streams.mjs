/** @import { Row } from "./program.mjs" */

/** Prints the error that `call` ends with. @param {string} call */
const printError = (call) => `await ${call}.then(undefined, (error) => console.log(String(error)));`;

/** A server that `handler` serves, and a client. @param {string} handler @param {string} client */
const served = (handler, client) => `await run(async () => {
  const server = await startServer(${handler}, "127.0.0.1", 0);
  const [reader, writer] = await openConnection("127.0.0.1", server.sockets[0].getsockname().port, { limit: 16 });
  ${client}
  writer.close();
  server.close();
});`;

/** @type {readonly Row[]} */
export const streams = [
  {
    mistake: "two readers at once",
    program: served(
      "async (reader, writer) => { await reader.read(); writer.close(); }",
      `const first = createTask(() => reader.readline());
       await sleep(0);
       ${printError("createTask(() => reader.read(1))")}
       writer.writeEof();
       await first;`,
    ),
    prints: [
      "RuntimeError: read() called while another coroutine is already waiting for incoming data",
      "  hint: let one task read, and pass on what it reads through a Queue",
    ],
  },
  {
    mistake: "a line over the limit",
    program: served(
      `async (reader, writer) => { writer.write(Buffer.from("x".repeat(20) + "\\n")); writer.close(); }`,
      printError("createTask(() => sleep(0.1).then(() => reader.readline()))"),
    ),
    prints: [
      "ValueError: Separator is found, but chunk is longer than limit",
      "  hint: the limit of this stream is 16 bytes: pass a larger `limit`",
    ],
  },
  {
    mistake: "text for a stream",
    program: served(
      "async (reader, writer) => writer.close()",
      `try { writer.write("text"); } catch (error) { console.log(String(error)); }`,
    ),
    prints: [
      "TypeError: data argument must be a bytes-like object, not a string",
      "  hint: pass a Uint8Array or a Buffer: new TextEncoder().encode(text), Buffer.from(text)",
    ],
  },
  {
    mistake: "a write after the connection has gone",
    program: served(
      "async (reader, writer) => writer.close()",
      `writer.transport.abort();
       await writer.waitClosed();
       writer.write(Buffer.from("late"));
       ${printError("createTask(() => writer.drain())")}`,
    ),
    prints: [
      "Error: Connection lost",
      "  hint: it was closed here, or by the peer: stop when isClosing(), or catch the error where you write",
    ],
  },
  {
    mistake: "a program that there is not",
    program: printError(`run(() => createSubprocessExec("no-such-program"))`),
    prints: ["Error: spawn no-such-program ENOENT", "  hint: no folder of PATH has it: look at its spelling"],
  },
  {
    mistake: "a child that is killed, and a signal to it",
    program: `await run(async () => {
      const child = await createSubprocessExec("sleep", ["3600"]);
      child.kill();
      console.log(await child.wait());
      await sleep(0);
      await sleep(0);
      try { child.terminate(); } catch (error) { console.log(String(error)); }
    });`,
    prints: ["-9", "ProcessLookupError: The process has ended", "  hint: ask `returncode` first, or catch the error"],
  },
  {
    mistake: "a full pipe that nobody reads",
    program: `await run(async () => {
      const child = await createSubprocessExec("head", ["-c", "1000000", "/dev/zero"], { stdout: PIPE });
      console.log(await child.wait());
    });`,
    prints: ["0"],
  },
];
