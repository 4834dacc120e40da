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
    "equal groups": 1.7, "money": 0.78, "times-as": 1.95, "combine": 0.5, "fraction of": 4.7, "rate": 0.63,
    "more/fewer": 1.2, "unit conversion": 1.4, "percent": 2.5, "change": 0.12, "discount/tax": 1.0, "speed": 2.0,
    "age": 3.1, "calendar": 0.25, "partition": 0.16, "average": 1.87, "ratio": 6.0, "area": 0.95, "remainder": 0.65,
    "work rate": 0.2,
}  # fmt: skip
"""Factors of the schemas' own weights in stories of two steps and more."""

ONE_STEP: Mapping[str, float] = {
    "equal groups": 0.53, "money": 0.25, "times-as": 2.0, "combine": 1.3, "fraction of": 0.25, "rate": 0.53,
    "more/fewer": 2.0, "unit conversion": 0.25, "percent": 0.25, "change": 1.3, "discount/tax": 0.25, "speed": 0.25,
    "age": 0.25, "calendar": 0.25, "partition": 0.53, "average": 0.25, "ratio": 0.25, "area": 0.25, "remainder": 0.25,
    "work rate": 0.25,
}  # fmt: skip
"""The same for stories of one step."""
