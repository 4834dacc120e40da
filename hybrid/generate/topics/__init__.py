"""The topics of school algebra, each with its families of problems by level.

>>> from random import Random
>>> TOPICS["linear-equations"].draw(2, Random(1))
"""

from collections.abc import Mapping

from hybrid.generate.topic import Topic
from hybrid.generate.topics import (
    absolute,
    exponential,
    expressions,
    inequalities,
    linear,
    quadratic,
    radical,
    rational,
    special,
    systems,
)

TOPICS: Mapping[str, Topic] = {
    topic.name: topic
    for topic in (
        linear.LINEAR,
        quadratic.QUADRATIC,
        quadratic.HIGHER,
        rational.RATIONAL,
        absolute.ABSOLUTE,
        radical.RADICAL,
        exponential.EXPONENTIAL,
        exponential.LOGARITHMIC,
        systems.LINEAR_SYSTEMS,
        systems.NONLINEAR_SYSTEMS,
        inequalities.LINEAR,
        inequalities.QUADRATIC,
        inequalities.RATIONAL,
        inequalities.ABSOLUTE,
        inequalities.COMPOUND,
        special.SPECIAL,
        expressions.LIKE_TERMS,
        expressions.EXPANDING,
        expressions.FACTORING,
        expressions.RATIONAL_EXPRESSIONS,
    )
}

__all__ = ["TOPICS"]
