import asyncio
from time import perf_counter_ns

from measure import measure


async def main(n):
    start = perf_counter_ns()
    for _ in range(n):
        await asyncio.sleep(0.001)
    return perf_counter_ns() - start


measure(main)
