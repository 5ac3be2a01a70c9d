import asyncio
from time import perf_counter_ns

from measure import measure


class Sink(asyncio.Protocol):
    def __init__(self, size):
        self.left = size
        self.full = asyncio.get_running_loop().create_future()

    def data_received(self, data):
        self.left -= len(data)
        if self.left == 0:
            self.full.set_result(None)


class Writer(asyncio.Protocol):
    writable = None

    def pause_writing(self):
        self.writable = asyncio.get_running_loop().create_future()

    def resume_writing(self):
        self.writable.set_result(None)
        self.writable = None


async def main(n):
    loop = asyncio.get_running_loop()
    sink = Sink(n * 65536)
    server = await loop.create_server(lambda: sink, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    transport, client = await loop.create_connection(Writer, "127.0.0.1", port)
    piece = bytes(65536)
    start = perf_counter_ns()
    for _ in range(n):
        transport.write(piece)
        if client.writable is not None:
            await client.writable
    await sink.full
    elapsed = perf_counter_ns() - start
    transport.abort()
    server.close()
    return elapsed


measure(main, asyncio.SelectorEventLoop)
