"""Makes the reference values of this folder with numpy 2.4 and safetensors 0.8: `python make.py && npx prettier --write .`"""

import json
from io import BytesIO
from pathlib import Path

import numpy as np
from safetensors.numpy import save

here = Path(__file__).parent


def npy_bytes(array: np.ndarray) -> str:
    stream = BytesIO()
    np.save(stream, array)
    return stream.getvalue().hex()


grid = np.arange(6).reshape(2, 3) - 2
npy = {
    dtype: {"bytes": npy_bytes(grid.astype(dtype)), "shape": [2, 3], "values": grid.astype(dtype).astype("f8").ravel().tolist()}
    for dtype in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "?"]
}
npy["fortran"] = {"bytes": npy_bytes(np.asfortranarray(grid.astype("f4"))), "shape": [2, 3], "values": grid.ravel().tolist()}
cube = np.arange(24).reshape(2, 3, 4)
npy["fortran cube"] = {"bytes": npy_bytes(np.asfortranarray(cube.astype("i4"))), "shape": [2, 3, 4], "values": cube.ravel().tolist()}
npy["vector"] = {"bytes": npy_bytes(np.array([1.5, -2.5], "f4")), "shape": [2], "values": [1.5, -2.5]}
npy["number"] = {"bytes": npy_bytes(np.array(7.0, "f8")), "shape": [], "values": [7.0]}
refused = {"big-endian": npy_bytes(grid.astype(">f4")), "objects": npy_bytes(np.array([{}, None], dtype=object)), "texts": npy_bytes(np.array(["ab"]))}

halves = np.array([0.5, -2.0, 65504, 6e-8, np.inf], "f2")
tensors = {"weight": grid.astype("f4"), "half": halves, "codes": np.array([1, -2, 3], "i4"), "large": np.array([2**40], "i8"), "flags": np.array([0, 255], "u1")}
safetensors = save(tensors, metadata={"format": "np", "note": "é"}).hex()

(here / "files.json").write_text(json.dumps({"npy": npy, "refusedNpy": refused, "safetensors": safetensors}, indent=1) + "\n")
