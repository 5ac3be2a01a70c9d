/**
 * @typedef {object} Row
 * @property {string} name
 * @property {readonly string[]} packages - Whose versions the page shows.
 * @property {string} file - Exports `exchanges`, and perhaps `setUp()`.
 * @property {string} [server] - What the other side is made of, if not of Node.
 * @property {string} [but] - What a user has to know.
 * @property {number} [from] - The oldest Node that has it.
 */

/** The rows of docs/compatibility.md, in its order. @type {readonly Row[]} */
export const rows = [
  { name: "http", packages: [], file: "rows/clients/http.mjs" },
  { name: "https", packages: [], file: "rows/clients/https.mjs" },
  { name: "http2", packages: [], file: "rows/clients/http2.mjs" },
  { name: "grpc-js", packages: ["@grpc/grpc-js"], file: "rows/clients/grpc-js.mjs", server: "itself" },
  { name: "fetch", packages: [], file: "rows/clients/fetch.mjs" },
  { name: "undici", packages: ["undici"], file: "rows/clients/undici.mjs" },
  { name: "axios", packages: ["axios"], file: "rows/clients/axios.mjs" },
  { name: "got", packages: ["got"], file: "rows/clients/got.mjs" },
  { name: "ky", packages: ["ky"], file: "rows/clients/ky.mjs" },
  { name: "ws", packages: ["ws"], file: "rows/sockets/ws.mjs", server: "ws" },
  { name: "global WebSocket", packages: [], file: "rows/sockets/global-web-socket.mjs", server: "ws", from: 22 },
  {
    name: "socket.io",
    packages: ["socket.io", "socket.io-client"],
    file: "rows/sockets/socket-io.mjs",
    server: "itself",
  },
  { name: "ssh2", packages: ["ssh2"], file: "rows/sockets/ssh2.mjs", server: "itself" },
  { name: "express", packages: ["express"], file: "rows/servers/express.mjs" },
  { name: "fastify", packages: ["fastify"], file: "rows/servers/fastify.mjs" },
  { name: "hono", packages: ["hono", "@hono/node-server"], file: "rows/servers/hono.mjs" },
  { name: "koa", packages: ["koa"], file: "rows/servers/koa.mjs" },
  { name: "pg", packages: ["pg"], file: "rows/databases/pg.mjs", server: "PGlite" },
  { name: "postgres.js", packages: ["postgres"], file: "rows/databases/postgres-js.mjs", server: "PGlite" },
  { name: "ioredis", packages: ["ioredis"], file: "rows/databases/ioredis.mjs", server: "ioredis-mock" },
  { name: "redis", packages: ["redis"], file: "rows/databases/redis.mjs", server: "ioredis-mock" },
  { name: "mysql2", packages: ["mysql2"], file: "rows/databases/mysql2.mjs", server: "mysql2.createServer()" },
  { name: "mongodb", packages: ["mongodb"], file: "rows/databases/mongodb.mjs", server: "a fixture" },
  { name: "mqtt", packages: ["mqtt"], file: "rows/messages/mqtt.mjs", server: "aedes" },
  { name: "nats", packages: ["nats"], file: "rows/messages/nats.mjs", server: "a fixture" },
  { name: "amqplib", packages: ["amqplib"], file: "rows/messages/amqplib.mjs", server: "a fixture" },
  { name: "kafkajs", packages: ["kafkajs"], file: "rows/messages/kafkajs.mjs", server: "a fixture" },
  { name: "nodemailer", packages: ["nodemailer"], file: "rows/messages/nodemailer.mjs", server: "smtp-server" },
];
