"""Reading `.rules` files.

A line at the margin begins a rule, indented lines go on with it, `#` begins a comment. The mathematics in
it is read by the project's own grammar; this module only finds the parts (see hybrid.rulebook.rule).
Loading refuses, with file, line and column: unbound letters, unused guards, duplicate names, helpers and
tests that do not exist, one-sided letters in a disjunction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hybrid.compute import HELPERS, TESTS
from hybrid.problem import GOALS, Relation
from hybrid.rulebook.drops import derived_drops
from hybrid.rulebook.rule import Computed, Rule, Test, is_formula_letter
from hybrid.syntax.errors import InputError
from hybrid.syntax.parse import parse
from hybrid.term import HEADS, RELATIONS, Term, is_formula, make, rebuild

EXAMPLE = 'zero-product : a*b = 0 <=> a = 0 or b = 0  "a product is zero when a factor is"  [grade 8]'
SOUND_TESTS = frozenset({"integer", "even", "odd", "number", "natural", "closed", "positive", "negative"})
_FLAGS = frozenset({"fine", "finish", "squares", "whole"})
_SPECIAL = re.compile(r"(?<![A-Za-z0-9_])(?:([A-Z])(?![A-Za-z0-9_])|([a-z])\?)")
_NUMBER = re.compile(r"[0-9]{1,4}")
_OPTIONAL = re.compile(r"(?<![A-Za-z0-9_])([a-z])\?")
_STRICT = {"lt": "lt", "gt": "gt", "le": "le", "ge": "ge"}


class RuleError(InputError):
    """A rule that cannot be loaded; says which file, line and column, what was found and expected."""


def read_rules(path: Path) -> list[Rule]:
    """The rules of one file, families (`relations`, `orders`, `both ways`) spread out. Raises RuleError, OSError."""
    return _all(read_each(path))


def rules_from(text: str, path: Path = Path("text.rules")) -> list[Rule]:
    """The rules of a text, as of a file at `path`, which is not looked at. Raises RuleError."""
    return _all(_each(text, path))


def read_each(path: Path) -> Iterator[list[Rule] | RuleError]:
    """What each line of a file stands for, or why it cannot be loaded. Raises OSError."""
    data = path.read_bytes()
    try:
        yield from _each(data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        text = data[: error.start].decode("utf-8")
        yield _error(path, text + "\ufffd", len(text), "this is not UTF-8")


def _each(text: str, path: Path) -> Iterator[list[Rule] | RuleError]:
    text = text.replace("\r\n", "\n")
    for logical in _logical_lines(text):
        try:
            yield _Reader(path, text, logical).rules()
        except RuleError as error:
            yield error


def _all(found: Iterator[list[Rule] | RuleError]) -> list[Rule]:
    rules: list[Rule] = []
    for some in found:
        if isinstance(some, RuleError):
            raise some
        rules.extend(some)
    return rules


# The text of a rule, and for each character of it where in the file it stands.
_Logical = tuple[str, list[int]]


def _logical_lines(text: str) -> Iterator[_Logical]:
    parts: list[str] = []
    places: list[int] = []
    start = 0
    for raw in text.split("\n"):
        line, at = _without_comment(raw), start
        start += len(raw) + 1
        kept = line.strip()
        if not kept:
            continue
        if line[0].isspace() and parts:
            kept, at = " " + kept, at + line.index(kept[0]) - 1
        else:
            if parts:
                yield "".join(parts), places
            parts, places = [], []
            kept = line.rstrip()
        parts.append(kept)
        places.extend(range(at, at + len(kept)))
    if parts:
        yield "".join(parts), places


def _without_comment(line: str) -> str:
    quoted = False
    for i, c in enumerate(line):
        if c == '"':
            quoted = not quoted
        elif c == "#" and not quoted:
            return line[:i]
    return line


def _error(path: Path, text: str, offset: int, message: str) -> RuleError:
    line = text.count("\n", 0, offset) + 1
    return RuleError(
        f"{path}:{line}: {message}",
        text=text,
        line=line,
        column=offset - (text.rfind("\n", 0, offset) + 1) + 1,
        expected=("NAME : LEFT REL RIGHT ...",),
        example=EXAMPLE,
    )


class _Reader:
    """Takes one rule's text apart."""

    def __init__(self, path: Path, file: str, logical: _Logical):
        self.path, self.file = path, file
        self.text, self.places = logical
        self.line = file.count("\n", 0, self.places[0]) + 1
        self.read = 0  # up to where the parts have been read, in the order they are written

    def error(self, message: str, near: str = "", inside: int = 0) -> RuleError:
        """The error at the first `near` in what is not yet read of the rule, `inside` characters on."""
        start = max(self.text.find(near, self.read), 0) if near else 0
        at = min(start + inside, len(self.places) - 1)
        return _error(self.path, self.file, self.places[at], message)

    def rules(self) -> list[Rule]:
        name, _, rest = self.text.partition(" : ")
        name = name.strip()
        self.read = self.text.find(" : ") + 3 if rest else 0
        if not rest or not re.fullmatch(r"[a-z][a-z0-9-]*", name):
            raise self.error("expected a name in small letters and dashes, then ' : '")
        body, words, attributes = self._tail(rest)
        body, wheres = _split_words(body, "where")
        body, whens = _split_words(body, "when")
        body, ifs = _split_words(body, "if")
        if len(whens) > 1 or len(ifs) > 1:
            raise self.error("one `if` and one `when` at most; separate their parts by commas")
        optional = frozenset(m.group(1) for m in _OPTIONAL.finditer(body))
        left, relation, right = self._statement(body)
        guards, sound = self._guards(ifs[0] if ifs else "")
        rule = Rule(
            name=name,
            left=left,
            right=right,
            relation=relation,
            guards=guards,
            sound_tests=sound,
            tests=tuple(self._test(t) for t in _commas(whens[0])) if whens else (),
            computed=tuple(self._computed(w) for w in wheres),
            optional=optional,
            words=words,
            topic=self.path.stem,
            source=f"{name} : {rest.strip()}",
            file=self.path.name,
            line=self.line,
        )
        rule, families = self._attributes(rule, attributes)
        spread = [replace(r, drops={**derived_drops(r), **r.drops}) for r in _spread(rule, families)]
        for r in spread:
            self._check(r)
        return spread

    def _tail(self, rest: str) -> tuple[str, str, str]:
        attributes = ""
        found = re.search(r"\[([^\]\[\"]*)\]\s*$", rest)
        if found:
            attributes, rest = found.group(1), rest[: found.start()]
        words = ""
        found = re.search(r'"([^"]*)"\s*$', rest)
        if found:
            words, rest = found.group(1), rest[: found.start()]
        return rest, words, attributes

    def _term(self, text: str) -> Term:
        text = text.strip()
        plain, places = _plain(text)
        try:
            term = parse(plain)
        except InputError as error:
            # of one line: the mathematics of a rule has no line breaks left
            at = places[min(error.column, len(places)) - 1] if places else 0
            raise self.error(f"cannot read {text[:80]!r}: {error.message}", near=text, inside=at) from None
        self.read = max(self.text.find(text, self.read) + len(text), self.read)
        return term

    def _statement(self, body: str) -> tuple[Term, Relation, Term]:
        signs: tuple[Relation, ...] = ("<=>", "==>")
        for sign in signs:
            if sign in body:
                left, right = body.split(sign, 1)
                return self._term(left), sign, self._term(right)
        whole = self._term(body)
        if whole.head != "eq":
            raise self.error("expected LEFT = RIGHT, LEFT <=> RIGHT or LEFT ==> RIGHT")
        return whole.args[0], "=", whole.args[1]

    def _guards(self, text: str) -> tuple[tuple[Term, ...], tuple[Test, ...]]:
        guards, sound = [], []
        for part in _commas(text):
            if re.fullmatch(r"(not\s+)?[a-z_]+\(.*\)", part) and part.split("(")[0].split()[-1] in SOUND_TESTS:
                sound.append(self._test(part))
            else:
                guard = self._term(part)
                if not is_formula(guard):
                    raise self.error(f"the guard {part!r} is not a formula", near=part)
                guards.append(guard)
        return tuple(guards), tuple(sound)

    def _test(self, text: str) -> Test:
        found = re.fullmatch(r"\s*(not\s+)?([a-z_]+)\((.*)\)\s*", text)
        if not found or found.group(2) not in TESTS:
            raise self.error(f"unknown test {text.strip()!r}; there are {', '.join(sorted(TESTS))}", near=text.strip())
        return Test(found.group(2), self._term(found.group(3)), bool(found.group(1)))

    def _computed(self, text: str) -> Computed:
        found = re.fullmatch(r"\s*([A-Za-z](?:\s*,\s*[A-Za-z])*)\s*:=\s*([a-z_]+)\((.*)\)\s*", text)
        if not found:
            raise self.error("expected `where NAMES := HELPER(...)`", near=text.strip())
        if found.group(2) not in HELPERS:
            raise self.error(f"unknown helper {found.group(2)!r}; there are {', '.join(sorted(HELPERS))}")
        names = tuple(n.strip() for n in found.group(1).split(","))
        return Computed(names, found.group(2), tuple(self._term(a) for a in _commas(found.group(3))))

    def _attributes(self, rule: Rule, text: str) -> tuple[Rule, set[str]]:
        families: set[str] = set()
        drops: dict[str, int] = {}
        goals: set[str] = set()
        for part in _commas(text):
            words = part.split()
            key, rest = words[0], words[1:]
            if key in _FLAGS and not rest:
                rule = replace(rule, **{key: True})  # type: ignore[arg-type]
            elif key == "safe" and (not rest or len(rest) == 1 and _NUMBER.fullmatch(rest[0])):
                rule = replace(rule, safe=True, level=int(rest[0]) if rest else 5)
            elif key in ("relations", "orders") and not rest or part == "both ways":
                families.add(part)
            elif key in ("grade", "cost") and len(rest) == 1 and _NUMBER.fullmatch(rest[0]):
                rule = replace(rule, **{key: int(rest[0])})  # type: ignore[arg-type]
            elif key == "contains" and rest and all(h in HEADS for h in rest):
                rule = replace(rule, contains=frozenset(rest))
            elif key == "drops" and len(rest) == 2 and _NUMBER.fullmatch(rest[1]):
                drops[rest[0]] = int(rest[1])
            elif key == "goal" and rest and all(g in GOALS for g in rest):
                goals.update(rest)
            elif key == "method" and rest:
                rule = replace(rule, method=" ".join(rest))
            else:
                raise self.error(f"unknown attribute {part!r}", near=part)
        return replace(rule, drops=drops, goals=frozenset(goals)), families

    def _check(self, rule: Rule) -> None:
        bound = set(rule.left.free)
        if rule.computed:
            bound.add("x")  # not on the left, x is the problem's unknown: see Rulebook
        for c in rule.computed:
            for a in c.arguments:
                if a.free - bound:
                    raise self.error(f"the letter {min(a.free - bound)} is used before it is bound")
            bound |= set(c.names)
        for what, term in (("right side", rule.right), *(("guard", g) for g in rule.guards)):
            if term.free - bound:
                raise self.error(f"the letter {min(term.free - bound)} of the {what} is not bound on the left")
        for t in (*rule.tests, *rule.sound_tests):
            if t.argument.free - bound:
                raise self.error(f"the letter {min(t.argument.free - bound)} of the test {t.name} is not bound")
        for letter in re.findall(r"\{([A-Za-z_])\}", rule.words):
            if letter not in bound:
                raise self.error(f"the words name {{{letter}}}, which the rule does not bind", near=f"{{{letter}}}")
        if is_formula(rule.left) is not is_formula(rule.right) or is_formula(rule.left) is (rule.relation == "="):
            raise self.error("expressions are joined by =, formulas by <=> or ==>")
        for case in rule.left.args if rule.left.head == "or" else ():
            letters = {n for n in rule.left.free if n.islower()}
            if letters - case.free:
                raise self.error("every case of a left side must have all its letters")


def _plain(text: str) -> tuple[str, list[int]]:
    """A rule's mathematics as the grammar reads it: `a?` is a, P is defined(P). And where each character was."""
    parts: list[str] = []
    places: list[int] = []
    end = 0
    for found in _SPECIAL.finditer(text):
        letter, at = found.group(1) or found.group(2), found.start()
        put = f"defined({letter})" if letter.isupper() else letter
        parts += [text[end:at], put]
        places += [*range(end, at), *[at] * len(put)]
        end = found.end()
    return "".join(parts) + text[end:], [*places, *range(end, len(text))]


def _split_words(text: str, word: str) -> tuple[str, list[str]]:
    # One blank and not a run of them, whose every blank would be tried for the beginning of the run.
    parts = re.split(rf"\s{word}\s", text)
    return parts[0], parts[1:]


def _commas(text: str) -> list[str]:
    """The parts between commas that stand outside brackets."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([") - (c in ")]")
        if c == "," and depth == 0:
            parts.append(text[start:i].strip())
            start = i + 1
    parts.append(text[start:].strip())
    return [p for p in parts if p]


# -- families: one line that stands for several rules ---------------------------------------------

_MIRROR = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
_WEAK = {"lt": "le", "gt": "ge", "le": "le", "ge": "ge"}


def _spread(rule: Rule, families: set[str]) -> list[Rule]:
    rules = [rule]
    if "both ways" in families:
        rules.append(replace(rule, name=f"{rule.name}-back", left=rule.right, right=rule.left, safe=False))
    if "relations" in families:
        rules += [_renamed(r, {"eq": "ne"}, "ne") for r in rules]
    if "orders" in families:
        rules = [replace(r, oriented=True) for r in rules]
        mirrored = [_renamed(r, _MIRROR, "mirrored") for r in rules]
        rules += mirrored
        rules += [_renamed(r, _WEAK, "weak") for r in rules]
    return rules


def _renamed(rule: Rule, heads: dict[str, str], suffix: str) -> Rule:
    def swap(t: Term) -> Term:
        if not is_formula(t) or is_formula_letter(t):
            return t
        args = t.args if t.head in RELATIONS else [swap(a) for a in t.args]
        return make(heads.get(t.head, t.head), args, t.value) if t.args else rebuild(t, args)

    # what a helper is given is the formula itself, so it turns with it; guards speak of letters and stay
    computed = tuple(replace(c, arguments=tuple(map(swap, c.arguments))) for c in rule.computed)
    return replace(rule, name=f"{rule.name}.{suffix}", left=swap(rule.left), right=swap(rule.right), computed=computed)
