"""A side that is a whole process: runs the command each time a line is read, and answers with its seconds and its memory."""

import json
import os
import subprocess
import sys
import time

for _ in sys.stdin:
    start = time.perf_counter()
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{sys.argv[1:]} ended with {child.returncode}")
    peak_bytes = usage.ru_maxrss * 1024 if sys.platform == "linux" else None
    print(json.dumps({"seconds": seconds, "peakBytes": peak_bytes}), flush=True)
