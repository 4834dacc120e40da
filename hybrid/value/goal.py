"""When a state reaches the goal of a problem.

The kernel decides what a derivation proves; this decides when the searcher may stop: the form asked for
is reached *and* finished in the school sense.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from hybrid.compute.conditions import parameters, tidy_condition
from hybrid.compute.factoring import factor
from hybrid.compute.finished import is_finished
from hybrid.compute.formula import has_decimal, one_condition, solution_set, solved_atoms
from hybrid.compute.polynomial import collect, expand
from hybrid.decide import cascade
from hybrid.decide.meaning import conditions
from hybrid.kernel import conjuncts, is_solved, left_to_show, sequent
from hybrid.problem import Problem
from hybrid.propose.known import known
from hybrid.propose.signs import by_signs
from hybrid.rulebook import Rulebook
from hybrid.term import CONNECTIVES, FALSE, RELATIONS, TRUE, Term, rational, subterms


def reached(state: Term, problem: Problem) -> bool:
    """Whether the search may stop at a state."""
    goal = problem.goal
    if goal == "prove":
        return state is TRUE or _defined_part_left(state, problem)
    if goal == "solve":
        solved = is_solved(state, problem.unknowns) and _finished_sides(state) and _whole(state, problem)
        return solved and _least(state, problem)
    if any(c is FALSE for c in conditions(state)) or by_signs(state, problem):
        return False
    if goal == "factor":
        return factor(state) is None and collect(state) is None and not work_left(state, goal)
    if goal == "expand":
        return expand(state) is None and is_finished(state) and not _has_product_of_sums(state)
    if goal == "find":
        return not state.free and is_finished(state) and not _calls(state) and not work_left(state, goal)
    if state.head == "num" and has_decimal(problem.term):
        return True
    if not is_finished(state) or _calls(state) or _number_late(state) or too_large(state) or work_left(state, goal):
        return False
    if goal == "evaluate" and any(_value_of(g) & state.free for g in problem.given):
        return False
    return goal != "simplify" or not (_short_product(state) or _two_fractions(state))


def work_left(t: Term, goal: str) -> bool:
    """Whether a rule for the goal marked `finish` applies somewhere in t: sin(pi/6) is not finished, 1/2 is."""
    key = ("work left", goal)
    found = t.memo.get(key)
    if found is None:
        rules = _finishing(goal)
        found = t.memo[key] = any(
            bool(s.args) and bool(rules.rewrites(s, _NOTHING)) for _, s in subterms(t) if s.head != "num"
        )
    return bool(found)


_NOTHING = frozenset[str]()


@cache
def _finishing(goal: str) -> Rulebook:
    return Rulebook(r for r in Rulebook.load() if r.finish and (not r.goals or goal in r.goals))


def _value_of(given: Term) -> frozenset[str]:
    """The letter of which a given equation tells the value."""
    if given.head != "eq":
        return _NOTHING
    a, b = given.args
    return a.free if a.head == "sym" and not b.free else b.free if b.head == "sym" and not a.free else _NOTHING


def _least(state: Term, problem: Problem) -> bool:
    """Whether nothing in a solution is said twice, or longer than it need be, and no case excludes itself."""
    unknowns = frozenset(problem.unknowns)
    atoms = _atoms(state)
    for case in state.args if state.head == "or" else (state,):
        if (
            _says_twice(case)
            or case.head == "and"
            and (_excludes_itself(case) or _says_more(case) or _leaves_value(case) or _in_two_parts(case, unknowns))
        ):
            return False
    if state.head == "or" and len({a.key for a in state.args}) < len(state.args):
        return False
    for a in atoms:
        if parameters(a, unknowns) and (
            tidy_condition(a) is not None
            or known(a, problem) is not None
            or work_left(a, "solve")
            or collect(a.args[0]) is not None
        ):
            return False
        if a.head in RELATIONS and work_left(a.args[1], "solve"):
            return False
    if len(atoms) > 1 and any(a.head in _ORDERS for a in atoms) and solved_atoms(state, unknowns):
        return solution_set(state) is None
    return True


def _excludes_itself(case: Term) -> bool:
    """Whether a case says both t = u and t != u."""
    return _says_both(case, "eq", "ne")


def _in_two_parts(case: Term, unknowns: frozenset[str]) -> bool:
    """Whether two conditions on one letter can be said as one, or exclude each other."""
    told = [a for a in case.args if len(a.free) == 1 and parameters(a, unknowns)]
    return any(one_condition(a, b) is not None for i, a in enumerate(told) for b in told[i + 1 :])


def _leaves_value(case: Term) -> bool:
    """Whether a case says what number a letter is, m = 1, and still speaks of it elsewhere."""
    for a in case.args:
        if a.head == "eq" and a.args[0].head == "sym" and not a.args[1].free:
            name = a.args[0].value
            if any(name in other.free for other in case.args if other is not a):
                return True
    return False


def _says_more(case: Term) -> bool:
    """Whether a case says both t < u and t <= u."""
    return _says_both(case, "lt", "le") or _says_both(case, "gt", "ge")


def _says_both(case: Term, first: str, second: str) -> bool:
    said = {tuple(a.key for a in part.args) for part in case.args if part.head == first}
    return bool(said) and any(tuple(a.key for a in part.args) in said for part in case.args if part.head == second)


_ORDERS = frozenset({"lt", "le", "gt", "ge"})


def _atoms(t: Term) -> list[Term]:
    return [a for arg in t.args for a in _atoms(arg)] if t.head in CONNECTIVES else [t]


def too_large(t: Term) -> bool:
    """Whether a power or factorial of numbers stands in t that nobody would write out."""
    if t.head == "fact" and t.args[0].head == "num":
        return True
    if t.head == "pow" and rational(t.args[0]) is not None:
        exponent = rational(t.args[1])
        if exponent is not None and Fraction(exponent).denominator == 1:
            return True
    return any(map(too_large, t.args))


SHORT = 12


def _number_late(t: Term) -> bool:
    """Whether a product has a number behind another factor: x*2."""
    if t.head == "mul" and any(rational(a) is not None for a in t.args[1:]):
        return True
    return any(_number_late(a) for a in t.args)


def _two_fractions(t: Term) -> bool:
    """A sum of two or more fractions with letters below: it can be one fraction."""
    return t.head == "add" and sum(_letters_below(a) for a in t.args) > 1


def _letters_below(t: Term) -> bool:
    if t.head == "div":
        return bool(t.args[1].free)
    return t.head in ("neg", "mul") and any(_letters_below(a) for a in t.args)


def _short_product(t: Term) -> bool:
    """A polynomial with a product or power of sums that is short when multiplied out: (x - 2)*(x - 4)."""
    key, memo = "short product", t.memo
    if key not in memo:
        memo[key] = _polynomial(t) and _has_product_of_sums(t) and (e := expand(t)) is not None and len(e.args) <= SHORT
    return bool(memo[key])


def _has_product_of_sums(t: Term) -> bool:
    if t.head in ("mul", "pow", "neg") and any(a.head == "add" for a in t.args):
        return True
    return any(_has_product_of_sums(a) for a in t.args)


def _polynomial(t: Term) -> bool:
    if t.head == "pow":
        return t.args[1].head == "num" and _polynomial(t.args[0])
    if t.head == "div":
        return not t.args[1].free and _polynomial(t.args[0])
    return t.head in ("num", "sym", "const") or t.head in ("add", "mul", "neg") and all(map(_polynomial, t.args))


def _defined_part_left(state: Term, problem: Problem) -> bool:
    """Whether all that is left is that the statement's terms be defined, and the hypotheses do not say so."""
    left = left_to_show(problem, state)
    if not left or _says_true(state) or _says_twice(state):
        return False
    hypotheses, _ = sequent(problem.term)
    known = (*problem.given, *hypotheses)
    return not any(cascade.entails(known, c, problem.domains).proved for c in left)


def _says_true(t: Term) -> bool:
    return t is TRUE or t.head in CONNECTIVES and any(map(_says_true, t.args))


def _says_twice(t: Term) -> bool:
    return t.head == "and" and len({a.key for a in t.args}) < len(t.args)


def _whole(state: Term, problem: Problem) -> bool:
    """Whether letters that range over whole numbers are given by whole numbers, listed where there are few."""
    names = frozenset(n for n in problem.unknowns if problem.domains.get(n, "real") != "real")
    if not names or state.free.isdisjoint(names):
        return True
    return all(_whole_case(case, names, problem) for case in (state.args if state.head == "or" else (state,)))


def _whole_case(case: Term, names: frozenset[str], problem: Problem) -> bool:
    bounds: dict[str, set[str]] = {}
    for atom in conjuncts(case):
        if atom.head not in RELATIONS or atom.args[0].head != "sym" or atom.args[0].value not in names:
            continue
        name, value = atom.args[0].value, rational(atom.args[1])
        if value is None:
            if problem.domains[name] == "integer" and atom.head == "eq" and _gives_integers(atom.args[1], problem):
                continue
            return False
        if problem.domains[name] == "rational":
            continue
        if value.denominator != 1 or atom.head in ("lt", "gt"):
            return False
        if problem.domains[name] == "natural" and value < 0:
            return False
        bounds.setdefault(name, set()).add(atom.head)
        if problem.domains[name] == "natural":
            bounds[name].add("ge")
    return not any("ge" in heads and "le" in heads for heads in bounds.values())


def _gives_integers(t: Term, problem: Problem) -> bool:
    """A polynomial with whole coefficients in letters that range over integers: whole for all of their values."""
    if t.head == "sym":
        return problem.domains.get(t.value) == "integer"
    if t.head == "num":
        return type(t.value) is int
    if t.head == "pow":
        return (
            t.args[1].head == "num"
            and type(t.args[1].value) is int
            and t.args[1].value > 0
            and _gives_integers(t.args[0], problem)
        )
    return t.head in ("add", "mul", "neg") and all(_gives_integers(a, problem) for a in t.args)


def _finished_sides(t: Term) -> bool:
    if t.head in RELATIONS:
        return is_finished(t.args[1])
    return all(_finished_sides(a) for a in t.args)


def _calls(t: Term) -> bool:
    return t.head == "call" or any(_calls(a) for a in t.args)
