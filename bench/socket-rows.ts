import { bytes, cost, microseconds, milliseconds, node, python, type Row, speed, value } from "./workload.ts";

const cpython = "CPython";

/** What is measured of connections, on real sockets over loopback, and of HTTP on a simulated network beside it. */
export const socketRows: readonly Row[] = [
  {
    name: "socket-echo",
    title: "64 bytes there and back on one connection, per round trip",
    unit: microseconds,
    warmUp: 50_000,
    subjects: [
      node("node:net", 50_000, async () => (await import("./floor/sockets.ts")).echo),
      node(
        "gen",
        50_000,
        async () => (await import("./timeloom/sockets.ts")).echoGen,
        cost("node:net", "<=", 1.1),
        speed(cpython, ">", 1),
      ),
      node(
        "async",
        50_000,
        async () => (await import("./timeloom/sockets.ts")).echoNative,
        cost("node:net", "<=", 1.1),
        speed(cpython, ">", 1),
      ),
      python(cpython, 20_000, "socket_echo.py"),
    ],
  },
  {
    name: "socket-throughput",
    title: "64 KiB on one connection, per piece",
    unit: microseconds,
    warmUp: 10_000,
    subjects: [
      node("node:net", 10_000, async () => (await import("./floor/sockets.ts")).throughput),
      node(
        "timeloom",
        10_000,
        async () => (await import("./timeloom/sockets.ts")).throughput,
        cost("node:net", "<=", 1.1),
        speed(cpython, ">", 1),
      ),
      python(cpython, 5_000, "socket_throughput.py"),
    ],
  },
  {
    name: "socket-idle",
    title: "1,000 idle connections, both ends, per connection",
    unit: bytes,
    subjects: [
      node("node:net", 1_000, async () => (await import("./floor/sockets.ts")).idle),
      node("timeloom", 1_000, async () => (await import("./timeloom/sockets.ts")).idle, cost("node:net")),
    ],
  },
  {
    name: "socket-crowd",
    title: "1,000 connections at once echo 1 MiB each, in at most 256 MiB",
    unit: milliseconds,
    subjects: [node("timeloom", 1_000, async () => (await import("./timeloom/sockets.ts")).crowd)],
  },
  {
    name: "http",
    title: "Requests by node:http, ten at a time over kept connections, per request",
    unit: microseconds,
    subjects: [
      node("loopback", 5_000, async () => (await import("./timeloom/http.ts")).loopback),
      node(
        "simulated",
        5_000,
        async () => (await import("./timeloom/http.ts")).simulated,
        speed("loopback", ">=", 0.5),
      ),
    ],
  },
  {
    name: "polling",
    title: "A virtual hour of a service that asks another one by node:http every second",
    unit: milliseconds,
    subjects: [node("simulated", 3_600, async () => (await import("./timeloom/http.ts")).polling, value("<", 1_000))],
  },
];
