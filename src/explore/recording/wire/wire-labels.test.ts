import { describe, expect, it } from "vitest";
import { WireLabels } from "#explore/recording/wire/wire-labels";

/** A message of PostgreSQL: its type, and its content. */
function message(type: string, content: string): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(4 + content.length);
  return type + length.toString("latin1") + content;
}

const startup = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0]).toString("latin1");
const label = (text: string, isReply: boolean, labels = new WireLabels()): string | undefined =>
  labels.label(Buffer.from(text, "latin1"), isReply);

describe("WireLabels", () => {
  it.each([
    ["a request", "GET /orders/7?x=1 HTTP/1.1\r\nHost: shop\r\n\r\n", "GET /orders/7?x=1"],
    ["a request with a body", "POST /pay HTTP/1.0\r\n\r\nGET /other HTTP/1.1\r\n", "POST /pay"],
    ["a long path", `GET /${"a".repeat(60)} HTTP/1.1\r\n`, `GET /${"a".repeat(41)} …`],
    [
      "a query",
      message("Q", "SELECT balance\n  FROM accounts WHERE id = 7\0"),
      "SELECT balance FROM accounts WHERE id = 7",
    ],
    [
      "a prepared query",
      message("P", "\0UPDATE accounts SET x = $1\0\0\0") + message("S", ""),
      "UPDATE accounts SET x = $1",
    ],
    ["the start of a session", startup, "log in"],
    ["a command", "*2\r\n$3\r\nGET\r\n$7\r\nstock:7\r\n", "GET stock:7"],
    ["a command with its value", "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$6\r\nsecret\r\n", "SET k"],
    ["a password", "*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n", "AUTH"],
  ])("names %s", (_, text, expected) => {
    expect(label(text, false)).toBe(expected);
  });

  it.each([
    ["a status", "HTTP/1.1 404 Not Found\r\n\r\n", "404 Not Found"],
    ["the tag of a query", message("D", "\0\0") + message("C", "UPDATE 1\0") + message("Z", "I"), "UPDATE 1"],
    [
      "an error of a query",
      message("E", "SERROR\0Mdeadlock detected\0\0") + message("Z", "I"),
      "error: deadlock detected",
    ],
    ["that a session is ready", message("R", "\0\0\0\0") + message("Z", "I"), "ready for queries"],
    ["a status of Redis", "+OK\r\n", "OK"],
    ["an error of Redis", "-ERR unknown command\r\n", "ERR unknown command"],
  ])("names %s in an answer", (_, text, expected) => {
    expect(label(text, true)).toBe(expected);
  });

  it.each([
    ["nothing", ""],
    ["words of a protocol of one's own", "pay 7\n"],
    ["TLS", "\x16\x03\x01\x00\x02ab"],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["a message that is cut off", message("Q", "SELECT 1\0").slice(0, -1)],
    ["noise", "Q\x00\x00\x00\x00\xff\xfe"],
  ])("says nothing of %s", (_, text) => {
    expect(label(text, false)).toBeUndefined();
  });

  it("knows which query a prepared statement has, on the same connection", () => {
    const labels = new WireLabels();
    label(message("P", "s1\0SELECT 1\0\0\0"), false, labels);

    expect(label(message("B", "\0s1\0\0\0"), false, labels)).toBe("SELECT 1");
    expect(label(message("B", "\0s1\0\0\0"), false)).toBeUndefined();
  });

  it("shows control characters and line breaks as spaces", () => {
    expect(label(message("Q", "SELECT\t'\x1b[31m'\0"), false)).toBe("SELECT ' [31m'");
  });
});
