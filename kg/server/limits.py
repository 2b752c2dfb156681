"""What a question may cost, and the means by which the kernel holds a worker process to it.

The engine can be neither interrupted nor told to use less memory, so all limits are those of a process.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
PATIENCE = 6
"""Where many share a machine, a question lasts longer than it works; so many times longer it may."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a site.

    Attributes:
        seconds: A question may have so much time of a processor, and last `PATIENCE` times as long on a busy machine.
        quick: So much it may have without one of the places for long questions, which are half of the workers; when all are
            taken it is ended, and begins again when one is free.
        memory: Bytes that a worker may take beyond what it has when it starts.
        result: Bytes of an answer.
        request: Bytes of a request's body.
        address: Bytes of its address behind the question mark.
        workers: Questions that run at once, each in its process.
        waiting: Questions that may wait for a worker; those that come then are turned away.
    """

    seconds: float = 10.0
    quick: float = 1.0
    memory: int = 512 * MIB
    result: int = 32 * MIB
    request: int = MIB
    address: int = 64 * 1024
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


def hold_time(seconds: float, lasting: float) -> None:
    """After so much time of a processor, or so much on the clock, the kernel ends the process; 0 is no limit.

    No handler has to run for that. The pool ends a worker that takes too long; this holds also when the pool is gone.
    """
    if sys.platform == "win32":
        return
    import signal

    for kind, timer, limit in (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, lasting),
    ):
        signal.signal(kind, signal.SIG_DFL)
        signal.setitimer(timer, limit)


def used(pid: int) -> float | None:
    """Seconds of a processor that a process has had; None where only the clock can tell (not Linux), or when it is gone."""
    if sys.platform != "linux":
        return None
    try:
        # Behind the name, which may hold anything, in brackets: see proc(5) on utime and stime.
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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
