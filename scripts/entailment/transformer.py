"""The network of the scorer, to be trained: MiniLM (6 layers, 384 wide) with marks of the alignment. Needs PyTorch.

Enters: the weights of all-MiniLM-L6-v2 (Wang et al. 2020, MiniLM; Apache-2.0) and rows of pieces, marks and sides.
Leaves: log odds; an ONNX file of 8-bit weights. Word vectors are not trained: few pairs would move them at random.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from service.text.entail.marks import LONGEST, MARKS, Rows

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
DROPPED = 0.1  # of the values of a layer, one mask for all pieces of a row
STEP = 16  # lengths of batches are whole multiples


class Layer(nn.Module):
    """Attention and a feed-forward part, each with its norm behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_out, self.norm_down = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Any, bias: Any) -> Any:
        """Rows x pieces x width to the same."""
        rows, length = x.shape[0], x.shape[1]
        parts = self.qkv(x).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        near = parts[0] @ parts[1].transpose(-1, -2) * (1 / math.sqrt(WIDTH // HEADS))
        seen = (torch.softmax(near + bias, -1) @ parts[2]).transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm_out(x + self.thin(self.out(seen)))
        return self.norm_down(x + self.thin(self.down(functional.gelu(self.up(x)))))

    def thin(self, x: Any) -> Any:
        """Dropout with one mask a row: drawing one for each piece would take a fifth of the time."""
        if not self.training:
            return x
        return x * (torch.rand(x.shape[0], 1, x.shape[2]) > DROPPED).to(x.dtype) / (1 - DROPPED)


class Network(nn.Module):
    """Pieces, marks and sides to log odds."""

    def __init__(self, base: dict[str, Any], kept: Sequence[int]) -> None:
        super().__init__()
        given = {name: values.float() for name, values in base.items() if values.is_floating_point()}
        self.register_buffer("pieces", given["embeddings.word_embeddings.weight"][list(kept)].clone())
        self.register_buffer("places", given["embeddings.position_embeddings.weight"][:LONGEST].clone())
        self.sides = nn.Parameter(given["embeddings.token_type_embeddings.weight"].clone())
        self.marks = nn.Embedding(MARKS, WIDTH)
        nn.init.normal_(self.marks.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        _fill(self.norm, given, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(_layer(given, f"encoder.layer.{n}.") for n in range(LAYERS))
        self.head = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH // 2), nn.GELU(), nn.Linear(WIDTH // 2, 1))

    def forward(self, pieces: Any, marks: Any, sides: Any, real: Any) -> Any:
        """Four blocks of rows x pieces to one value a row."""
        kind = self.marks.weight.dtype
        x = (
            self.pieces[pieces].to(kind)
            + self.places[: pieces.shape[1]].to(kind)
            + self.sides[sides]
            + self.marks(marks)
        )
        x = self.norm(x)
        bias = ((1 - real).to(kind) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        claim = ((sides == 0) & (real == 1)).unsqueeze(-1).to(kind)
        return self.head(torch.cat([x[:, 0], (x * claim).sum(1) / claim.sum(1)], -1)).squeeze(-1)


def _fill(part: nn.Module, given: dict[str, Any], name: str) -> None:
    for each in ("weight", "bias"):
        getattr(part, each).data = given[f"{name}.{each}"].clone()


def _layer(given: dict[str, Any], name: str) -> Layer:
    layer = Layer()
    for each in ("weight", "bias"):
        threefold = [given[f"{name}attention.self.{part}.{each}"] for part in ("query", "key", "value")]
        getattr(layer.qkv, each).data = torch.cat(threefold).clone()
    for part, there in (
        (layer.out, "attention.output.dense"),
        (layer.norm_out, "attention.output.LayerNorm"),
        (layer.up, "intermediate.dense"),
        (layer.down, "output.dense"),
        (layer.norm_down, "output.LayerNorm"),
    ):
        _fill(part, given, name + there)
    return layer


def batch(rows: Sequence[Rows]) -> tuple[Any, Any, Any, Any]:
    """Rows of several lengths as one block, and which places are real."""
    length = -(-max(len(r.pieces) for r in rows) // STEP) * STEP
    filled = [
        [values + [0] * (length - len(values)) for values in column]
        for column in ([r.pieces for r in rows], [r.marks for r in rows], [r.sides for r in rows])
    ]
    real = [[1] * len(r.pieces) + [0] * (length - len(r.pieces)) for r in rows]
    return torch.tensor(filled[0]), torch.tensor(filled[1]), torch.tensor(filled[2]), torch.tensor(real)


def predict(network: Network, rows: Sequence[Rows], size: int = 64) -> list[float]:
    """Log odds of each row."""
    low = copy.deepcopy(network).bfloat16().eval()
    found = [0.0] * len(rows)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].pieces))
    with torch.no_grad():
        for start in range(0, len(order), size):
            chosen = order[start : start + size]
            for at, value in zip(chosen, low(*batch([rows[i] for i in chosen])).float().tolist(), strict=True):
                found[at] = value
    return found


class _Single(nn.Module):
    """One row at a time: nothing is filled up."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Any, marks: Any, sides: Any) -> Any:
        """Without a mask: all pieces are real."""
        return self.network(pieces, marks, sides, torch.ones_like(pieces))


def export(network: Network, target: Path) -> None:
    """The network with 8-bit weights; 7 bits are used, as sums of processors without VNNI would overflow otherwise."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    whole = target.with_suffix(".float.onnx")
    example = torch.ones((1, 80), dtype=torch.long)
    names = list(Rows._fields)
    torch.onnx.export(
        _Single(copy.deepcopy(network).float().eval()), (example, example, example * 0), str(whole), dynamo=False,
        input_names=names, output_names=["log_odds"], dynamic_axes={n: {1: "length"} for n in names}, opset_version=17,
    )  # fmt: skip
    quantize_dynamic(whole, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    whole.unlink()
