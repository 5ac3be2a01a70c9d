import type { ResolveFnOutput, ResolveHookContext } from "node:module";

/** A hook of Node that resolves modules: what the programs of the suite import of `timeloom/testing` declares nothing. */
export async function resolve(
  specifier: string,
  context: ResolveHookContext,
  next: (specifier: string, context: ResolveHookContext) => ResolveFnOutput | Promise<ResolveFnOutput>,
): Promise<ResolveFnOutput> {
  const isProgram = context.parentURL?.startsWith(programs) === true && !context.parentURL.startsWith(own);
  return next(isProgram && specifier === "timeloom/testing" ? plain : specifier, context);
}

const programs = new URL("../", import.meta.url).href;
const own = new URL("./", import.meta.url).href;
const plain = new URL("plain-testing.js", import.meta.url).href;
