"""The weights of fixtures/legacy.pth, in the format of PyTorch before 1.6: python make-legacy.py

Needs: pip install torch==2.15.0
"""

from collections import OrderedDict
from pathlib import Path

import torch

weights = OrderedDict(
    plain=torch.arange(6, dtype=torch.float32).reshape(2, 3),
    transposed=torch.arange(24, dtype=torch.float32).reshape(2, 3, 4).permute(2, 0, 1),
    part=torch.arange(10, dtype=torch.float32)[4:7],
    num_batches_tracked=torch.tensor(7),
)
target = Path(__file__).parent.parent / "fixtures" / "legacy.pth"
torch.save(weights, target, _use_new_zipfile_serialization=False)
