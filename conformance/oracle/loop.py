"""CPython's own event loop on a virtual clock."""

import asyncio
import heapq
import math
from asyncio import events


class Deadlock(BaseException):
    """Nothing is ready and no timer is left."""


class OutOfRounds(BaseException):
    """The loop has run as many rounds as it may."""


class VirtualLoop(asyncio.BaseEventLoop):
    """BaseEventLoop as shipped, `_run_once` included, over a selector that moves a clock instead of waiting."""

    def __init__(self, max_rounds):
        super().__init__()
        self.rounds = 0
        self._max_rounds = max_rounds
        self._timers_made = 0
        self._selector = self
        self._set_now(0.0)

    def time(self):
        return self._now

    def _set_now(self, now):
        self._now = now
        # _run_once takes the timers with `when < now + resolution`. One unit in the last place makes that `when <= now`.
        self._clock_resolution = math.ulp(now)

    def call_at(self, when, callback, *args, context=None):
        self._timers_made += 1
        timer = OrderedTimer(when, callback, args, self, context)
        timer.number = self._timers_made
        timer._scheduled = True
        heapq.heappush(self._scheduled, timer)
        return timer

    def select(self, timeout):
        """The selector's part of a round: called once in each, with None if there is nothing to wait for."""
        if self.rounds == self._max_rounds:
            raise OutOfRounds
        self.rounds += 1
        if timeout is None:
            raise Deadlock
        if timeout > 0:
            # Not now + timeout, which may miss the deadline by a rounding error.
            self._set_now(self._scheduled[0].when())
        return ()

    def _process_events(self, event_list):
        pass


class OrderedTimer(events.TimerHandle):
    """A timer that ties with no other: equal deadlines run in the order of registration."""

    __slots__ = ("number",)

    def __lt__(self, other):
        return (self._when, self.number) < (other._when, other.number)


class InsertionOrderedSet(dict):
    """Stands in for the set of a TaskGroup, whose order is that of addresses."""

    def add(self, item):
        self[item] = None

    def discard(self, item):
        self.pop(item, None)
