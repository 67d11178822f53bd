"""A process that does nothing but read one file, to see how much memory that takes at most.

Nothing else is imported: NumPy alone would add tens of megabytes.
"""

import re
import resource
import sys
from pathlib import Path

from econlens.importing.read import read_file

LINUX_STATUS = Path("/proc/self/status")


def main() -> None:
    read_file(Path(sys.argv[1]).read_bytes())
    print(_peak_megabytes())


def _peak_megabytes() -> float:
    """Of this program alone: what the operating system counts as used may be that of the parent
    that it was forked from, before it became this one."""
    if LINUX_STATUS.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", LINUX_STATUS.read_text("ascii"))
        if found:
            return int(found[1]) * 1024 / 1e6
    # Of 1,024 bytes on Linux, of one on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main()
