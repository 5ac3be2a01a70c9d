import { readFileSync } from "node:fs";

/**
 * A certificate for localhost, which signs itself, and its key. Made for tests, by
 *
 * ```sh
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost \
 *   -addext "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1" -keyout localhost.key.pem -out localhost.cert.pem
 * ```
 */
export const localhost: { readonly cert: string; readonly key: string } = {
  cert: readFileSync(new URL("fixtures/localhost.cert.pem", import.meta.url), "utf8"),
  key: readFileSync(new URL("fixtures/localhost.key.pem", import.meta.url), "utf8"),
};
