"""The topics of school algebra, each with its families of problems by level.

>>> from random import Random
>>> TOPICS["linear-equations"].draw(2, Random(1))
"""

from collections.abc import Mapping

from hybrid.generate.topic import Topic
from hybrid.generate.topics import expressions, linear, quadratic

TOPICS: Mapping[str, Topic] = {
    topic.name: topic
    for topic in (
        linear.LINEAR,
        quadratic.QUADRATIC,
        quadratic.HIGHER,
        expressions.LIKE_TERMS,
        expressions.EXPANDING,
        expressions.FACTORING,
        expressions.RATIONAL_EXPRESSIONS,
    )
}

__all__ = ["TOPICS"]
