"""The card of a data set: a README.md that the hub and the library `datasets` read (its front matter), and a person.

The front matter says where the files of the split are and what type each column has, so that `load_dataset` of the
folder needs no guess: read without it, a column that is empty in the first rows gets the wrong type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import hybrid
from hybrid.generate.formats import Format
from hybrid.generate.shape import Shape, features
from hybrid.generate.shards import Written
from hybrid.problem import FormatError

LICENSE = "apache-2.0"
_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"))
_LICENSE = re.compile(r"[a-z0-9][a-z0-9.+-]*")

_COLUMNS = {
    "id": "topic, level and number of the draw",
    "topic": "topic of the recipe",
    "level": "1 is the easiest",
    "answer": "the answer in the notation of `hybrid`; a word problem's number",
    "answer_latex": "the same in LaTeX",
    "messages": "the question and the worked answer, which ends in a line `Answer: ...`",
    "prompt": "the question, in one of its phrasings",
    "completion": "a solution, which ends in a line `Answer: ...`",
    "chosen": "a right solution, line by line",
    "rejected": "an attempt with one mistake, and what follows from it",
    "mistake": "the kind of the mistake",
    "label": "whether the solution is right; in the PRM800K form its rated lines",
    "completions": "the lines of a solution, up to the first wrong one",
    "labels": "whether each line follows from the one before",
    "question": "the problem and its answer",
    "seed": "seed of the recipe",
    "draw": "number of the draw in its topic and level",
    "problem": "the statement as `hybrid solve` takes it; a word problem's story",
    "latex": "the mathematics of the statement, in LaTeX",
    "english": "the question in several phrasings",
    "conditions": "under which a simplified expression equals the first one",
    "steps": "the derivation as a reader sees it",
    "derivation": "the proof that `hybrid check` replays, as JSON text",
    "difficulty": "measured on the derivation: steps, different rules, states expanded, grade 1 to 5",
    "key": "the problem up to names and order, 16 hexadecimal digits",
    "unit": "word problems: what the answer counts",
    "reading": "word problems: the story language",
    "solution": "word problems: the lines a pupil would write",
    "wrong": "attempts with one mistake: its kind, the first wrong line, the right one, and a point where they differ",
}


def checked_license(name: str) -> str:
    """The name as the hub writes licences, `cc-by-4.0`. Raises FormatError for a text that cannot be one."""
    if not _LICENSE.fullmatch(name):
        raise FormatError(f"license: expected an identifier such as apache-2.0 or cc-by-4.0, found {name!r}")
    return name


def card(
    title: str,
    form: Format,
    written: Written,
    counts: Mapping[tuple[str, int], int],
    kind: str,
    license: str = LICENSE,
    split: str = "train",
    recipe: str = "",
) -> str:
    """The text of README.md.

    counts: generated rows by topic and level; kind: ending of the files; written: the records made of them;
    recipe: the text of the recipe, where it is known.
    """
    import yaml

    front = yaml.safe_dump(_front(title, form, written, kind, license, split), sort_keys=False, allow_unicode=True)
    return f"---\n{front}---\n{_body(title, form, written, counts, recipe)}"


def _front(title: str, form: Format, written: Written, kind: str, license: str, split: str) -> dict[str, Any]:
    size = next((name for limit, name in _SIZES if written.records < limit), "n>10M")
    described = {"name": split, "num_bytes": written.size, "num_examples": written.records}
    return {
        "pretty_name": title,
        "license": license,
        "language": ["en"],
        "task_categories": ["text-generation"],
        "tags": ["math", "synthetic", "step-by-step", "verified"],
        "size_categories": [size],
        "configs": [{"config_name": "default", "data_files": [{"split": split, "path": f"data/{split}-*.{kind}"}]}],
        "dataset_info": {
            "features": features(form.shape),
            "splits": [described],
            "download_size": written.size,
            "dataset_size": written.size,
        },
    }


def _body(title: str, form: Format, written: Written, counts: Mapping[tuple[str, int], int], recipe: str) -> str:
    made = f"\nThe recipe was\n\n```\n{recipe.strip()}\n```\n" if recipe else ""
    lines = "\n".join(f"| `{name}` | {_kind(shape)} | {_COLUMNS[name]} |" for name, shape in form.shape.items())
    return f"""
# {title}

{written.records} records made of {sum(counts.values())} generated problems, in the format `{form.name}`: {form.words}.

## How it was made

The problems were generated by `hybrid` {hybrid.__version__}: a topic and a level draw a problem from a seed, the
prover finds a derivation, and the kernel checks it. No text was taken from another data set, and no model wrote any
of it. The same recipe and seed make the same rows again.
{made}
## How it was checked

Every step of a right derivation was proved by exact algebra, and the kernel replayed it whole; `hybrid check` of the
generated rows does it again. A word problem has an exact reading, whose equations were solved in the same way. A line
that is marked wrong does not follow from those before it: of a derivation it is refuted by a point at which the two
lines differ.

## Columns

Every mathematical value is a text, also a whole number: numbers beyond 2^63 would not survive a table.

| column | type | what it is |
| --- | --- | --- |
{lines}

## Problems by topic and level

{_table(counts)}
"""


_KIND = {"string": "text", "int64": "whole number", "bool": "true or false"}


def _kind(shape: Shape) -> str:
    if isinstance(shape, str):
        return _KIND[shape]
    if isinstance(shape, Mapping):
        return f"object of {', '.join(shape)}"
    return f"list: {_kind(shape[0])}"


def _table(counts: Mapping[tuple[str, int], int]) -> str:
    levels = sorted({level for _, level in counts})
    by_topic: Counter[str] = Counter()
    for (topic, _), n in counts.items():
        by_topic[topic] += n
    rows = [["topic", *(f"level {level}" for level in levels), "all"], ["---"] * (len(levels) + 2)]
    for topic in sorted(by_topic):
        rows.append([topic, *(str(counts.get((topic, level), 0)) for level in levels), str(by_topic[topic])])
    sums = [sum(n for (_, at), n in counts.items() if at == level) for level in levels]
    rows.append(["all", *map(str, sums), str(sum(sums))])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
