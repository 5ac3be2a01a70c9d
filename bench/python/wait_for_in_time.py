import asyncio
from time import perf_counter_ns

from measure import measure


async def main(n):
    total = 0
    start = perf_counter_ns()
    for _ in range(n):
        total += await asyncio.wait_for(asyncio.sleep(0.001, 1), 10)
    elapsed = perf_counter_ns() - start
    assert total == n
    return elapsed


measure(main)
