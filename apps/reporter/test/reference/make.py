"""Makes tensorboard.json: the bytes that TensorBoard itself writes for two scalars.

    pip install tensorboard==2.21.0 && python make.py > tensorboard.json
"""

import base64
import json
import struct

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import masked_crc32c


def record(event: Event) -> bytes:
    content = event.SerializeToString()
    length = struct.pack("<Q", len(content))
    return length + struct.pack("<I", masked_crc32c(length)) + content + struct.pack("<I", masked_crc32c(content))


def scalar(wall_time: float, step: int, tag: str, value: float) -> Event:
    return Event(wall_time=wall_time, step=step, summary=Summary(value=[Summary.Value(tag=tag, simple_value=value)]))


events = [
    Event(wall_time=1700000000.0, step=0, file_version="brain.Event:2"),
    scalar(1700000002.5, 300, "epoch", 1.0),
    scalar(1700000002.5, 300, "validation/loss", 0.75),
]
print(json.dumps({"base64": base64.b64encode(b"".join(map(record, events))).decode()}))
