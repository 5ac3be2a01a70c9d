import asyncio
from time import perf_counter_ns

from measure import measure


async def main(n):
    lock = asyncio.Lock()
    start = perf_counter_ns()
    for _ in range(n):
        await lock.acquire()
        lock.release()
    return perf_counter_ns() - start


measure(main)
