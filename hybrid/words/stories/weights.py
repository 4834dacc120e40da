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

WEIGHTS: Mapping[str, float] = {
    "equal groups": 1.9, "money": 0.83, "times-as": 1.9, "combine": 0.45, "fraction of": 6.2, "rate": 0.75,
    "more/fewer": 1.3, "unit conversion": 1.2, "percent": 3.2, "change": 0.13, "discount/tax": 0.85, "speed": 2.2,
    "age": 3.1, "calendar": 0.2, "partition": 0.15, "average": 1.8, "ratio": 5.6, "area": 0.87, "remainder": 0.9,
    "work rate": 0.2,
}  # fmt: skip
"""Factors of the schemas' own weights in stories of two steps and more."""

ONE_STEP: Mapping[str, float] = {f: 0.06 for f in SHARES} | {
    "equal groups": 0.63, "partition": 0.63, "rate": 0.63, "times-as": 1.75, "more/fewer": 1.75, "combine": 0.98,
    "change": 2.0,
}  # fmt: skip
"""The same for stories of one step."""
