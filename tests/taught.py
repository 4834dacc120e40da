"""A small network that has learnt by heart what to say about a few states."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from hybrid.model.line_text import END, line
from hybrid.model.network import Config, QNetwork
from hybrid.model.text import prompt
from hybrid.rulebook import Rulebook
from hybrid.syntax.line import parse_line
from hybrid.syntax.statement import parse_problem


def taught(said: Mapping[str, str], most: int = 600) -> QNetwork:
    """A network that says of each problem's own state the line that is given for it, after at most so many updates."""
    torch.manual_seed(0)
    network = QNetwork(Config(tuple(r.name for r in Rulebook.load()), width=32, layers=2, heads=2, inner=64))
    rows = []
    for statement, text in said.items():
        problem, meant = parse_problem(statement), parse_line(text)
        tokens = line(meant.new, meant.rule, meant.place)
        assert tokens is not None
        asked = prompt(problem, problem.term).tokens
        rows.append((len(asked), torch.tensor([[network.token_ids[t] for t in (*asked, *tokens, END)]])))
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3)
    for _ in range(most):
        losses = [
            torch.nn.functional.cross_entropy(network.logits(ids)[0, start - 1 : -1], ids[0, start:])
            for start, ids in rows
        ]
        loss = torch.stack(losses).mean()
        if loss < 0.01:
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return network.eval()
