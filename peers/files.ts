import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The package names itself, so that the compiled build, one folder deeper, finds the same files. */
const project = dirname(createRequire(import.meta.url).resolve("timeloom/package.json"));

/** Paths of a certificate for localhost, which signs itself, and of its key. */
export const certificate: string = join(project, "tests", "fixtures", "localhost.cert.pem");
export const key: string = join(project, "tests", "fixtures", "localhost.key.pem");

/** What a server of ours, and a client of ours, takes for `ssl`. */
export const serverSsl: { readonly cert: string; readonly key: string } = {
  cert: readFileSync(certificate, "utf8"),
  key: readFileSync(key, "utf8"),
};
export const clientSsl: { readonly ca: string } = { ca: serverSsl.cert };

/** A program for CPython. */
export function python(file: "client" | "server"): string {
  return join(project, "peers", "asyncio", `${file}.py`);
}

/** A megabyte that would show a lost, doubled or swapped piece. */
export const megabyte: Uint8Array = Uint8Array.from({ length: 2 ** 20 }, (_, i) => (i * 2_654_435_761) >>> 24);
