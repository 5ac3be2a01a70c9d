import assert from "node:assert/strict";
import { openConnection, type StreamReader, type StreamWriter } from "#index";
import { serveLines } from "./conversation.ts";
import { certificate, clientSsl, key, serverSsl } from "./files.ts";
import { whileListening } from "./listening.ts";
import type { Peer } from "./peer.ts";
import { outputOf, whileServing } from "./program.ts";

/** The command line of OpenSSL. */
export const openssl: readonly Peer[] = [
  ...["tls1_2", "tls1_3"].map((version) => ({
    name: `openssl s_client -${version} → startServer()`,
    shows: "the certificate is accepted; lines; farewell",
    body: () =>
      whileListening(serveLines, { ssl: serverSsl }, async (port) => {
        const input = "hello\nQUIT\n";
        const output = await outputOf("openssl", [...client(port), `-${version}`], { input });
        assert.equal(output.toString(), "hello\nbye\n");
      }),
  })),
  {
    name: "openssl s_client -starttls smtp → startTls()",
    shows: "a mail server begins TLS in the middle of a talk",
    body: () =>
      whileListening(serveMail, {}, async (port) => {
        const output = await outputOf("openssl", [...client(port), "-starttls", "smtp"], { input: "NOOP\r\nquit\r\n" });
        assert.match(output.toString(), /^250 Ok\r\n221 Bye\r\n$/m);
      }),
  },
  {
    name: "openConnection() → openssl s_server -rev",
    shows: "lines over TLS, backwards",
    body: () => {
      const server = ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-rev"];
      return whileServing("openssl", server, { stdout: /^ACCEPT .*:(\d+)/ }, async (port) => {
        const settings = { ssl: clientSsl, serverHostname: "localhost" };
        const [reader, writer] = await openConnection("127.0.0.1", Number(port), settings);
        writer.write(Buffer.from("timeloom\n"));
        assert.equal(Buffer.from(await reader.readline()).toString(), "moolemit\n");
        writer.close();
        await writer.waitClosed();
      });
    },
  },
];

function client(port: number): string[] {
  const checks = ["-CAfile", certificate, "-verify_return_error", "-verify_hostname", "localhost"];
  return ["s_client", "-quiet", "-connect", `127.0.0.1:${port}`, ...checks];
}

/** What of SMTP a client needs that wants TLS. */
async function serveMail(reader: StreamReader, writer: StreamWriter): Promise<void> {
  const say = (line: string): void => writer.write(Buffer.from(`${line}\r\n`));
  say("220 localhost ESMTP");
  for await (const line of reader) {
    const [command] = Buffer.from(line).toString().trim().toUpperCase().split(" ");
    if (command === "QUIT") break;
    if (command === "EHLO") say("250-localhost\r\n250 STARTTLS");
    else if (command === "STARTTLS") {
      say("220 Go ahead");
      await writer.startTls(serverSsl);
    } else say("250 Ok");
  }
  say("221 Bye");
  writer.close();
  await writer.waitClosed();
}
