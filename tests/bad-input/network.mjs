/** @import { Row } from "./program.mjs" */

const certificate = JSON.stringify(new URL("../fixtures/localhost.cert.pem", import.meta.url).pathname);
const key = JSON.stringify(new URL("../fixtures/localhost.key.pem", import.meta.url).pathname);

/** Prints the error that `call` ends with. @param {string} call */
const printError = (call) =>
  `await createTask(${call}).then(() => console.log("fine"), (error) => console.log(String(error)));`;

/** A program in a task of its own. @param {string} body */
const main = (body) => `await run(async () => { ${body} });`;

/** A server that `handler` serves, and `client`, which has its `port`. @param {string} handler @param {string} client */
const served = (handler, client, settings = "{}") => `
  const { readFileSync } = await import("node:fs");
  const pem = { cert: readFileSync(${certificate}, "utf8"), key: readFileSync(${key}, "utf8") };
  await run(async () => {
    const server = await startServer(${handler}, "127.0.0.1", 0, ${settings});
    const { port } = server.sockets[0];
    ${client}
    server.close();
    await server.waitClosed();
  });`;

/** Node 24 and later add what the user of a command may do. */
const withoutAdvice = `const withoutAdvice = (error) => {
  error.message = error.message.replace("; if the root CA is installed locally, try running Node.js with --use-system-ca", "");
  throw error;
};`;

/** Whoever connects is read to the end. */
const patient = "async (reader, writer) => { await reader.read(); writer.close(); }";

const pemHint = "  hint: pass what the file holds, from -----BEGIN on: readFileSync(path)";

/** @type {readonly Row[]} */
export const network = [
  {
    mistake: "a host that there is not",
    program: main(printError(`() => openConnection("no..such", 80)`)),
    prints: [
      "Error: getaddrinfo ENOTFOUND no..such",
      "  hint: no such name: look at its spelling, or at the name server",
    ],
  },
  {
    mistake: "a server at a host that there is not",
    program: main(printError(`() => startServer(() => {}, "no..such", 0)`)),
    prints: [
      "Error: getaddrinfo ENOTFOUND no..such",
      "  hint: no such name: look at its spelling, or at the name server",
    ],
  },
  {
    mistake: "a port where nobody listens",
    program: main(printError(`() => openConnection("127.0.0.1", 1)`)),
    prints: [
      "Error: connect ECONNREFUSED 127.0.0.1:1",
      "  hint: nobody listens there: start the server first, or look at host and port",
    ],
  },
  {
    mistake: "a port that is no number",
    program: main(printError(`() => openConnection("127.0.0.1", "http")`)),
    prints: [
      'ValueError: port must be 0-65535, got "http"',
      "  hint: pass a whole number; 0 is any free port of a server",
    ],
  },
  {
    mistake: "a port in use",
    program: served(
      patient,
      `try { await startServer(() => {}, "127.0.0.1", port); } catch (error) { console.log(String(error).replace(port, "PORT")); }`,
    ),
    prints: [
      "Error: listen EADDRINUSE: address already in use 127.0.0.1:PORT",
      "  hint: somebody listens there already: choose another port, or 0 for any that is free",
    ],
  },
  {
    mistake: "an address of another host",
    program: main(printError(`() => startServer(() => {}, "192.0.2.1", 0)`)),
    prints: [
      "Error: could not bind on any address out of [192.0.2.1:0]",
      "  hint: listen at an address that this host has, such as 127.0.0.1",
    ],
  },
  {
    mistake: "a path that is too long for a Unix socket",
    program: main(
      `const path = "/tmp/" + "x".repeat(200);
       ${printError("() => startUnixServer(() => {}, path)")}
       ${printError("() => openUnixConnection(path)")}`,
    ),
    prints: Array.from({ length: 2 }, () => [
      "Error: AF_UNIX path too long",
      "  hint: the system takes 107 bytes, got 205: use a shorter folder, or change to it and use a relative path",
    ]).flat(),
  },
  {
    mistake: "a Unix socket that there is not",
    program: main(printError(`() => openUnixConnection("/no/such/socket")`)),
    prints: [
      "Error: connect ENOENT /no/such/socket",
      "  hint: there is no such socket file: start the server first, or look at the path",
    ],
  },
  {
    mistake: "the path of a certificate instead of the certificate",
    program: main(
      printError(`() => startServer(() => {}, "127.0.0.1", 0, { ssl: { cert: "cert.pem", key: "key.pem" } })`) +
        printError(`() => openConnection("127.0.0.1", 1, { ssl: { ca: "cert.pem" } })`),
    ),
    prints: ["ValueError: cert is not in PEM", pemHint, "ValueError: ca is not in PEM", pemHint],
  },
  {
    mistake: "a certificate without its key, and with the key of another",
    program: `
      const { generateKeyPairSync } = await import("node:crypto");
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const other = privateKey.export({ type: "pkcs8", format: "pem" });
      ${served(
        patient,
        printError(`() => startServer(() => {}, "127.0.0.1", 0, { ssl: { cert: pem.cert } })`) +
          printError(`() => startServer(() => {}, "127.0.0.1", 0, { ssl: { cert: pem.cert, key: other } })`),
      )}`,
    prints: [
      "ValueError: a server needs the key of its certificate to use ssl",
      "  hint: pass ssl: { cert, key }, both in PEM",
      "Error: error:05800074:x509 certificate routines::key values mismatch",
      "  hint: the key belongs to another certificate",
    ],
  },
  {
    mistake: "a certificate that nobody vouches for, or of another name",
    program: served(
      patient,
      withoutAdvice +
        printError(`() => openConnection("127.0.0.1", port, { ssl: true }).catch(withoutAdvice)`) +
        printError(`() => openConnection("127.0.0.1", port, { ssl: { ca: pem.cert }, serverHostname: "db.example" })`),
      "{ ssl: pem }",
    ),
    prints: [
      "Error: self-signed certificate",
      "  hint: nobody whom this program trusts has signed the certificate: pass ssl: { ca } with somebody who has",
      "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: db.example. is " +
        "not in the cert's altnames: DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1",
      "  hint: connect to a name that the certificate has, or pass it as serverHostname",
    ],
  },
  {
    mistake: "TLS with a server that speaks none",
    program: served(
      `async (reader, writer) => { writer.write(Buffer.from("220 welcome")); await reader.read(1); writer.close(); }`,
      `await openConnection("127.0.0.1", port, { ssl: true }).then(undefined, ({ code, hint }) => console.log(code, hint));`,
    ),
    prints: [
      "ERR_SSL_WRONG_VERSION_NUMBER the peer speaks no TLS: leave `ssl` out, or begin with startTls() once the peer is ready",
    ],
  },
  {
    mistake: "TLS with a server that is silent",
    program: served(
      patient,
      printError(`() => openConnection("127.0.0.1", port, { ssl: true, sslHandshakeTimeout: 0.01 })`),
    ),
    prints: [
      "Error: SSL handshake is taking longer than 0.01 seconds: aborting the connection",
      "  hint: the peer speaks no TLS, or is slow: see sslHandshakeTimeout",
    ],
  },
  {
    mistake: "no TLS with a server that speaks nothing else",
    program: served(
      "async () => console.log('is never served')",
      `const [reader, writer] = await openConnection("127.0.0.1", port);
       writer.write(Buffer.from("hello there\\n"));
       console.log(await reader.read());
       writer.close();
       await writer.waitClosed();`,
      "{ ssl: pem }",
    ),
    prints: ["Uint8Array(0) []"],
  },
  {
    mistake: "a write after close()",
    program: served(
      patient,
      `const [, writer] = await openConnection("127.0.0.1", port);
       writer.close();
       writer.write(Buffer.from("late"));
       ${printError("() => writer.drain()")}
       await writer.waitClosed();`,
    ),
    prints: [
      "Error: Connection lost",
      "  hint: it was closed here, or by the peer: stop when isClosing(), or catch the error where you write",
    ],
  },
  {
    mistake: "a write after writeEof()",
    program: served(
      patient,
      `const [, writer] = await openConnection("127.0.0.1", port);
       writer.writeEof();
       ${printError(`async () => writer.write(Buffer.from("late"))`)}
       writer.close();
       await writer.waitClosed();`,
    ),
    prints: [
      "RuntimeError: Cannot call write() after write_eof()",
      "  hint: call writeEof() when everything is written",
    ],
  },
  {
    mistake: "a client that the server does not survive",
    program: served(
      `async () => { throw new Error("blunder"); }`,
      `const [reader, writer] = await openConnection("127.0.0.1", port);
       console.log(await reader.read());
       writer.close();
       await writer.waitClosed();`,
    ),
    prints: ["Uint8Array(0) []"],
    reports: [
      "Unhandled exception in client_connected_cb",
      "transport: <StreamTransport open, 0 bytes buffered>",
      "Error: blunder",
    ],
  },
  {
    mistake: "a server that two tasks serve, and one that is closed",
    program: served(
      patient,
      `const first = createTask(() => server.serveForever());
       await sleep(0);
       ${printError("() => server.serveForever()").replace("String(error)", "String(error).replace(port, 'PORT')")}
       server.close();
       ${printError("() => server.startServing()")}
       await first.then(undefined, (error) => console.log(String(error)));`,
    ),
    prints: [
      "RuntimeError: server <Server sockets=(127.0.0.1:PORT)> is already being awaited on serve_forever()",
      "  hint: await it in one task only",
      "RuntimeError: server <Server sockets=()> is closed",
      "  hint: make a new one",
      "CancelledError",
    ],
  },
  {
    mistake: "a server, a client and a reader that nobody closes",
    program: `await run(async () => {
      const server = await startServer(${patient}, "127.0.0.1", 0);
      const [reader, writer] = await openConnection("127.0.0.1", server.sockets[0].port);
      createTask(() => reader.read());
      writer.write(Buffer.from("x"));
    });`,
    prints: [],
  },
];
