"""Where to train: on an accelerator where torch finds one that works, else on the processor."""

from __future__ import annotations

import torch


def device() -> torch.device:
    found = torch.accelerator.current_accelerator(check_available=True)
    return torch.device("cpu") if found is None else found
