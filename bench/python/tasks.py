import asyncio
from time import perf_counter_ns

from measure import measure


async def nothing():
    pass


async def main(n):
    start = perf_counter_ns()
    async with asyncio.TaskGroup() as group:
        for _ in range(n):
            group.create_task(nothing())
    return perf_counter_ns() - start


measure(main)
