"""Word classes of arithmetic stories: verbs by what they do to a quantity, cue words, function words, stems.

The verb classes follow the state changes of Hosseini et al. (2014, "Learning to solve arithmetic word problems with
verb categorization"): a verb says that its subject has, gains or loses something, that something is shared out, costs,
is needed or moves. The stemmer is a short list of suffixes after Porter (1980), only good for telling whether two
words are forms of one.
"""

from __future__ import annotations

from functools import lru_cache

IRREGULAR = {
    "children": "child", "people": "person", "men": "man", "women": "woman", "feet": "foot", "mice": "mouse",
    "teeth": "tooth", "geese": "goose", "knives": "knife", "wives": "wife", "lives": "life", "leaves": "leaf",
    "loaves": "loaf", "shelves": "shelf", "halves": "half", "wolves": "wolf", "calves": "calf", "scarves": "scarf",
    "had": "have", "has": "have", "have": "have", "having": "have",
    "was": "be", "were": "be", "is": "be", "are": "be", "been": "be",
    "am": "be", "gave": "give", "given": "give", "got": "get", "gotten": "get", "bought": "buy", "sold": "sell",
    "ate": "eat", "eaten": "eat", "found": "find", "lost": "lose", "made": "make", "took": "take", "taken": "take",
    "went": "go", "gone": "go", "goes": "go", "came": "come", "spent": "spend", "paid": "pay", "left": "left",
    "put": "put", "cut": "cut", "broke": "break", "broken": "break", "threw": "throw", "thrown": "throw",
    "caught": "catch", "fell": "fall", "fallen": "fall", "flew": "fly", "flown": "fly", "swam": "swim", "ran": "run",
    "won": "win", "wrote": "write", "written": "write", "read": "read", "drank": "drink", "drunk": "drink",
    "grew": "grow", "grown": "grow", "kept": "keep", "held": "hold", "sent": "send", "built": "build",
    "brought": "bring", "drove": "drive", "driven": "drive", "rode": "ride", "ridden": "ride", "saw": "see",
    "seen": "see", "did": "do", "does": "do", "done": "do", "said": "say", "sat": "sit", "stood": "stand",
    "slept": "sleep", "lent": "lend", "bled": "bleed", "blew": "blow", "drew": "draw", "drawn": "draw",
    "hid": "hide", "hidden": "hide", "knew": "know", "led": "lead", "met": "meet", "rose": "rise", "shot": "shoot",
    "stole": "steal", "stolen": "steal", "swept": "sweep", "taught": "teach", "told": "tell", "wore": "wear",
    "worn": "wear", "dug": "dig", "fed": "feed", "hung": "hang", "cost": "cost", "began": "begin", "begun": "begin",
    "thought": "think", "felt": "feel", "meant": "mean", "dollars": "dollar", "better": "good", "dice": "die",
    "this": "this", "his": "his", "its": "its", "us": "us", "plus": "plus", "minus": "minus", "less": "less",
    "always": "always", "gas": "gas", "bus": "bus", "buses": "bus", "busses": "bus", "movies": "movi",
    "cookies": "cooki", "pies": "pi", "ties": "ti",
    "pie": "pi", "tie": "ti", "cent": "cent", "used": "use", "using": "use", "uses": "use",
    "needed": "need", "need": "need", "feed": "feed", "seed": "seed", "seeds": "seed", "bed": "bed", "red": "red",
    "beads": "bead", "shed": "shed", "ring": "ring", "rings": "ring", "king": "king", "string": "string",
    "strings": "string", "morning": "morning", "evening": "evening", "during": "during", "thing": "thing",
    "things": "thing", "something": "something", "wing": "wing", "spring": "spring", "sing": "sing", "sang": "sing",
    "bring": "bring", "hundred": "hundred",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a lower-case word: one for its plural, past and -ing form where spelling shows it."""
    if word in IRREGULAR:
        return _bare(IRREGULAR[word])
    for end in ("'s", "’s", "s'"):
        if word.endswith(end):
            return stem(word[: -len(end)])
    n = len(word)
    if n > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif n > 4 and word.endswith(("sses", "xes", "zes", "ches", "shes", "oes")):
        word = word[:-2]
    elif n > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for end in ("ing", "ied", "ed"):
        if word.endswith(end) and len(word) - len(end) >= (3 if end == "ing" else 2):
            base = word[: -len(end)]
            if end == "ied":
                word = base + "y"
            elif any(c in "aeiouy" for c in base):
                double = len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz"
                word = base[:-1] if double else base
            break
    return _bare(word)


def _bare(word: str) -> str:
    """Without the final e and with i for y, which forms of a word drop and change."""
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(w) for w in words.split())


VERBS: dict[str, frozenset[str]] = {
    "have": _stems("have own be contain hold include keep carry possess consist"),
    "gain": _stems(
        "get buy find receive collect pick earn add join come arrive win gain gather catch borrow purchase bring "
        "increase acquire download obtain hatch score rise inherit enter board deposit harvest grow attend"
    ),
    "make": _stems("make bake plant build write draw paint cook produce knit sew type assemble record serve"),
    "lose": _stems(
        "give lose eat spend use break left throw donate die fall pop drop remove decrease drink delete burn "
        "lend mail lower quit rot steal discard trash consume melt waste crack erase bury damage exit escape depart "
        "withdraw reduce graduate wilt tear leak misplace wither spoil spill miss forget absent fail"
    ),
    "sell": _stems("sell trade"),
    "take": _stems("take move transfer send return"),
    "share": _stems(
        "share split divide distribute cut separate pack arrange sort equally group fit stack store fill "
        "organize load display"
    ),
    "put": _stems("put place insert"),
    "do": _stems("finish grade solve wash complete answer color check iron fold mow sweep deliver repair"),
    "cost": _stems("cost charge price pay worth"),
    "need": _stems("need want require plan hope would must should"),
    "work": _stems("work read run walk drive ride travel swim jog study play practice watch fly sleep clean"),
    "weigh": _stems("weigh measure tall long old"),
    "go": _stems("go visit see"),
    "order": _stems("order serve invite rent raise save"),
}
VERB_CLASS = {s: name for name, words in VERBS.items() for s in words}
AUX = frozenset("is are was were be been do does did has have had will would can could should may might must".split())
PRONOUNS = frozenset("he she it they i we you him her them his their its our my your".split())
FUNCTION = frozenset(
    "a an the this that these those and or but if so as than then of to in on at by for from with into onto about "
    "over under out off up down is are was were be been do does did has have had will would can could should may "
    "might must he she it they i we you him her them his their its our my your who which what how many much when "
    "where while there here not no also only just if because after before during between among per each every all "
    "both some any more less fewer another other another's us me there's it's too very still now later today "
    "yesterday tomorrow again already s".split()
)
# words at which a noun phrase that follows a number ends
NOUN_ENDS = frozenset(FUNCTION - {"more", "less", "fewer", "other", "another"}) | frozenset(
    "ago away left altogether together total apiece long tall old wide deep high apart equally remaining total until "
    "instead than left yesterday last next ? . , ; : !".split()
)
QUANTIFIERS = frozenset(
    "more less fewer other another additional extra new different total whole equal of the his her their its my our "
    "these those such same".split()
)
RATE = frozenset("each every per apiece".split())
_CUES = {
    "more": "more", "fewer": "fewer", "less": "fewer", "than": "than", "left": "left", "remain": "left",
    "still": "left", "total": "total", "altogether": "total", "all": "all", "together": "total", "combin": "total",
    "sum": "total", "both": "total", "overall": "total", "each": "each", "every": "each", "per": "each",
    "apiec": "each", "start": "start", "begin": "start", "initialli": "start", "originalli": "start",
    "first": "start", "befor": "start", "initial": "start", "original": "start", "now": "now", "end": "end",
    "final": "end", "finalli": "end", "spend": "cost", "cost": "cost", "pay": "cost", "price": "cost",
    "earn": "earn", "mak": "make", "profit": "profit", "chang": "change", "need": "need", "differ": "differ",
    "time": "times", "averag": "average", "half": "half", "twice": "twice", "another": "another", "sav": "save",
    "other": "other", "rest": "left", "equalli": "share", "shar": "share", "split": "share", "divid": "share",
    "long": "long", "far": "far", "old": "old", "tall": "tall", "fast": "fast", "group": "group", "row": "group",
    "if": "if", "would": "if", "will": "will", "after": "after", "percent": "percent", "fraction": "fraction",
    "same": "same", "only": "only", "week": "week", "day": "day", "hour": "hour", "minut": "minute", "year": "year",
    "month": "month", "off": "off", "discount": "off", "low": "fewer", "high": "more", "larger": "more",
    "longer": "more", "taller": "more", "shorter": "fewer", "heavier": "more", "lighter": "fewer", "older": "more",
    "younger": "fewer", "increas": "more", "decreas": "fewer", "larg": "more", "small": "fewer", "extra": "more",
    "addit": "more", "full": "full", "enough": "enough", "leftov": "leftover", "over": "over", "becaus": "because",
    "everyon": "each", "between": "between", "among": "between", "per cent": "percent", "out": "out", "ago": "ago",
    "most": "most", "least": "least", "exceed": "more", "except": "except", "weigh": "weigh", "lose": "lose",
    "gave": "give", "giv": "give", "eat": "eat", "us": "use", "sell": "sell", "buy": "buy", "get": "get",
    "bought": "buy", "find": "find", "put": "put", "fit": "fit", "want": "need", "requir": "need", "must": "need",
    "area": "area", "perimet": "perimeter", "rectangl": "rectangle", "squar": "square", "width": "width",
}  # fmt: skip
CUES = {stem(word): cue for word, cue in _CUES.items()} | {word: cue for word, cue in _CUES.items()}
