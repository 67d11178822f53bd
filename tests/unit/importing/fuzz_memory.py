"""Files that want memory, drawn at random and read one by one. No part of the tests: takes time.

Each file is drawn from the tables of fuzz_ingredients.py, by a seed, and read by a process of its
own (bench/imports.py). What counts is its peak, less its peak for an empty file, less the file, in
times the file.

    python tests/unit/importing/fuzz_memory.py --seconds 600 --seed 1000
    python tests/unit/importing/fuzz_memory.py --again 1042    # that file alone, and keep it
"""
# ruff: noqa: T201 - a program prints what it found

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import count, takewhile
from pathlib import Path
from typing import NamedTuple

from fuzz_ingredients import ROOT, Draw

from econlens.importing.read import read_file

LIMIT, MOST_SECONDS = 3, 60
# What a process needs anyway, such as for caches of words, is no matter of a small file's size.
SMALL_MEGABYTES = 5


class Reading(NamedTuple):
    """ratio: memory beyond the file, in times the file; 0 where there is a problem instead."""

    ratio: float
    seconds: float
    problem: str = ""

    def is_bad(self) -> bool:
        return self.ratio > LIMIT or bool(self.problem)


def peak_megabytes(path: Path | str) -> float:
    """Of a process that does nothing but read the file, as bench/library.py starts it."""
    command = [sys.executable, "-m", "bench.imports", path]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=MOST_SECONDS)
    return float(done.stdout)


def read(data: bytes, path: Path, peak_of_nothing: float) -> Reading:
    path.write_bytes(data)
    ratio, problem, started = 0.0, "", time.perf_counter()
    try:
        ratio = (peak_megabytes(path) - peak_of_nothing) / max(len(data) / 1e6, SMALL_MEGABYTES) - 1
    except subprocess.TimeoutExpired:
        problem = "hangs"
    except subprocess.CalledProcessError as error:
        last = error.stderr.decode(errors="replace").splitlines()[-1:]
        problem = f"exception: {last or error.returncode}"
    return Reading(ratio, time.perf_counter() - started, problem)


def describe(seed: int, file: Draw, reading: Reading) -> str:
    found = reading.problem or f"{reading.ratio:.2f} × the file"
    lines = max(map(file.data.count, (b"\n", b"\r")))
    size = f"{len(file.data) / 1e6:.1f} MB, {lines:,} lines"
    return f"seed {seed}: {found}, {reading.seconds:.1f} s, {size}: {'; '.join(file.said)}"


def fuzz(first: int, seconds: float) -> int:
    """Files one after the other; 1 if any of them is bad."""
    readings: dict[int, Reading] = {}
    nothing, end = peak_megabytes(os.devnull), time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        for seed in takewhile(lambda _: time.monotonic() < end, count(first)):
            file = Draw(seed)
            readings[seed] = read(file.data, Path(folder, "file.csv"), nothing)
            if readings[seed].is_bad():
                print(describe(seed, file, readings[seed]), flush=True)
    worst = max(readings, key=lambda seed: readings[seed].ratio)
    slowest = max(readings, key=lambda seed: readings[seed].seconds)
    problems = Counter(reading.problem.partition(":")[0] for reading in readings.values())
    over = sum(reading.ratio > LIMIT for reading in readings.values())
    print(
        f"{len(readings)} files from seed {first}: {over} over {LIMIT} ×, "
        f"worst {readings[worst].ratio:.2f} × (seed {worst}), "
        f"slowest {readings[slowest].seconds:.1f} s (seed {slowest}), "
        f"{problems['exception']} exceptions, {problems['hangs']} hangs"
    )
    return int(any(map(Reading.is_bad, readings.values())))


def again(seed: int) -> int:
    """One file, which stays on the disk, and what the importer makes of it."""
    file, path = Draw(seed), Path(tempfile.gettempdir(), f"fuzz-memory-{seed}.csv")
    reading = read(file.data, path, peak_megabytes(os.devnull))
    print(f"{describe(seed, file, reading)}\nkept as {path}", flush=True)
    if not reading.problem:
        result = read_file(file.data)
        codes = dict(Counter(issue.code for issue in result.issues).most_common(5))
        holdings = f"{len(result.positions):,} positions, {len(result.cash):,} cash"
        print(f"{result.kind.value}, accepted: {result.accepted}, {holdings}, issues: {codes}")
    return int(reading.is_bad())


def main() -> int:
    as_it_is = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=as_it_is)
    parser.add_argument("--seconds", type=float, default=600, help="how long to go on; 600")
    parser.add_argument("--seed", type=int, default=0, help="of the first file, the next follow; 0")
    parser.add_argument("--again", type=int, metavar="SEED", help="read one file again and keep it")
    given = parser.parse_args()
    return fuzz(given.seed, given.seconds) if given.again is None else again(given.again)


if __name__ == "__main__":
    sys.exit(main())
