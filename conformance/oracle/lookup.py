"""Tables of ops, and the lookups that ops begin with."""

import asyncio


class Skip(Exception):
    """A name that the op uses is unknown, or is of the wrong kind."""


class Returned:
    """Carries the value of a `return` op out of the blocks around it."""

    def __init__(self, value):
        self.value = value


def find(table, name):
    if name not in table:
        raise Skip
    return table[name]


def find_task(run, name):
    """None names the current task."""
    ref = asyncio.current_task() if name is None else find(run.refs, name)
    if not isinstance(ref, asyncio.Task):
        raise Skip
    return ref


def find_future(run, name):
    """A future that is no task."""
    ref = find(run.refs, name)
    if isinstance(ref, asyncio.Task):
        raise Skip
    return ref


def table_of_ops():
    """A table and the decorator that enters functions in it; a trailing underscore keeps a name off Python's keywords."""
    table = {}

    def enter(function):
        table[function.__name__.removesuffix("_")] = function
        return function

    return table, enter
