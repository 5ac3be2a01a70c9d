import Koa from "koa";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { json } from "node:stream/consumers";
import { serve } from "../../exchanges.mjs";
import { httpServer } from "./http-server.mjs";

export const exchanges = httpServer(({ words, closed }) => {
  const app = new Koa();
  app.use(async (context) => {
    if (context.path === "/double") context.body = { n: (await json(context.req)).n * 2 };
    if (context.path === "/stream") context.body = Readable.from(words());
    if (context.path === "/drop") context.req.socket.destroy();
    if (context.path === "/silent") {
      context.res.on("close", closed);
      context.respond = false;
    }
  });
  app.silent = true;
  return serve(createServer(app.callback()), 80);
});
