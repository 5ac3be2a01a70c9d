import asyncio
from time import perf_counter_ns

from measure import measure


async def main(n):
    expired = 0
    start = perf_counter_ns()
    for _ in range(n):
        try:
            await asyncio.wait_for(asyncio.sleep(10), 0.001)
        except asyncio.TimeoutError:
            expired += 1
    elapsed = perf_counter_ns() - start
    assert expired == n
    return elapsed


measure(main)
