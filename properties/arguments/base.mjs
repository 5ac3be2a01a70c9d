import { scheduleOf } from "#fast-check/index";
import * as T from "#index";
import { explore, fifoOnly, simulate } from "#testing";

/** A module that exports itself for workers. */
export const module = import.meta.url;
/** @param {unknown} value */
export const work = (value) => value;
export const exported = T.exported(import.meta.url, work);

export const callback = () => undefined;
export const body = async () => {
  await T.sleep(1);
};
export const race = async () => {
  const api = simulate({ call: async () => 1 });
  await T.gather(
    () => api.call(),
    () => api.call(),
  );
};

export const protocol = () => new T.Protocol();
export const datagrams = () => new T.DatagramProtocol();
export const subprocess = () => new T.SubprocessProtocol();
export const socket = () => ({});
export const schedule = () => scheduleOf("");
export const command = { check: () => true, run: callback };
export const certificate = () => explore(race, { strategy: fifoOnly(), executions: 1 });
export const sweep = async () =>
  (await explore(race, { strategy: fifoOnly(), executions: 1, sweeps: ["cancel"] })).sweep;
export const file = { read: async () => ({ bytesRead: 0 }) };

/** A future that is settled: what waits for it does not wait for ever. */
export const done = () => {
  const future = T.createFuture();
  T.getRunningLoop().callLater(3, () => void (future.done() || future.setResult(1)));
  return future;
};
/** @template {T.Queue<unknown>} Q @param {Q} queue @returns {Q} */
export const filled = (queue) => {
  queue.putNowait(2);
  return queue;
};
/** @param {T.StreamReader} reader */
export const fed = (reader) => {
  reader.feedData(new Uint8Array([1, 10, 2]));
  reader.feedEof();
  return reader;
};

let port = 9000;
export const server = () => T.createServer(protocol, "127.0.0.1", ++port);
export const transport = async () => {
  await T.createServer(protocol, "127.0.0.1", ++port);
  const [made] = await T.createConnection(protocol, "127.0.0.1", port);
  return made;
};
export const writer = async () => {
  await T.createServer(protocol, "127.0.0.1", ++port);
  const [, made] = await T.openConnection("127.0.0.1", port);
  return made;
};
export const process = () => T.createSubprocessExec("program", [], { stdin: T.PIPE, stdout: T.PIPE });

export const register = { initial: 0, apply: () => [0, 0] };
