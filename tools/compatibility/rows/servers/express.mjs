import express from "express";
import { Readable } from "node:stream";
import { serve } from "../../exchanges.mjs";
import { createServer } from "node:http";
import { httpServer } from "./http-server.mjs";

export const exchanges = httpServer(({ words, closed }) => {
  const app = express();
  app.post("/double", express.json(), (request, response) => response.json({ n: request.body.n * 2 }));
  app.get("/stream", (_request, response) => Readable.from(words()).pipe(response));
  app.get("/drop", (request) => request.socket.destroy());
  app.get("/silent", (_request, response) => response.on("close", closed));
  return serve(createServer(app), 80);
});
