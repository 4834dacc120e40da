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
    "equal groups": 1.75, "money": 0.76, "times-as": 1.5, "combine": 0.37, "fraction of": 4.1, "rate": 0.87,
    "more/fewer": 1.13, "unit conversion": 1.8, "percent": 2.1, "change": 0.075, "discount/tax": 0.42, "speed": 2.8,
    "age": 7.0, "calendar": 0.1, "partition": 0.21, "average": 3.3, "ratio": 5.2, "area": 2.15, "remainder": 0.8,
    "work rate": 0.11,
}  # fmt: skip
"""Factors of the schemas' own weights in stories of two steps and more."""

ONE_STEP: Mapping[str, float] = {f: 0.06 for f in SHARES} | {
    "equal groups": 0.66, "partition": 0.66, "rate": 0.66, "times-as": 1.65, "more/fewer": 1.65, "combine": 1.3,
    "change": 2.05,
}  # fmt: skip
"""The same for stories of one step."""
