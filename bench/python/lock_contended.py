import asyncio
from time import perf_counter_ns

from measure import measure


async def main(n):
    lock = asyncio.Lock()
    turns = 0

    async def visit(times):
        nonlocal turns
        for _ in range(times):
            await lock.acquire()
            await asyncio.sleep(0)
            turns += 1
            lock.release()

    start = perf_counter_ns()
    async with asyncio.TaskGroup() as group:
        for _ in range(10):
            group.create_task(visit(n // 10))
    elapsed = perf_counter_ns() - start
    assert turns == n
    return elapsed


measure(main)
