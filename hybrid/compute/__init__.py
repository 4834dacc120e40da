"""The helpers that rules may call: exact computations on terms, each a pure function.

`HELPERS` holds the functions of `where` clauses by the names that rules use: a helper takes terms and
gives a term or a tuple of terms, or None where it does not apply or would change nothing. Nothing trusts a
helper: each use is proved by a decider. `TESTS` holds the tests of `when`: a term and the unknowns of the
problem to a truth value. Modules are loaded when a name is first looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, Generic, TypeVar

from hybrid.term import Term

Helper = Callable[..., Term | tuple[Term, ...] | None]
Test = Callable[[Term, frozenset[str]], bool]
V = TypeVar("V")

_HELPERS: Mapping[str, tuple[str, ...]] = {
    "squares": ("never_zero", "positive_form", "positive_squares", "sum_of_squares"),
    "arithmetic": ("value", "evaluate_step", "reduce_fraction", "split_fraction", "same_denominator"),
    "polynomial": (
        "collect",
        "expand",
        "standard_form",
        "coefficients",
        "degree",
        "leading_coefficient",
        "constant_term",
    ),
    "factoring": (
        "common_factor",
        "factor",
        "factors",
        "split_middle",
        "group",
        "rational_root",
        "divide_root",
        "complete_square",
        "perfect_power",
        "two_squares",
    ),
    "rational": (
        "cancel",
        "together",
        "separate",
        "common_denominator",
        "lcd",
        "least_common_multiple",
        "numerator",
        "denominator",
    ),
    "radical": (
        "simplify_root",
        "rationalize",
        "conjugate",
        "denest",
        "fractional_power",
        "collect_roots",
        "surd_normal",
        "square_root",
    ),
    "equation": (
        "clear_denominators",
        "eliminate",
        "linear_in",
        "isolate",
        "quadratic_in",
        "square_free",
        "primitive_part",
        "discriminant",
        "quadratic_roots",
        "move_left",
        "nth_power",
    ),
    "angles": ("by_roots", "in_first_quarter"),
    "circle": ("shortest_on_circle",),
    "factorials": ("cancel_factorials", "isolate_factorial", "lowest_factorials", "undo_factorial"),
    "finished": ("simplify", "simplify_part"),
    "remainders": (
        "all_angles",
        "euclid",
        "joined",
        "larger_first",
        "lcm_by_gcd",
        "smaller_exponent",
        "smaller_parts",
        "without_number",
    ),
    "moving": (
        "eliminate_monomial",
        "clear_fractions",
        "expanded",
        "gather",
        "gather_by_adding",
        "gather_by_subtracting",
        "gather_order",
        "gather_order_by_adding",
        "gather_order_by_subtracting",
        "half_power",
        "isolate_special",
        "isolate_order",
        "minus",
        "multiplied_out",
        "negative_of",
        "one_side",
        "opposite",
        "pure_power",
        "pure_power_of_letters",
        "quotient",
    ),
    "conditions": ("checked", "tidy_condition", "without_denominators"),
    "pieces": ("absolute_cases", "absolute_pieces"),
    "gathering": ("gather_by_letters", "gather_in_term", "gather_less_in_term", "gather_logarithms"),
    "logarithms": ("common_base", "exact_log", "log_value", "number_power"),
    "substitution": (
        "factor_in_term",
        "one_side_of_powers",
        "over_power",
        "product_on_one_side",
        "roots_in_term",
        "times_power",
    ),
    "whole_parts": ("closed_remainder", "gathered_remainders", "piece_by_piece", "whole_part", "whole_part_cases"),
    "formula": (
        "by_powers",
        "decimal_value",
        "factor_fraction",
        "negative_discriminant",
        "nowhere_defined",
        "one_condition",
        "read_off",
        "solution_set",
        "square_and_rest",
        "standard_linear",
        "trivial",
        "truth",
    ),
}
_TESTS: tuple[str, ...] = tuple(
    "number integer natural even odd positive negative nonzero one closed free has unknown letter parameter simple"
    " atomic sum product power fraction root absolute logarithm trigonometric surd equation relation inequality"
    " polynomial linear quadratic rationalfunction remainder finished".split()
)
_FORMULA_TESTS: tuple[str, ...] = tuple(
    "absolute_in absolutes angles angles_within atom brackets collected exponential_in exponential_term fraction_in"
    " fraction_sum has_letters isolated log_in nonlinear_atom oneunknown parameters purepower root_in rooted"
    " solvedatoms solvedform two zero".split()
)


class _Registry(Mapping[str, V], Generic[V]):
    """A mapping from names to functions that are imported when they are first looked up."""

    def __init__(self, modules: Mapping[str, str], find: Callable[[Any, str], V]) -> None:
        self._modules, self._find = modules, find
        self._found: dict[str, V] = {}

    def __getitem__(self, name: str) -> V:
        if name not in self._found:
            self._found[name] = self._find(import_module(f"hybrid.compute.{self._modules[name]}"), name)
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


def _helper(module: Any, name: str) -> Helper:
    return getattr(module, "simpler" if name == "simplify" else name)  # type: ignore[no-any-return]


def _test(module: Any, name: str) -> Test:
    return module.TESTS[name]  # type: ignore[no-any-return]


HELPERS: Mapping[str, Helper] = _Registry({name: mod for mod, names in _HELPERS.items() for name in names}, _helper)
TESTS: Mapping[str, Test] = _Registry(
    {**dict.fromkeys(_FORMULA_TESTS, "formula"), **dict.fromkeys(_TESTS, "tests")}, _test
)


def __getattr__(name: str) -> Any:
    if name in ("complexity", "is_finished", "simplify"):
        return getattr(import_module("hybrid.compute.finished"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["HELPERS", "TESTS", "Helper", "Test"]
