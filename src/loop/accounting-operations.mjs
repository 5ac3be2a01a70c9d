// @ts-check
// One of every kind of operation of Node. Plain JavaScript, since child processes on Node 20 run it too.
import { exec, fork, spawn } from "node:child_process";
import crypto from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import fsp from "node:fs/promises";
import path from "node:path";
import readline from "node:readline";
import stream from "node:stream";
import { pipeline } from "node:stream/promises";
import timers from "node:timers/promises";
import { promisify } from "node:util";
import { BroadcastChannel, MessageChannel, Worker } from "node:worker_threads";
import zlib from "node:zlib";
import { socketOperations } from "./accounting-sockets.mjs";

/** @typedef {import("./accounting-outside.mjs").Outside} Outside */

/** Each is over when its promise is. @type {Record<string, (outside: Outside) => Promise<unknown>>} */
export const operations = {
  ...socketOperations,
  "fs.promises.readFile": ({ file }) => fsp.readFile(file),
  "fs.readFile with a callback": ({ file }) => promisify(fs.readFile)(file),
  "fs.read and fs.write with a callback": async ({ file, folder }) => {
    const from = fs.openSync(file, "r");
    const to = fs.openSync(path.join(folder, "written"), "w");
    const { buffer } = await promisify(fs.read)(from, Buffer.alloc(100), 0, 100, 0);
    await promisify(fs.write)(to, buffer, 0, 100, 0);
    fs.closeSync(from);
    fs.closeSync(to);
  },
  "FileHandle.read": async ({ file }) => {
    const handle = await fsp.open(file);
    await handle.read(Buffer.alloc(100), 0, 100);
    await handle.close();
  },
  "fs streams in stream.pipeline": ({ file, folder }) =>
    new Promise((resolve, reject) => {
      const copy = fs.createWriteStream(path.join(folder, "copy"));
      stream.pipeline(fs.createReadStream(file), copy, (error) => (error ? reject(error) : resolve(undefined)));
    }),
  "fs streams in stream/promises.pipeline": ({ file, folder }) =>
    pipeline(fs.createReadStream(file), fs.createWriteStream(path.join(folder, "copy2"))),
  "fs.promises.opendir": async ({ folder }) => {
    for await (const _entry of await fsp.opendir(folder));
  },
  "fs.watch": async ({ folder }) => {
    const watcher = fs.watch(folder);
    const changed = once(watcher, "change");
    await fsp.writeFile(path.join(folder, "new"), "x");
    await changed;
    watcher.close();
  },
  "readline over a file": async ({ file }) => {
    for await (const _line of readline.createInterface({ input: fs.createReadStream(file) }));
  },
  "Blob.text": () => new Blob(["a", "b"]).text(),
  "fs.openAsBlob": async ({ file }) => {
    const blob = await fs.openAsBlob(file);
    await blob.text();
  },
  "child_process.exec": () => promisify(exec)(`"${process.execPath}" --version`),
  "child_process.spawn": async () => {
    const child = spawn(process.execPath, ["--eval", "setTimeout(() => console.log('out'), 20)"]);
    let out = "";
    child.stdout.on("data", (chunk) => (out += String(chunk)));
    await once(child, "close");
    if (out !== "out\n") throw new Error(`printed ${out}`);
  },
  "child_process.spawn without pipes": () => {
    const child = spawn(process.execPath, ["--eval", "setTimeout(() => {}, 20)"], { stdio: "ignore" });
    return once(child, "exit");
  },
  "child_process.spawn of nothing": () => once(spawn("/does/not/exist"), "error"),
  "child_process.fork": async ({ folder }) => {
    const program = path.join(folder, "child.cjs");
    fs.writeFileSync(program, "process.on('message', (m) => { process.send(m); process.disconnect(); })");
    const child = fork(program);
    child.send("x");
    await Promise.all([once(child, "message"), once(child, "exit")]);
  },
  Worker: async () => {
    const worker = new Worker("require('node:worker_threads').parentPort.postMessage(1)", { eval: true });
    await Promise.all([once(worker, "message"), once(worker, "exit")]);
  },
  "Worker that is terminated": async () => {
    const worker = new Worker("setInterval(() => {}, 1000)", { eval: true });
    await once(worker, "online");
    await worker.terminate();
  },
  MessageChannel: async () => {
    const { port1, port2 } = new MessageChannel();
    const received = once(port1, "message");
    port2.postMessage("x");
    await received;
    port1.close();
  },
  BroadcastChannel: async () => {
    const [from, to] = [new BroadcastChannel("timeloom"), new BroadcastChannel("timeloom")];
    const received = once(/** @type {any} */ (to), "message");
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window
    from.postMessage("x");
    await received;
    from.close();
    to.close();
  },
  "crypto.randomBytes": () => promisify(crypto.randomBytes)(1_000_000),
  "crypto.pbkdf2": () => promisify(crypto.pbkdf2)("secret", "salt", 10_000, 32, "sha256"),
  "crypto.scrypt": () => promisify(/** @type {Function} */ (crypto.scrypt))("secret", "salt", 32),
  "crypto.generateKeyPair": () => promisify(crypto.generateKeyPair)("ec", { namedCurve: "P-256" }),
  "subtle.digest": () => crypto.subtle.digest("SHA-256", new Uint8Array(1_000_000)),
  "subtle.generateKey and sign": async () => {
    const key = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, true, ["sign"]);
    await crypto.subtle.sign("HMAC", key, new Uint8Array(1_000_000));
  },
  "zlib.gzip": () => promisify(zlib.gzip)(Buffer.alloc(1_000_000)),
  "zlib.gunzip of garbage": () => promisify(zlib.gunzip)("garbage").catch(() => {}),
  "zlib.brotliCompress": () => promisify(zlib.brotliCompress)(Buffer.alloc(10_000)),
  "zlib stream": async () => {
    const gzip = zlib.createGzip();
    gzip.resume();
    gzip.write(crypto.randomBytes(1_000_000));
    gzip.end("x");
    await once(gzip, "end");
  },
  "zlib streams in a pipeline": ({ file, folder }) =>
    pipeline(fs.createReadStream(file), zlib.createGzip(), fs.createWriteStream(path.join(folder, "file.gz"))),
  CompressionStream: async () => {
    const compressed = new Blob(["x".repeat(100_000)]).stream().pipeThrough(new CompressionStream("gzip"));
    await new Response(compressed).arrayBuffer();
  },
  setTimeout: () => new Promise((resolve) => setTimeout(resolve, 20)),
  setInterval: async () => {
    let left = 3;
    for await (const _tick of timers.setInterval(5)) if ((left -= 1) === 0) break;
  },
  "timers/promises.setTimeout": () => timers.setTimeout(20),
  "setTimeout that is refreshed": () =>
    new Promise((resolve) => {
      let left = 3;
      const timer = setTimeout(() => ((left -= 1) === 0 ? resolve(undefined) : timer.refresh()), 5);
    }),
  setImmediate: () => new Promise((resolve) => setImmediate(resolve)),
  "timers/promises.setImmediate": () => timers.setImmediate(),
  "process.nextTick and microtasks in turn, then a file": async ({ file }) => {
    for (let i = 0; i < 20; i += 1) await new Promise((resolve) => process.nextTick(resolve));
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
    await fsp.readFile(file);
  },
  "console.log": async () => console.log("printed"),
  "the synchronous functions": async ({ file }) => {
    fs.readFileSync(file);
    crypto.randomUUID();
    crypto.randomBytes(16);
    crypto.pbkdf2Sync("secret", "salt", 1, 32, "sha256");
    crypto.scryptSync("secret", "salt", 32);
    crypto.hkdfSync("sha256", "secret", "salt", "info", 32);
    crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
    crypto.checkPrimeSync(7n);
    zlib.gzipSync("x");
  },
};

/** What async_hooks do not show. `external(promise)` is for them. @type {typeof operations} */
export const unseen = {
  "Atomics.waitAsync": async () => {
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const { value } = /** @type {any} */ (Atomics).waitAsync(cell, 0, 0, 1_000);
    await value;
  },
  "WebAssembly.compile": () =>
    /** @type {any} */ (globalThis).WebAssembly.compile(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])),
  "a timer without reference": () => new Promise((resolve) => setTimeout(resolve, 1_000).unref()),
  "AbortSignal.timeout": () => once(AbortSignal.timeout(1_000), "abort"),
};
