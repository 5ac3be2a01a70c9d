import type { SocketOptions } from "node:dgram";
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import type { Future } from "../../../core/future.ts";
import type { DatagramChannel, DatagramSettings } from "../../../net/network.ts";
import { Attempt } from "../attempt.ts";
import { NodeDatagrams } from "./node-datagrams.ts";
import type { OpenSockets } from "./open-sockets.ts";

/** Make a socket for datagrams. With a peer and without `broadcast` it is connected: it hears of nobody else. */
export function bindDatagrams(loop: LoopCore, open: OpenSockets, at: DatagramSettings): Future<DatagramChannel> {
  const { family, local = {}, remote, reusePort = false, broadcast = false } = at;
  // The types of Node 20 do not know `reusePort`.
  const options: SocketOptions & { reusePort?: boolean } = { type: `udp${family}`, ...(reusePort && { reusePort }) };
  const socket = open.add(process.getBuiltinModule("node:dgram").createSocket(options));
  const attempt = new Attempt<DatagramChannel>(loop, "bind()");
  attempt.onGivenUp(() => socket.close());
  const failed = (error: Error): void => {
    attempt.fail(error);
    socket.close();
  };
  const ready = (): void => {
    if (attempt.done()) return;
    socket.off("error", failed);
    attempt.succeed(new NodeDatagrams(loop, socket, at));
  };
  socket.on("error", failed);
  socket.bind({ address: local.address, port: local.port ?? 0, exclusive: true }, () => {
    if (attempt.done()) return;
    if (broadcast) socket.setBroadcast(true);
    if (remote === undefined || broadcast) ready();
    else socket.connect(remote.port, remote.address, ready);
  });
  return attempt;
}
