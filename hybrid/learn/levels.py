"""Which families of problems make up a level.

Levels go by how hard a derivation by single laws is to find, measured by the expansions that the exact part of Q needs
(`benchmarks.laws`): on levels 1 and 2 a few, on 3 some tens, on 4 a hundred, on 5
hundreds, or no derivation within 2,000.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from hybrid.learn import first_problems as first
from hybrid.learn import long_problems as long
from hybrid.learn import school_problems as school

Family = Callable[[Random], str]

LEVELS: Mapping[int, tuple[Family, ...]] = {
    1: (
        first.one_step,
        first.two_steps,
        first.both_sides,
        first.collected,
        first.like_terms,
        first.like_terms_shown,
        first.powers,
        first.powers_shown,
        first.distributed,
    ),
    2: (
        first.brackets,
        first.two_brackets,
        first.inequality,
        first.binomial,
        first.brackets_multiplied,
        first.brackets_added,
        first.monomials,
        first.fractions_added,
        first.fractions_reduced,
        first.brackets_subtracted,
        school.cubes,
    ),
    3: (
        first.linear_fractions,
        first.quadratic,
        first.quadratic_factored,
        first.irrational_roots,
        first.squares_compared,
        first.absolute,
        first.powers_mixed,
        first.roots_and_powers,
        school.nested,
        school.nested_fractions,
        school.biquadratic,
        school.biquadratic_of_sum,
        school.exponential_quadratic,
        school.logarithms,
        school.radical,
        school.pythagorean,
        school.fraction_identity,
        school.long_identity,
        long.exponent_brackets,
    ),
    4: (
        school.leading_coefficient,
        school.reciprocal,
        school.proportion,
        school.sum_with_reciprocal,
        school.long_fraction_identity,
        school.trigonometric,
        long.product_within,
        long.root_and_line,
        long.nested_absolute,
        long.absolute_both,
        long.exponent_quadratic,
        long.logarithm_sum,
        long.squares_and_products,
        long.three_fractions,
        long.three_squares,
        long.two_products,
        long.absolute_quadratic,
        long.root_and_product,
        long.fraction_of_squares,
        long.unknown_below_twice,
    ),
    5: (
        long.hidden_quadratic,
        long.quadratic_fractions,
        long.two_fractions,
        long.equal_fractions,
        long.fractions_of_brackets,
        long.absolute_product,
    ),
}
