"""Process one upload, and die by kill -9 at the given point of it, counted from 0.

Points are the entries to and the exits from the functions of the adapters: each statement, each
commit and each access to a file has some before and after it. Without a point the upload is
processed to its end, and the number of points printed.
"""

import json
import os
import signal
import sys
from types import FrameType
from typing import Any

from econlens import adapters
from econlens.functions.process_upload import handler

ADAPTERS = adapters.__path__[0]


class Points:
    def __init__(self, dies_at: int | None) -> None:
        self.passed = 0
        self._dies_at = dies_at

    def look_at(self, frame: FrameType, event: str, _argument: Any) -> None:
        if event not in ("call", "return") or not frame.f_code.co_filename.startswith(ADAPTERS):
            return
        if self.passed == self._dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.passed += 1


def main(key: str, dies_at: int | None) -> None:
    body = json.dumps({"Records": [{"s3": {"object": {"key": key}}}]})
    record = {"messageId": "1", "body": body, "attributes": {"ApproximateReceiveCount": "1"}}
    points = Points(dies_at)
    sys.setprofile(points.look_at)
    answer = handler({"Records": [record]}, None)
    sys.setprofile(None)
    if answer["batchItemFailures"]:
        sys.exit("The upload could not be processed.")
    sys.stdout.write(f"{points.passed}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None)
