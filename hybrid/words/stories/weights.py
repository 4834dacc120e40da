"""How often each kind of reasoning should occur in stories, and the factors with which the generator reaches that."""

from __future__ import annotations

from collections.abc import Mapping

SHARES: Mapping[str, float] = {
    "equal groups": 46, "money": 40, "times-as": 30, "combine": 27, "fraction of": 24, "rate": 23, "more/fewer": 20,
    "unit conversion": 14, "percent": 14, "change": 11, "discount/tax": 7, "speed": 5, "age": 5, "calendar": 5,
    "partition": 5, "average": 4, "ratio": 3, "area": 2, "remainder": 2, "work rate": 1.4,
}  # fmt: skip
"""Percent of stories of two steps and more in which a kind of reasoning occurs; a story has several."""

SHARES_OF_ONE_STEP: Mapping[str, float] = {"compare": 35, "equal groups": 28, "change": 20, "combine": 19}
"""Percent of stories of one step."""

WEIGHTS: Mapping[str, float] = {}
ONE_STEP: Mapping[str, float] = {}
