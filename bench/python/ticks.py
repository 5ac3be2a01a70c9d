import asyncio
from time import perf_counter_ns

from measure import measure


async def tick(times):
    for _ in range(times):
        await asyncio.sleep(2)


async def main(n):
    loop = asyncio.get_running_loop()
    began = loop.time()
    start = perf_counter_ns()
    async with asyncio.TaskGroup() as group:
        for _ in range(100):
            group.create_task(tick(n))
    elapsed = perf_counter_ns() - start
    assert loop.time() == began + 2 * n
    return elapsed


measure(main)
