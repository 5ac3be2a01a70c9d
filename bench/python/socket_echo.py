import asyncio
from time import perf_counter_ns

from measure import measure


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)


class Replies(asyncio.Protocol):
    def data_received(self, data):
        self.awaited.set_result(None)


async def main(n):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    transport, client = await loop.create_connection(Replies, "127.0.0.1", port)
    message = bytes(64)
    start = perf_counter_ns()
    for _ in range(n):
        client.awaited = loop.create_future()
        transport.write(message)
        await client.awaited
    elapsed = perf_counter_ns() - start
    transport.abort()
    server.close()
    return elapsed


measure(main, asyncio.SelectorEventLoop)
