"""The words of generated stories: people, places, nouns by kind with prices and containers, verbs with their forms.

English morphology is kept to what the stories need: the past tense and the -ing form by spelling rules with a table of
exceptions (Quirk et al., A Comprehensive Grammar of the English Language, 1985, 3.5 to 3.20), and the plural likewise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Gender = Literal["she", "he", "it", "they"]
POSSESSIVE = {"she": "her", "he": "his", "it": "its", "they": "their"}
OBJECT = {"she": "her", "he": "him", "it": "it", "they": "them"}

SHE = (
    "Mia Ava Nora Lena Ruth Clara Ines Priya Amina Yuki Sofia Tara Zoe Hana Greta Maya Elena Rosa Leila Ingrid Paula "
    "Nadia Bella Carmen Fatima Olga Wendy Kaia Dana Esther Freya Gloria Holly Irene Julia Karen Lucy Mabel Nina Opal "
    "Petra Renee Sally Tess Uma Vera Willa Xenia Yara Anita Bianca Chloe Daisy Emma Farah Grace Helen Isla Jana Kim"
).split()
HE = (
    "Leo Sam Omar Ben Hugo Ivan Theo Ravi Kofi Kenji Marco Tom Oscar Nils Diego Adam Peter Luis Jamal Felix Victor "
    "Walter Yusuf Aaron Boris Carl Dylan Eric Frank George Hassan Ian Jack Kurt Liam Mateo Noah Otto Pablo Quinn Ryan "
    "Stefan Tariq Umar Wesley Xavier Zane Andre Bruno Cyrus Dmitri Elias Finn Gavin Henry Isaac Jonas Kyle Lars Milo"
).split()
RELATIVES = {"she": ("sister", "cousin", "friend", "neighbor"), "he": ("brother", "cousin", "friend", "neighbor")}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_PAST = dict(
    pair.split(":")
    for pair in (
        "buy:bought make:made sell:sold grow:grew find:found read:read win:won give:gave get:got have:had eat:ate "
        "bring:brought lose:lost catch:caught see:saw feed:fed run:ran ride:rode swim:swam drive:drove sew:sewed "
        "knit:knitted take:took write:wrote build:built keep:kept draw:drew fold:folded pick:picked throw:threw"
    ).split()
)
_DOUBLED = frozenset("run swim win get knit plan hop jog trim cut".split())


def past(verb: str) -> str:
    """The simple past: bake, baked; buy, bought; carry, carried; pick up, picked up."""
    verb, space, particle = verb.partition(" ")
    return _past(verb) + space + particle


def _past(verb: str) -> str:
    if verb in _PAST:
        return _PAST[verb]
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ed"
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}ed"


def ing(verb: str) -> str:
    """The -ing form: baking, running, buying."""
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"


def third(verb: str) -> str:
    """The third person: bakes, catches, carries, picks up."""
    verb, space, particle = verb.partition(" ")
    return _third(verb) + space + particle


def _third(verb: str) -> str:
    if verb == "have":
        return "has"
    if verb.endswith(("s", "x", "ch", "sh", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}s"


def plural(noun: str) -> str:
    """The plural of the last word: box, boxes; story, stories; loaf of bread, loaves of bread; child, children."""
    head, of, rest = noun.partition(" of ")
    first, _, last = head.rpartition(" ")
    irregular = {"foot": "feet", "child": "children", "person": "people", "loaf": "loaves", "shelf": "shelves"}
    irregular |= {"fish": "fish", "sheep": "sheep", "goose": "geese", "mouse": "mice", "leaf": "leaves"}
    irregular |= {"scarf": "scarves", "tomato": "tomatoes", "potato": "potatoes", "knife": "knives", "inch": "inches"}
    if last in irregular:
        many = irregular[last]
    elif last.endswith(("s", "x", "ch", "sh")):
        many = f"{last}es"
    else:
        many = f"{last[:-1]}ies" if last.endswith("y") and last[-2] not in "aeiou" else f"{last}s"
    return f"{first} {many}".strip() + of + rest


def article(words: str) -> str:
    """The words with a or an before them."""
    silent = words.startswith(("hour", "honest")) or (
        words[0] in "aeiou" and not words.startswith(("uni", "use", "one"))
    )
    return f"{'an' if silent else 'a'} {words}"


@dataclass(frozen=True)
class Verb:
    """How somebody comes to a quantity: `finite` after a subject, `aux` and `base` in a question."""

    base: str
    present: bool = False

    @property
    def finite(self) -> str:
        return third(self.base) if self.present else past(self.base)

    @property
    def aux(self) -> str:
        return "does" if self.present else "did"


HAS = Verb("have", present=True)
HAD = Verb("have")


@dataclass(frozen=True)
class Person:
    """Somebody who has and does things: a person by name, or a shop or a school. first: how it is called at first."""

    name: str
    gender: Gender
    first: str = ""


@dataclass(frozen=True)
class Noun:
    """What is counted. cents: the least and the greatest price of one; varieties: adjectives that tell kinds apart."""

    singular: str
    kind: str
    cents: tuple[int, int]
    containers: tuple[str, ...]
    varieties: tuple[str, ...]

    @property
    def plural(self) -> str:
        return plural(self.singular)

    @property
    def unit(self) -> str:
        """The name of its unit in programs: `loaf_of_bread`."""
        return self.singular.lower().replace(" ", "_").replace("-", "_")


@dataclass(frozen=True)
class Kind:
    """What people do with nouns of a kind.

    gains  verbs by which somebody comes to them      loses  sentences in which {lost} of them go
    scene  sentences without a number that may open   shops  places that have them
    """

    gains: tuple[str, ...]
    loses: tuple[str, ...]
    scene: tuple[str, ...]
    shops: tuple[str, ...] = ()


_BROKE = "{lost} of the {ns} broke"
KINDS: dict[str, Kind] = {
    "fruit": Kind(
        ("pick", "gather", "buy", "collect"),
        ("{A} ate {lost} {ns}", "{lost} of the {ns} went bad", "{A} used {lost} {ns} to make juice",
         "{A} put {lost} {ns} into a salad", "{lost} {ns} were too soft to keep"),
        ("{A} went to the orchard in the morning", "{A} likes fresh {ns}", "it was a good year for {ns}"),
        ("fruit stand", "farm", "grocery store"),
    ),
    "vegetable": Kind(
        ("harvest", "grow", "buy", "gather"),
        ("{A} cooked {lost} {ns} for dinner", "rabbits ate {lost} of the {ns}", "{A} used {lost} {ns} in a soup",
         "{lost} of the {ns} had gone bad", "{A} threw away {lost} spoiled {ns}"),
        ("{A} has a small vegetable garden", "{A} was getting ready for the farmers' market"),
        ("farm", "grocery store", "market stall"),
    ),
    "baked": Kind(
        ("bake", "make", "order", "prepare"),
        ("{A} ate {lost} {ns}", "{A} burned {lost} of the {ns}", "guests ate {lost} of the {ns}",
         "{A} dropped {lost} {ns} on the floor", "the neighbors' children ate {lost} {ns}"),
        ("there was a bake sale at school", "{A} loves to bake", "{A} was planning a party"),
        ("bakery", "cafe", "school cafeteria"),
    ),
    "stationery": Kind(
        ("buy", "order", "collect", "get"),
        ("{A} lost {lost} {ns}", "{A} used up {lost} {ns}", _BROKE, "{A} left {lost} {ns} on the bus",
         "{A} threw away {lost} old {ns}"),
        ("the new school year was about to start", "{A} was tidying the desk", "{A} needed things for school"),
        ("stationery store", "school", "office"),
    ),
    "collectible": Kind(
        ("collect", "buy", "find", "win"),
        ("{A} lost {lost} {ns}", "{A} traded away {lost} {ns}", "{A} left {lost} {ns} at school",
         "{A} put {lost} {ns} away in the attic", "{A} sold {lost} {ns} to a collector"),
        ("{A} is a keen collector", "{A} started a collection last year", "{A} likes to trade {ns} with friends"),
        ("toy store", "hobby shop"),
    ),
    "book": Kind(
        ("buy", "borrow", "collect", "order"),
        ("{A} returned {lost} {ns}", "{A} lent {lost} {ns} to a classmate", "{A} donated {lost} {ns} to the library",
         "{lost} of the {ns} got wet in the rain", "{A} sold {lost} old {ns}"),
        ("{A} loves reading", "{A} spends every evening with a good story", "{A} was clearing out the shelves"),
        ("library", "bookstore", "school"),
    ),
    "craft": Kind(
        ("make", "paint", "finish", "design"),
        ("{A} gave away {lost} {ns} as presents", "{lost} of the {ns} were damaged", "{A} sold {lost} {ns} at a fair",
         "{A} kept {lost} {ns} for the family", "{A} ruined {lost} of the {ns}"),
        ("{A} is good at making things", "the craft fair was coming up", "{A} spends the weekends in the workshop"),
        ("gift shop", "workshop"),
    ),
    "plant": Kind(
        ("plant", "grow", "water", "buy"),
        ("{lost} of the {ns} dried up", "a storm destroyed {lost} of the {ns}", "{A} dug up {lost} {ns}",
         "deer ate {lost} of the {ns}", "{A} moved {lost} {ns} to another garden"),
        ("spring had come at last", "{A} enjoys gardening", "{A} wanted a more colorful garden"),
        ("garden center", "nursery"),
    ),
    "animal": Kind(
        ("feed", "count", "see", "raise"),
        ("{A} sold {lost} {ns}", "{lost} of the {ns} ran away", "{A} found new homes for {lost} {ns}",
         "{lost} {ns} were taken to another farm", "{A} moved {lost} {ns} to another place"),
        ("{A} grew up in the countryside", "{A} loves animals", "{A} wants to become a vet"),
        ("farm", "zoo", "pet store"),
    ),
    "found": Kind(
        ("find", "collect", "gather", "pick up"),
        ("{A} threw back {lost} {ns}", "the wind blew away {lost} of the {ns}", "{A} lost {lost} {ns} on the way home",
         "{A} dropped {lost} {ns}", "{lost} of the {ns} were broken, so {A} left them behind"),
        ("{A} spent the afternoon outdoors", "it was a sunny day", "{A} went for a long walk"),
    ),
    "sold": Kind(
        ("sell", "order", "hand out", "print"),
        ("{lost} of the {ns} got lost", "{A} gave away {lost} {ns} for free", "{A} set aside {lost} {ns}",
         "{lost} {ns} were damaged by water", "{A} returned {lost} {ns}"),
        ("the school was raising money for a trip", "{A} was helping the sports club", "{A} is a good seller"),
        ("sports club", "theater", "school"),
    ),
    "clothes": Kind(
        ("buy", "wash", "iron", "fold"),
        ("{A} donated {lost} {ns}", "{lost} of the {ns} no longer fit", "{A} gave away {lost} {ns}",
         "{A} lost {lost} {ns} on a trip", "{A} threw out {lost} worn {ns}"),
        ("{A} was packing for a trip", "{A} was tidying the closet", "the laundry basket was full"),
        ("clothing store", "laundry", "tailor shop"),
    ),
}  # fmt: skip


def _noun(row: str) -> Noun:
    name, kind, low, high, containers, varieties = (cell.strip() for cell in row.split("|"))
    return Noun(name, kind, (int(low), int(high)), tuple(containers.split()), tuple(varieties.split()))


def _family(kind: str, containers: str, *rows: str) -> list[Noun]:
    """Rows "name low-high variety variety", one kind and its containers for all."""
    found = []
    for row in rows:
        name, _, rest = row.partition(" | ")
        cents, *varieties = rest.split()
        low, _, high = cents.partition("-")
        found.append(_noun(f"{name}|{kind}|{low}|{high}|{containers}|{' '.join(varieties)}"))
    return found


NOUNS: tuple[Noun, ...] = (
    *_family("fruit", "basket bag crate box",
             "apple | 25-150 red green", "pear | 30-150 ripe green", "orange | 30-160 small large",
             "peach | 40-200 white yellow", "plum | 20-90 purple yellow", "lemon | 25-80 small large",
             "mango | 80-300 ripe green", "banana | 15-60 ripe green", "melon | 200-600 small large",
             "cherry | 5-20 sweet sour", "strawberry | 10-40 small large", "apricot | 20-80 small large",
             "kiwi | 30-90 green golden", "coconut | 150-400 small large", "pineapple | 200-500 small large"),
    *_family("vegetable", "crate basket sack box",
             "tomato | 20-120 red yellow", "carrot | 10-50 orange purple", "potato | 15-60 small large",
             "onion | 20-70 red white", "cucumber | 40-120 small large", "pumpkin | 200-900 small large",
             "cabbage | 120-300 red green", "pepper | 50-150 red green", "radish | 10-30 red white",
             "turnip | 30-90 small large", "zucchini | 40-120 green yellow"),
    *_family("baked", "box tray tin bag",
             "cookie | 25-200 oatmeal chocolate", "muffin | 100-350 blueberry banana",
             "cupcake | 150-400 vanilla lemon",
             "bagel | 75-250 plain sesame", "pie | 600-1800 apple cherry", "cake | 900-3000 carrot lemon",
             "brownie | 100-300 plain walnut", "donut | 75-250 glazed plain", "pretzel | 50-250 soft salty",
             "waffle | 100-300 plain sweet", "sandwich | 200-700 cheese tuna", "pancake | 50-200 small large",
             "bread roll | 30-120 white brown", "tart | 200-600 lemon berry", "croissant | 120-350 plain almond"),
    *_family("stationery", "box pack drawer case",
             "pencil | 10-90 red blue", "pen | 50-300 black blue", "eraser | 25-100 pink white",
             "notebook | 100-500 lined blank", "marker | 75-250 green purple", "crayon | 10-60 red yellow",
             "ruler | 60-200 wooden plastic", "folder | 50-200 red blue", "envelope | 10-50 white brown",
             "paintbrush | 80-400 thin thick", "notepad | 80-300 small large", "paper clip | 2-10 silver blue"),
    *_family("collectible", "box album bag jar",
             "marble | 5-50 red blue", "sticker | 10-60 shiny plain", "stamp | 20-200 foreign old",
             "toy car | 100-500 red yellow", "trading card | 20-150 rare common", "button | 5-40 wooden silver",
             "key ring | 50-300 metal leather", "postcard | 25-150 old new", "bead | 2-20 blue green",
             "badge | 40-200 round square", "comic | 200-600 old new", "doll | 500-2500 wooden cloth",
             "balloon | 15-80 red yellow", "puzzle | 400-1500 easy hard", "yo-yo | 200-600 green purple"),
    *_family("book", "shelf box bag carton",
             "book | 300-2500 science history", "novel | 500-2000 mystery adventure",
             "magazine | 200-800 sports travel",
             "cookbook | 800-3000 old new", "atlas | 1500-4500 old new", "picture book | 400-1500 large small",
             "dictionary | 900-3500 large small", "poem | 100-400 short long", "storybook | 300-1200 old new"),
    *_family("craft", "box crate shelf basket",
             "bracelet | 200-1500 blue silver", "vase | 600-3500 tall small", "candle | 150-900 white scented",
             "scarf | 600-2500 wool silk", "birdhouse | 800-3000 small large", "mug | 400-1600 plain painted",
             "necklace | 500-3000 glass silver", "bowl | 300-2000 wooden clay", "basket | 500-2500 round square",
             "pillow | 600-2500 round square", "kite | 400-1800 red blue", "picture frame | 300-2000 wooden metal",
             "quilt | 3000-9000 small large", "toy boat | 500-2000 wooden plastic"),
    *_family("plant", "row pot bed tray",
             "tulip | 50-250 red yellow", "rose | 100-450 white pink", "sunflower | 80-300 tall short",
             "daisy | 40-150 white yellow", "bush | 500-2500 small large", "lily | 100-400 white orange",
             "seedling | 20-120 small large", "daffodil | 50-200 white yellow", "fern | 300-1200 small large",
             "rosebush | 700-2500 white red", "cactus | 200-1200 small tall"),
    *_family("animal", "pen cage barn field",
             "chicken | 500-1500 white brown", "duck | 600-1800 white gray", "rabbit | 800-2500 white brown",
             "goat | 4000-9000 young old", "hamster | 700-1800 brown white", "goose | 900-2500 white gray",
             "turkey | 1500-4000 young old", "kitten | 1500-6000 black gray", "puppy | 3000-9000 black brown",
             "parrot | 4000-9500 green blue", "lamb | 4000-9000 black white", "pony | 9000-30000 young old"),
    *_family("found", "bucket jar bag pocket",
             "seashell | 5-60 white pink", "pebble | 2-10 smooth white", "acorn | 2-8 small large",
             "pine cone | 5-40 small large", "feather | 5-50 white gray", "chestnut | 5-25 small large",
             "leaf | 2-10 red yellow", "stone | 2-20 flat round", "bottle cap | 1-10 red silver"),
    *_family("sold", "stack box bundle pile",
             "ticket | 200-3000 adult child", "newspaper | 50-300 daily local", "calendar | 500-1800 small large",
             "raffle ticket | 50-500 blue green", "poster | 200-1500 small large", "flyer | 5-30 yellow white",
             "program | 100-400 printed glossy", "candy bar | 75-250 dark milk", "water bottle | 75-250 small large"),
    *_family("clothes", "drawer suitcase basket box",
             "shirt | 800-3500 white blue", "sock | 100-500 gray black", "hat | 600-3000 straw wool",
             "dress | 1500-6000 red blue", "sweater | 1500-6000 gray green", "towel | 400-2000 white blue",
             "cap | 500-2500 red black", "jacket | 2500-9000 brown black", "skirt | 1200-4500 long short",
             "belt | 600-2500 brown black", "T-shirt | 500-2500 plain striped"),
)  # fmt: skip
SELLABLE = frozenset(n for n in NOUNS if n.kind not in ("found",) and n.singular not in ("poem", "pebble"))


@dataclass(frozen=True)
class Crowd:
    """People in a place: who they are, where, how they come and go."""

    noun: str
    place: str
    come: str
    go: str
    event: str


CROWDS: tuple[Crowd, ...] = tuple(
    Crowd(*(cell.strip() for cell in row.split("|")))
    for row in (
        "passenger | on the bus | got on | got off | at the next stop",
        "passenger | on the train | got on | got off | at the next station",
        "child | in the park | came | went home | after lunch",
        "student | in the library | came in | left | before noon",
        "guest | at the party | arrived | went home | before midnight",
        "visitor | in the museum | came in | left | after an hour",
        "player | on the team | joined | quit | during the season",
        "member | in the chess club | joined | left | over the summer",
        "camper | at the summer camp | arrived | went home | on the second day",
        "swimmer | in the pool | came | left | at noon",
        "worker | at the factory | were hired | retired | last year",
        "singer | in the choir | joined | left | in the spring",
        "customer | in the cafe | came in | left | after breakfast",
        "fan | in the stadium | came in | left | during the game",
        "dancer | in the dance class | signed up | dropped out | in the first month",
    )
)
TREATS = (
    "hat book lunch ticket scarf backpack game lamp T-shirt bracelet sandwich puzzle umbrella notebook mug poster "
    "watch belt"
).split()  # fmt: skip
DEAR = "bicycle tablet guitar camera skateboard tent keyboard telescope jacket violin printer desk".split()
