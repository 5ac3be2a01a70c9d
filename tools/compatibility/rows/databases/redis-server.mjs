import RedisMock from "ioredis-mock";
import net from "node:net";
import RedisParser from "redis-parser";
import { serve } from "../../exchanges.mjs";

/**
 * `ioredis-mock` behind the protocol of Redis, at the host `server`, with data of its own for each execution.
 *
 * `GET drop` destroys the socket, `GET silence` is not answered.
 */
export function startRedis() {
  const data = new RedisMock();
  const begun = data.flushall();
  return serve(
    net.createServer((socket) => {
      socket.on("error", () => undefined);
      let turn = begun;
      const parser = new RedisParser({
        returnReply([command, ...args]) {
          turn = turn.then(() => answer(command.toLowerCase(), args));
        },
        returnError: (error) => socket.destroy(error),
      });
      const answer = async (command, args) => {
        if (args[0] === "drop") return void socket.destroy();
        if (args[0] === "silence") return;
        if (ownAnswers[command] !== undefined) return void socket.write(ownAnswers[command]);
        try {
          socket.write(encoded(await data[command](...args)));
        } catch (error) {
          socket.write(`-ERR ${error.message}\r\n`);
        }
      };
      socket.on("data", (bytes) => parser.execute(bytes));
    }),
    6379,
  );
}

const ownAnswers = {
  client: "+OK\r\n",
  hello: "-ERR unknown command\r\n",
  info: "$21\r\nredis_version:7.0.0\r\n\r\n",
  select: "+OK\r\n",
};

function encoded(value) {
  if (value === null || value === undefined) return "$-1\r\n";
  if (typeof value === "number") return `:${value}\r\n`;
  if (Array.isArray(value)) return `*${value.length}\r\n${value.map((item) => encoded(item)).join("")}`;
  if (value === "OK" || value === "PONG") return `+${value}\r\n`;
  return `$${Buffer.byteLength(value)}\r\n${value}\r\n`;
}
