import net from "node:net";
import { serve } from "../../exchanges.mjs";

/** As much of a server of NATS as its clients need: subjects without wildcards. A message to `drop` ends the connection of its sender. */
export function startNats() {
  const subscriptions = new Set();
  const server = net.createServer((socket) => {
    let input = "";
    const leave = () => {
      for (const each of subscriptions) if (each.socket === socket) subscriptions.delete(each);
    };
    socket.on("error", () => undefined);
    socket.on("close", leave);
    socket.setEncoding("latin1");
    socket.write(`INFO ${JSON.stringify(info)}\r\n`);
    socket.on("data", (text) => {
      input += text;
      for (let taken = 0; (taken = take(socket, input, subscriptions)) > 0;) input = input.slice(taken);
    });
  });
  return serve(server, 4222);
}

const info = { server_id: "fixture", version: "2.10.0", proto: 1, max_payload: 1_048_576, headers: false };

/** Do what the first line of `input` asks for. @returns how many characters it has; 0: it is not complete */
function take(socket, input, subscriptions) {
  const end = input.indexOf("\r\n");
  if (end === -1) return 0;
  const [verb = "", ...words] = input.slice(0, end).split(" ");
  const next = end + 2;
  if (verb === "PING") socket.write("PONG\r\n");
  else if (verb === "SUB") subscriptions.add({ socket, subject: words[0], id: words.at(-1) });
  else if (verb === "UNSUB") {
    for (const each of subscriptions) if (each.socket === socket && each.id === words[0]) subscriptions.delete(each);
  } else if (verb === "PUB") {
    const length = Number(words.at(-1));
    if (input.length < next + length + 2) return 0;
    const [subject, answer] = words.length === 3 ? words : [words[0]];
    publish(subscriptions, subject, answer, input.slice(next, next + length));
    if (subject === "drop") socket.destroy();
    return next + length + 2;
  }
  return next;
}

function publish(subscriptions, subject, answer, payload) {
  for (const { socket, subject: wanted, id } of subscriptions) {
    if (wanted !== subject && !(wanted.endsWith(".*") && subject.startsWith(wanted.slice(0, -1)))) continue;
    const head = ["MSG", subject, id, ...(answer === undefined ? [] : [answer]), payload.length].join(" ");
    socket.write(`${head}\r\n${payload}\r\n`, "latin1");
  }
}
