"""Makes the reference files of this room: python make.py (numpy 1.26.4, pandas 1.5.3)."""
import json, pickle, os
from pathlib import Path
import numpy as np
import pandas as pd

here = Path(__file__).parent
fixtures = here.parent / "fixtures"


def frame(dtype):
    images = [np.arange(row, row + 12).reshape(2, 2, 3).astype(dtype) * (1.25 if dtype == float else 1) for row in range(3)]
    return pd.DataFrame({"image": images, "label": ["man", "rose", "dog"], "source": ["cifar10"] * 3, "class": [0, 45, 8]})


class Harmful:
    def __reduce__(self):
        return os.system, ("touch /tmp/harmed",)


frame(np.uint8).to_pickle(fixtures / "frame-protocol-4.pickle", protocol=4)
frame(np.uint8).iloc[[2, 0, 1]].to_pickle(fixtures / "frame-protocol-5.pickle", protocol=5)
frame(float).to_pickle(fixtures / "frame-float.pickle", protocol=4)
(fixtures / "harmful.pickle").write_bytes(pickle.dumps(Harmful(), protocol=4))

np.random.seed(42)
vectors = {"permutations": [np.random.permutation(length).tolist() for length in (500, 500, 500, 100, 3, 1, 2, 777)]}
np.random.seed(0)
vectors["words"] = [int(word) for word in np.random.mtrand._rand._bit_generator.random_raw(1300)[::100]]
(here / "random-state.json").write_text(json.dumps(vectors))
