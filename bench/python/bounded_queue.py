import asyncio
from time import perf_counter_ns

from measure import measure


async def main(n):
    queue = asyncio.Queue(10)
    total = 0

    async def produce():
        for item in range(n):
            await queue.put(item)

    async def consume():
        nonlocal total
        for _ in range(n):
            total += await queue.get()

    start = perf_counter_ns()
    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        group.create_task(consume())
    elapsed = perf_counter_ns() - start
    assert total == n * (n - 1) // 2
    return elapsed


measure(main)
