"""Training the network of the reader with torch: the marginal likelihood of hybrid.words.reader.learning, by Adam.

Features are dropped at random while training (dropout on the input, Srivastava et al. 2014), since most are rare.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from hybrid.words.reader.learning import Cases
from hybrid.words.reader.network import Floats, Network

HIDDEN = 16


def train(
    data: Sequence[Cases], start: Network | Floats, importance: Sequence[float], epochs: float = 3, rate: float = 2e-3,
    drop: float = 0.5, decay: float = 0.0, batch: int = 48, seed: int = 1, quiet: bool = True,
) -> Network:  # fmt: skip
    """The network after the epochs; start: a network, or the linear weights to begin with."""
    import torch
    from torch.nn.functional import embedding_bag

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    if isinstance(start, Network):
        table, bias, out = (torch.tensor(x) for x in (start.table, start.bias, start.out))
    else:
        hidden = rng.normal(0, 0.05, (len(start), HIDDEN)).astype(np.float32)
        table = torch.tensor(np.concatenate([start[:, None], hidden], axis=1))
        bias = torch.zeros(HIDDEN)
        out = torch.tensor(rng.normal(0, 0.3, HIDDEN).astype(np.float32))
    weights = [x.requires_grad_(True) for x in (table, bias, out)]
    optimizer = torch.optim.Adam(weights, lr=rate, betas=(0.9, 0.99), weight_decay=decay)
    steps = max(1, int(epochs * len(data) / batch))
    order: list[int] = []
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - step / steps)
        if len(order) < batch:
            order += [int(i) for i in rng.permutation(len(data))]
        chosen, order = order[:batch], order[batch:]
        part = [data[i] for i in chosen]
        ids, sizes, parts, lengths, gold, owner = _batch(part)
        keep = torch.tensor((rng.random(len(ids)) >= drop).astype(np.float32) / (1 - drop))
        of_parts = embedding_bag(
            torch.tensor(ids), table, torch.tensor(_offsets(sizes)), mode="sum", per_sample_weights=keep
        )
        total = embedding_bag(torch.tensor(parts), of_parts, torch.tensor(_offsets(lengths)), mode="sum")
        scores = total[:, 0] + torch.relu(total[:, 1:] + bias) @ out
        padded = torch.full((len(part), int(owner[1].max()) + 1), -1e9)
        padded = padded.index_put((torch.tensor(owner[0]), torch.tensor(owner[1])), scores)
        right = torch.full_like(padded, -1e9).index_put(
            (torch.tensor(owner[0]), torch.tensor(owner[1])), scores + torch.log(torch.tensor(gold) + 1e-30)
        )
        each = torch.logsumexp(padded, 1) - torch.logsumexp(right, 1)
        loss = (each * torch.tensor([importance[i] for i in chosen], dtype=torch.float32)).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if not quiet and step % 50 == 0:
            print(f"step {step} of {steps}: loss {float(loss):.3f}", flush=True)
    return Network(*(x.detach().numpy().copy() for x in weights))


def _offsets(lengths: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64)


def _batch(part: Sequence[Cases]) -> tuple[Any, ...]:
    shift = np.cumsum([0] + [len(c.sizes) for c in part[:-1]])
    rows = np.concatenate([np.full(len(c.lengths), i) for i, c in enumerate(part)])
    columns = np.concatenate([np.arange(len(c.lengths)) for c in part])
    return (
        np.concatenate([c.ids for c in part]).astype(np.int64),
        np.concatenate([c.sizes for c in part]),
        np.concatenate([c.parts + s for c, s in zip(part, shift, strict=True)]).astype(np.int64),
        np.concatenate([c.lengths for c in part]),
        np.concatenate([c.gold for c in part]),
        (rows, columns),
    )
