"""The objects a program declares."""

import asyncio
import contextvars

MAKERS = {
    "lock": asyncio.Lock,
    "event": asyncio.Event,
    "semaphore": asyncio.Semaphore,
    "bounded_semaphore": asyncio.BoundedSemaphore,
    "barrier": asyncio.Barrier,
    "queue": asyncio.Queue,
    "lifo": asyncio.LifoQueue,
    "priority": asyncio.PriorityQueue,
}


class Variable:
    """A plain variable that tasks share."""

    def __init__(self, value):
        self.value = value


def make_object(objects, name, kind, args):
    match kind:
        case "condition":
            return asyncio.Condition(*(objects[lock] for lock in args))
        case "contextvar":
            return contextvars.ContextVar(name, default=args[0])
        case "var":
            return Variable(args[0])
        case _:
            return MAKERS[kind](*args)
