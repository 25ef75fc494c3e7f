"""Limits of the process that reads other people's files, set by itself before it opens one.

Only the standard library, and Linux: limits of the system (memory, processor time, file size), no
further program and no socket (seccomp), no file but those that it needs (Landlock). What the
machine's kernel lacks of the last is left out; all else is required.
"""

import ctypes
import os
import platform
import resource
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

MEMORY_BYTES = 3 * 2**30
"""Address space. Own choice: 1 GB of points as decision 0005 says, libraries and threads."""

CPU_S = 300
"""Processor seconds. Own choice: a district's lanes take some 20."""

FILE_BYTES = 2 * 2**30
"""Largest file that it may write: what it unpacks, and its answer."""

OPEN_FILES = 128

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD_WORD, JUMP_IF_EQUAL, JUMP_FROM, RETURN = 0x20, 0x15, 0x35, 0x06  # BPF
OTHER_NUMBERING = 0x40000000  # calls of x86's x32 personality; elsewhere none
NUMBER_AT, ARCHITECTURE_AT = 0, 4  # offsets in struct seccomp_data
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050001  # REFUSE: EPERM

# socket, connect, execve, execveat, ptrace, io_uring_setup (which opens sockets too), bpf, and
# x86's 32-bit personality is shut out by the check of the architecture.
FORBIDDEN = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 101, 425, 321)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117, 425, 280)),
}

LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446  # the same on all architectures
PATH_BENEATH = 1
READ_FILE, READ_DIR = 1 << 2, 1 << 3
EVERYTHING = (1 << 13) - 1  # every right that the first version of Landlock knows
FILE_RIGHTS = 0b111


class CannotConfineError(Exception):
    """The machine does not allow a limit that is required; nothing is read then."""


def confine(readable: Sequence[Path], writable: Path) -> None:
    """Give up all that reading a file does not need. There is no way back.

    Args:
        readable: Files and folders to read from, beside Python and its libraries.
        writable: The folder to work in.

    Raises:
        CannotConfineError: The system refuses.
    """
    os.umask(0o077)
    limit(resource.RLIMIT_AS, MEMORY_BYTES)
    limit(resource.RLIMIT_CPU, CPU_S)
    limit(resource.RLIMIT_FSIZE, FILE_BYTES)
    limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    limit(resource.RLIMIT_CORE, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise CannotConfineError("no_new_privs")
    libraries = [Path(sys.prefix), Path(sys.base_prefix), Path("/usr/lib"), Path("/lib")]
    _keep_to_files(libc, [*libraries, *readable], writable)
    _forbid_calls(libc)


def limit(what: int, most: int) -> None:
    """Set a limit of the system, or the stricter one that is there already."""
    _soft, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def _forbid_calls(libc: ctypes.CDLL) -> None:
    """Have the kernel refuse sockets and other programs, by a BPF filter on system calls."""
    if platform.machine() not in FORBIDDEN:
        raise CannotConfineError(platform.machine())
    architecture, numbers = FORBIDDEN[platform.machine()]
    steps = [
        _step(LOAD_WORD, ARCHITECTURE_AT),
        _step(JUMP_IF_EQUAL, architecture, if_so=1),
        _step(RETURN, KILL),
        _step(LOAD_WORD, NUMBER_AT),
        _step(JUMP_FROM, OTHER_NUMBERING, if_so=len(numbers) + 1),
        *(
            _step(JUMP_IF_EQUAL, number, if_so=len(numbers) - place)
            for place, number in enumerate(numbers)
        ),
        _step(RETURN, ALLOW),
        _step(RETURN, REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(steps), sum(map(len, steps)))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0) != 0:
        raise CannotConfineError("seccomp")


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    """Return one instruction of a BPF program."""
    return struct.pack("HBBI", code, if_so, if_not, value)


def _keep_to_files(libc: ctypes.CDLL, readable: Sequence[Path], writable: Path) -> None:
    """Have the kernel refuse all other files, where it knows Landlock."""
    rules = libc.syscall(LANDLOCK_CREATE, struct.pack("Q", EVERYTHING), ctypes.c_size_t(8), 0)
    if rules < 0:
        return
    for path in readable:
        _allow(libc, rules, path, READ_FILE | READ_DIR)
    _allow(libc, rules, writable, EVERYTHING)
    if libc.syscall(LANDLOCK_RESTRICT, rules, 0) != 0:
        raise CannotConfineError("landlock")
    os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    """Allow rights on a path and all beneath it; one that is absent needs none."""
    if not path.exists():
        return
    if not path.is_dir():
        rights &= FILE_RIGHTS
    handle = os.open(path, os.O_PATH)
    rule = struct.pack("=Qi", rights, handle)
    if libc.syscall(LANDLOCK_ADD, rules, PATH_BENEATH, rule, 0) != 0:
        raise CannotConfineError("landlock")
    os.close(handle)
