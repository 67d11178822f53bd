"""A script that becomes another program: python drop_privileges.py UID GID PARENT PROGRAM ARGS…

It gives up root when UID is not "-", asks the kernel to send SIGINT (to PostgreSQL: a fast, clean
shutdown) when the thread that started it dies, and then replaces itself by PROGRAM. A script of its
own rather than Popen's preexec_fn, because code between fork and exec can deadlock in a process
with threads. The order matters: everything Python needs is loaded while we may still read it, and
changing the user id clears the death signal.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def become(user_id: int, group_id: int) -> None:
    os.setgroups([])
    os.setgid(group_id)
    os.setuid(user_id)


def die_with_parent(library: ctypes.CDLL, parent_pid: int) -> None:
    """Linux only. Elsewhere the next start stops what a killed parent left behind."""
    if not hasattr(library, "prctl"):
        return
    library.prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
    if os.getppid() != parent_pid:
        sys.exit("The process that asked for PostgreSQL has gone.")


def main(user_id: str, group_id: str, parent_pid: str, *command: str) -> None:
    library = ctypes.CDLL(None)
    os.umask(0o077)
    os.chdir("/")
    if user_id != "-":
        become(int(user_id), int(group_id))
    die_with_parent(library, int(parent_pid))
    os.execv(command[0], command)  # noqa: S606 - no shell is the point


if __name__ == "__main__":
    main(*sys.argv[1:])
