"""Mistakes that take from what the right step makes: a case, a condition, a turned sign, the sign of a factor."""

from __future__ import annotations

from collections.abc import Iterator

from hybrid.generate.mistakes.made import Link, Made
from hybrid.term import CONNECTIVES, FLIPPED, Term, conj, disj, make, number, rational, replace, subterms

ORDERS = frozenset({"lt", "le", "gt", "ge"})
EVEN_ROOTS = frozenset({"square-roots", "fourth-roots", "sixth-roots", "root-of-letters"})
MAX_CASES = 6


def lost_cases(link: Link) -> Iterator[Made]:
    """A step makes cases, and one of them is not followed."""
    if len(_cases(link.new)) <= len(_cases(link.old)) or len(_cases(link.new)) > MAX_CASES:
        return
    name = link.step.rule.split(".")[0]
    for place, t in subterms(link.new):
        if t.head != "or":
            continue
        for i, case in enumerate(t.args):
            kept = disj(*t.args[:i], *t.args[i + 1 :])
            if name.startswith("absolute"):
                kind = "one case of an absolute value"
            elif name in EVEN_ROOTS:
                kind = "lost negative root"
                if i:
                    continue
            else:
                kind = "wrong intervals" if any(s.head in ORDERS for _, s in subterms(case)) else "lost root"
            yield Made(kind, replace(link.new, place, kept), "the case {a} is left out", {"a": case})
        return


def _cases(t: Term) -> tuple[Term, ...]:
    """The cases of the first `or` in a formula."""
    return next((s.args for _, s in subterms(t) if s.head == "or"), (t,))


def lost_conditions(link: Link) -> Iterator[Made]:
    """A step needs a condition, and it is not written."""
    for c in link.step.conditions:
        if c.by == "carried":
            words = "the condition {a} is left out"
            yield Made("lost condition", link.new, words, {"a": c.formula}, without=c.formula)
    if link.new.head != "and":
        return
    known = {t.key for _, t in subterms(link.old)}
    for i, part in enumerate(link.new.args):
        if part.head in ORDERS | {"ne"} and part.key not in known and len(link.new.args) > 1:
            rest = conj(*link.new.args[:i], *link.new.args[i + 1 :])
            if any(t.head == "eq" for _, t in subterms(rest)):
                yield Made("lost condition", rest, "the condition {a} is left out", {"a": part})


def kept_extraneous(link: Link) -> Iterator[Made]:
    """A step checks solutions against conditions, and the conditions are left out instead."""
    old = link.old
    if link.step.rule != "check-solution" or old.head != "and":
        return
    solutions = [t for t in old.args if not _is_condition(t)]
    conditions = [t for t in old.args if _is_condition(t)]
    if solutions and conditions:
        words = "the solutions are not checked against {a}"
        yield Made("extraneous root kept", conj(*solutions), words, {"a": conj(*conditions)})


def _is_condition(t: Term) -> bool:
    return not any(s.head == "eq" for _, s in subterms(t))


def not_flipped(link: Link) -> Iterator[Made]:
    """A step turns an inequality, and its sign stays as it was."""
    old, new = link.old, link.new
    if old.head in ORDERS and new.head in ORDERS and new.head == FLIPPED[old.head]:
        words = "the sign of the inequality has to turn here, which gives {a}"
        yield Made("forgot to flip", make(old.head, new.args), words, {"a": new})


def wrong_intervals(link: Link) -> Iterator[Made]:
    """A sign chart is read where the sign is the other one."""
    if link.step.rule.split(".")[0] == "sign-chart" and link.new.head in CONNECTIVES | ORDERS:
        yield Made("wrong intervals", _complement(link.new), "the intervals with the other sign are taken")


def _complement(t: Term) -> Term:
    """The open parts of the complement, bounds kept or left as they were: x > 1 and x < 3 gives x < 1 or x > 3."""
    if t.head in ("and", "or"):
        return make("or" if t.head == "and" else "and", [_complement(a) for a in t.args])
    if t.head in ORDERS:
        return make(FLIPPED[t.head], t.args)
    return make({"eq": "ne", "ne": "eq"}[t.head], t.args) if t.head in ("eq", "ne") else t


def wrong_factor_signs(link: Link) -> Iterator[Made]:
    """A polynomial is factored, and the numbers in the factors have the opposite signs."""
    name = link.step.rule.split(".")[0]
    if not name.startswith(("factor", "square-minus-square")):
        return
    for place, t in subterms(link.new):
        if t.head != "mul":
            continue
        factors = [_turned(f) for f in t.args]
        if any(f is not g for f, g in zip(factors, t.args, strict=True)):
            wrong = make("mul", factors)
            part = replace(link.new, place, wrong)
            yield Made("wrong signs in the factors", part, "{a} is written as {b}", {"a": t, "b": wrong})
        return


def _turned(factor: Term) -> Term:
    """x - 3 as x + 3, other factors as they are."""
    if factor.head == "add" and len(factor.args) == 2:
        value = rational(factor.args[1])
        if value is not None and factor.args[0].free:
            return make("add", (factor.args[0], number(-value)))
    return factor
