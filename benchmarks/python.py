"""How fast the Pythons of this machine do the same work, as ratios to the first.

    python benchmarks/python.py /usr/bin/python3 python3

What is done is what a site does most: objects, dictionaries, attributes, text, JSON.
"""

import json
import re
import subprocess
import sys
import time

ROUNDS = 5
STEPS = 300_000


class _Row:
    def __init__(self, key: int) -> None:
        self.key = key

    def plus(self, other: int) -> int:
        return self.key + other


def _work() -> None:
    rows: dict[str, int] = {}
    for step in range(STEPS):
        row = _Row(step)
        rows[str(step % 1000)] = row.plus(step) if isinstance(row, _Row) else 0
    text = ",".join(map(str, range(STEPS // 3)))
    json.loads(json.dumps({**rows, "text": re.sub("1", "2", text)}))


def _seconds() -> float:
    """Return the least processor time of several rounds, in seconds."""
    took = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        _work()
        took.append(time.process_time() - begun)
    return min(took)


def main(pythons: list[str]) -> None:
    """Run this file with each Python, and compare."""
    first = 0.0
    for python in pythons:
        asked = subprocess.run([python, __file__], check=True, capture_output=True, text=True)
        version, seconds = asked.stdout.split()
        first = first or float(seconds)
        print(f"{python:<24} {version:<8} {seconds} s  {float(seconds) / first:.2f}")


if __name__ == "__main__":
    if sys.argv[1:]:
        main(sys.argv[1:])
    else:
        print(sys.version.split()[0], f"{_seconds():.3f}")
