"""Generated stories: their programs read back, quote them, are grounded in them and give their answers."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from math import ceil, floor
from random import Random

import pytest

from hybrid.term import Term, conj, eq, substitute, sym
from hybrid.words.constants import CONSTANTS
from hybrid.words.numbers import mentions
from hybrid.words.program import Program, Unit, read_program
from hybrid.words.stories import KINDS, Story, broken, stories, story
from hybrid.words.stories.chain import operations, schemas
from hybrid.words.stories.expression import constant, number, quantity, undone, written
from hybrid.words.stories.lexicon import article, ing, past, plural, third
from hybrid.words.stories.units import unit_of
from hybrid.words.stories.weights import SHARES, SHARES_OF_ONE_STEP

MANY = [story(7, i) for i in range(300)]


# -- an evaluator of programs, on its own ----------------------------------------------------------


def value(t: Term, known: Mapping[str, Fraction]) -> Fraction:
    """The value of a term, its letters known."""
    if t.head == "num":
        return Fraction(t.value)
    if t.head == "sym":
        return known[t.value] if t.value in known else CONSTANTS[t.value].value
    args = [value(a, known) for a in t.args]
    if t.head == "add":
        return sum(args, Fraction(0))
    if t.head == "mul":
        product = Fraction(1)
        for a in args:
            product *= a
        return product
    if t.head == "neg":
        return -args[0]
    if t.head == "div":
        return args[0] / args[1]
    if t.head == "call" and t.value in ("ceil", "floor"):
        return Fraction(ceil(args[0]) if t.value == "ceil" else floor(args[0]))
    assert t.head == "call" and t.value == "remainder"
    return args[0] - args[1] * floor(args[0] / args[1])


def run(program: Program, unknowns: Mapping[str, Fraction]) -> tuple[Fraction, list[Fraction]]:
    """What is asked, and by how much each relation fails, where the unknowns have these values."""
    known, gaps = dict(unknowns), []
    for line in program.lines:
        if line.kind == "define":
            assert line.term is not None
            known[line.name] = value(line.term, known)
        elif line.kind == "relation":
            assert line.term is not None and line.term.head == "eq"
            gaps.append(value(line.term.args[0], known) - value(line.term.args[1], known))
        elif line.kind == "ask":
            assert line.term is not None
            return value(line.term, known), gaps
    raise AssertionError("nothing is asked")


def solved(program: Program, guess: Fraction) -> Fraction:
    """The answer of a program: evaluated; with one unknown, the guess where it fits and its neighbours do not; with
    two, by Cramer's rule."""
    names = [line.name for line in program.lines if line.kind == "unknown"]
    if not names:
        return run(program, {})[0]
    if len(names) == 1:
        (name,) = names
        for other in (guess + 1, guess + Fraction(1, 2), guess * 2):
            assert any(run(program, {name: other})[1])
        answer, gaps = run(program, {name: guess})
        assert not any(gaps)
        return answer
    a, b = names
    zero = run(program, {a: Fraction(0), b: Fraction(0)})[1]
    by_a = [g - z for g, z in zip(run(program, {a: Fraction(1), b: Fraction(0)})[1], zero, strict=True)]
    by_b = [g - z for g, z in zip(run(program, {a: Fraction(0), b: Fraction(1)})[1], zero, strict=True)]
    (p, r), (q, s), (u, v) = by_a[:2], by_b[:2], zero[:2]
    det = p * s - q * r
    x, y = (-u * s + q * v) / det, (-p * v + r * u) / det
    answer, gaps = run(program, {a: x, b: y})
    assert not any(gaps)
    return answer


def literals(t: Term) -> Iterator[Fraction]:
    """The numbers of a term; a quotient of two numbers is one number."""
    if t.head == "div" and all(a.head == "num" for a in t.args):
        yield Fraction(t.args[0].value) / Fraction(t.args[1].value)
    elif t.head == "num":
        yield Fraction(t.value)
    else:
        for a in t.args:
            yield from literals(a)


def unit(t: Term, units: Mapping[str, Unit]) -> Unit | None:
    """The unit of a term, None for a bare number, which takes what unit it needs. Fails on apples plus dollars."""
    if t.head == "num":
        return None
    if t.head == "sym":
        if t.value in units:
            return units[t.value]
        text = CONSTANTS[t.value].unit
        return unit_of(text) if text != "1" else None
    parts = [unit(a, units) for a in t.args]
    if t.head in ("add", "eq"):
        named = {p for p in parts if p is not None}
        assert len(named) <= 1, f"{t}: {[str(n) for n in named]}"
        return next(iter(named), None)
    if t.head in ("mul", "div"):
        if all(p is None for p in parts):
            return None
        found = parts[0] or Unit()
        for p in parts[1:]:
            found = found * (p or Unit()) if t.head == "mul" else found / (p or Unit())
        return found
    return parts[0]


def shown(s: Story) -> str:
    return f"\n{s.text}\n{s.program}answer {s.answer} {s.unit}; schemas {s.schemas}"


# -- stories ---------------------------------------------------------------------------------------


def test_programs_read_back_and_quote_the_story() -> None:
    for s in MANY:
        assert read_program(str(s.program)) == s.program, shown(s)
        assert all(line.quote and line.quote in s.text for line in s.program.lines), shown(s)
        assert s.program.lines[-1].kind == "ask"


def test_the_answer_is_what_the_program_gives() -> None:
    for s in MANY:
        assert solved(s.program, s.answer) == s.answer, shown(s)


def test_the_calculations_lead_to_the_answer() -> None:
    for s in MANY:
        assert s.calculations and s.calculations[-1].value == s.answer, shown(s)
        assert s.operations == len(s.solution) and "\x00" not in "".join(s.solution)


def test_the_prover_solves_what_is_told_backwards() -> None:
    from hybrid import solve

    backwards = [s for s in MANY if any(line.kind == "unknown" for line in s.program.lines)][:6]
    proved = 0
    for s in backwards:
        facts, names = [], []
        for line in s.program.lines:
            if line.kind == "define":
                assert line.term is not None
                facts.append(eq(sym(line.name), line.term))
            elif line.kind == "relation":
                assert line.term is not None
                facts.append(line.term)
            names += [str(sym(line.name))] if line.name else []
        values = {name: number(c.value).term() for name, c in CONSTANTS.items()}
        text = str(substitute(conj(*facts), values) if len(facts) > 1 else facts[0])
        asked = s.program.lines[-1].term
        assert asked is not None
        result = solve(f"solve {text} for {', '.join(names)}")
        if result.answer is not None:
            proved += 1
            assert str(eq(asked, number(s.answer).term())) in str(result.answer), (shown(s), str(result.answer))
    assert proved >= 3


def test_every_number_of_a_line_stands_in_its_quote() -> None:
    for s in MANY:
        for line in s.program.lines:
            said = {m.value for m in mentions(line.quote)}
            said |= {1 / v for v in said if v}
            for v in literals(line.term) if line.term is not None else ():
                assert v in said, f"{v} in {line}{shown(s)}"
            for name in line.term.free & set(CONSTANTS) if line.term is not None else ():
                assert CONSTANTS[name].allowed(s.text), shown(s)


def test_every_number_of_the_story_is_used_or_known_to_be_unused() -> None:
    for s in MANY:
        used = {v for line in s.program.lines if line.term is not None for v in literals(line.term)}
        used |= {1 / v for v in used if v} | set(s.unused) | {Fraction(1)}  # "one pen costs" is no quantity
        for m in mentions(s.text):
            assert m.kind == "ordinal" or m.value in used, f"{s.text[m.start : m.end]}{shown(s)}"
        for v in s.unused:
            assert v in {m.value for m in mentions(s.text)}


def test_units_of_programs_agree() -> None:
    for s in MANY:
        units: dict[str, Unit] = {}
        for line in s.program.lines:
            if line.term is not None:
                found = unit(line.term, units)
                assert found is None or line.unit is None or found == line.unit, f"{line}: {found}{shown(s)}"
            if line.name:
                units[line.name] = line.unit or Unit()
        assert s.program.lines[-1].unit == s.unit


def test_things_are_whole_and_amounts_have_cents() -> None:
    for s in MANY:
        scale = 100 if dict(s.unit.powers).get("dollar") else 1
        assert s.answer > 0 and (s.answer * scale).denominator == 1, shown(s)


def test_a_story_depends_on_seed_and_index_alone() -> None:
    assert [story(3, i) for i in range(12)] == [story(3, i) for i in reversed(range(12))][::-1]
    assert story(3, 5) != story(4, 5) and story(3, 5) != story(3, 8)
    code = "from hybrid.words.stories import story; print([story(3, i).text for i in range(6)])"
    for hashing in ("1", "2"):
        env = {"PYTHONHASHSEED": hashing, "PYTHONPATH": ":".join(sys.path)}
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env).stdout
        assert out.strip() == str([story(3, i).text for i in range(6)])


def test_the_stories_of_a_seed_are_different() -> None:
    texts = [s.text for s in islice(stories(11), 300)]
    assert len(set(texts)) == 300


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5, 6])
def test_as_many_steps_as_asked_for(steps: int) -> None:
    assert all(story(2, i, steps).operations == steps for i in range(30))


def test_what_cannot_be_made_is_refused() -> None:
    with pytest.raises(ValueError, match="7 steps; stories have 1 to 6"):
        story(1, 0, 7)
    with pytest.raises(ValueError, match="negative"):
        story(1, -1)
    with pytest.raises(ValueError, match="'typo' is no kind of mistake"):
        broken(story(1, 0), "typo", Random(1))


def test_any_place_may_be_asked_for_and_a_body_has_several_questions() -> None:
    asked = Counter(s.asked for s in MANY)
    assert all(asked[place] >= 6 for place in ("result", "start", "change", "earlier"))
    bodies: dict[str, set[str]] = {}
    for s in MANY:
        body, _, question = s.text.rpartition(". ")
        bodies.setdefault(body, set()).add(question)
    assert sum(len(q) > 1 for body, q in bodies.items() if body) >= 3


# -- schemas and language --------------------------------------------------------------------------


def test_there_are_sixty_schemas_with_four_phrasings_and_three_questions() -> None:
    named = [s for s in schemas() if s.families]
    assert len(named) >= 60 and len({s.name for s in schemas()}) == len(schemas())
    for s in schemas():
        told = not s.takes or s.say
        assert (len(set(s.say)) >= 4 or not told) and len(set(s.ask)) >= 3 and len(set(s.tell)) >= 2, s.name
        assert all(len(set(q)) >= 3 for q in s.hidden.values()), s.name
        assert operations(s) <= 6


@pytest.fixture(scope="module")
def more() -> list[Story]:
    return [story(9, i) for i in range(1000)]


def test_every_schema_occurs(more: list[Story]) -> None:
    missing = {s.name for s in schemas() if s.families} - {name for s in more for name in s.schemas}
    assert len(missing) <= 8, missing


def test_kinds_of_reasoning_have_about_their_shares(more: list[Story]) -> None:
    several = [s for s in more if s.operations > 1]
    for family, wanted in SHARES.items():
        share = 100 * sum(family in s.families for s in several) / len(several)
        assert abs(share - wanted) <= max(6, 0.25 * wanted), (family, share, wanted)


def test_one_step_stories_have_about_their_shares() -> None:
    def sort(s: Story) -> str:
        if s.families & {"more/fewer", "times-as"}:
            return "compare"
        if "change" in s.families:
            return "change"
        return "equal groups" if s.families & {"equal groups", "partition", "rate"} else "combine"

    found = Counter(sort(story(4, i, 1)) for i in range(300))
    for name, wanted in SHARES_OF_ONE_STEP.items():
        assert abs(found[name] / 3 - wanted) <= 8, (name, found)


def test_an_unused_number_stands_in_about_45_percent(more: list[Story]) -> None:
    assert 0.39 <= sum(bool(s.unused) for s in more) / len(more) <= 0.51


def test_stories_are_written_as_english_is() -> None:
    for s in MANY:
        assert not re.search(r"[{}\x00]|  |\ba [aeio][a-z]|\ban [bcdfgjklmnpqrstvwxz]|\.\.|,,| [.,?]", s.text), s.text
        assert s.text.endswith("?") and all(
            c[0].isupper() or not c[0].isalpha() for c in re.split(r"(?<=[.?]) ", s.text)
        )
        assert not re.search(r"\b(they|They) (has|is|was|wants|needs)\b|\bdoes they\b|\b1 [a-z]+s\b", s.text), s.text


def test_words_take_their_forms() -> None:
    assert [past(v) for v in ("bake", "buy", "carry", "knit", "pick")] == [
        "baked",
        "bought",
        "carried",
        "knitted",
        "picked",
    ]
    assert [ing(v) for v in ("bake", "run", "see")] == ["baking", "running", "seeing"]
    assert [third(v) for v in ("have", "wash", "carry", "play")] == ["has", "washes", "carries", "plays"]
    forms = {
        "box": "boxes",
        "berry": "berries",
        "loaf of bread": "loaves of bread",
        "toy car": "toy cars",
        "child": "children",
    }
    assert {n: plural(n) for n in forms} == forms
    assert [article(w) for w in ("umbrella", "uniform", "hour", "book")] == [
        "an umbrella",
        "a uniform",
        "an hour",
        "a book",
    ]


# -- expressions -----------------------------------------------------------------------------------


def test_an_expression_is_undone_back_to_a_leaf() -> None:
    x = quantity("x", Fraction(20))
    back = undone(number(27), (x - number(5)) * number(2) - number(3), "x")
    assert back.value == 20 and back.operations() == 3
    assert undone(number(4), number(20) / x, "x").value == 5 and undone(number(4), number(20) - x, "x").value == 16


def test_half_of_something_is_that_divided_by_two() -> None:
    half = quantity("x", Fraction(20)) * number(Fraction(1, 2))
    assert str(half.term()) == "x/2" and half.value == 10
    assert str((quantity("x", Fraction(20)) * number(Fraction(15, 100), percent=True)).term()) == "x*(15/100)"
    assert (number(3) * constant("days_per_week")).value == 21
    assert [written(Fraction(t)) for t in ("12", "7/2", "1/3", "0.75")] == ["12", "3.50", "1/3", "0.75"]


# -- broken twins ----------------------------------------------------------------------------------


CALCULATION = re.compile(r"<<(.+?)=([\d./]+)>>")


def checked(line: str) -> bool:
    """Whether the calculation of a line is right."""
    m = CALCULATION.search(line)
    if m is None:
        return True
    parts = (
        re.findall(r"\(?\d+/\d+\)?|\d+\.?\d*|[-+*/]", m[1]) if "(" in m[1] else re.findall(r"\d+\.?\d*|[-+*/]", m[1])
    )
    numbers = [Fraction(p.strip("()")) if p not in "+-*/" else p for p in parts]
    a, op, b, *rest = numbers
    assert isinstance(a, Fraction) and isinstance(b, Fraction)
    if rest:  # what is left over: a - b*c
        assert op == "-" and rest[0] == "*" and isinstance(rest[1], Fraction)
        return a - b * rest[1] == Fraction(m[2])
    result = {"+": a + b, "-": a - b, "*": a * b}.get(str(op), a / b if b else None)
    return result == Fraction(m[2])


def test_right_solutions_are_right_line_by_line() -> None:
    for s in MANY:
        assert all(checked(line) for line in s.solution), s.solution


@pytest.mark.parametrize("kind", KINDS)
def test_a_twin_has_exactly_one_mistake_and_really_is_wrong(kind: str) -> None:
    found = 0
    for i, s in enumerate(MANY):
        twin = broken(s, kind, Random(i))
        if twin is None:
            continue
        found += 1
        assert twin == broken(s, kind, Random(i))
        assert twin.right == tuple(s.solution) and twin.kind == kind
        ends = re.findall(r"(?:>>|rounded to )([\d./]+\d|\d)", twin.lines[twin.line])[-1]
        if kind == "wrong unit":
            assert twin.answer == s.answer and twin.lines[twin.line] != twin.right[twin.line]
            assert [a for n, a in enumerate(twin.lines) if n != twin.line] == [
                a for n, a in enumerate(twin.right) if n != twin.line
            ]
            continue
        assert twin.answer != s.answer, (kind, twin)
        assert twin.lines[: twin.line] == twin.right[: twin.line] or kind == "skipped step"
        if kind == "skipped step":
            assert len(twin.lines) == len(twin.right) - 1
            assert all(line in twin.right for line in twin.lines[: twin.line])
        else:
            right = re.findall(r"(?:>>|rounded to )([\d./]+\d|\d)", twin.right[twin.line])[-1]
            assert len(twin.lines) == len(twin.right) and ends != right, twin
        wrong = [n for n, line in enumerate(twin.lines) if not checked(line)]
        assert wrong == ([twin.line] if kind == "wrong result" else []), twin
        if kind == "invented number" and CALCULATION.search(twin.lines[twin.line]):
            numbers = {m.value for m in mentions(s.text)}
            before = {Fraction(v) for v in re.findall(r"[\d.]*\d", " ".join(twin.right))}
            new = set(map(Fraction, re.findall(r"[\d.]*\d", CALCULATION.search(twin.lines[twin.line])[1])))  # type: ignore[index]
            assert new - before - numbers, twin
    assert found >= 60, found
