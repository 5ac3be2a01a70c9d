import asyncio
from time import perf_counter_ns

from measure import measure


def random_delays(count):
    """The same delays as those of delays.ts."""
    state = 20_261_101
    for _ in range(count):
        state = (state * 1_664_525 + 1_013_904_223) % 2**32
        yield 1 + state * 10_000 // 2**32


async def main(n):
    loop = asyncio.get_running_loop()
    delays = [delay / 1000 for delay in random_delays(n)]
    woken = 0

    async def sleep_once(delay):
        nonlocal woken
        await asyncio.sleep(delay)
        woken += 1

    began = loop.time()
    start = perf_counter_ns()
    async with asyncio.TaskGroup() as group:
        for delay in delays:
            group.create_task(sleep_once(delay))
    elapsed = perf_counter_ns() - start
    assert woken == n and loop.time() == began + max(delays)
    return elapsed


measure(main)
