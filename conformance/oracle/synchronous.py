"""The ops that do not suspend: each is called with the run and the op's arguments, and returns the result to show.

All names are looked up before anything happens, so that a Skip leaves nothing behind.
"""

import asyncio

from .lookup import find, find_future, find_task, table_of_ops

SYNCHRONOUS, synchronous = table_of_ops()


class Error(Exception):
    """What programs raise."""


@synchronous
def log(run, message):
    return message


@synchronous
def time(run):
    return run.loop.time()


@synchronous
def raise_(run, label):
    raise Error(label)


# Tasks


@synchronous
def spawn(run, name, block):
    run.register(name, run.loop.create_task(run.body(name, block), name=name))


@synchronous
def spawn_eager(run, name, block):
    run.register(name, asyncio.Task(run.body(name, block), loop=run.loop, name=name, eager_start=True))


@synchronous
def tg_spawn(run, group, name, block):
    spawn_in_group(run, group, name, block)


@synchronous
def tg_spawn_eager(run, group, name, block):
    spawn_in_group(run, group, name, block, eager_start=True)


def spawn_in_group(run, group, name, block, **options):
    group = find(run.groups, group)
    coroutine = run.body(name, block)
    try:
        run.register(name, group.create_task(coroutine, name=name, **options))
    except RuntimeError:
        coroutine.close()
        raise


@synchronous
def cancel(run, ref, *message):
    return find(run.refs, ref).cancel(*message)


@synchronous
def uncancel(run, task):
    return find_task(run, task).uncancel()


@synchronous
def cancelling(run, task):
    return find_task(run, task).cancelling()


# Tasks and futures


@synchronous
def state(run, ref):
    ref = find(run.refs, ref)
    if not ref.done():
        return "pending"
    return "cancelled" if ref.cancelled() else "done"


@synchronous
def result(run, ref):
    return find(run.refs, ref).result()


@synchronous
def exception(run, ref):
    return find(run.refs, ref).exception()


@synchronous
def future(run, name):
    run.register(name, run.loop.create_future())


@synchronous
def set_result(run, future, value):
    find_future(run, future).set_result(value)


@synchronous
def set_exception(run, future, label):
    find_future(run, future).set_exception(Error(label))


@synchronous
def add_cb(run, ref, label, block):
    ref = find(run.refs, ref)
    run.callbacks[label] = run.callback(label, block)
    ref.add_done_callback(run.callbacks[label])


@synchronous
def remove_cb(run, ref, label):
    return find(run.refs, ref).remove_done_callback(find(run.callbacks, label))


# The loop


@synchronous
def call_soon(run, handle, block):
    run.handles[handle] = run.loop.call_soon(run.callback(handle, block))


@synchronous
def call_later(run, handle, delay, block):
    run.handles[handle] = run.loop.call_later(delay, run.callback(handle, block))


@synchronous
def call_at(run, handle, when, block):
    run.handles[handle] = run.loop.call_at(when, run.callback(handle, block))


@synchronous
def cancel_handle(run, handle):
    find(run.handles, handle).cancel()


# Timeouts


@synchronous
def reschedule(run, timeout, delta):
    find(run.timeouts, timeout).reschedule(None if delta is None else run.loop.time() + delta)


@synchronous
def expired(run, timeout):
    return find(run.timeouts, timeout).expired()


@synchronous
def when(run, timeout):
    return find(run.timeouts, timeout).when()


# Locks, conditions, events, barriers


@synchronous
def release(run, name):
    find(run.objects, name).release()


@synchronous
def locked(run, name):
    return find(run.objects, name).locked()


@synchronous
def notify(run, condition, count):
    find(run.objects, condition).notify(count)


@synchronous
def notify_all(run, condition):
    find(run.objects, condition).notify_all()


@synchronous
def event_set(run, event):
    find(run.objects, event).set()


@synchronous
def event_clear(run, event):
    find(run.objects, event).clear()


@synchronous
def event_is_set(run, event):
    return find(run.objects, event).is_set()


@synchronous
def barrier_state(run, barrier):
    barrier = find(run.objects, barrier)
    return [barrier.n_waiting, barrier.broken]


# Queues


@synchronous
def put_nowait(run, queue, item):
    find(run.objects, queue).put_nowait(item)


@synchronous
def get_nowait(run, queue):
    return find(run.objects, queue).get_nowait()


@synchronous
def task_done(run, queue):
    find(run.objects, queue).task_done()


@synchronous
def qsize(run, queue):
    return find(run.objects, queue).qsize()


@synchronous
def qshutdown(run, queue, immediate):
    find(run.objects, queue).shutdown(immediate)


# Variables


@synchronous
def setvar(run, variable, value):
    find(run.objects, variable).value = value


@synchronous
def incvar(run, variable, delta):
    variable = find(run.objects, variable)
    variable.value += delta
    return variable.value


@synchronous
def ctx_set(run, variable, value):
    find(run.objects, variable).set(value)


@synchronous
def ctx_get(run, variable):
    return find(run.objects, variable).get()
