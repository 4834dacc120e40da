"""Certificates are checked, not found again; and whatever else stands in one is refused with a reason."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from hybrid.decide import cascade, entail, ideal, linear
from hybrid.decide.cascade import Kind, entails, equivalence, identity
from hybrid.decide.replay import check, evidence_kind
from hybrid.evidence import MAX_PARTS, EvidenceError, bounded, fault, index, ratio
from hybrid.kernel import CheckError
from hybrid.kernel import check as replay
from hybrid.problem import Derivation, FormatError, derivation_from_json, derivation_to_json
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.syntax.parse import parse
from hybrid.term import Term

BOOK = Rulebook.load()


def asked(text: str) -> tuple[Kind, Term, Term, tuple[Term, ...]]:
    """The question `context |- goal`, `a <=> b` or `a === b`, nothing remembered about it."""
    context, _, claim = text.rpartition(" |- ")
    given = tuple(parse(h) for h in context.split("; ") if h)
    kind: Kind = "equivalence" if "<=>" in claim else "identity" if "===" in claim else "entails"
    sides = [parse(side) for side in claim.replace("===", "<=>").split(" <=> ")]
    forget(*sides, *given)
    return kind, sides[0], sides[-1], given


def forget(*terms: Term) -> None:
    for t in terms:
        t.memo.pop("cascade", None)
        t.memo.pop("replay", None)


def found(text: str) -> dict[str, Any]:
    kind, a, b, given = asked(text)
    verdict = (
        entails(given, a)
        if kind == "entails"
        else {"identity": identity, "equivalence": equivalence}[kind](a, b, given)
    )
    assert verdict.proved and verdict.certificate is not None, verdict
    forget(a, b, *given)
    return json.loads(json.dumps(verdict.certificate))  # as a file would have it


def accepted(text: str, certificate: Any) -> bool:
    kind, a, b, given = asked(text)
    verdict = check(kind, a, b, given, certificate)
    assert verdict.proved or verdict.reason
    return verdict.proved


def _root(sign: str, choice: Sequence[int] = (0,)) -> dict[str, Any]:
    return {"decider": "root of square", "choice": list(choice), "sub": [{"decider": "rational"}, {"decider": sign}]}


CLAIMS = {
    "x + y <= 3; x - y <= 1 |- x <= 2": "linear",
    "x + y = 5 and x - y = 1 <=> x = 3 and y = 2": "linear",
    "x = 2 |- x + y = 5 and y = 4 <=> false": "linear",
    "x + y = 5 and x*y = 6 and 2*x*y = 12 <=> y = 5 - x and x*y = 6": "linear",
    "a + b = 10; a*b = 21 |- a^2 + b^2 = 58": "entail",
    "x > 0; y > 0 |- x/y + y/x >= 2": "entail",
    "x*y > 6 and x < y^3 <=> 2*x*y > 12 and x < y^3": "parts",
    "x > 0; y > 0 |- x*y/(x + y) > 0": "signs",
    "y = 2*z; z > 1 |- x^2*y*z >= 0": "",
    "x = 1 or x = 2; y > 3 |- x + y > 4": "cases",
    "y > 3; x > 1 |- x*y > 3 and x + y > 4": "parts",
    "y > 3; x > 1 |- x < 0 or x + y > 4": "parts",
    "y = 2*x |- y^2 === 4*x^2": "substitution",
    "sin(x) = 1/3; 0 < x; x < pi/2 |- sqrt(cos(x)^2) === cos(x)": "root of square",
    "sin(x) = 1/3; pi/2 < x; x < pi |- cos(x) === -sqrt(cos(x)^2)": "root of square",
    "a > 0 |- a*x*y > a*z <=> x*y > z": "factor",
    "x >= y and y >= x <=> x = y": "both ways",
}


@pytest.mark.parametrize("text", CLAIMS)
def test_what_is_found_is_accepted_with_its_evidence_and_by_its_name_alone(text: str) -> None:
    certificate = found(text)
    if CLAIMS[text]:
        assert certificate["decider"] == CLAIMS[text]
    assert accepted(text, certificate)
    assert accepted(text, {"decider": certificate["decider"]})


@pytest.mark.parametrize("text", [t for t, name in CLAIMS.items() if name in ("linear", "entail", "cases")])
def test_numbers_are_added_up_and_not_found_again(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = found(text)

    def never(*_: Any) -> Any:
        raise AssertionError("searched again")

    for module, name in (
        (linear, "contradiction"),
        (entail, "contradiction"),
        (ideal, "member"),
        (linear, "_outside"),
        (cascade, "_answer"),
    ):
        monkeypatch.setattr(module, name, never)
    assert accepted(text, certificate)


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    for k in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield data, k
        yield from places(data[k])


HOSTILE: tuple[Any, ...] = (
    None, True, -1, 10**6, 10**3000, 1.5, float("nan"), "", "1/0", "1e999999999", "7" * 5000, [], {}, [[]], [[1]],
    [0, "x", "1"], {"decider": "linear"}, {"decider": 3}, ["square", ["eq", "x", 1]], ["square", ["add", 1, None]],
    (1, 2), b"x", object(),
)  # fmt: skip


@pytest.mark.parametrize("text", CLAIMS)
def test_every_field_may_be_hostile(text: str) -> None:
    """Each place of the certificate replaced by each of the values: an answer, and never an exception."""
    original = found(text)
    count = len(list(places(original)))
    for i in range(count):
        for value in HOSTILE:
            spoiled = copy.deepcopy(original)
            holder, key = list(places(spoiled))[i]
            holder[key] = value
            accepted(text, spoiled)


@pytest.mark.parametrize("text", CLAIMS)
def test_no_certificate_proves_what_is_false(text: str) -> None:
    """The evidence of one claim for another that is false."""
    false = {
        "entails": "x > 0; y > 0 |- x < y", "equivalence": "x > 0 <=> x > 1", "identity": "x + 1 === x + 2"
    }  # fmt: skip
    certificate = found(text)
    for claim in false.values():
        assert not accepted(claim, certificate)


@pytest.mark.parametrize(
    "text, certificate",
    [
        ("x + y = 1 <=> x = 1", {"decider": "linear", "spans": [[], []]}),
        ("x + y = 1 <=> x = 1", {"decider": "linear", "spans": [[[[0, "1"]]], [[[0, "1"]]]]}),
        ("x + y = 1 <=> true", {"decider": "linear", "spans": [[], [[[0, "0"]]]]}),
        ("x^2 = 4 <=> x = 2", {"decider": "both ways", "sub": []}),
        ("x > 0 |- x > 1", {"decider": "entail", "sub": []}),
        ("x > 0 |- x > 1", {"decider": "linear", "combination": [[0, "-1"], [1, "-1"]]}),
        ("x > 0 |- 1/x > 1/x - 1 and x > 1", {"decider": "parts", "sub": [{"decider": "cells"}]}),
        ("y > 0 |- 1/x = 1/x", {"decider": "identity", "sub": [{"decider": "rational"}]}),
        ("x = 1 or x = 2 |- x = 1", {"decider": "cases", "choice": [0], "sub": [{"decider": "present"}]}),
        ("x > 0 |- x > 1", {"decider": "signs", "sub": []}),
        ("x = y |- x = 1", {"decider": "substitution", "choice": [7], "sub": []}),
        ("x <= 0 |- sqrt(x^2) === x", _root("present")),
        ("x < 0 |- -sqrt(x^2) === x", _root("present")),
        ("x >= 0 |- sqrt(x^4) === x", _root("present")),
        ("x >= 0 |- root(x^2, 3) === x", _root("present")),
        ("x >= 0 |- sqrt(x^2) === x", _root("present", choice=[1])),
        ("x >= 0 |- sqrt(x^2) === x", _root("present", choice=[])),
        ("x = y |- x = 1", {"decider": "substitution", "choice": [], "sub": []}),
    ],
)
def test_a_tree_must_answer_every_question(text: str, certificate: Any) -> None:
    assert not accepted(text, certificate)


def test_what_a_decider_asked_again_does_not_find_is_refused() -> None:
    assert not accepted("x^2 = 4 <=> x = 2 or x = -2", {"decider": "cells", "points": 3})
    assert evidence_kind("equivalence", {"decider": "cells"}) == "name"


# -- size ------------------------------------------------------------------------------------------


def test_a_certificate_is_measured_before_it_is_read() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    for data in (deep, [0] * (MAX_PARTS + 1), "7" * 5000, 10**5000, 1.5, {3: 4}):
        assert fault({"decider": "linear", "sub": data})
        assert bounded({"decider": "linear", "sub": data}) == {"decider": "linear"}
    assert not fault({"decider": "linear", "combination": [[0, "1/2"]]})
    for other in (None, [], "cells", {}, {"decider": None}):
        assert fault(other)


def test_numbers_and_indices_are_read_strictly() -> None:
    assert ratio("-3/4") == -0.75 and index(2, 3) == 2
    for text in ("1e5", "1/0", " 1", "1_0", "0x1", "inf", 1, None, True):
        with pytest.raises(EvidenceError):
            ratio(text)
    for number in (-1, 3, True, "1", None, 1.0):
        with pytest.raises(EvidenceError):
            index(number, 3)


# -- in a proof file -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proof() -> Derivation:
    result = solve("prove x > 1 |- 1/(x - 1) - 1/(x + 1) = 2/(x^2 - 1)")
    assert result.derivation is not None
    assert any(c.by == "decider" for s in result.derivation.steps for c in s.conditions)
    return result.derivation


def test_the_certificate_of_a_side_condition_is_read(proof: Derivation) -> None:
    for i, s in enumerate(proof.steps):
        for j, c in enumerate(s.conditions):
            if c.by != "decider":
                continue
            for forged in (
                {"decider": "entails", "cases": []},
                {"decider": "entails", "cases": [{"decider": "nobody"}]},
                {"decider": "entails", "cases": [3]},
                {"decider": "entails", "cases": 3},
                {"decider": "magic"},
                [3],
                3,
            ):
                spoiled = replace(c, certificate=forged)
                step = replace(s, conditions=(*s.conditions[:j], spoiled, *s.conditions[j + 1 :]))
                with pytest.raises(CheckError, match="certificate") as error:
                    replay(proof.problem, replace(proof, steps=(*proof.steps[:i], step, *proof.steps[i + 1 :])), BOOK)
                assert error.value.step == i
            bare = replace(c, certificate=None)
            step = replace(s, conditions=(*s.conditions[:j], bare, *s.conditions[j + 1 :]))
            assert replay(proof.problem, replace(proof, steps=(*proof.steps[:i], step, *proof.steps[i + 1 :])), BOOK)


def test_a_file_with_a_monstrous_certificate_is_no_proof_file(proof: Derivation) -> None:
    data = derivation_to_json(proof)
    assert derivation_from_json(json.loads(json.dumps(data))).steps == proof.steps
    data["steps"][0]["certificate"] = {"decider": "cells", "sub": [0] * (MAX_PARTS + 1)}
    with pytest.raises(FormatError, match="too large"):
        derivation_from_json(data)
