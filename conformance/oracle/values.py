"""How values and exceptions appear in a trace."""

import asyncio


def show(value, names):
    """The JSON form of a value; `names` maps tasks and futures to the names they are registered under."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return show_number(value)
    if isinstance(value, (list, tuple)):
        return [show(item, names) for item in value]
    if isinstance(value, BaseException):
        return {"exc": show_exception(value)}
    if isinstance(value, asyncio.Future) and value in names:
        return {"ref": names[value]}
    return f"<{type(value).__name__}>"


def show_number(value):
    return int(value) if value == int(value) else value


def show_exception(exception):
    name = type(exception).__name__
    if isinstance(exception, BaseExceptionGroup):
        return [name, sanitise(exception.message), [show_exception(inner) for inner in exception.exceptions]]
    return [name, sanitise(str(exception))]


def sanitise(text):
    """Reduces every outermost `<...>` to its first word: the rest of a repr holds addresses and line numbers."""
    kept = []
    depth = 0
    group = ""
    for char in text:
        if char == "<":
            depth += 1
        if depth == 0:
            kept.append(char)
        else:
            group += char
        if char == ">" and depth > 0:
            depth -= 1
            if depth == 0:
                kept.append(f"<{first_word(group)}>")
                group = ""
    return "".join(kept) + group


def first_word(group):
    words = group[1:-1].split(None, 1)
    return words[0] if words else ""
