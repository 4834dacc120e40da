"""A training that was killed ends with the weights of one that was not."""

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from hybrid.learn.descent import Checkpoint, descend


class Killed(Exception):
    pass


def line(n: int, network: nn.Linear, upto: int = 10_000) -> tuple[Tensor, tuple[Tensor]]:
    """How far the network is from 3x - 1 at points that depend on n."""
    if n > upto:
        raise Killed
    x = torch.rand(8, 1, generator=torch.Generator().manual_seed(n))
    loss = (network(x) - 3 * x + 1).square().mean()
    return loss, (loss,)


def fresh() -> nn.Linear:
    torch.manual_seed(1)
    return nn.Linear(1, 1)


def run(kept: Checkpoint | None, upto: int = 10_000) -> nn.Linear:
    network = fresh()
    descend(network, lambda n: line(n, network, upto), 400, rate=0.1, checkpoint=kept)
    return network


@pytest.mark.parametrize("killed", [30, 50, 199, 399])
def test_a_killed_run_goes_on_to_the_same_weights(killed: int, tmp_path: Path) -> None:
    whole = run(None)
    assert abs(whole.weight.item() - 3) < 0.05 and abs(whole.bias.item() + 1) < 0.05
    kept = Checkpoint(tmp_path / "run.safetensors", "3x - 1", every=50)
    with pytest.raises(Killed):
        run(kept, killed)
    assert kept.path.exists() == (killed >= 50)
    asked: list[int] = []
    network = fresh()

    def loss(n: int) -> tuple[Tensor, tuple[Tensor]]:
        asked.append(n)
        return line(n, network)

    descend(network, loss, 400, rate=0.1, checkpoint=kept)
    assert asked[0] == killed // 50 * 50 + 1  # what was kept is not done again
    assert network.weight.item() == whole.weight.item() and network.bias.item() == whole.bias.item()


def test_a_finished_run_is_only_read(tmp_path: Path) -> None:
    kept = Checkpoint(tmp_path / "run.safetensors", "3x - 1")
    whole = run(kept)
    again = run(kept, upto=0)
    assert again.weight.item() == whole.weight.item()


@pytest.mark.parametrize("spoiled", [b"", b"not weights", None])
def test_another_run_or_a_spoiled_file_is_not_gone_on_with(spoiled: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "run.safetensors"
    run(Checkpoint(path, "another"))
    if spoiled is not None:
        path.write_bytes(spoiled)
    with pytest.raises(Killed):
        run(Checkpoint(path, "3x - 1"), upto=0)


def test_the_report_tells_means_of_the_updates_since_the_last(tmp_path: Path) -> None:
    told: list[tuple[int, float]] = []
    kills = [151]

    def loss(n: int) -> tuple[Tensor, tuple[Tensor]]:
        if n in kills:
            kills.remove(n)
            raise Killed
        return (network.weight * 0).sum(), (torch.tensor(float(n)),)

    for _ in range(2):
        network = fresh()
        try:
            descend(
                network,
                loss,
                300,
                report=lambda n, means: told.append((n, means[0])),
                checkpoint=Checkpoint(tmp_path / "run.safetensors", "count", every=150),
            )
        except Killed:
            continue
    assert told == [(100, 50.5), (200, 175.5), (300, 250.5)]  # of 151 to 200 only, after the kill
