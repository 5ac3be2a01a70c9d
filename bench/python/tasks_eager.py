import asyncio
from time import perf_counter_ns

from measure import measure, unavailable


async def nothing():
    pass


async def main(n):
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    start = perf_counter_ns()
    async with asyncio.TaskGroup() as group:
        for _ in range(n):
            group.create_task(nothing())
    return perf_counter_ns() - start


if not hasattr(asyncio, "eager_task_factory"):
    unavailable("eager tasks need Python 3.12")
measure(main)
