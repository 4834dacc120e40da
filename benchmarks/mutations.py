"""Ways to spoil a proof file: each takes the JSON of a derivation and changes it in place.

A mutation answers False when it does not apply. Several are made to be *consistent*: what they change is
changed everywhere it stands (`spread`), so that the kernel cannot refuse by comparing two lines only, or
the derivation is cut to the changed step, so that the changed line becomes the claim.

`EXPECTED` says for which reasons each kind may be refused (see `benchmarks.fuzz_kernel.reason`).
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from benchmarks.json_terms import changed, places, put, spread

Data = dict[str, Any]
Mutation = Callable[[Random, Data], bool]


def _step(rng: Random, data: Data) -> Data | None:
    """A random step, or one of its substeps."""
    if not data["steps"]:
        return None
    step: Data = rng.choice(data["steps"])
    if step.get("substeps") and rng.random() < 0.3:
        step = rng.choice(step["substeps"])
    return step


# -- mutations of one step -----------------------------------------------------------------------


def after(rng: Random, data: Data) -> bool:
    step = _step(rng, data)
    if step is None:
        return False
    step["after"] = changed(rng, step["after"])
    return True


def after_chained(rng: Random, data: Data) -> bool:
    """A line changed wherever it stands: as the end of a step and as the start of the next."""
    if not data["steps"]:
        return False
    old = rng.choice(data["steps"])["after"]
    data["steps"] = spread(data["steps"], old, changed(rng, old))
    return True


def after_cut(rng: Random, data: Data) -> bool:
    """A changed line as the last one."""
    if not data["steps"]:
        return False
    i = rng.randrange(len(data["steps"]))
    del data["steps"][i + 1 :]
    data["steps"][i]["after"] = changed(rng, data["steps"][i]["after"])
    data["steps"][i].pop("substeps", None)
    return True


def before(rng: Random, data: Data) -> bool:
    step = _step(rng, data)
    if step is None:
        return False
    step["before"] = changed(rng, step["before"])
    return True


def place(rng: Random, data: Data) -> bool:
    step = _step(rng, data)
    if step is None:
        return False
    shape = rng.random()
    if shape < 0.3 and step["place"]:
        step["place"] = step["place"][:-1]
    elif shape < 0.6:
        step["place"] = [*step["place"], rng.randrange(3)]
    else:
        step["place"] = [rng.randrange(3) for _ in range(rng.randint(0, 4))]
    return True


def binding(rng: Random, data: Data) -> bool:
    step = _step(rng, data)
    if step is None or not step["substitution"]:
        return False
    bound = step["substitution"]
    name = rng.choice(sorted(bound))
    shape = rng.random()
    if shape < 0.2:
        del bound[name]
    elif shape < 0.3:
        bound["q"] = changed(rng, bound[name])
    elif shape < 0.45:
        other = rng.choice(sorted(bound))
        bound[name], bound[other] = bound[other], bound[name]
    else:
        bound[name] = changed(rng, bound[name])
    return True


def binding_with_result(rng: Random, data: Data) -> bool:
    """A binding changed together with the same term in the step's result."""
    step = _step(rng, data)
    if step is None or not step["substitution"]:
        return False
    name = rng.choice(sorted(step["substitution"]))
    old = step["substitution"][name]
    new = changed(rng, old)
    step["substitution"][name] = new
    step["after"] = spread(step["after"], old, new)
    return True


def rule_name(rng: Random, data: Data) -> bool:
    step = _step(rng, data)
    if step is None:
        return False
    step["rule"] = rng.choice([*data["_rules"], "no-such-rule"])
    return True


def kind(rng: Random, data: Data) -> bool:
    step = _step(rng, data)
    if step is None:
        return False
    step["kind"] = rng.choice(("rule", "decided", "fact", "definition", "consequence"))
    if step["kind"] == "fact" and rng.random() < 0.5:
        step["facts"] = [["eq", "x", rng.randint(-3, 3)]]
    return True


def relation(rng: Random, data: Data) -> bool:
    step = _step(rng, data)
    if step is None:
        return False
    step["relation"] = rng.choice([r for r in ("=", "<=>", "==>", "<==") if r != step["relation"]])
    return True


# -- certificates and conditions -----------------------------------------------------------------

FORGED: tuple[Any, ...] = (
    {"decider": "cells"},
    {"decider": "linear", "combination": [[0, "1"]]},
    {"decider": "rational"},
    {"decider": "entail", "cofactors": ["x"]},
    {"decider": "integer", "box": {}},
    {"decider": "nobody"},
    {"decider": None},
    {"decider": ["cells"]},
    {},
    None,
)


def certificate(rng: Random, data: Data) -> bool:
    step = _step(rng, data)
    if step is None:
        return False
    step["certificate"] = copy.deepcopy(rng.choice(FORGED))
    return True


def _certificates(data: Data) -> list[Data]:
    """The objects with a certificate: steps, substeps and their conditions."""
    steps = [x for s in data["steps"] for x in (s, *s.get("substeps", ()))]
    return [h for s in steps for h in (s, *s["conditions"]) if h.get("certificate")]


def _fields(data: Any) -> list[tuple[Any, Any]]:
    """All places inside a certificate, as (holder, key or index)."""
    keys = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    return [(data, k) for k in keys] + [f for k in keys for f in _fields(data[k])]


def _tower(levels: int) -> Any:
    """One list in another, and so on."""
    out: Any = []
    for _ in range(levels):
        out = [out]
    return out


def certificate_field(rng: Random, data: Data) -> bool:
    """One place of the evidence changed: a coefficient, an index, a factor, a part of the tree; or made monstrous."""
    holders = _certificates(data)
    rich = [h for h in holders if set(h["certificate"]) - {"decider"}]
    if not holders:
        return False
    target = rng.choice(rich or holders)["certificate"]
    holder, key = rng.choice([*_fields(target), (target, rng.choice(("sub", "choice", "sums", "combination")))])
    old = holder[key] if isinstance(holder, list) else holder.get(key)
    shape = rng.random()
    if shape < 0.1 and isinstance(holder, dict):
        holder.pop(key, None)
    elif shape < 0.2 and isinstance(old, list) and old:
        old.pop(rng.randrange(len(old)))
    elif shape < 0.3 and isinstance(old, list) and old:
        old.append(copy.deepcopy(rng.choice(old)))
    elif shape < 0.5 and isinstance(old, int):
        holder[key] = rng.choice((old + 1, old - 1, -old, 10**6, 10**4000, True))
    elif shape < 0.5 and isinstance(old, str):
        holder[key] = rng.choice(("0", "-1", "1/0", "1/3", "1e999999999", "9" * 5000, "x", "cells", "linear"))
    elif shape < 0.6:
        holder[key] = rng.choice(
            (_tower(90), [0] * 10_000, "9" * 100_000, {"decider": "cells"}, [{"decider": "signs"}])
        )
    else:
        holder[key] = copy.deepcopy(rng.choice((*NONSENSE, *FORGED)))
    return True


def forged_tree(rng: Random, data: Data) -> bool:
    """A line changed and declared decided by a tree that has nothing, or only itself, to rest on."""
    if not data["steps"]:
        return False
    i = rng.randrange(len(data["steps"]))
    step = data["steps"][i]
    name = rng.choice(("both ways", "parts", "monotone", "factor", "substitution", "entail"))
    inner = {"decider": rng.choice(("entail", "cases", "parts", "signs", "present", "linear")), "sub": []}
    forged: Data = {
        "decider": name,
        "choice": rng.choice(([], [0], [0, 1])),
        "sub": rng.choice(([], [inner], [inner] * 2)),
    }
    step.update(kind="decided", place=[], certificate=forged, conditions=[])
    step["after"] = step["part"] = changed(rng, step["after"])
    step.pop("substeps", None)
    del data["steps"][i + 1 :]
    return True


def forged_line(rng: Random, data: Data) -> bool:
    """A line changed and declared decided, with a certificate to go with it."""
    if not data["steps"]:
        return False
    i = rng.randrange(len(data["steps"]))
    step = data["steps"][i]
    old = step["after"]
    new = changed(rng, old)
    step.update(kind="decided", place=[], certificate=copy.deepcopy(rng.choice(FORGED[:5])), conditions=[])
    step.pop("substeps", None)
    if rng.random() < 0.5:
        del data["steps"][i + 1 :]
    data["steps"] = spread(data["steps"], old, new)
    return True


def leap(rng: Random, data: Data) -> bool:
    """The whole derivation in one decided step to a changed answer."""
    if not data["steps"]:
        return False
    first = data["steps"][0]
    answer = changed(rng, data["steps"][-1]["after"])
    relation = first["relation"] if rng.random() < 0.5 else rng.choice(("=", "<=>"))
    data["steps"] = [
        {
            **first,
            "after": answer,
            "relation": relation,
            "place": [],
            "kind": "decided",
            "rule": rng.choice(data["_rules"]),
            "substitution": {},
            "facts": [],
            "conditions": [],
            "certificate": copy.deepcopy(rng.choice(FORGED[:5])),
        }
    ]
    data["steps"][0].pop("substeps", None)
    return True


def condition(rng: Random, data: Data) -> bool:
    """A condition dropped, changed, or said to be discharged otherwise; or one made up."""
    step = _step(rng, data)
    if step is None:
        return False
    conditions = step["conditions"]
    if not conditions or rng.random() < 0.2:
        made_up = {"formula": rng.choice((["ne", "x", 0], ["false"], ["gt", "x", 1]))}
        conditions.append({**made_up, "by": rng.choice(("carried", "context", "decider")), "certificate": None})
        return True
    i = rng.randrange(len(conditions))
    shape = rng.random()
    if shape < 0.35:
        del conditions[i]
    elif shape < 0.65:
        conditions[i]["by"] = rng.choice(("present", "context", "decider", "carried"))
    else:
        conditions[i]["formula"] = changed(rng, conditions[i]["formula"])
    return True


def carried_dropped(rng: Random, data: Data) -> bool:
    """A carried condition taken out of the record *and* of every line after: a lost condition."""
    steps = [s for s in data["steps"] if any(c["by"] == "carried" for c in s["conditions"])]
    if not steps:
        return False
    step = rng.choice(steps)
    lost = rng.choice([c for c in step["conditions"] if c["by"] == "carried"])
    how = rng.choice(("drop", "context", "decider", "present"))
    if how == "drop":
        step["conditions"].remove(lost)
    else:
        lost["by"] = how
    i = data["steps"].index(step)
    data["steps"][i]["after"] = _without(step["after"], lost["formula"])
    if rng.random() < 0.5:
        del data["steps"][i + 1 :]
    else:
        for s in data["steps"][i + 1 :]:
            s["before"], s["after"] = _without(s["before"], lost["formula"]), _without(s["after"], lost["formula"])
    return True


def _without(t: Any, part: Any) -> Any:
    if not isinstance(t, list):
        return t
    if t[0] == "and" and part in t[1:]:
        rest = [a for a in t[1:] if a != part]
        return rest[0] if len(rest) == 1 else ["and", *rest] if rest else ["true"]
    return [t[0], *[_without(a, part) for a in t[1:]]]


# -- mutations of the chain ----------------------------------------------------------------------


def step_deleted(rng: Random, data: Data) -> bool:
    if not data["steps"]:
        return False
    i = rng.randrange(len(data["steps"]))
    del data["steps"][i]
    if rng.random() < 0.5 and 0 < i < len(data["steps"]):
        # the gap closed by force
        data["steps"][i]["before"] = copy.deepcopy(data["steps"][i - 1]["after"])
    return True


def steps_reordered(rng: Random, data: Data) -> bool:
    if len(data["steps"]) < 2:
        return False
    i, j = rng.sample(range(len(data["steps"])), 2)
    data["steps"][i], data["steps"][j] = data["steps"][j], data["steps"][i]
    return True


def step_repeated(rng: Random, data: Data) -> bool:
    if not data["steps"]:
        return False
    i = rng.randrange(len(data["steps"]))
    data["steps"].insert(i, copy.deepcopy(data["steps"][i]))
    return True


def answer(rng: Random, data: Data) -> bool:
    if not data["steps"]:
        return False
    data["steps"][-1]["after"] = changed(rng, data["steps"][-1]["after"])
    data["steps"][-1].pop("substeps", None)
    return True


def problem(rng: Random, data: Data) -> bool:
    """Another problem under the same proof, the first line changed with it or not."""
    stated = data["problem"]
    shape = rng.random()
    if shape < 0.55:
        old = stated["term"]
        stated["term"] = changed(rng, old)
        if rng.random() < 0.6:
            data["steps"] = spread(data["steps"], old, stated["term"])
    elif shape < 0.7:
        stated["goal"] = rng.choice(("solve", "prove", "simplify", "factor", "expand", "evaluate", "find"))
    elif shape < 0.85:
        name = rng.choice(stated["unknowns"] or ["x"])
        stated["domains"] = {name: rng.choice(("integer", "natural", "rational", "real"))}
    elif stated["given"] and rng.random() < 0.7:
        del stated["given"][rng.randrange(len(stated["given"]))]
    else:
        stated["unknowns"] = rng.choice(([], ["y"], [*stated["unknowns"], "y"]))
    return True


# -- values that are no values -------------------------------------------------------------------

NONSENSE: tuple[Any, ...] = (
    float("nan"),
    float("inf"),
    1.5,
    None,
    True,
    [],
    {},
    "",
    "1",
    "x y",
    -1,
    ["num", "nan"],
    ["num", "inf"],
    ["num", "1/0"],
    ["num", "1/3"],
    ["num", 3],
    ["num", "3", "4"],
    ["const", "i"],
    ["sqrt", 2],
    ["root", 2, 0],
    ["root", "x", "x"],
    ["sym", "x"],
    ["add", 1, None],
    ["div", "x"],
    ["call", "f"],
    [["add"], 1],
    ["eq", 1],
    {"head": "add"},
    [[[[[[[[[[[1]]]]]]]]]]],
)


def malformed(rng: Random, data: Data) -> bool:
    """A field of the file replaced by a value of another kind, or missing."""
    targets: list[tuple[Any, Any]] = [(data, k) for k in ("format", "version", "problem", "steps")]
    targets += [(data["problem"], k) for k in ("goal", "term", "unknowns", "given", "domains", "definitions")]
    for s in data["steps"]:
        targets += [(s, k) for k in s if k != "words"]
        targets += [(c, k) for c in s["conditions"] for k in ("formula", "by")]
        targets += [(s["substitution"], k) for k in s["substitution"]]
    holder, name = rng.choice(targets)
    if rng.random() < 0.15:
        del holder[name]
    elif name in ("before", "after", "term", "formula") and rng.random() < 0.6:
        where = rng.choice(places(holder[name]))
        holder[name] = put(holder[name], where, copy.deepcopy(rng.choice(NONSENSE)))
    else:
        holder[name] = copy.deepcopy(rng.choice(NONSENSE))
    return True


MUTATIONS: tuple[Mutation, ...] = (
    after,
    after_chained,
    after_cut,
    before,
    place,
    binding,
    binding_with_result,
    rule_name,
    kind,
    relation,
    certificate,
    certificate_field,
    forged_tree,
    forged_line,
    leap,
    condition,
    carried_dropped,
    step_deleted,
    steps_reordered,
    step_repeated,
    answer,
    problem,
    malformed,
)

_STEP = {"certificate", "format", "mismatch", "chain", "decider", "condition", "term", "goal", "rule"}

EXPECTED: dict[str, set[str]] = {
    "after": _STEP,
    "after_chained": _STEP,
    "after_cut": _STEP,
    "before": _STEP | {"relation"},
    "place": {"certificate", "term", "mismatch", "condition", "decider", "relation", "chain", "rule"},
    "binding": {"mismatch", "rule", "condition", "term", "format"},
    "binding_with_result": {"mismatch", "rule", "condition", "term", "chain", "format", "decider"},
    "rule_name": {"rule", "mismatch", "relation", "condition"},
    "kind": {"mismatch", "rule", "relation", "decider", "certificate", "condition", "chain"},
    "relation": {"relation", "rule", "mismatch", "chain"},
    "certificate": {"certificate", "decider"},
    "certificate_field": {"certificate", "format", "condition", "decider"},
    "forged_tree": _STEP | {"relation"},
    "forged_line": {"condition", "decider", "certificate", "chain", "goal", "mismatch", "format", "relation", "term"},
    "leap": {"condition", "decider", "certificate", "goal", "mismatch", "format", "relation", "term"},
    "condition": {"condition", "mismatch", "format", "decider"},
    "carried_dropped": {"condition", "mismatch", "chain", "decider", "goal", "term"},
    "step_deleted": {"certificate", "chain", "goal", "mismatch", "decider", "term", "condition", "rule", "relation"},
    "steps_reordered": {"chain"},
    "step_repeated": {"chain"},
    "answer": _STEP,
    "problem": _STEP | {"relation", "certificate"},
    "malformed": {
        "format",
        "chain",
        "mismatch",
        "rule",
        "term",
        "relation",
        "certificate",
        "condition",
        "goal",
        "decider",
    },
}
