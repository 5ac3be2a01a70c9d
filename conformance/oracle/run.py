"""Runs one program and makes its record."""

import asyncio
import gc
import json
import sys
import warnings
from asyncio import events

from .lookup import Returned, Skip
from .loop import Deadlock, OutOfRounds, VirtualLoop
from .objects import make_object
from .suspending import SUSPENDING
from .synchronous import SYNCHRONOUS
from .values import sanitise, show, show_exception, show_number

MAX_ITERATIONS = 20_000
MAX_OPS = 20_000


class OutOfOps(KeyboardInterrupt):
    """The program has run as many ops as it may. Of all exceptions, asyncio lets this class pass out of a task and the loop."""


def run_lines(lines):
    """Takes one program per line and returns one record per line."""
    records = [to_json(run_program(json.loads(line))) for line in lines.split("\n")]
    gc.collect()
    return "\n".join(records)


def to_json(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def run_program(program):
    # Pyodide's own loop counts as running here, and asyncio does not nest.
    outer_loop = events._get_running_loop()
    events._set_running_loop(None)
    # Nothing may be collected during a run: destructors run at a moment of their own. Afterwards they have nothing to say.
    gc.disable()
    sys.unraisablehook = lambda unraisable: None
    warnings.simplefilter("ignore")
    try:
        return Run(program).record
    finally:
        events._set_running_loop(outer_loop)


class Run:
    def __init__(self, program):
        self.program = program
        self.loop = VirtualLoop(program.get("max_iterations", MAX_ITERATIONS))
        self.loop.set_exception_handler(self.on_loop_exception)
        self.max_ops = program.get("max_ops", MAX_OPS)
        self.ops = 0
        self.trace = []
        self.record = None
        self.registered = []  # every registration, in order: (name, task or future)
        self.refs = {}  # the latest registration of each name
        self.names = {}  # and back
        self.objects = {}
        self.callbacks = {}
        self.handles = {}
        self.timeouts = {}
        self.groups = {}
        self.stop(*self.run_loop())

    def run_loop(self):
        main = asyncio.Task(self.main(), loop=self.loop, name="main")
        self.register("main", main)
        try:
            return "ok", show(self.loop.run_until_complete(main), self.names)
        except asyncio.CancelledError as exception:
            return "cancelled", show_exception(exception)
        except Deadlock:
            pending = [name for name, ref in self.registered if isinstance(ref, asyncio.Task) and not ref.done()]
            self.emit(None, "deadlock", pending)
            return "deadlock", None
        except (OutOfRounds, OutOfOps):
            return "budget", None
        except BaseException as exception:
            if not main.done():
                raise  # not the program's
            return "raised", show_exception(exception)

    def stop(self, outcome, result):
        """Makes the record, once. Whatever unwinds later leaves no mark."""
        if self.record is not None:
            return
        self.record = {
            "id": self.program["id"],
            "outcome": outcome,
            "result": result,
            "time": show_number(self.loop.time()),
            "iterations": self.loop.rounds,
            "ops": self.ops,
            "tasks": [self.row(name, ref) for name, ref in self.registered],
            "pending": [name for name, ref in self.registered if not ref.done()],
            "trace": self.trace,
        }

    def row(self, name, ref):
        is_task = isinstance(ref, asyncio.Task)
        state, outcome = "pending", None
        if ref.done():
            try:
                state, outcome = "finished", show(ref.result(), self.names)
            except asyncio.CancelledError as exception:
                state, outcome = "cancelled", show_exception(exception)
            except BaseException as exception:
                state, outcome = "raised", show_exception(exception)
        return [name, "task" if is_task else "future", state, outcome, ref.cancelling() if is_task else None]

    # Names

    def register(self, name, ref):
        self.registered.append((name, ref))
        self.refs[name] = ref
        self.names[ref] = name


    # Tracing

    def emit(self, name, event, detail):
        if self.record is None:
            self.trace.append([show_number(self.loop.time()), name, event, detail])

    def on_loop_exception(self, loop, context):
        message = context["message"]
        if "never retrieved" in message or "destroyed but it is pending" in message:
            return
        if message.startswith("Exception in callback"):
            message = "Exception in callback"
        exception = context.get("exception")
        self.emit(None, "loop_exception", [sanitise(message), exception and show_exception(exception)])

    # Running

    async def main(self):
        for name, kind, *args in self.program["objects"]:
            if kind == "future":
                self.register(name, self.loop.create_future())
            else:
                self.objects[name] = make_object(self.objects, name, kind, args)
        return await self.body("main", self.program["main"])

    async def body(self, name, block):
        self.emit(name, "enter", None)
        try:
            returned = await self.block(name, "", block)
        except BaseException as exception:
            self.emit(name, "exit", ["raise", show_exception(exception)])
            raise
        value = returned.value if returned else None
        self.emit(name, "exit", ["return", value])
        return value

    async def block(self, name, prefix, block):
        """Returns what a `return` op made, or None at the end of the block."""
        for index, op in enumerate(block):
            returned = await self.op(name, f"{prefix}{index}", op)
            if returned:
                return returned

    async def op(self, name, pc, op):
        kind, *args = op
        if kind == "return":
            self.count()
            self.emit(name, "op", [pc, kind, args[0]])
            return Returned(args[0])
        if kind in SYNCHRONOUS:
            return self.synchronous_op(name, pc, op)
        self.count()
        self.emit(name, "begin", [pc, kind])
        try:
            result = await SUSPENDING[kind](self, name, pc, *args)
        except Skip:
            self.emit(name, "skip", [pc, kind])
            return None
        except BaseException as exception:
            self.emit(name, "raise", [pc, kind, show_exception(exception)])
            raise
        returned = result if isinstance(result, Returned) else None
        self.emit(name, "end", [pc, kind, None if returned else show(result, self.names)])
        return returned

    def synchronous_op(self, name, pc, op):
        kind, *args = op
        self.count()
        try:
            result = SYNCHRONOUS[kind](self, *args)
        except Skip:
            self.emit(name, "skip", [pc, kind])
        except BaseException as exception:
            self.emit(name, "raise", [pc, kind, show_exception(exception)])
            raise
        else:
            self.emit(name, "op", [pc, kind, show(result, self.names)])

    def callback(self, label, block):
        name = f"cb:{label}"

        def run(*args):
            self.emit(name, "callback", [show(arg, self.names) for arg in args])
            for index, op in enumerate(block):
                self.synchronous_op(name, str(index), op)

        return run

    def count(self):
        if self.ops == self.max_ops:
            self.stop("budget", None)
            raise OutOfOps
        self.ops += 1
