"""What a question may cost, and the means by which the kernel holds a worker process to it.

The engine can be neither interrupted nor told to use less memory, so all limits are those of a process.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a site.

    Attributes:
        seconds: A question may run so long.
        quick: So long it may run without taking one of the places for long questions, which are half of the workers.
        memory: Bytes that a worker may take beyond what it has when it starts.
        result: Bytes of an answer.
        request: Bytes of a request's body, and of its address.
        workers: Questions that run at once, each in its process.
        waiting: Questions that may wait for a worker; those that come then are turned away.
    """

    seconds: float = 10.0
    quick: float = 1.0
    memory: int = 512 * MIB
    result: int = 32 * MIB
    request: int = MIB
    workers: int = 4
    waiting: int = 128

    @property
    def slow(self) -> int:
        """How many long questions may run at once; the other workers stay free for the rest."""
        return max(1, self.workers // 2)


def hold_memory(extra: int) -> None:
    """From now on the process may take `extra` bytes more; an allocation beyond that fails, which ends the engine.

    Windows has no such limit; there only time is held.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    taken = 0
    if sys.platform == "linux":
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = taken + extra
    if most == resource.RLIM_INFINITY or wanted < most:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, wanted))


def hold_time(seconds: float) -> None:
    """Unless called again in time, with 0 for no limit, the kernel ends the process; no handler has to run for that.

    The pool ends a worker that takes too long; this holds also when the pool is gone.
    """
    if sys.platform == "win32":
        return
    import signal

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Architecture as the kernel audits it (linux/audit.h), and the number of socket(2) there."""
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _DENY, _KILL = 0x7FFF0000, 0x00050000 | 13, 0x80000000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_X32 = 0x40000000


def forbid_network() -> bool:
    """From now on the process cannot open a socket (EACCES), whatever the engine tries; True when the kernel agreed.

    A second wall behind kg.sparql, by a seccomp filter on Linux (https://docs.kernel.org/userspace-api/seccomp_filter.html);
    other systems have none.
    """
    known = _SOCKET.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    architecture, socket = known
    program = b"".join(
        struct.pack("=HBBI", *step)
        for step in (
            (_LOAD, 0, 0, 4),  # the architecture of the call
            (_EQUAL, 1, 0, architecture),
            (_RETURN, 0, 0, _KILL),
            (_LOAD, 0, 0, 0),  # its number
            (_EQUAL, 1, 0, socket),
            (_EQUAL, 0, 1, socket | _X32),
            (_RETURN, 0, 0, _DENY),
            (_RETURN, 0, 0, _ALLOW),
        )
    )
    buffer = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    libc = ctypes.CDLL(None, use_errno=True)
    wanted = Program(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    return not (
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        or libc.prctl(_SECCOMP, _FILTER, ctypes.byref(wanted), 0, 0)
    )
