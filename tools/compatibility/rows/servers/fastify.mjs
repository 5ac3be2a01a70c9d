import fastify from "fastify";
import { Readable } from "node:stream";
import { onHost } from "../../../../dist/testing.js";
import { httpServer } from "./http-server.mjs";

export const exchanges = httpServer(async ({ words, closed }) => {
  const app = fastify();
  app.post("/double", (request) => ({ n: request.body.n * 2 }));
  app.get("/stream", (_request, reply) => reply.send(Readable.from(words())));
  app.get("/drop", (request, reply) => {
    void reply.hijack();
    request.socket.destroy();
  });
  app.get("/silent", (_request, reply) => {
    void reply.hijack();
    reply.raw.on("close", closed);
  });
  await onHost("server", () => app.listen({ port: 80, host: "0.0.0.0" }));
});
