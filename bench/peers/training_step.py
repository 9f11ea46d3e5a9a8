import numpy
import torch
from torch.nn.functional import linear, mse_loss, relu

MODALITIES = ("image", "text", "audio")


def prepare(folder, num_steps, mode="cpu"):
    """mode: cpu, cuda, or cuda-graph, in which the card repeats a recorded step with TF32 products"""
    device = mode.split("-")[0]
    is_graph = mode == "cuda-graph"
    if device == "cpu":
        torch.set_num_threads(2)
    torch.backends.cuda.matmul.allow_tf32 = is_graph
    load = lambda name: torch.from_numpy(numpy.load(f"{folder}/{name}.npy")).to(device)
    inputs = {modality: load(modality) for modality in MODALITIES}
    layers = {}

    def dense(name, rows):
        if name not in layers:
            weight = load(name).T.contiguous().requires_grad_()
            layers[name] = (weight, torch.zeros(len(weight), requires_grad=True, device=device))
        return linear(rows, *layers[name])

    def encode(modality):
        return relu(dense(f"{modality}-encoder-1", relu(dense(f"{modality}-encoder-0", inputs[modality]))))

    def decode(modality, latent):
        hidden = relu(dense(f"{modality}-decoder-1", relu(dense(f"{modality}-decoder-0", latent))))
        return dense(f"{modality}-decoder-2", hidden)

    def loss_of():
        latent = dense("latent", torch.cat([encode(modality) for modality in MODALITIES], dim=1))
        return sum(mse_loss(decode(modality, latent), inputs[modality]) for modality in MODALITIES)

    loss_of()  # makes the layers
    parameters = [each for layer in layers.values() for each in layer]
    optimizer = torch.optim.Adam(parameters, lr=1e-3, fused=True, capturable=is_graph)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of()
        loss.backward()
        optimizer.step()
        return loss

    run = recorded(step, parameters, optimizer) if is_graph else step

    def work():
        losses = [run().item() for _ in range(int(num_steps))]
        return lambda: {"losses": losses}

    return work


def recorded(step, parameters, optimizer):
    """The step as a CUDA graph, from the same start: the steps that warm up are undone."""
    before = [parameter.detach().clone() for parameter in parameters]
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        loss = step()
    with torch.no_grad():
        for parameter, value in zip(parameters, before):
            parameter.copy_(value)
            for slot in optimizer.state[parameter].values():
                slot.zero_()

    def run():
        graph.replay()
        return loss

    return run
