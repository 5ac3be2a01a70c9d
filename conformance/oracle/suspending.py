"""The ops that may suspend: each is awaited with the run, the name of the body, the op's place in it, and its arguments.

None of them adds a scheduling point: only the asyncio call inside suspends. An op with a block hands back what a `return`
op inside made; otherwise what an op returns is the result to show.
"""

import asyncio

from .awaitables import check, make
from .loop import InsertionOrderedSet
from .lookup import Skip, find, table_of_ops
from .synchronous import Error
from .values import show, show_exception

SUSPENDING, suspending = table_of_ops()

CAUGHT_TYPES = {
    caught.__name__: caught
    for caught in (
        Error,
        asyncio.CancelledError,
        TimeoutError,
        Exception,
        BaseException,
        RuntimeError,
        ExceptionGroup,
        asyncio.InvalidStateError,
        ValueError,
        asyncio.QueueFull,
        asyncio.QueueEmpty,
    )
}


@suspending
async def sleep(run, name, pc, delay):
    await asyncio.sleep(delay)


# Awaiting


@suspending
async def await_(run, name, pc, awaitable):
    check(run, [awaitable])
    return await make(run, awaitable)


@suspending
async def gather(run, name, pc, awaitables, return_exceptions):
    check(run, awaitables)
    return await make(run, ["gather", awaitables, return_exceptions])


@suspending
async def wait_for(run, name, pc, awaitable, timeout):
    check(run, [awaitable])
    return await make(run, ["wait_for", awaitable, timeout])


@suspending
async def wait(run, name, pc, names, timeout, return_when):
    refs = find_once(run, names)
    done, pending = await asyncio.wait(refs, timeout=timeout, return_when=return_when)
    return [[run.names[ref] for ref in refs if ref in half] for half in (done, pending)]


@suspending
async def as_completed(run, name, pc, names, timeout):
    refs = find_once(run, names)
    if sum(ref.done() for ref in refs) > 1:
        raise Skip  # CPython would yield these in the order of a set of addresses
    for awaitable in asyncio.as_completed(refs, timeout=timeout):
        try:
            item = show(await awaitable, run.names)
        except Exception as exception:
            item = {"exc": show_exception(exception)}
        run.emit(name, "item", [pc, item])


def find_once(run, names):
    """The refs of the names, in order, without duplicates."""
    return list(dict.fromkeys(find(run.refs, name) for name in names))


# Blocks


@suspending
async def timeout(run, name, pc, timeout, delay, block):
    return await run_with_timeout(run, name, pc, timeout, asyncio.timeout(delay), block)


@suspending
async def timeout_at(run, name, pc, timeout, when, block):
    return await run_with_timeout(run, name, pc, timeout, asyncio.timeout_at(when), block)


async def run_with_timeout(run, name, pc, timeout, manager, block):
    run.timeouts[timeout] = manager
    async with manager:
        returned = await run.block(name, f"{pc}.", block)
    return returned or manager.expired()


@suspending
async def taskgroup(run, name, pc, group, block):
    manager = run.groups[group] = asyncio.TaskGroup()
    manager._tasks = InsertionOrderedSet()
    async with manager:
        returned = await run.block(name, f"{pc}.", block)
    return returned


@suspending
async def with_(run, name, pc, target, block):
    async with find(run.objects, target) as entered:
        run.emit(name, "entered", [pc, entered])
        returned = await run.block(name, f"{pc}.", block)
    return returned


@suspending
async def try_(run, name, pc, block, handlers, final_block):
    try:
        try:
            return await run.block(name, f"{pc}.", block)
        except BaseException as exception:
            # Once the record is made, what unwinds is no exception of the program's.
            if run.record is not None:
                raise
            for index, (caught, handler, reraise) in enumerate(handlers):
                if isinstance(exception, CAUGHT_TYPES[caught]):
                    run.emit(name, "caught", [pc, caught, show_exception(exception)])
                    returned = await run.block(name, f"{pc}.h{index}.", handler)
                    if reraise and not returned:
                        raise
                    return returned
            raise
    finally:
        if final_block and run.record is None:
            run.emit(name, "finally", [pc])
            await run.block(name, f"{pc}.f.", final_block)


@suspending
async def repeat(run, name, pc, count, block):
    for turn in range(count):
        returned = await run.block(name, f"{pc}.{turn}.", block)
        if returned:
            return returned


@suspending
async def forever(run, name, pc, block):
    turn = 0
    while True:
        returned = await run.block(name, f"{pc}.{turn}.", block)
        if returned:
            return returned
        turn += 1


# Locks, conditions, events, barriers


@suspending
async def acquire(run, name, pc, target):
    return await find(run.objects, target).acquire()


@suspending
async def cond_wait(run, name, pc, condition):
    return await find(run.objects, condition).wait()


@suspending
async def cond_wait_for(run, name, pc, condition, variable, at_least):
    condition = find(run.objects, condition)
    variable = find(run.objects, variable)

    def predicate():
        holds = variable.value >= at_least
        run.emit(name, "pred", [pc, holds])
        return holds

    return await condition.wait_for(predicate)


@suspending
async def event_wait(run, name, pc, event):
    return await find(run.objects, event).wait()


@suspending
async def barrier_wait(run, name, pc, barrier):
    return await find(run.objects, barrier).wait()


@suspending
async def barrier_reset(run, name, pc, barrier):
    await find(run.objects, barrier).reset()


@suspending
async def barrier_abort(run, name, pc, barrier):
    await find(run.objects, barrier).abort()


# Queues


@suspending
async def put(run, name, pc, queue, item):
    await find(run.objects, queue).put(item)


@suspending
async def get(run, name, pc, queue):
    return await find(run.objects, queue).get()


@suspending
async def join(run, name, pc, queue):
    await find(run.objects, queue).join()
