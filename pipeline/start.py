"""Where the command `syntolk` begins: with a look whether there is anything to do, before anything that takes time."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from pipeline.incremental.manifest import unchanged

INTERRUPTED = 3
"""Exit code."""
_MOMENT = 0.01
"""Seconds."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    _open_streams()
    try:
        code = said_again(arguments)
        if code is None:
            import gc  # Imported where they are used: they bring what commands need.

            from pipeline.cli import run

            _tidy_up_when_ended()
            sys.unraisablehook = _hear_again
            code = run(arguments)
            gc.freeze()  # Python would look through all that is left for what refers to itself, before it ends.
    except KeyboardInterrupt:  # Before there was anything to interrupt.
        return INTERRUPTED
    return code


def _open_streams() -> None:
    """Have somewhere to write to where the caller has closed a stream (`>&-`), for which Python has None; no file gets its number then."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nowhere, "r" if name == "stdin" else "w", encoding="utf-8"))


def _tidy_up_when_ended() -> None:
    """Have who is ended by others (`kill`, a job in CI that is cancelled, a terminal that is closed) end as after Ctrl-C, and leave nothing half made."""
    import signal  # Imported where it is used, as above.

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # `nohup` has it ignored.
            signal.signal(number, signal.default_int_handler)


def _hear_again(lost: sys.UnraisableHookArgs) -> None:
    """Interrupt once more where Python was tidying up by itself when somebody did: it would say so with a traceback, and go on."""
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    import signal  # Imported where they are used, as above.
    import threading
    import time

    def interrupt() -> None:
        time.sleep(_MOMENT)  # At once it would be lost as well.
        if hasattr(signal, "pthread_kill"):  # Whoever waits for something is waked by it.
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()


def said_again(arguments: Sequence[str]) -> int | None:
    """The exit code of a build that would find nothing changed, when it has said what the last one did; else None."""
    outcome = unchanged(arguments, os.environ)
    if outcome is None:
        return None
    code, out, err = outcome
    try:
        for stream, text in ((sys.stdout, out), (sys.stderr, err)):
            encoding = stream.encoding or "utf-8"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
            stream.flush()
    except BrokenPipeError:  # The reader of our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:  # A full disk: the command itself says so.
        return None
    return code
