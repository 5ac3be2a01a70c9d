import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const program = fileURLToPath(new URL("fixtures/bad-input.mjs", import.meta.url));

/** How the search of a case ends, in a process of its own that has to end. */
async function outcomeOf(name: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, name], { timeout: 25_000 });
  return stdout;
}

const noAnswer =
  /^RaceError: Deadlock at t=0\.003 s: 1 task\(s\) wait[^]*hint: .*never answers.*give the client a time-out/;

it.concurrent.each([
  ["port in use", /^RaceError: Error: listen EADDRINUSE: address already in use :::80/],
  ["port in use, unheard", /^RaceError: A callback of db threw.*EADDRINUSE[^]*hint: catch it inside of the callback/],
  // From Node 24 on, this error of `fetch()` has no stack, so that the report has no place to show.
  [
    "unknown host",
    /^RaceError: TypeError: fetch failed\n(?: {4}at .*\n)? {2}caused by Error: getaddrinfo ENOTFOUND nowhere/,
  ],
  [
    "unknown host of the world",
    /^RaceError: ValueError: Unknown host: nowhere[^]*hint: the hosts of this world are web/,
  ],
  [
    "crash while a query runs",
    /^RaceError: Error: read ECONNRESET[^]* 1 s .*\n.* db crashes\n[^]*1\.001 s {2}reset from db:80/,
  ],
  ["partition that never heals", /^RaceError: Error: connect ETIMEDOUT 10\.0\.0\.2:80[^]*127 s/],
  ["partition that never heals, HTTP", /^RaceError: TypeError: fetch failed[^]*caused by ConnectTimeoutError/],
  [
    "partition of an open connection",
    /^RaceError: Error: read ETIMEDOUT\n[^]*web no longer reaches db[^]*924\.602 s .*web → db:80: segment 1 is given up/,
  ],
  [
    "partition from an unknown host",
    /^RaceError: ValueError: Unknown host: nowhere[^]*hint: the hosts of this world are web/,
  ],
  [
    "program on a host that has crashed",
    /^RaceError: RuntimeError: The host db has crashed[^]*hint: restart\(\) it first/,
  ],
  ["connection to a host that has crashed", /^RaceError: Error: connect ECONNREFUSED 10\.0\.0\.2:80[^]*db crashes/],
  [
    "client that tries for ever",
    /^InconclusiveError: Cannot explore[^]*did not finish within 1000 s[^]*hint: end what runs/,
  ],
  ["no answer", noAnswer],
  ["no answer, fetch", /^RaceError: TypeError: fetch failed[^]*caused by HeadersTimeoutError/],
  ["no answer, HTTP/2", noAnswer],
  ["not HTTP/2", /^RaceError: A callback of Task-1 threw.*Protocol error/],
  ["thread pool", /^OutsideWaitError: Cannot go on at t=0 s[^]*Task-1 {2}waits for ZLIB[^]*hint: /],
  ["child process", /^OutsideWaitError: Cannot go on at t=0 s[^]*Task-1 {2}waits for PROCESSWRAP[^]*hint: /],
  ["worker", /^OutsideWaitError: Cannot go on at t=0 s[^]*Task-1 {2}waits for WORKER[^]*hint: /],
  [
    "real handle",
    /^RaceError: RuntimeError: Cannot listen on a handle of the system[^]*hint: listen at a port or a path/,
  ],
])("ends by name: %s", async (name, text) => {
  expect(await outcomeOf(name)).toMatch(text);
});
