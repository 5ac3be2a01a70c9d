"""Runs one program of the benchmark on asyncio's own loop, in virtual time, and prints what it took as JSON."""

import asyncio
import gc
import json
import selectors
import sys


class _VirtualSelector(selectors.SelectSelector):
    """Lets time pass instead of waiting for a file."""

    loop = None

    def select(self, timeout=None):
        loop = self.loop
        if timeout is None:
            raise RuntimeError("deadlock: no timer is left")
        if timeout > 0:
            loop.now = loop._scheduled[0]._when
        return ()


class VirtualLoop(asyncio.SelectorEventLoop):
    """asyncio's loop but for clock and select, so that it does no system call either."""

    def __init__(self):
        self.now = 0.0
        selector = _VirtualSelector()
        super().__init__(selector)
        selector.loop = self

    def time(self):
        return self.now


def measure(program, loop_factory=VirtualLoop):
    """`program(n)` is a coroutine function that returns nanoseconds (the row's size is the first argument)."""
    n = int(sys.argv[1])
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(program(-(-n // 50)))
        gc.collect()
        print(json.dumps({"total": runner.run(program(n))}))


def unavailable(reason):
    """Says why this Python cannot run the program."""
    print(json.dumps({"unavailable": reason}))
    sys.exit(0)
