import { Hono } from "hono";
import { stream } from "hono/streaming";
import { createAdaptorServer } from "@hono/node-server";
import { serve } from "../../exchanges.mjs";
import { httpServer } from "./http-server.mjs";

export const exchanges = httpServer(({ words, closed }) => {
  const app = new Hono();
  app.post("/double", async (context) => context.json({ n: (await context.req.json()).n * 2 }));
  app.get("/stream", (context) =>
    stream(context, async (out) => {
      for await (const word of words()) await out.write(word);
    }),
  );
  app.get("/drop", (context) => {
    context.env.incoming.socket.destroy();
    return new Response();
  });
  app.get("/silent", (context) => {
    context.env.outgoing.on("close", closed);
    return new Promise(() => undefined);
  });
  return serve(createAdaptorServer({ fetch: app.fetch }), 80);
});
