import asyncio
from time import perf_counter_ns

from measure import measure


async def main(n):
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    left = n

    def step():
        nonlocal left
        left -= 1
        if left == 0:
            done.set_result(None)
        else:
            loop.call_soon(step)

    start = perf_counter_ns()
    loop.call_soon(step)
    await done
    return perf_counter_ns() - start


measure(main)
