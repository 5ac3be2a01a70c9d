"""What programs await."""

import asyncio

from .lookup import find


def check(run, awaitables):
    """Skips the op if any ref inside is unknown, so that no task is made in vain."""
    for kind, *args in awaitables:
        match kind:
            case "ref":
                find(run.refs, args[0])
            case "shield" | "wait_for":
                check(run, [args[0]])
            case "gather":
                check(run, args[0])


def make(run, awaitable):
    """Gather and shield make tasks of coroutines at once, left to right and innermost first."""
    match awaitable:
        case ["ref", name]:
            return run.refs[name]
        case ["coro", name, block]:
            return run.body(name, block)
        case ["sleep", delay, value]:
            return asyncio.sleep(delay, value)
        case ["shield", inner]:
            return asyncio.shield(make(run, inner))
        case ["gather", inner, return_exceptions]:
            return asyncio.gather(*(make(run, each) for each in inner), return_exceptions=return_exceptions)
        case ["wait_for", inner, timeout]:
            return asyncio.wait_for(make(run, inner), timeout)
