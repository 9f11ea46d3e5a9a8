"""The peer's side of a row: prepares, then works each time a line is read, and answers as worker.ts does."""

import importlib
import json
import re
import sys
import time


def peak_bytes():
    if sys.platform != "linux":
        return None
    with open("/proc/self/status") as status:
        return 1024 * int(re.search(r"VmHWM:\s*(\d+)", status.read())[1])


def main(script, folder, *args):
    work = importlib.import_module(script).prepare(folder, *args)
    for line in sys.stdin:
        start = time.perf_counter()
        values_of = work()
        answer = {"seconds": time.perf_counter() - start, "peakBytes": peak_bytes()}
        if line.strip() == "check":
            answer["values"] = {name: [float(value) for value in numbers] for name, numbers in values_of().items()}
        print(json.dumps(answer, allow_nan=False), flush=True)


main(*sys.argv[1:])
