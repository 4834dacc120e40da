"""The topics of school algebra, each with its families of problems by level.

Most families are *forward*: a small grammar whose numbers are drawn around a solution. Those of
hybrid.generate.topics.backward start from a solved form and read rules of the book from right to left; they carry
`backward_` in their names. docs/topics.md has what each level yields.

>>> from random import Random
>>> TOPICS["linear-equations"].draw(2, Random(1))
"""

from collections.abc import Mapping

from hybrid.generate.topic import Topic
from hybrid.generate.topics import (
    absolute,
    angles,
    arithmetic,
    exponential,
    expressions,
    identities,
    inequalities,
    integers,
    linear,
    literal,
    order,
    quadratic,
    radical,
    rational,
    remainders,
    special,
    systems,
    trigonometric,
    values,
    whole_parts,
)

TOPICS: Mapping[str, Topic] = {
    topic.name: topic
    for topic in (
        arithmetic.FRACTIONS,
        arithmetic.POWERS,
        arithmetic.ROOTS,
        expressions.LIKE_TERMS,
        expressions.EXPANDING,
        expressions.FACTORING,
        expressions.RATIONAL_EXPRESSIONS,
        values.EVALUATE,
        linear.LINEAR,
        literal.LITERAL,
        quadratic.QUADRATIC,
        quadratic.HIGHER,
        rational.RATIONAL,
        absolute.ABSOLUTE,
        radical.RADICAL,
        exponential.EXPONENTIAL,
        exponential.LOGARITHMIC,
        special.SPECIAL,
        systems.LINEAR_SYSTEMS,
        systems.NONLINEAR_SYSTEMS,
        inequalities.LINEAR,
        inequalities.QUADRATIC,
        inequalities.RATIONAL,
        inequalities.ABSOLUTE,
        inequalities.COMPOUND,
        integers.INTEGERS,
        remainders.REMAINDERS,
        remainders.DIVISIBILITY,
        whole_parts.WHOLE_PARTS,
        order.ORDER,
        identities.POLYNOMIAL,
        identities.RATIONAL,
        identities.TRIGONOMETRIC,
        angles.VALUES,
        trigonometric.EQUATIONS,
        values.FIND,
    )
}

__all__ = ["TOPICS"]
