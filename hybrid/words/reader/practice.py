"""Short stories of one or two operations for training the reader, several questions on one body.

A body states some facts; each question uses some of its numbers, so that which numbers matter has to be read off the
words (practice.txt, schemas.txt, subjects.txt). `[x|y]` is a choice, made once for each story, `<gained>` a choice
named in the section [words], `{n}` a slot; an expression is over the numbers of the body and constants that it calls
for. Some stories get a fact that no question asks about, some have decimals or percentages, in some two numbers are
the same, some are written as tokenised corpora write. Deterministic by seed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random

from hybrid.words.reader.data import Example, Linker, Tree, near, number, parsed, value
from hybrid.words.reader.lexicon import stem
from hybrid.words.reader.quantities import quantities
from hybrid.words.reader.question import question
from hybrid.words.reader.text import analyse

PEOPLE = (
    "Ada Ben Carla Dev Ella Farid Gina Hugo Iris Jonas Kira Luis Mona Noel Olga Pedro Rita Sami Tara Umar Vera "
    "Will Yuki Zane Amir Bella Omar Nadia Felix Greta"
).split()
THINGS = (
    "apples pears marbles stickers shells stamps coins buttons pencils cards books toys beads balloons crayons "
    "cookies muffins cupcakes candies peaches plums flowers roses tulips stones bottles eggs magazines notebooks "
    "pens ribbons badges photos puzzles tickets postcards lemons oranges mangoes potatoes carrots tomatoes "
    "pumpkins kites hats scarves rings necklaces seeds bricks tiles cans bananas chocolates sandwiches dolls "
    "blocks erasers figurines plates spoons"
).split()
ALIVE = (
    "birds ducks sheep rabbits fish frogs kittens puppies goats bees butterflies pigeons squirrels horses cows "
    "chickens turtles children students players workers visitors passengers people boys girls adults campers "
    "dancers singers"
).split()
KINDS = (
    "red blue green yellow white black small large old new wooden plastic sweet salty round square striped plain "
    "fresh ripe silver golden short tall"
).split()
BOXES = ("box bag basket jar crate packet tray shelf drawer case carton bin pack bucket folder album").split()
GROUPS = ("table bus van room row team group bench tent boat class cabin").split()
SHOP = (
    "shirts hats books toys games sandwiches notebooks cakes pizzas tickets lamps chairs plants bracelets mugs "
    "socks pens melons brushes jackets"
).split()
PLACES = ("park garden library school zoo farm market museum beach field yard pond forest station").split()

PLURAL = {"box": "boxes", "class": "classes", "bus": "buses", "shelf": "shelves", "bench": "benches"}

CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")
MACRO = re.compile(r"<(\w+)>")
NUMBERS = ("a", "b", "c", "d", "e", "f", "k", "ab", "ak", "a2", "b2", "d2", "ak2", "s3", "h", "bk", "t", "ht", "hl")
FILES = ("schemas.txt", "practice.txt", "subjects.txt")  # the first names the words that all use
NAME = re.compile(r"[a-z]\w*")
WORDS = {n: w for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}


# and how often a story is from each
SECTIONS = {"one": 0.4, "two": 0.46, "decimal": 0.09, "percent": 0.05, "spare": 0.0}
EQUAL = 0.08  # how often two numbers are made the same
Told = tuple[str, tuple[tuple[str, str], ...]]  # a body, and its questions with their expressions


@cache
def _templates() -> dict[str, tuple[Told, ...]]:
    """The sections of the files by name, and "spare", whose facts have no questions."""
    sections: dict[str, list[tuple[str, list[tuple[str, str]]]]] = {name: [] for name in SECTIONS}
    section = "one"
    words: dict[str, str] = {}
    lines = [x for name in FILES for x in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        line = MACRO.sub(lambda m: f"[{words[m[1]]}]", line)
        if line[1:-1] in (*sections, "words"):
            section = line[1:-1]
        elif section == "words":
            name, _, choices = line.partition(" = ")
            words[name] = choices
        elif line.startswith("  "):
            asked, _, expression = line.strip().rpartition(" = ")
            sections[section][-1][1].append((asked, expression))
        else:
            sections[section].append((line, []))
    return {name: tuple((body, tuple(asked)) for body, asked in rows) for name, rows in sections.items()}


def _plural(word: str) -> str:
    return PLURAL.get(word, word + "s")


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith("ches") else word[:-1]


def _slots(rng: Random) -> dict[str, str]:
    a, b, c = rng.sample(PEOPLE, 3)
    n, m, m2 = rng.sample(THINGS, 3)
    p, q = rng.sample(KINDS, 2)
    box, other = rng.sample(BOXES, 2)
    live, live2 = rng.sample(ALIVE, 2)
    shop, shop2 = rng.sample(SHOP, 2)
    group = rng.choice(GROUPS)
    he, him, his, himself = rng.choice((("he", "him", "his", "himself"), ("she", "her", "her", "herself")))
    place = rng.choice(PLACES)
    return {
        **{"A": a, "B": b, "C": c, "he": he, "He": he.capitalize(), "him": him, "his": his, "His0": his.capitalize()},
        "himself": himself,
        **{"n": n, "N0": n.capitalize(), "m": m, "m2": m2, "p": p, "q": q, "L": live, "L2": live2, "place": place},
        **{"box": box, "cs": _plural(box), "c0": other, "c0s": _plural(other), "g": group, "gs": _plural(group)},
        **{"ss": shop, "s": _singular(shop), "s2s": shop2, "s2": _singular(shop2)},
    }


def _values(rng: Random) -> dict[str, float]:
    top = rng.choice((10, 10, 20, 20, 60, 60, 100, 100, 400, 9000))
    low, high = sorted(rng.sample(range(2, top + 3), 2))
    k = rng.randint(2, 9)
    c = rng.randint(1, max(1, low - 1))
    d = rng.randint(1, max(1, c))
    s3 = high + low + rng.randint(1, top)
    if rng.random() < 0.3:
        high, low = low, high
    return {
        "a": high,
        "b": low,
        "c": c,
        "d": d,
        "k": k,
        "ab": high * low,
        "ak": high * k,
        "a2": high + low * k,
        "b2": high + low,
        "d2": rng.choice([i for i in range(2, 12) if i != k]),
        "ak2": high * k + low,
        "e": rng.randint(2, top + 3),
        "f": rng.randint(2, top + 3),
        "s3": s3,
        "h": 100 * k,
        "bk": low * rng.randint(2, 9),
    }


def _with_values(expression: str, values: Mapping[str, float]) -> str:
    return NAME.sub(lambda m: str(values[m[0]]), expression)


def _decimal(rng: Random) -> dict[str, float]:
    """Numbers with a point, a > b > c: prices, weights, or parts of one."""
    places = rng.choice((1, 2, 2, 4))
    top = rng.choice((1, 1, 10, 100, 300))
    found = sorted({round(rng.uniform(0.05, 1) * top, places) for _ in range(9)})
    kept = [v for v in found if v % 1 and v > 0] or [0.25]
    c, b, a = (kept * 3)[:3] if len(kept) < 3 else sorted(rng.sample(kept, 3))
    k = rng.randint(2, 9)
    return {"a": a, "b": b, "c": c, "k": k, "d2": rng.randint(2, 12), "ak2": round(a * k + b, places)}


def _whole(expression: str, rng: Random) -> dict[str, float]:
    """Numbers for which the expression and its parts are whole and not negative, where some tries find them."""
    for _ in range(60):
        values = _values(rng)
        raw = parsed(_with_values(expression, values))
        if raw is not None and number(raw) > 0 and all(p >= 0 and p % 1 == 0 for p in _parts(raw)):
            break
    return values


def _percent(rng: Random) -> dict[str, float]:
    """Numbers for which a percentage t of h and what is then left of it are whole."""
    while True:
        k, t = rng.randint(2, 9), rng.choice((5, 10, 10, 15, 20, 20, 25, 30, 35, 40, 50, 60, 75, 80, 90))
        h = k * rng.choice((8, 12, 20, 25, 40, 50, 60, 100, 200, 500))
        if h != 100 and h * t % 100 == 0 and len({h, h * t // 100, h - h * t // 100, t, k}) == 5:
            return {"h": h, "t": t / 100, "ht": h * t // 100, "hl": h - h * t // 100, "k": k}


def _parts(tree: Tree) -> Iterator[float]:
    """What a tree with numbers for leaves and its parts come to."""
    yield number(tree)
    if len(tree) > 1:
        yield from _parts(tree[1])
        yield from _parts(tree[2])


def _chosen(text: str, rng: Random) -> str:
    """The text with its choices made, the same choice in the same way, also between forms of the same words."""
    picks: dict[tuple[str, ...], int] = {}

    def pick(m: re.Match[str]) -> str:
        options = m[1].split("|")
        return options[picks.setdefault(tuple(stem(x) for x in options), rng.randrange(len(options)))]

    while CHOICE.search(text):
        text = CHOICE.sub(pick, text)
    return text


def _filled(text: str, slots: Mapping[str, str], values: Mapping[str, float]) -> str:
    def slot(m: re.Match[str]) -> str:
        name = m[1]
        if name in NUMBERS or name == "z":
            n = round(100 * values[name]) if name == "t" else values[name]
            return WORDS[int(n)] if n in WORDS and values["words"] and n > 1 and name != "t" else str(n)
        return slots[name]

    return SLOT.sub(slot, text)


def stories(count: int, seed: int = 1) -> Iterator[Example]:
    """`count` stories; the same for the same seed."""
    rng, templates = Random(seed), _templates()
    sections, weights = list(SECTIONS), list(SECTIONS.values())
    made = 0
    while made < count:
        section = rng.choices(sections, weights)[0]
        body, questions = rng.choice(templates[section])
        asked, expression = rng.choice(questions)
        slots = _slots(rng)
        values = VALUES[section](expression, rng)
        numeric = "{c}" in body and re.search(r"\bc\b", " ".join(e for _, e in questions)) is not None
        if not numeric:  # {c} is a container where no expression uses the number c
            body, asked = body.replace("{c}", "{box}"), asked.replace("{c}", "{box}")
        else:
            body = body.replace("Each {c}", "Each {box}").replace("each {c}", "each {box}")
        values["words"] = int(rng.random() < 0.15)
        text = _chosen(body + " " + asked, rng)
        if rng.random() < 0.25 and not body.startswith("If"):
            spare = rng.choice(templates["spare"])[0].replace("{c}", "{box}")
            spare = CHOICE.sub(lambda m: rng.choice(m[1].split("|")), spare)
            values["z"] = rng.randint(2, 60)
            after_first = text.find(". ") + 2
            cut = after_first if rng.random() < 0.5 else 0
            text = text[:cut] + spare + " " + text[cut:] if cut != 1 else text
        manner = rng.random()
        story = _written(_filled(text, slots, values), manner)
        tree = _linked(expression, values, story)
        if tree is None:
            continue
        if section in ("one", "two") and rng.random() < EQUAL:
            same = values | {"b": values["a"]}
            again = _written(_filled(text, slots, same), manner)
            if (other := _relinked(tree, expression, same, again)) is not None:
                story, tree = again, other
        made += 1
        yield Example(story, value(tree), tree, "practice")


VALUES: dict[str, Callable[[str, Random], dict[str, float]]] = {
    "one": _whole, "two": _whole, "decimal": lambda _, rng: _decimal(rng), "percent": lambda _, rng: _percent(rng),
}  # fmt: skip


def _written(story: str, manner: float) -> str:
    """The story with its spaces in order; as tokenised corpora write (`Ben 's bag , too .`) where manner is below 0.5,
    and in lower case below 0.25."""
    story = re.sub(r"\s+", " ", story).replace(" .", ".").replace(" ,", ",").replace(" ?", "?").strip()
    if manner < 0.5:
        story = re.sub(r"(?<!\d)([.,?])|([.,?])(?!\d)", r" \1\2", story)
        story = story.replace("'s ", " 's ").replace("n't", " n't").replace("$", "$ ").replace("  ", " ")
    return story.lower() if manner < 0.25 else story


def _linked(expression: str, values: Mapping[str, float], story: str) -> Tree | None:
    """The expression over the quantities of the story; None where one of them is not found or two are the same."""
    text = analyse(story)
    everything = quantities(text, question(text))
    found = [q for q in everything if q.mention >= 0]
    raw = parsed(_with_values(expression, values))
    if raw is None:
        return None

    if "t" in NAME.findall(expression):
        tree = Linker(everything).link(raw)
        return tree if tree is not None and near(value(tree), number(raw)) else None

    def leaf(t: Tree) -> Tree | None:
        if len(t) == 1:
            same = [q for q in found if q.value == t[0]]
            if not same and t[0] not in values.values():
                same = [q for q in everything if q.constant and q.value == t[0]][:1]
            return (same[0].index, same[0].kind, same[0].value) if len(same) == 1 else None
        a, b = leaf(t[1]), leaf(t[2])
        return None if a is None or b is None else (t[0], a, b)

    tree = leaf(raw)
    return tree if tree is not None and value(tree) > 0 else None


def _relinked(tree: Tree, expression: str, values: Mapping[str, float], story: str) -> Tree | None:
    """The tree over the quantities of the same story with other numbers; None where it makes no sense with them."""
    text = analyse(story)
    found = quantities(text, question(text))
    raw = parsed(_with_values(expression, values))
    if raw is None or not all(p > 0 and p % 1 == 0 for p in _parts(raw)):
        return None

    def leaf(t: Tree) -> Tree:
        return (t[0], t[1], found[t[0]].value) if isinstance(t[0], int) else (t[0], leaf(t[1]), leaf(t[2]))

    try:
        new = leaf(tree)
    except IndexError:
        return None
    return new if near(value(new), number(raw)) else None
