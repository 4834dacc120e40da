"""Problems, steps, derivations: plain data, and their JSON.

A problem is a goal, a term to start from, what is given, and the domain of each letter. A derivation is
a chain of steps, each `before RELATION after`; a proof file is a derivation as JSON, with terms as
nested lists (`["add", "x", 1]`) so that reading one needs no parser of mathematics.

    term      letter "x" | integer 3 | ["num", "0.1"] | ["const", "pi"] | ["true"] | [head, arg, ...]
              | ["call", name, arg, ...]
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from hybrid.evidence import fault
from hybrid.term import CONNECTIVES, HEADS, MAX_INDEX, Place, Term, TermError, is_formula, make, num

GoalKind = Literal["solve", "prove", "simplify", "factor", "expand", "evaluate", "find"]
GOALS: tuple[GoalKind, ...] = ("solve", "prove", "simplify", "factor", "expand", "evaluate", "find")
Domain = Literal["real", "rational", "integer", "natural"]
DOMAINS: tuple[Domain, ...] = ("real", "rational", "integer", "natural")
Relation = Literal["=", "<=>", "==>", "<=="]

FORMAT = "hybrid-derivation"
VERSION = 1


class FormatError(ValueError):
    """A proof file that is not one: the message says where and what was expected."""


@dataclass(frozen=True)
class Definition:
    """A function given by a hypothesis, `f(x) = x^2 + 1`."""

    name: str
    parameters: tuple[str, ...]
    body: Term


@dataclass(frozen=True)
class Problem:
    """What is asked.

    goal         one of GOALS
    term         where the derivation starts: a formula for solve and prove (hypotheses stand in it as
                 `H => C`), an expression for the others
    unknowns     solve: the letters to solve for
    given        hypotheses that hold throughout (find, evaluate, simplify)
    domains      letters that do not range over all reals
    definitions  functions given by the problem
    text         the problem as the person wrote it, for show only
    """

    goal: GoalKind
    term: Term
    unknowns: tuple[str, ...] = ()
    given: tuple[Term, ...] = ()
    domains: Mapping[str, Domain] = field(default_factory=dict)
    definitions: tuple[Definition, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Condition:
    """A side condition of a step and what discharges it.

    by: "present" (the rest of the state still demands it), "context" (a sibling or hypothesis says it),
    "decider" (proved; certificate tells), "carried" (it became part of the state, or of the theorem).
    """

    formula: Term
    by: Literal["present", "context", "decider", "carried"]
    certificate: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Step:
    """One link of a chain: `before RELATION after`, by rewriting the subterm at `place`.

    kind          "rule" (an instance of `rule`), "decided" (rule with computed letters, or a leap: stands
                  by `certificate`), "fact" (an equation of the context used to rewrite), "definition"
                  (a function unfolded), "consequence" (a new hypothesis from old ones by an ==> rule)
    rule          the rule's name, or a word for the other kinds
    substitution  letters of the rule -> terms; "_" is the rest of a sum, product, and, or
    facts         formulas of the context the step rests on
    conditions    side conditions, with what discharges each
    part          for "decided": what was put at the place
    certificate   for "decided": {"decider": name, ...}
    words         the reason as a person is told it
    substeps      the same change in smaller steps, for the reader; the kernel checks them too
    """

    before: Term
    after: Term
    relation: Relation
    place: Place
    kind: Literal["rule", "decided", "fact", "definition", "consequence"]
    rule: str
    substitution: Mapping[str, Term] = field(default_factory=dict)
    facts: tuple[Term, ...] = ()
    conditions: tuple[Condition, ...] = ()
    part: Term | None = None
    certificate: Mapping[str, Any] | None = None
    words: str = ""
    substeps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Derivation:
    """A problem, the steps that lead from its term to the last `after`, and the rule book's digest."""

    problem: Problem
    steps: tuple[Step, ...]
    rulebook: str = ""

    @property
    def last(self) -> Term:
        return self.steps[-1].after if self.steps else self.problem.term


@dataclass(frozen=True)
class Stop:
    """Why a search ended: "proved", "exhausted", "time", "nodes" or "memory", and what it cost."""

    reason: Literal["proved", "exhausted", "time", "nodes", "memory"]
    expanded: int = 0
    generated: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Result:
    """What a call of `hybrid.solve` gives back.

    status      "proved" (the derivation reaches the goal and the kernel accepted it), "refuted" (a
                statement to prove is false at `point`), "open"
    answer      the last term of the chain, None when open; conditions: what the theorem carries
    derivation  when open, the way to the best state found
    tree        the search tree (hybrid.search.node.Tree); theorem: the kernel's (hybrid.kernel.Theorem)
    ledger      how many lines of a model were accepted, refuted, ..., when one was asked (hybrid.ledger)
    """

    status: Literal["proved", "refuted", "open"]
    problem: Problem
    answer: Term | None
    conditions: tuple[Term, ...]
    derivation: Derivation | None
    stop: Stop
    point: Mapping[str, Term] | None = None
    reason: str = ""
    tree: Any = None
    theorem: Any = None
    ledger: Mapping[str, int] | None = None

    @property
    def text(self) -> str:
        """The answer in the grammar of the project, "" when there is none."""
        return "" if self.answer is None else str(self.answer)

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.derivation.steps if self.derivation else ()

    def __str__(self) -> str:
        from hybrid.explain.text import explain

        return explain(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, **_: Any) -> dict[str, str]:
        from hybrid.explain import html, latex, text

        bundle = {"text/plain": text.explain(self), "text/latex": latex.explain(self), "text/html": html.explain(self)}
        return {k: v for k, v in bundle.items() if (not include or k in include) and (not exclude or k not in exclude)}


# -- terms as JSON -------------------------------------------------------------------------------


_NUMBER = re.compile(r"-?[0-9]{1,400}(/[0-9]{1,400})?")
_HEX = re.compile(r"-?0x[0-9a-f]{1,100000}")


def term_to_json(t: Term) -> Any:
    if t.head == "num":
        if isinstance(t.value, int):
            small = abs(t.value) < 2**53
            return t.value if small else ["num", str(t.value) if t.value.bit_length() < 1300 else hex(t.value)]
        return ["num", f"{t.value.numerator}/{t.value.denominator}"]
    if t.head == "sym":
        return t.value
    if t.head == "const":
        return ["const", t.value]
    if t.head == "call":
        return ["call", t.value, *map(term_to_json, t.args)]
    return [t.head, *map(term_to_json, t.args)]


def term_from_json(data: Any, where: str = "term", depth: int = 0) -> Term:
    """The term that `term_to_json` wrote. Raises FormatError naming `where` for anything else."""
    if depth > 400:
        raise FormatError(f"{where}: nested too deep")
    try:
        if isinstance(data, bool):
            raise FormatError(f"{where}: expected a term, found {data!r}")
        if isinstance(data, int):
            return num(data)
        if isinstance(data, str):
            return make("sym", (), data)
        if isinstance(data, list) and data and isinstance(data[0], str):
            head, rest = data[0], data[1:]
            if head == "num":
                if len(rest) != 1 or not isinstance(rest[0], str):
                    raise FormatError(f'{where}: expected ["num", "digits"], found {_shown(data)}')
                if _HEX.fullmatch(rest[0]):
                    return num(int(rest[0], 16))
                if not _NUMBER.fullmatch(rest[0]):
                    raise FormatError(f"{where}: not a number: {rest[0][:40]!r}")
                value = Fraction(rest[0])
                return num(value.numerator if value.denominator == 1 else value)
            if head == "const" and len(rest) == 1:
                return make("const", (), rest[0])
            if head in HEADS and head != "sym":
                name, parts = (rest[0], rest[1:]) if head == "call" and rest else (None, rest)
                args = [term_from_json(a, where, depth + 1) for a in parts]
                if any(is_formula(a) is not (head in CONNECTIVES) for a in args):
                    kind = "formulas" if head in CONNECTIVES else "expressions"
                    raise FormatError(f"{where}: {head} takes {kind}")
                if head == "root" and len(args) == 2 and args[1].head == "num" and args[1].value > MAX_INDEX:
                    raise FormatError(f"{where}: the index of a root is at most {MAX_INDEX}")
                return make(head, args, name)
    except (TermError, ValueError, ZeroDivisionError, TypeError) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError(f"{where}: {error}") from None
    raise FormatError(f"{where}: expected a term, found {_shown(data)}")


def _shown(data: Any) -> str:
    """The beginning of what was found, for a message; only its kind when it is too large or deep to write."""
    try:
        return repr(data)[:80]
    except (ValueError, RecursionError):
        return f"a {type(data).__name__}"


# -- derivations as JSON -------------------------------------------------------------------------


def problem_to_json(p: Problem, write: Callable[[Term], Any] = term_to_json) -> dict[str, Any]:
    """write: makes of a term what stands for it."""
    return {
        "goal": p.goal,
        "term": write(p.term),
        "unknowns": list(p.unknowns),
        "given": [write(g) for g in p.given],
        "domains": dict(p.domains),
        "definitions": [[d.name, list(d.parameters), write(d.body)] for d in p.definitions],
        "text": p.text,
    }


def _step_to_json(s: Step, write: Callable[[Term], Any]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "before": write(s.before),
        "after": write(s.after),
        "relation": s.relation,
        "place": list(s.place),
        "kind": s.kind,
        "rule": s.rule,
        "substitution": {k: write(v) for k, v in s.substitution.items()},
        "facts": [write(f) for f in s.facts],
        "conditions": [{"formula": write(c.formula), "by": c.by, "certificate": c.certificate} for c in s.conditions],
        "part": None if s.part is None else write(s.part),
        "certificate": s.certificate,
        "words": s.words,
    }
    if s.substeps:
        data["substeps"] = [_step_to_json(x, write) for x in s.substeps]
    return data


def derivation_to_json(d: Derivation, write: Callable[[Term], Any] = term_to_json) -> dict[str, Any]:
    """write: makes of a term what stands for it."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "rulebook": d.rulebook,
        "problem": problem_to_json(d.problem, write),
        "steps": [_step_to_json(s, write) for s in d.steps],
    }


def _take(data: Any, name: str, kind: type | tuple[type, ...], where: str) -> Any:
    if not isinstance(data, dict):
        raise FormatError(f"{where}: expected an object, found {type(data).__name__}")
    if name not in data:
        raise FormatError(f"{where}: {name!r} is missing")
    value = data[name]
    if not isinstance(value, kind):
        raise FormatError(f"{where}.{name}: found {type(value).__name__}, expected another kind of value")
    return value


def _text(data: Any, name: str, where: str) -> str:
    return str(_take(data, name, str, where)) if name in data else ""


def _choice(value: Any, choices: tuple[str, ...], where: str) -> Any:
    if value not in choices:
        raise FormatError(f"{where}: found {_shown(value)}, expected one of {', '.join(choices)}")
    return value


def _certificate(data: Any, where: str) -> Any:
    found = _take(data, "certificate", (dict, type(None)), where)
    # one without a name is the kernel's to refuse: a step that is not decided need not have one
    wrong = "" if found is None else fault({**found, "decider": ""})
    if wrong:
        raise FormatError(f"{where}.certificate: {wrong}")
    return found


def problem_from_json(data: Any, where: str = "problem") -> Problem:
    """Raises FormatError naming the field that is wrong."""
    domains = _take(data, "domains", dict, where)
    definitions = []
    for i, d in enumerate(_take(data, "definitions", list, where)):
        here = f"{where}.definitions[{i}]"
        if not (isinstance(d, list) and len(d) == 3 and isinstance(d[0], str) and isinstance(d[1], list)):
            raise FormatError(f"{here}: expected [name, [parameters], body]")
        if not all(isinstance(x, str) for x in d[1]):
            raise FormatError(f"{here}: expected the parameters as names")
        body = term_from_json(d[2], here)
        if len(set(d[1])) < len(d[1]) or is_formula(body):
            raise FormatError(f"{here}: expected distinct parameters, and an expression")
        definitions.append(Definition(d[0], tuple(d[1]), body))
    unknowns = _take(data, "unknowns", list, where)
    if not all(isinstance(u, str) for u in unknowns):
        raise FormatError(f"{where}.unknowns: expected names")
    goal = _choice(_take(data, "goal", str, where), GOALS, f"{where}.goal")
    term = term_from_json(data.get("term"), f"{where}.term")
    given = tuple(term_from_json(g, f"{where}.given") for g in _take(data, "given", list, where))
    if is_formula(term) is not (goal in ("solve", "prove")) or not all(map(is_formula, given)):
        raise FormatError(f"{where}: {goal} of the wrong kind of term, or something given that is no formula")
    return Problem(
        goal=goal,
        term=term,
        unknowns=tuple(unknowns),
        given=given,
        domains={str(k): _choice(v, DOMAINS, f"{where}.domains") for k, v in domains.items()},
        definitions=tuple(definitions),
        text=_text(data, "text", where),
    )


def _step_from_json(data: Any, where: str, depth: int = 0) -> Step:
    if depth > 8:
        raise FormatError(f"{where}: substeps nested too deep")
    place = _take(data, "place", list, where)
    if not all(isinstance(i, int) and not isinstance(i, bool) and i >= 0 for i in place):
        raise FormatError(f"{where}.place: expected a list of positions")
    conditions = []
    for i, c in enumerate(_take(data, "conditions", list, where)):
        here = f"{where}.conditions[{i}]"
        certificate = _certificate(c, here)
        by = _choice(_take(c, "by", str, here), ("present", "context", "decider", "carried"), f"{here}.by")
        conditions.append(Condition(term_from_json(c.get("formula"), here), by, certificate))
    return Step(
        before=term_from_json(data.get("before"), f"{where}.before"),
        after=term_from_json(data.get("after"), f"{where}.after"),
        relation=_choice(_take(data, "relation", str, where), ("=", "<=>", "==>", "<=="), f"{where}.relation"),
        place=tuple(place),
        kind=_choice(
            _take(data, "kind", str, where),
            ("rule", "decided", "fact", "definition", "consequence"),
            f"{where}.kind",
        ),
        rule=_take(data, "rule", str, where),
        substitution={
            str(k): term_from_json(v, f"{where}.substitution[{k}]")
            for k, v in _take(data, "substitution", dict, where).items()
        },
        facts=tuple(term_from_json(f, f"{where}.facts") for f in _take(data, "facts", list, where)),
        conditions=tuple(conditions),
        part=None if data.get("part") is None else term_from_json(data["part"], f"{where}.part"),
        certificate=_certificate(data, where),
        words=_text(data, "words", where),
        substeps=tuple(
            _step_from_json(s, f"{where}.substeps[{i}]", depth + 1)
            for i, s in enumerate(_take(data, "substeps", list, where) if "substeps" in data else ())
        ),
    )


def derivation_from_json(data: Any) -> Derivation:
    """The derivation `derivation_to_json` wrote. Raises FormatError for another format or version, and
    naming the first field that is wrong."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FormatError(f'not a proof file: expected an object with "format": "{FORMAT}"')
    if data.get("version") != VERSION:
        raise FormatError(f"proof file of version {_shown(data.get('version'))}; this program reads version {VERSION}")
    steps = _take(data, "steps", list, "proof")
    return Derivation(
        problem=problem_from_json(data.get("problem")),
        steps=tuple(_step_from_json(s, f"steps[{i}]") for i, s in enumerate(steps)),
        rulebook=_text(data, "rulebook", "proof"),
    )


def read_json(path: Path) -> Any:
    """What a JSON file holds. Raises OSError, or FormatError when it is not JSON (truncated, say)."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{path}: not JSON: {error}") from None


def read_derivation(path: Path) -> Derivation:
    """Read a proof file. Raises OSError, or FormatError when it is not one (truncated, edited, other version)."""
    return derivation_from_json(read_json(path))


__all__ = [
    "Condition",
    "Definition",
    "Derivation",
    "Domain",
    "FormatError",
    "GoalKind",
    "Problem",
    "Relation",
    "Result",
    "Step",
    "Stop",
    "derivation_from_json",
    "derivation_to_json",
    "is_formula",
    "problem_from_json",
    "problem_to_json",
    "read_derivation",
    "read_json",
    "replace",
    "term_from_json",
    "term_to_json",
]
