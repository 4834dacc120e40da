"""Statements of problems to `Problem`: what is asked, for which letters, over which numbers, given what.

    solve x^2 - 5x = -6 for x over integers          prove x > y, y > z |- x > z
    solve 3x + 2y = 12 where x, y natural            prove n^2 + n >= 0 where n integer
    simplify (x^2 - 4)/(x - 2) given x > 3           evaluate f(2) given f(x) = x^2 + 1

Without a keyword a formula is to be solved, an expression to be simplified, a sequent (|-) to be proved. A
text with a backslash command is LaTeX, its keyword and clauses too.

Unknowns, when `for` does not name them: with one letter, that one. Letters with integers or naturals as
domain are all unknown (`over integers` makes every letter one). Otherwise as many letters as there are
equations, at least one, taken in the order x, y, z, t, u, v, w, then by the alphabet. Equations among the
conditions count when they speak of an unknown.

Domains. Letters are real, but for those of congruences (`x = 3 (mod 7)`), of `divides`, `is even`, gcd and lcm, which
are integers; a clause says otherwise.

Conditions. `given`, `assuming` and `where` say the same. A condition of a proof is a hypothesis; in `solve` one
that speaks of an unknown is part of what is to be solved, the others are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hybrid.problem import Definition, Domain, GoalKind, Problem
from hybrid.syntax.build import two_signs
from hybrid.syntax.build_more import Clause, Declared, Statement
from hybrid.syntax.errors import Refusal, at_offset
from hybrid.syntax.latex_scan import scan_latex
from hybrid.syntax.parse import run, shown
from hybrid.syntax.scan import decoded, scan
from hybrid.syntax.tokens import Token
from hybrid.syntax.words import CLAUSES, CONNECTIVES, GREEK, KEYWORDS, KNOWN, close_to
from hybrid.term import RESERVED, Term, TermError, conj, is_formula, make, parts, subterms

_LATEX = re.compile(r"\\[A-Za-z(\[]|\$")
_KEYWORD = re.compile(r"\s*([A-Za-z]+)(?:\s+that\b)?\s*:?")
_FIRST_WORD = re.compile(r"\s*([A-Za-z]{4,})\s+[A-Za-z0-9(\\|]")
_CONDITIONS = re.compile(r"\b(?:given|where|assuming)\b")
_DEFINED = re.compile(
    r"""(?:^|,|;|\band\b|\})\s*(?P<name>[A-Za-z][A-Za-z0-9_]*)\s*(?:\\left\s*)?\(
        \s*[A-Za-z]\w*\s*(?:,\s*[A-Za-z]\w*\s*)*(?:\\right\s*)?\)\s*=(?![=>])""",
    re.VERBOSE,
)
_EXAMPLE = "solve x^2 - 5x = -6 for x"
_ORDER = "xyztuvw"
_WHOLE = ("integer", "natural")
_OF_WHOLE = frozenset({"MODULO", "MODULO_GROUP", "DIVIDES", "PARITY"})
_ORDERS = frozenset({"lt", "le", "gt", "ge", "ne"})


def parse_problem(text: str | bytes) -> Problem:
    """The problem a statement poses. Raises InputError."""
    try:
        text = decoded(text)
        return _Reading(text).problem()
    except Refusal as refusal:
        raise at_offset(refusal, shown(text)) from None
    except TermError as error:
        raise at_offset(Refusal(str(error)), shown(text)) from None


def _tokens(text: str) -> list[Token]:
    body = text.rstrip()
    if body.endswith("."):
        body = body[:-1]
    found = _KEYWORD.match(body)
    goal = KEYWORDS.get(found.group(1).lower()) if found else None
    tokens: list[Token] = []
    if found and goal:
        tokens.append(Token("KEYWORD", goal, found.start(1)))
        # Blanks keep the offsets of what follows.
        body = re.sub(r"[^\n]", " ", body[: found.end()]) + body[found.end() :]
        if not body.strip():
            raise Refusal(f"{goal} what?", len(text.rstrip()), ("an expression", "a formula"), _EXAMPLE)
    else:
        _refuse_unknown_keyword(body)
    read = scan_latex if _LATEX.search(body) else scan
    return tokens + read(body, _defined_names(body), statement=True)


def _refuse_unknown_keyword(text: str) -> None:
    found = _FIRST_WORD.match(text)
    if not found:
        return
    word = found.group(1)
    if word in KNOWN or word in GREEK or word in RESERVED or word in CONNECTIVES or word in CLAUSES:
        return
    goals = sorted(set(KEYWORDS.values()))
    raise Refusal(f"unknown keyword {word[:40]!r}{close_to(word, KEYWORDS)}", found.start(1), tuple(goals), _EXAMPLE)


def _defined_names(text: str) -> frozenset[str]:
    """The functions that the conditions define: f in `given f(x) = x^2 + 1`."""
    start = _CONDITIONS.search(text)
    if start is None:
        return frozenset()
    names: set[str] = set()
    rest = text[start.end() :]
    for part in _CONDITIONS.split(rest):
        names |= {m.group("name") for m in _DEFINED.finditer(part)}
    return frozenset(n for n in names if n not in RESERVED and n not in KNOWN and n not in GREEK)


class _Reading:
    """What a statement says, collected clause by clause."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        statement: Statement = run("problem", self.tokens, text)
        self.keyword = statement.keyword
        self.claim = self.signed(statement.claim)
        self.hypotheses = None if statement.hypotheses is None else self.signed(statement.hypotheses)
        self.named: list[tuple[str, int]] = []
        self.over: tuple[Domain, int] | None = None
        self.conditions: list[Term] = []
        self.domains: dict[str, Domain] = {}
        self.definitions: dict[str, Definition] = {}
        for clause in statement.clauses:
            self.clause(clause)
        self.check_functions()

    def signed(self, t: Term) -> Term:
        for token in self.tokens:
            if token.type == "PLUSMINUS":
                return two_signs(t, token.offset)
        return t

    # -- clauses -----------------------------------------------------------------------------

    def clause(self, clause: Clause) -> None:
        if clause.word == "for":
            *letters, last = clause.items
            domain = last.domain if isinstance(last, Declared) else None
            for letter in (*letters, last.letter if isinstance(last, Declared) else last):
                if domain is not None:
                    self.declare(letter, domain, clause.offset)
                if letter.head != "sym":
                    raise Refusal(f"{letter} is not a letter", clause.offset, ("a letter",), _EXAMPLE)
                self.named.append((letter.value, clause.offset))
        elif clause.word == "over":
            if self.over is not None:
                raise Refusal("a second `over`", clause.offset)
            self.over = (clause.items[0], clause.offset)
        else:
            self.entries(clause)

    def entries(self, clause: Clause) -> None:
        waiting: list[Term] = []
        for item in clause.items:
            if isinstance(item, Declared):
                for letter in (*waiting, item.letter):
                    self.declare(letter, item.domain, item.offset)
                waiting = []
            elif item.head == "sym":
                waiting.append(item)
            elif waiting and item.head in _ORDERS and item.args[0].head == "sym":
                for letter in (*waiting, item.args[0]):  # a, b >= 0
                    self.condition(make(item.head, (letter, item.args[1])), clause.offset)
                waiting = []
            elif waiting or not is_formula(item):
                break
            else:
                self.condition(self.signed(item), clause.offset)
        else:
            if not waiting:
                return
        what = waiting[0] if waiting else item
        raise Refusal(
            f"what about {what}? A condition or a domain is missing",
            clause.offset,
            ("a formula", "a domain"),
            "prove n*x > 0 where x > 0 and n > 0 and n integer",
        )

    def declare(self, letter: Term, domain: Domain | str, offset: int) -> None:
        if letter.head != "sym":
            raise Refusal(
                f"only letters have a domain, not {letter}",
                offset,
                ("a letter",),
                "solve 3x + 2y = 12 where x, y natural",
            )
        name = letter.value
        if self.domains.get(name, domain) != domain:
            raise Refusal(f"{name} has two domains, {self.domains[name]} and {domain}", offset)
        self.domains[name] = domain  # type: ignore[assignment]

    def condition(self, t: Term, offset: int) -> None:
        for part in t.args if t.head == "and" else (t,):
            definition = _definition(part, offset)
            if definition is None:
                self.conditions.append(part)
            elif definition.name in self.definitions:
                raise Refusal(f"the function {definition.name} is defined twice", offset)
            else:
                self.definitions[definition.name] = definition

    def check_functions(self) -> None:
        """Calls fit the definitions, no function is used as a letter, none rests on itself."""
        if not self.definitions and not any(s.head == "call" for t in self.everything() for s in parts(t)):
            return
        bodies = [d.body for d in self.definitions.values()]
        for t in (*self.everything(), *bodies):
            for _, s in subterms(t):
                if s.head == "call":
                    known = self.definitions.get(s.value)
                    if known is None:
                        raise Refusal(
                            f"the function {s.value} is not defined", 0, (), "evaluate f(2) given f(x) = x^2 + 1"
                        )
                    if len(known.parameters) != len(s.args):
                        raise Refusal(f"{s.value} takes {len(known.parameters)} argument(s), not {len(s.args)}", 0)
                elif s.head == "sym" and s.value in self.definitions:
                    raise Refusal(f"{s.value} is both a function and a letter", self.text.find(s.value))
        resolved: set[str] = set()
        while len(resolved) < len(self.definitions):
            ready = {
                name
                for name, d in self.definitions.items()
                if name not in resolved and all(s.value in resolved for _, s in subterms(d.body) if s.head == "call")
            }
            if not ready:
                left = next(n for n in self.definitions if n not in resolved)
                raise Refusal(f"the function {left} is defined by itself", self.text.find(left))
            resolved |= ready

    def everything(self) -> list[Term]:
        return [self.claim, *([self.hypotheses] if self.hypotheses is not None else []), *self.conditions]

    # -- the problem -------------------------------------------------------------------------

    def problem(self) -> Problem:
        goal: GoalKind
        if self.keyword is not None:
            goal = self.keyword.value
        else:
            goal = "prove" if self.hypotheses is not None else "solve" if is_formula(self.claim) else "simplify"
        if self.hypotheses is not None and goal != "prove":
            raise Refusal("|- and if ... then belong to prove", 0, ("given",), "prove x > y, y > z |- x > z")
        letters = frozenset().union(*(t.free for t in self.everything()))
        bound = self.of_functions()
        for name in self.domains:
            if name not in letters | bound:
                raise Refusal(f"{name} has a domain but does not occur", self.text.rfind(name))
        self.check_kind(goal)
        unknowns: tuple[str, ...] = ()
        given = tuple(self.conditions)
        term = self.claim
        if goal == "solve":
            unknowns = self.unknowns()
            # What follows `|` of an unknown is part of the question; the rest is given.
            inside = [c for c in self.conditions if not c.free.isdisjoint(unknowns)]
            given = tuple(c for c in self.conditions if c.free.isdisjoint(unknowns))
            term = conj(term, *inside)
        elif goal == "prove":
            term, given = self.sequent(), ()
        self.spread(unknowns if goal == "solve" else sorted(letters | bound))
        self.whole_numbers()
        domains = {name: d for name, d in self.domains.items() if d != "real"}
        return Problem(goal, term, unknowns, given, domains, tuple(self.definitions.values()), self.text.strip())

    def of_functions(self) -> frozenset[str]:
        """The letters in what defines the functions, other than their parameters: a of f(x) = a*x + 1."""
        return frozenset().union(*(d.body.free - {*d.parameters} for d in self.definitions.values()))

    def check_kind(self, goal: GoalKind) -> None:
        offset = 0 if self.keyword is None else self.keyword.offset
        formula = is_formula(self.claim)
        wanted = goal in ("solve", "prove")
        if wanted and not formula:
            claim = str(self.claim)
            if len(claim) > 60 or self.definitions:
                claim = "x^2 - 4"
            advice = f"`simplify {claim}`, or `{claim} = 0`"
            raise Refusal(
                f"{goal} needs a formula, and this is an expression: did you mean {advice}?",
                offset,
                ("= or another relation",),
                f"{goal} {claim} = 0",
            )
        if not wanted and formula:
            raise Refusal(
                f"{goal} needs an expression, and this is a formula: did you mean solve or prove?",
                offset,
                ("an expression",),
                f"{goal} {'x^2 - 4' if goal != 'evaluate' else 'x^2 - 4 given x = 3'}",
            )
        if self.named and not wanted:
            raise Refusal(f"`for` belongs to solve, not to {goal}", self.named[0][1], ("given", "where"))
        for name, at in self.named:
            if name not in frozenset().union(self.of_functions(), *(t.free for t in self.everything())):
                raise Refusal(f"{name} does not occur in what is to be solved", at, tuple(sorted(self.claim.free)))

    def unknowns(self) -> tuple[str, ...]:
        if self.named:
            return tuple(dict.fromkeys(name for name, _ in self.named))
        letters = sorted(self.claim.free or self.of_functions(), key=_preference)
        if len(letters) <= 1 or self.over is not None and self.over[0] in _WHOLE:
            return tuple(letters)
        whole = [x for x in letters if self.domains.get(x) in _WHOLE]
        others = [x for x in letters if x not in whole]
        count = max(1, _equations([self.claim]))
        while True:
            chosen = sorted(whole + others[: max(0, count - len(whole))], key=_preference)
            # A condition about an unknown is one more equation of the system.
            joined = [c for c in self.conditions if not c.free.isdisjoint(chosen)]
            wanted = max(1, _equations([self.claim, *joined]))
            if wanted <= count:
                return tuple(chosen)
            count = wanted

    def spread(self, letters: Iterable[str]) -> None:
        """Give the letters the domain that `over` names, where they have none of their own."""
        if self.over is not None:
            for name in letters:
                self.domains.setdefault(name, self.over[0])

    def whole_numbers(self) -> None:
        """Letters of congruences, divisibility and common divisors are integers, where nothing else is said."""
        said = any(token.type in _OF_WHOLE for token in self.tokens)
        for t in self.everything():
            for s in parts(t):
                if s.head in ("gcd", "lcm") or s.head == "mod" and said:
                    for name in s.free:
                        self.domains.setdefault(name, "integer")

    def sequent(self) -> Term:
        hypotheses = [*([self.hypotheses] if self.hypotheses is not None else []), *self.conditions]
        for h in hypotheses:
            if not is_formula(h):
                raise Refusal(f"the hypothesis {h} is an expression", 0, ("a formula",), "prove x > y, y > z |- x > z")
        goal = self.claim
        if not hypotheses:
            return goal
        if goal.head == "implies":
            hypotheses.append(goal.args[0])
            goal = goal.args[1]
        return make("implies", (conj(*hypotheses), goal))


def _definition(t: Term, offset: int) -> Definition | None:
    if t.head != "eq" or t.args[0].head != "call":
        return None
    call, body = t.args
    if not all(a.head == "sym" for a in call.args):
        return None
    parameters = tuple(a.value for a in call.args)
    if len(set(parameters)) < len(parameters):
        raise Refusal(f"{call} names a parameter twice", offset, (), "evaluate f(1, 2) given f(x, y) = x + y")
    return Definition(call.value, parameters, body)


def _equations(formulas: Iterable[Term]) -> int:
    """How many of the conjuncts are equations; a disjunction counts as one."""
    return sum(1 for t in formulas for a in (t.args if t.head == "and" else (t,)) if a.head in ("eq", "or"))


def _preference(name: str) -> tuple[int, str]:
    at = _ORDER.find(name[0])
    named_so = len(name) == 1 or not name.isalpha()
    return (at if at >= 0 and named_so else len(_ORDER), name)
