"""Runs native code in a child process: a crash or a hang there costs an error, not the build.

Decoders of pictures and the renderer of SVG are written in C and Rust, and meet files from
anywhere. On Linux the child is a fork, which takes some milliseconds; elsewhere it is a new
Python, since a fork is unsafe there or missing.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn, ParamSpec, TypeVar

from publish.errors import fault_of_machine, no_memory
from publish.memory_limit import limit_memory

MOST_SECONDS = 60
"""Of processor time, for one call."""
FORKS = sys.platform == "linux"

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Crashed(Exception):
    """The child ended without an answer; the text says how."""


def call(function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> _T:
    """Return what ``function`` returns in a child process, or raise what it raises.

    The function is at the top of a module; it and all values can be pickled. Raises
    :class:`Crashed` if the child dies, or needs more than ``MOST_SECONDS``; ``EnvironmentFault``
    or ``MemoryError`` if the machine has no room, handle, memory or process for it: no input is
    blamed for that.
    """
    task = (function, arguments, named)
    try:
        code, answer = (_by_fork if FORKS else _by_program)(task)
    except OSError as error:
        raise fault_of_machine(error) or error from None
    if code == -getattr(signal, "SIGKILL", 0):
        # Nobody else kills it so: its memory is limited, and so is its time.
        raise no_memory()
    if code or not answer:
        raise Crashed(_ending(code))
    is_value, result = pickle.loads(answer)  # our own child wrote it
    if is_value:
        return result  # type: ignore[no-any-return]
    raise result


_Task = tuple[Callable[..., object], tuple[object, ...], dict[str, object]]


def _by_fork(task: _Task) -> tuple[int, bytes]:
    """Return the exit code, negative for a signal, and the answer."""
    source, target = os.pipe()
    with warnings.catch_warnings():
        # Python warns of threads, which the child does not touch.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os.close(source)
        _work(task, target)
    os.close(target)
    try:
        with os.fdopen(source, "rb") as pipe:
            answer = pipe.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), answer


def _by_program(task: _Task) -> tuple[int, bytes]:
    command = [sys.executable, "-c", f"from {__name__} import answer; answer()"]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        command, input=pickle.dumps(task), capture_output=True, env=paths, check=False
    )
    return done.returncode, done.stdout


def answer() -> None:
    """Read a task from the standard input, do it, and write the answer to the output."""
    _work(pickle.load(sys.stdin.buffer), os.dup(1))  # our own parent wrote it


def _work(task: _Task, target: int) -> NoReturn:
    """Do the task in the child, write the answer, and end without any cleaning up."""
    code = 1
    with suppress(BaseException), limit_memory() as own_limit:
        faulthandler.disable()
        _limit_time()
        answer = memoryview(_answer(task, own_limit))
        while answer:
            answer = answer[os.write(target, answer) :]
        code = 0
    os._exit(code)


def _answer(task: _Task, own_limit: bool) -> bytes:
    function, arguments, named = task
    try:
        _silence()
        return pickle.dumps((True, function(*arguments, **named)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return pickle.dumps((False, _fault(error, own_limit) or error))


def _fault(error: Exception, own_limit: bool) -> Exception | None:
    """The fault of the machine behind an error, for whatever it was taken on the way.

    More memory than our own limit allows is too much for a file; more than a lower one allows is a
    ``MemoryError``, whose meaning is known to whoever has set it.
    """
    lacks = isinstance(error, MemoryError) or isinstance(error.__cause__, MemoryError)
    return MemoryError() if lacks and not own_limit else fault_of_machine(error)


def _silence() -> None:
    """Drop what a library says as it crashes: it helps nobody."""
    with suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(null, stream)
        os.close(null)


def _limit_time() -> None:
    """End the process after ``MOST_SECONDS``, and leave no memory image of a crash."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_CORE, 0)):
        soft, hard = resource.getrlimit(kind)
        lower = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (min(most, *lower, most), hard))


def _ending(code: int) -> str:
    if code == -getattr(signal, "SIGXCPU", 0):
        return f"it takes more than {MOST_SECONDS} seconds"
    return f"the program for it crashes ({ending(code)})"


def ending(code: int) -> str:
    """The name of the signal that ended a process, or its exit code."""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit {code}"
