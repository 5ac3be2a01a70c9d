import assert from "node:assert/strict";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import { fails, failsAfter, serve, servesSilence } from "../../exchanges.mjs";

const letter = { from: "me@client", to: "you@server", subject: "hello", text: "one\ntwo\nthree" };

async function start(onData) {
  const smtp = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    name: "server",
    onData,
  });
  smtp.on("error", () => undefined);
  await serve(smtp.server, 25);
  return smtp;
}

const transport = (more = {}) =>
  createTransport({ host: "server", port: 25, name: "client", ignoreTLS: true, ...more });

/** Reads a letter to its end. */
async function read(stream) {
  let text = "";
  for await (const data of stream) text += String(data);
  return text;
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const got = [];
    await start(async (stream, _session, done) => {
      got.push(await read(stream));
      done();
    });
    const { response } = await transport().sendMail(letter);
    assert.match(response, /^250/);
    assert.match(got.join(""), /Subject: hello[^]*one\r\ntwo\r\nthree/);
  },
  async streaming() {
    let letters = 0;
    await start(async (stream, _session, done) => {
      await read(stream);
      letters += 1;
      done();
    });
    const pool = transport({ pool: true, maxConnections: 1 });
    for (let n = 0; n < 3; n++) await pool.sendMail(letter);
    pool.close();
    assert.equal(letters, 3);
  },
  async dropped() {
    const { connections } = await start(() => {
      for (const { _socket: socket } of connections) socket.destroy();
    });
    await fails(() => transport().sendMail(letter), /Connection closed unexpectedly/);
  },
  async timeOut() {
    await servesSilence(25);
    await failsAfter(5, () => transport({ greetingTimeout: 5_000 }).sendMail(letter), /Greeting never received/);
  },
};
