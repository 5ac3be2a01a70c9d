import { readFileSync } from "node:fs";

/**
 * A certificate for the host `server`, which signs itself, and its key. Made by
 *
 * ```sh
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=server \
 *   -addext "subjectAltName=DNS:server,DNS:localhost,IP:10.0.0.2" -keyout server.key.pem -out server.cert.pem
 * ```
 */
export const cert = readFileSync(new URL("fixtures/server.cert.pem", import.meta.url), "utf8");
export const key = readFileSync(new URL("fixtures/server.key.pem", import.meta.url), "utf8");
