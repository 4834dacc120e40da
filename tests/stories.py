"""Stories with a reading and the answer, for the tests of the checks, the solver and the command."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """kind: the schema; answer: as hybrid.words.solving.Answer.text has it; remarks: how many there are."""

    kind: str
    story: str
    reading: str
    answer: str
    remarks: int = 0


STORIES = [
    Told(
        "equal groups",
        "Mira packs 6 crates. Each crate holds 14 jars of honey. How many jars does she pack?",
        """
        crates = 6 crate "packs 6 crates"
        per = 14 jar/crate "Each crate holds 14 jars"
        ask crates * per jar "How many jars does she pack?"
        """,
        "84 jar",
    ),
    Told(
        "change, the start unknown",
        "Some birds sat on a roof. Nine flew off and 4 came back. Then there were 17 birds on the roof. "
        "How many birds sat there at first?",
        """
        unknown start bird "Some birds sat on a roof"
        off = 9 bird "Nine flew off"
        back = 4 bird "4 came back"
        where start - off + back = 17 bird "Then there were 17 birds"
        ask start bird
        """,
        "22 bird",
    ),
    Told(
        "compare",
        "Lena read 35 pages on Sunday. That is 12 pages more than Otto read. How many pages did Otto read?",
        """
        lena = 35 page "Lena read 35 pages"
        otto = lena - 12 page "12 pages more than Otto read"
        ask otto page
        """,
        "23 page",
    ),
    Told(
        "rate and time",
        "A printer prints 12 sheets a minute. How many sheets does it print in 2 hours?",
        """
        speed = 12 sheet/minute "12 sheets a minute"
        time = 2 hr "in 2 hours"
        ask speed * time * minutes_per_hour sheet
        """,
        "1440 sheet",
    ),
    Told(
        "percent off",
        "A coat costs $80. It is sold at 15% off. What does it cost now?",
        """
        price = 80 dollar "costs $80"
        now = price * (1 - 15%) dollar "sold at 15% off"
        ask now dollar
        """,
        "68 dollar",
    ),
    Told(
        "ratio",
        "In a choir the ratio of boys to girls is 3 to 4. There are 56 children in it. How many girls sing?",
        """
        unknown boys boy "boys"
        unknown girls girl "girls"
        where boys / girls = 3/4 boy/girl "the ratio of boys to girls is 3 to 4"
        where boys + girls = 56 child "There are 56 children"
        ask girls girl
        """,
        "32 girl",
    ),
    Told(
        "ages",
        "Rosa is three times as old as her son. In 12 years she will be twice as old as he. How old is the son?",
        """
        unknown rosa year "Rosa"
        unknown son year "her son"
        where rosa = 3*son "three times as old as her son"
        where rosa + 12 = 2*(son + 12) "In 12 years she will be twice as old"
        ask son year
        """,
        "12 year",
    ),
    Told(
        "remainder",
        "There are 50 eggs. A box takes 6 eggs, and only full boxes are sold. How many eggs are left over?",
        """
        eggs = 50 egg "There are 50 eggs"
        takes = 6 egg/box "A box takes 6 eggs"
        ask remainder(eggs, takes) egg
        """,
        "2 egg",
    ),
    Told(
        "rounded up",
        "There are 50 eggs. A box takes 6 eggs. How many boxes are needed for all of them?",
        """
        eggs = 50 egg "There are 50 eggs"
        takes = 6 egg/box "A box takes 6 eggs"
        full = eggs / takes box "for all of them"
        ask ceil(full) box
        """,
        "9 box",
    ),
    Told(
        "two unknowns",
        "A farm has hens and goats, 30 animals with 86 legs in all. A hen has 2 legs. How many goats are there?",
        """
        unknown hens animal "hens"
        unknown goats animal "goats"
        per_hen = 2 leg/animal "A hen has 2 legs"
        where hens + goats = 30 animal "30 animals"
        where hens * per_hen + goats * legs_per_quadruped = 86 leg "86 legs in all"
        ask goats
        """,
        "13 animal",
    ),
    Told(
        "average",
        "Finn ran 4 km on Monday, 7 km on Tuesday and 10 km on Friday. What is the average?",
        """
        monday = 4 km "4 km on Monday"
        tuesday = 7 km "7 km on Tuesday"
        friday = 10 km "10 km on Friday"
        ask (monday + tuesday + friday) / 3 km "What is the average?"
        """,
        "7 kilometer",
    ),
    Told(
        "parts of a whole",
        "A jug has 900 ml of juice. A third is drunk, then half of the rest. How much juice is left?",
        """
        full = 900 ml "900 ml of juice"
        rest = full - full/3 ml "A third is drunk"
        left = rest - rest/2 ml "half of the rest"
        ask left ml
        """,
        "300 milliliter",
    ),
    Told(
        "a cover noun",
        "A bowl has 5 apples and 8 pears. How many pieces of fruit are in it?",
        """
        apples = 5 apple "5 apples"
        pears = 8 pear "8 pears"
        ask apples + pears fruit
        """,
        "13 fruit",
    ),
    Told(
        "an area",
        "The area of a square garden is 49 square meters. How long is a side?",
        """
        unknown side meter "a side"
        where side^2 = 49 m^2 "The area of a square garden is 49 square meters"
        ask side meter
        """,
        "7 meter",
    ),
    Told(
        "coins",
        "Ben has 3 quarters and 4 dimes. How many cents does he have?",
        """
        quarters = 3 quarter "3 quarters"
        dimes = 4 dime "4 dimes"
        ask quarters * cents_per_quarter + dimes * cents_per_dime cent
        """,
        "115 cent",
    ),
    Told(
        "a dozen",
        "Eva buys two dozen eggs and uses 5 of them. How many eggs are left?",
        """
        bought = 2 * per_dozen egg "two dozen eggs"
        used = 5 egg "uses 5 of them"
        ask bought - used egg
        """,
        "19 egg",
    ),
    Told(
        "shared among people of a list",
        "Ada, Bo and Cem share 24 nuts equally. How many nuts does each get?",
        """
        nuts = 24 nut "24 nuts"
        people = 3 person "Ada, Bo and Cem"
        ask nuts / people nut
        """,
        "8 nut",
    ),
    Told(
        "only the sum is fixed",
        "A red and a blue rope are 10 meters long together. How long are two red and two blue ropes?",
        """
        unknown red meter "A red"
        unknown blue meter "a blue rope"
        where red + blue = 10 meter "A red and a blue rope are 10 meters long together"
        ask 2*red + 2*blue meter "two red and two blue ropes"
        """,
        "20 meter",
        1,
    ),
    Told(
        "whole numbers",
        "Pens cost 3 dollars and books 5 dollars. Iris buys some of both for 11 dollars. How many books does she buy?",
        """
        unknown pens pen "some of both"
        unknown books book "some of both"
        pen = 3 dollar/pen "Pens cost 3 dollars"
        book = 5 dollar/book "books 5 dollars"
        where pens*pen + books*book = 11 dollar "for 11 dollars"
        ask books book
        """,
        "1 book",
    ),
    Told(
        "work rates",
        "One pump fills a tank in 4 hours, another in 12 hours. How long do both take together?",
        """
        first = 4 hour/tank "fills a tank in 4 hours"
        second = 12 hour/tank "another in 12 hours"
        both = 1/first + 1/second tank/hour "One pump fills a tank"
        ask 1/both hour "both take"
        """,
        "3 hour",
    ),
]
