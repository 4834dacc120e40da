"""Gradient descent that goes on after a kill.

AdamW (Loshchilov, Hutter: "Decoupled weight decay regularization", 2019) with a warm-up of the rate, and a linear decay
over the second half. The loss of update n depends on the network and on n alone: what is random in it is drawn anew
from n. So a run that stopped at a checkpoint goes on to the weights that it would have had (up to rounding), without
remembering where a generator of random numbers was.

A checkpoint is one safetensors file: the parameters, both moments of each, and as metadata the update and a text that
says which run it is of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

MOMENTS = ("step", "exp_avg", "exp_avg_sq")  # as AdamW names them


@dataclass(frozen=True)
class Checkpoint:
    """Where a run keeps itself.

    path   of the file, written whole or not at all
    run    what the run is of: its data, seed, sizes; a file of another run is left unread, and written over
    every  updates from one writing to the next
    """

    path: Path
    run: str
    every: int = 250

    def save(self, network: nn.Module, optimizer: torch.optim.AdamW, update: int) -> None:
        tensors = {}
        for name, p in network.named_parameters():
            tensors[name] = p.detach()
            # a parameter that the loss does not depend on has no moments
            tensors |= {f"{name}:{moment}": value for moment, value in optimizer.state[p].items()}
        part = self.path.with_name(self.path.name + ".part")
        save_file({k: v.contiguous().cpu() for k, v in tensors.items()}, part, {"run": self.run, "update": str(update)})
        part.replace(self.path)

    def load(self, network: nn.Module, optimizer: torch.optim.AdamW) -> int:
        """Put the network and the optimizer where the run was, and say after which update; 0 for a run not begun."""
        try:
            with safe_open(self.path, "pt") as file:
                told = file.metadata() or {}
                if told.get("run") != self.run:
                    return 0
                with torch.no_grad():
                    for name, p in network.named_parameters():
                        p.copy_(file.get_tensor(name))
                        if f"{name}:step" in file.keys():  # noqa: SIM118
                            # AdamW counts its steps on the processor
                            kept = {m: file.get_tensor(f"{name}:{m}") for m in MOMENTS}
                            optimizer.state[p] = {m: t if m == "step" else t.to(p.device) for m, t in kept.items()}
                return int(told["update"])
        except (FileNotFoundError, SafetensorError):
            return 0


def descend(
    network: nn.Module,
    loss: Callable[[int], tuple[Tensor, Sequence[Tensor]]],
    updates: int,
    *,
    rate: float = 2e-3,
    warm_up: int = 100,
    report: Callable[[int, Sequence[float]], None] = lambda n, means: None,
    checkpoint: Checkpoint | None = None,
) -> None:
    """Train a network in place by `updates` updates.

    loss    what to make small in update n = 1, 2, ..., and the parts of it that the report is to tell
    rate    the highest learning rate, reached after `warm_up` updates
    report  called every 100 updates with the update and the means of the parts since the last call
    """
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.01)
    start = checkpoint.load(network, optimizer) if checkpoint else 0
    network.train()
    sums: list[float] = []
    for n in range(start + 1, updates + 1):
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, n / warm_up, (updates - n + 1) / max(1, updates // 2))
        total, parts = loss(n)
        optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        sums = [old + x.item() for old, x in zip(sums or [0.0] * len(parts), parts, strict=True)]
        if n % 100 == 0:
            report(n, [x / min(100, n - start) for x in sums])
            sums = []
        if checkpoint and (n % checkpoint.every == 0 or n == updates):
            checkpoint.save(network, optimizer, n)
    network.eval()
