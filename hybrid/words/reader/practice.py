"""Short stories of one or two operations for training the reader, several questions on one body.

A body states some facts; each question uses some of its numbers, so that which numbers matter has to be read off the
words. `[x|y]` is a choice, `{n}` a slot; an expression is over the numbers a, b, c, d of the body. Some stories get
a fact that no question asks about. Deterministic by seed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from hybrid.words.reader.data import Example, Tree, number, parsed, value
from hybrid.words.reader.quantities import quantities, question
from hybrid.words.reader.text import analyse

PEOPLE = "Ada Ben Carla Dev Ella Farid Gina Hugo Iris Jonas Kira Luis Mona Noel Olga Pedro Rita Sami Tara Umar Vera Will Yuki Zane Amir Bella Omar Nadia Felix Greta".split()
THINGS = "apples pears marbles stickers shells stamps coins buttons pencils cards books toys beads balloons crayons cookies muffins cupcakes candies peaches plums flowers roses tulips stones bottles eggs magazines notebooks pens ribbons badges photos puzzles tickets postcards lemons oranges mangoes potatoes carrots tomatoes pumpkins kites hats scarves rings necklaces seeds bricks tiles cans bananas chocolates sandwiches dolls blocks erasers figurines plates spoons".split()
ALIVE = "birds ducks sheep rabbits fish frogs kittens puppies goats bees butterflies pigeons squirrels horses cows chickens turtles children students players workers visitors passengers people boys girls adults campers dancers singers".split()
KINDS = "red blue green yellow white black small large old new wooden plastic sweet salty round square striped plain fresh ripe silver golden short tall".split()
BOXES = "box bag basket jar crate packet tray shelf drawer case carton bin pack bucket folder album".split()
GROUPS = "table bus van room row team group bench tent boat class cabin".split()
SHOP = "shirts hats books toys games sandwiches notebooks cakes pizzas tickets lamps chairs plants bracelets mugs socks pens melons brushes jackets".split()
PLACES = "park garden library school zoo farm market museum beach field yard pond forest station".split()

PLURAL = {"box": "boxes", "class": "classes", "bus": "buses", "shelf": "shelves", "bench": "benches"}

# (body, ((question, expression), ...)); a choice [x|y] is made once for each story
STORIES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("{A} [has|had|owns|collected|found|picked|bought] {a} {n}. {B} [has|had|collected|found|picked|bought] {b} {n}.", (
        ("How many {n} do they have [altogether|in all|together|in total]?", "a+b"),
        ("How many {n} do {A} and {B} have [altogether|in all|together|in total]?", "a+b"),
        ("What is the total number of {n}?", "a+b"),
        ("How many more {n} does {A} have than {B}?", "a-b"),
        ("How many more {n} did {A} get than {B}?", "a-b"),
        ("How many fewer {n} does {B} have than {A}?", "a-b"),
        ("How many {n} does {B} need to have as many as {A}?", "a-b"))),
    ("{A} [has|had|keeps|bought] {a} {p} {n} and {b} {q} {n} [|in {his} room|at home|on a {c}].", (
        ("How many {n} does {A} have [altogether|in all|now|in total|]?", "a+b"),
        ("How many {n} are there?", "a+b"),
        ("How many more {p} {n} than {q} {n} does {A} have?", "a-b"),
        ("How many more {p} {n} than {q} {n} are there?", "a-b"))),
    ("There [are|were] {a} {p} {n} and {b} {q} {n} in the {c}.", (
        ("How many {n} [are|were] [there|in the {c}] [|in all|altogether|in total]?", "a+b"),
        ("How many {n} does the {c} hold?", "a+b"),
        ("How many more {p} {n} than {q} {n} [are|were] there?", "a-b"))),
    ("There are {a} {n} in the {c}. [{b} of them|{b} of the {n}|{b} {n}|{b}] are {p} [and the rest are {q}|and the others are {q}|].", (
        ("How many {n} are {q}?", "a-b"), ("How many {n} are not {p}?", "a-b"), ("How many {q} {n} are there?", "a-b"))),
    ("There are {a} {n} in the {place}. {b} of them are {p} and the rest are {q}.", (("How many {q} {n} are [there|in the {place}]?", "a-b"), ("How many of the {n} are {q}?", "a-b"))),
    ("{A} had {a} {n}. {He} [gave|handed|sold|lent|sent] {b} {n} [to {B}|to {his} friend|away|to {his} sister].", (
        ("How many {n} does {A} have [left|now|remaining]?", "a-b"),
        ("How many {n} did {he} have left?", "a-b"), ("How many {n} are left?", "a-b"), ("How many {n} does {he} still have?", "a-b"))),
    ("{A} had {a} {n}. {He} [ate|lost|used|broke|threw away|donated|dropped] {b} [{n}|of them|].", (
        ("How many {n} does {A} have [left|now]?", "a-b"), ("How many {n} remain?", "a-b"), ("How many {n} are left?", "a-b"))),
    ("{A} had {a} {n}. {He} [got|bought|found|was given|received|picked|won] {b} more [{n}|].", (
        ("How many {n} does {A} have [now|in all|altogether|in total]?", "a+b"), ("How many {n} does {he} have in the end?", "a+b"))),
    ("{A} has {a} {n}. {B} gave {him} {b} more.", (("How many {n} does {A} have now?", "a+b"), ("How many {n} does {A} have altogether?", "a+b"))),
    ("{A} had some {n}. {He} [gave|sold|lent] {b} {n} to {B} [and|. Now {he}] has {a} {n} left.", (
        ("How many {n} did {A} have [at first|in the beginning|at the start|before|originally]?", "a+b"),
        ("How many {n} did {A} start with?", "a+b"), ("How many {n} did {he} have to start with?", "a+b"))),
    ("After [giving|selling|losing|eating] {b} {n}, {A} had {a} {n} left.", (
        ("How many {n} did {A} have [at first|in the beginning|at the start|initially]?", "a+b"),)),
    ("{A} had {a} {n}. After {he} [gave|sold|lost|ate|used] some [of them|{n}|], {he} had {b} left.", (
        ("How many {n} did {A} [give away|sell|lose|eat|use]?", "a-b"), ("How many {n} are gone?", "a-b"))),
    ("{A} had {a} {n}. {He} [gave|handed|lent] some to {B}. Now {he} has {b} {n}.", (
        ("How many {n} did {he} give to {B}?", "a-b"), ("How many {n} did {B} get?", "a-b"))),
    ("{A} had {b} {n}. {B} gave {him} some more. Now {A} has {a} {n}.", (
        ("How many {n} did {B} give {him}?", "a-b"), ("How many {n} did {A} get from {B}?", "a-b"))),
    ("{A} had some {n}. {He} [bought|found|got|picked] {b} more. Now {he} has {a} {n} [|in all|altogether].", (
        ("How many {n} did {A} have [at first|in the beginning|before|at the start]?", "a-b"), ("How many {n} did {he} start with?", "a-b"))),
    ("There [are|were] {a} {L} [in|at] the {place}. {b} more {L} [came|arrived|joined them].", (
        ("How many {L} are there now?", "a+b"), ("How many {L} are [in|at] the {place} [now|altogether|in all]?", "a+b"))),
    ("{a} {L} were in the {place}. {b} [left|went away|walked off|of them went home|{L} left].", (
        ("How many {L} are [left|still there|there now|in the {place} now]?", "a-b"), ("How many {L} stayed?", "a-b"))),
    ("There were {b} {L} at the {place}. Some more {L} came. Now there are {a} {L}.", (("How many {L} came?", "a-b"), ("How many more {L} came to the {place}?", "a-b"))),
    ("There were {a} {L} at the {place}. Some left. [Now|Then] there were {b} {L}.", (("How many {L} left?", "a-b"), ("How many {L} went away?", "a-b"))),
    ("{A} [has|bought|packed|filled] {a} {cs} of {n}. [Each {c} has {b} {n}|There are {b} {n} in each {c}|Each {c} holds {b} {n}|Every {c} contains {b} {n}].", (
        ("How many {n} does {A} have [|in all|altogether|in total]?", "a*b"), ("How many {n} are there [|in all|altogether|in total]?", "a*b"),
        ("What is the total number of {n}?", "a*b"))),
    ("There are {a} {n} in each {c}. {A} has {b} {cs}.", (("How many {n} does {A} have [|in all|altogether|in total]?", "a*b"), ("How many {n} are in {b2} {cs}?", "a*b"))),
    ("Each {c} holds {a} {n}.", (("How many {n} do {b} {cs} hold?", "a*b"), ("How many {n} are in {b} {cs}?", "a*b"), ("How many {n} fit in {b} {cs}?", "a*b"))),
    ("If there are {a} {n} in each {c} and {A} has {b} {cs},", (("how many {n} does {A} have [|in all]?", "a*b"), ("how many {n} are there in total?", "a*b"))),
    ("The {L} sit in {a} {gs} with {b} {L} [in|at] each {g}.", (("How many {L} are there [|in all]?", "a*b"),)),
    ("There are {ab} {L} [|at the {place}]. {b} {L} fit in each {g}.", (("How many {gs} are needed?", "ab/b"), ("How many {gs} do they need?", "ab/b"))),
    ("The {ab} {L} [|at the {place}] were put into {b} {gs} [equally|of the same size|with the same number in each].", (("How many {L} are in each {g}?", "ab/b"), ("How many {L} does each {g} have?", "ab/b"), ("How big is each {g}?", "ab/b"))),
    ("{A} has {ab} {n}. {He} [puts|packs|places|sorts] [them|the {n}] [equally |]into {b} {cs}.", (("How many {n} are in each {c}?", "ab/b"), ("How many {n} does {he} put in each {c}?", "ab/b"), ("How many {n} go into a {c}?", "ab/b"))),
    ("{A} has {ab} {n}. {He} [puts|packs|places] {b} [{n} |]in each {c}.", (("How many {cs} [does {he} need|does {A} fill|can {he} fill|will {he} use|are needed]?", "ab/b"),)),
    ("{A} [shares|shared|splits|divides] {ab} {n} [equally |evenly |]among {b} [friends|children|people].", (("How many {n} does each [friend|child|person] get?", "ab/b"), ("How many {n} [will|did] each get?", "ab/b"), ("How many {n} does everyone get?", "ab/b"))),
    ("{A} wants to share {ab} {n} among {b} friends.", (("If each friend gets the same number, how many {n} does each get?", "ab/b"),)),
    ("If {ab} {n} are [shared among|divided among|split between] {b} children,", (("how many {n} does each child get?", "ab/b"), ("how many will each get?", "ab/b"))),
    ("A {c} [holds|has room for|can hold] {b} {n}. {A} has {ab} {n}.", (("How many {cs} does {A} need?", "ab/b"), ("How many {cs} can {he} fill?", "ab/b"))),
    ("{A} has {a} {n}. {B} has {b} more {n} than {A}.", (("How many {n} does {B} have?", "a+b"), ("How many {n} do they have altogether?", "a+(a+b)"))),
    ("{A} has {a} {n}. {B} has {b} fewer {n} than {A}.", (("How many {n} does {B} have?", "a-b"), ("How many {n} do they have in all?", "a+(a-b)"))),
    ("{A} has {a} {n}. {He} has {b} more {n} than {B}.", (("How many {n} does {B} have?", "a-b"),)),
    ("{A} has {b} fewer {n} than {B}. {A} has {a} {n}.", (("How many {n} does {B} have?", "a+b"),)),
    ("{A} has {b} more {n} than {B}. {B} has {a} {n}.", (("How many {n} does {A} have?", "a+b"),)),
    ("{A} has {a} {n}, which is {b} more than {B} has.", (("How many {n} does {B} have?", "a-b"),)),
    ("{A} has {a} {n}, which is {b} less than {B}.", (("How many {n} does {B} have?", "a+b"),)),
    ("{A} has {a} {n}. {B} has {k} times as many [{n} |]as {A}.", (("How many {n} does {B} have?", "a*k"), ("How many {n} do they have together?", "a+a*k"))),
    ("{A} has {ak} {n}, {k} times as many as {B}.", (("How many {n} does {B} have?", "ak/k"),)),
    ("{A} [picked|found] {ab} {n} and {B} [picked|found] {b} {n}.", (("How many times as many {n} did {A} [pick|find] as {B}?", "ab/b"), ("How many more {n} did {A} [pick|find] than {B}?", "ab-b"))),
    ("{A} has {a} {n}. {He} needs {b2} {n} [in all|altogether|for a project].", (("How many more {n} does {he} need?", "b2-a"), ("How many more does {A} have to [get|buy|find]?", "b2-a"))),
    ("{A} needs {a} {n}. {He} already has {b} [{n}|].", (("How many more {n} does {A} need [|to get|to buy]?", "a-b"),)),
    ("{A} wants to collect {a} {n}. So far {he} has {b}.", (("How many more {n} does {he} have to collect?", "a-b"), ("How many {n} are still missing?", "a-b"))),
    ("Each {s} costs $ {a}.", (("How much do {b} {ss} cost?", "a*b"), ("How much will {A} pay for {b} {ss}?", "a*b"))),
    ("{A} bought {b} {ss}. Each {s} [cost|costs|was] [$ {a}|{a} dollars|${a}].", (("How much did {A} [pay|spend] [|in all|altogether]?", "a*b"), ("How much money did {he} spend?", "a*b"), ("How much did the {ss} cost?", "a*b"))),
    ("{A} bought {b} {ss} for {ab} dollars.", (("How much did each {s} cost?", "ab/b"), ("What is the price of one {s}?", "ab/b"), ("How much does a {s} cost?", "ab/b"))),
    ("{A} [spent|paid] {ab} dollars for {ss}. Each {s} costs {b} dollars.", (("How many {ss} did {A} buy?", "ab/b"),)),
    ("A {s} costs {b} dollars. {A} has {ab} dollars.", (("How many {ss} can {A} buy?", "ab/b"),)),
    ("{A} earns {a} dollars [an hour|a day|per hour|each week|every day].", (("How much does {he} earn in {b} [hours|days|weeks]?", "a*b"), ("How much will {he} make in {b} [hours|days|weeks]?", "a*b"))),
    ("{A} earned {ab} dollars in {b} hours.", (("How much did {he} earn [per|an|each] hour?", "ab/b"),)),
    ("{A} spent {a} dollars on {ss} and {b} dollars on {s2s}.", (("How much did {A} spend [|in all|altogether|in total]?", "a+b"), ("How much more did {A} spend on {ss} than on {s2s}?", "a-b"))),
    ("A {s} costs $ {a} and a {s2} costs $ {b}.", (("How much do they cost together?", "a+b"), ("How much more does the {s} cost?", "a-b"), ("How much does {A} pay for both?", "a+b"), ("How much cheaper is the {s2}?", "a-b"))),
    ("{A} had {a} dollars. {He} spent {b} dollars on {ss}.", (("How much [money |]does {he} have left?", "a-b"), ("How much does {A} have now?", "a-b"), ("How many dollars are left?", "a-b"))),
    ("{A} had {a} dollars. After buying a {s} {he} had {b} dollars left.", (("How much did the {s} cost?", "a-b"), ("How much did {A} spend?", "a-b"))),
    ("{A} bought a {s} for {b} dollars and has {a} dollars left.", (("How much money did {A} have [at first|before|in the beginning]?", "a+b"),)),
    ("A {s} costs {a} dollars. {A} has {b} dollars.", (("How much more [money |]does {A} need?", "a-b"), ("How much more does {he} have to save?", "a-b"))),
    ("{A} pays for a {s} that costs {b} dollars with a {a}-dollar note.", (("How much change does {he} get?", "a-b"),)),
    ("The price of a {s} was {a} dollars. There is a discount of {b} dollars.", (("How much does the {s} cost now?", "a-b"), ("How much do you have to pay?", "a-b"))),
    ("{A} [walked|ran|drove|cycled|swam] {a} [miles|km|meters] [on Monday|in the morning] and {b} [miles|km|meters] [on Tuesday|in the afternoon].", (("How far did {A} go in all?", "a+b"), ("How many [miles|km|meters] did {A} go altogether?", "a+b"), ("How much farther did {A} go [on Monday|in the morning] than [on Tuesday|in the afternoon]?", "a-b"))),
    ("{A} [walks|runs|drives|cycles] {a} [miles|km] [an hour|every day|each day|per hour].", (("How far does {A} get in {b} [hours|days]?", "a*b"), ("How many [miles|km] is that in {b} [hours|days]?", "a*b"))),
    ("{A} [drove|cycled] {ab} miles in {b} hours.", (("How many miles did {A} go each hour?", "ab/b"), ("How fast did {A} go?", "ab/b"), ("What was {his} speed?", "ab/b"))),
    ("It is {ab} miles to the {place}. {A} goes {b} miles an hour.", (("How long does it take?", "ab/b"), ("How many hours does {A} need?", "ab/b"))),
    ("The {s} is {a} [feet|inches|cm] long. {A} cuts off {b} [feet|inches|cm].", (("How long is [it|the {s}] now?", "a-b"), ("How much is left?", "a-b"))),
    ("The tree was {b} [feet|inches] tall. Now it is {a} [feet|inches] tall.", (("How much did it grow?", "a-b"), ("How many [feet|inches] did the tree grow?", "a-b"))),
    ("{A} is {a} [years old|inches tall]. {B} is {b} [years|inches] [older|taller] than {A}.", (("How [old|tall] is {B}?", "a+b"),)),
    ("{A} is {a} years old. {B} is {b} years younger.", (("How old is {B}?", "a-b"),)),
    ("{A} is {a} years old.", (("How old will {A} be in {b} years?", "a+b"), ("How old was {A} {b} years ago?", "a-b"))),
    ("{A} read {a} pages of a book with {a2} pages.", (("How many pages are left [to read|]?", "a2-a"), ("How many more pages does {he} have to read?", "a2-a"))),
    ("A book has {ab} pages. {A} reads {b} pages [a day|each day|every day].", (("How many days does {he} need?", "ab/b"), ("How long will it take {him}?", "ab/b"))),
    ("{A} [reads|types|paints|bakes] {a} {n} [each|every|a|per] [day|hour|week].", (("How many {n} in {b} [days|hours|weeks]?", "a*b"), ("How many {n} does {he} do in {b} [days|hours|weeks]?", "a*b"))),
    ("There are {a} {L} and {b} {L2} [in|at] the {place}.", (("How many are there [in all|altogether]?", "a+b"), ("How many animals are there?", "a+b"), ("How many more {L} than {L2} are there?", "a-b"), ("How many fewer {L2} are there than {L}?", "a-b"))),
    ("There were {a} {L} on the bus. At the next stop {b} {L} got on and {c} got off.", (("How many {L} are on the bus now?", "a+b-c"), ("How many more {L} got on than got off?", "b-c"))),
    ("There were {a} {L} on the bus. At the stop {c} got off and some got on. Then there were {b2} {L} on the bus.", (("How many {L} got on?", "b2-(a-c)"), ("How many more got on than off?", "b2-a"))),
    ("{A} had {a} {n}. {He} gave {c} to {B} and ate {d} [of them|].", (("How many {n} does {A} have left?", "a-c-d"), ("How many {n} did {A} give away and eat?", "c+d"), ("How many more {n} did {A} give to {B} than eat?", "c-d"))),
    ("{A} had {a} {n}. {He} gave {c} to {B} and bought {b} more.", (("How many {n} does {he} have now?", "a-c+b"),)),
    ("{A} had {a} {p} {n} and {b} {q} {n}. {He} [ate|lost|sold|gave away|used] {c} {p} {n} and {d} {q} {n}.", (("How many {p} {n} does {A} have left?", "a-c"), ("How many {q} {n} are left?", "b-d"), ("How many {n} did {he} [eat|lose|sell|give away|use]?", "c+d"), ("How many {n} does {he} have left [in all|]?", "a+b-c-d"))),
    ("{A} had {a} {p} {n} and {b} {q} {n}. {He} [bought|found|got] {c} more {p} {n}.", (("How many {p} {n} does {A} have now?", "a+c"), ("How many {n} does {A} have in all?", "a+b+c"))),
    ("{A} has {a} {n}, {b} {m} and {c} {m2}.", (("How many {n} and {m} does {he} have?", "a+b"), ("How many more {n} than {m} does {he} have?", "a-b"), ("How many more {m} than {m2} are there?", "b-c"), ("How many things does {A} have?", "a+b+c"))),
    ("{A} [picked|found] {a} {n}, {B} {b} {n} and {C} {c} {n}.", (("How many {n} did they [pick|find] [in all|altogether|]?", "a+b+c"), ("How many {n} did {A} and {C} [pick|find]?", "a+c"), ("How many more {n} did {A} [pick|find] than {B}?", "a-b"))),
    ("{A} has {a} {cs} with {b} {n} in each and {k} [loose|more|other|single] {n}.", (("How many {n} does {A} have in all?", "a*b+k"), ("How many {n} are in the {cs}?", "a*b"))),
    ("{A} has {a} {cs} with {b} {n} in each. {He} gives away {c} {n}.", (("How many {n} are left?", "a*b-c"), ("How many {n} did {A} have before?", "a*b"))),
    ("{A} bought {a} {cs} of {n} and {b} {cs} of {m}. Each {c} holds {k} things.", (("How many things did {he} buy?", "(a+b)*k"), ("How many {n} did {A} get?", "a*k"), ("How many {m} did {A} get?", "b*k"), ("How many more {cs} of {n} than of {m} are there?", "a-b"))),
    ("{A} has {ab} {n} and {c} {m}. {He} puts {b} {n} in each {c0}.", (("How many {c0s} does {he} need for the {n}?", "ab/b"), ("How many more {n} than {m} are there?", "ab-c"))),
    ("{A} has {ab} {n} and {B} has {ak} {n}. They put {b} {n} in each {c}.", (("How many {cs} does {A} fill?", "ab/b"), ("How many {n} do they have together?", "ab+ak"))),
    ("{A} had {a2} {n}. {He} gave away {a} and put the rest into {k} {cs} equally.", (("How many {n} are in each {c}?", "(a2-a)/k"), ("How many {n} did {he} put into the {cs}?", "a2-a"))),
    ("{A} bought {a} {ss} at $ {b} each and {c} {s2s} at $ {d} each.", (("How much did {he} spend?", "a*b+c*d"), ("How much did the {ss} cost?", "a*b"), ("How many things did {he} buy?", "a+c"), ("How much more does a {s} cost than a {s2}?", "b-d"))),
    ("{A} bought {a} {ss} and {b} {s2s}. Each costs {k} dollars.", (("How much did {he} spend [in all|]?", "(a+b)*k"), ("How much did {he} spend on {ss}?", "a*k"), ("How much more did {he} spend on {ss} than on {s2s}?", "(a-b)*k"))),
    ("{A} had {a2} dollars and bought {k} {ss} for {b} dollars each.", (("How much did {he} spend?", "k*b"), ("How much does {he} have left?", "a2-k*b"))),
    ("{A} sold {a} {n} on Monday and {b} {n} on Tuesday for {k} dollars each.", (("How much did {he} make?", "(a+b)*k"), ("How many {n} did {he} sell?", "a+b"), ("How many more {n} did {he} sell on Monday?", "a-b"))),
    ("{A} works {a} hours [a day|each day] for {b} days and earns {k} dollars an hour.", (("How many hours does {he} work?", "a*b"), ("How much does {he} earn in all?", "a*b*k"), ("How much does {he} earn in a day?", "a*k"))),
    ("{A} made {a} {n} and {b} {m}. {He} sold {c} {n} and {d} {m}.", (("How many {n} does {he} have left?", "a-c"), ("How many {m} remain?", "b-d"), ("How many more {n} than {m} did {he} sell?", "c-d"), ("How many more {n} than {m} did {he} make?", "a-b"), ("How many things did {he} sell?", "c+d"))),
    ("{A} had some {n}. {He} [sold|gave away|ate] {a} on Monday and {b} on Tuesday. Now {he} has {c} left.", (("How many {n} did {he} have at first?", "a+b+c"), ("How many more {n} did {he} [sell|give away|eat] on Monday than on Tuesday?", "a-b"), ("How many {n} did {he} have after Monday?", "b+c"))),
    ("There are {a} rows of {b} {n}.", (("How many {n} are there?", "a*b"),)),
    ("There are {ab} {n} in {b} rows.", (("How many {n} are in each row?", "ab/b"), ("How many {n} does a row have?", "ab/b"))),
    ("{A} did {a} push-ups and {b} sit-ups. {B} did {c} push-ups more than {A}.", (("How many push-ups did {B} do?", "a+c"), ("How many push-ups and sit-ups did {A} do?", "a+b"), ("How many more push-ups than sit-ups did {A} do?", "a-b"))),
    ("{A} did {a} jumps. {B} did {c} more jumps than {A} but {d} fewer than {C}.", (("How many jumps did {B} do?", "a+c"), ("How many jumps did {C} do?", "a+c+d"))),
    ("A recipe needs {a} cups of [flour|milk] and {b} cups of [sugar|water]. {A} already put in {c} cups of [flour|milk].", (("How many more cups of [flour|milk] does {he} need?", "a-c"), ("How many cups does the recipe need in all?", "a+b"), ("How many more cups of [flour|milk] than of [sugar|water] does it need?", "a-b"))),
    ("The {place} had {a} visitors on Saturday and {b} on Sunday. It had {c} visitors on Monday.", (("How many visitors came on the weekend?", "a+b"), ("How many visitors came over the three days?", "a+b+c"), ("How many more visitors came on Saturday than on Monday?", "a-c"))),
    ("{A} used {a} of {his} {a2} {n}.", (("How many {n} are left?", "a2-a"), ("How many {n} has {he} not used?", "a2-a"))),
    ("{A} gave {b} {n} to each of {his} {a} friends.", (("How many {n} did {he} give away?", "a*b"),)),
    ("{A} gave {b} {n} to each of {his} {a} friends and kept {c}.", (("How many {n} did {he} have at first?", "a*b+c"), ("How many {n} did {he} give away?", "a*b"))),
    ("A [ship|truck|train] carried {a} tons of [coal|rice|sand]. {b} tons more were loaded.", (("How many tons does it carry now?", "a+b"),)),
    ("The [tank|barrel|pool] holds {a} [liters|gallons] of water. {A} used {b} [liters|gallons].", (("How much water is left?", "a-b"), ("How many [liters|gallons] are left?", "a-b"))),
    ("{A} has a [ribbon|rope|board] of {ab} [cm|inches|feet]. {He} cuts it into pieces of {b} [cm|inches|feet].", (("How many pieces does {he} get?", "ab/b"),)),
    ("{A} has a [ribbon|rope|board] of {ab} [cm|inches|feet]. {He} cuts it into {b} equal pieces.", (("How long is each piece?", "ab/b"),)),
    ("{A} weighs {a} pounds. {B} weighs {b} pounds.", (("How much do they weigh together?", "a+b"), ("How much heavier is {A} than {B}?", "a-b"), ("How much more does {A} weigh?", "a-b"))),
    ("The team scored {a} points in the first game and {b} in the second.", (("How many points did it score [in all|altogether]?", "a+b"), ("How many more points did it score in the first game?", "a-b"))),
    ("The team has {a} players. Each player scored {b} points.", (("How many points did the team score?", "a*b"),)),
    ("A group of {a} friends played. Each had {b} lives. {c} players quit.", (("How many lives did the others have in all?", "(a-c)*b"), ("How many players are left?", "a-c"))),
    ("In a school there are {a} boys and {b} girls. {c} more girls joined.", (("How many girls are there now?", "b+c"), ("How many pupils are there now?", "a+b+c"), ("How many more boys than girls were there before?", "a-b"))),
    ("There are {a} girls in the class. There are {b} more boys than girls.", (("How many boys are there?", "a+b"), ("How many students are there in the class?", "a+(a+b)"))),
    ("The {place} is {a} [feet|meters] long and {b} [feet|meters] wide.", (("What is its area?", "a*b"), ("How much longer than wide is it?", "a-b"))),
    ("{A} has {a} {p} {n} and {b} {q} {n}. {He} puts them in {cs} of {k}.", (("How many {cs} does {he} need?", "(a+b)/k"), ("How many {n} are there?", "a+b"))),
    ("{A} baked {a} {n} and {b} {m} and puts {k} in each {c}.", (("How many {cs} does {he} need for the {n}?", "a/k"), ("How many {cs} does {he} need in all?", "(a+b)/k"))),
    ("{A} took {a} [minutes|hours] for the first [task|lap] and {b} [minutes|hours] for the second.", (("How long did {he} take in all?", "a+b"), ("How much longer was the first [task|lap]?", "a-b"), ("How many [minutes|hours] did both take?", "a+b"))),
    ("{A} took {ab} [minutes|hours] for {b} [laps|games|rooms].", (("How long did each [lap|game|room] take?", "ab/b"), ("If {he} was equally fast, how many [minutes|hours] did one take?", "ab/b"))),
    ("{A} planted {a} {n} in the morning and {b} {n} in the afternoon, {c} of which [died|dried up].", (("How many {n} did {he} plant?", "a+b"), ("How many {n} are still there?", "a+b-c"), ("How many more {n} did {he} plant in the morning?", "a-b"))),
)  # fmt: skip
TWO: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("{A} had {a} {n}. {He} [gave|sold|lent] {c} {n} to {B} and [then |later |]{he} [bought|found|got|received] {k} more.", (("How many {n} does {A} have [now|in all|at the end]?", "a-c+k"),)),
    ("{A} had {a} {n}. {He} [found|bought|got] {b} more [{n}|] and [gave|sold|lost|threw away] {c} [of them|{n}|].", (("How many {n} does {A} have [now|left|at the end]?", "a+b-c"), ("How many {n} are left?", "a+b-c"))),
    ("There were {a} {L} [in|at] the {place}. {c} left and {k} [others|more {L}|new {L}] [came|arrived|joined].", (("How many {L} are there now?", "a-c+k"), ("How many {L} are in the {place} at the end?", "a-c+k"))),
    ("At the start there were {a} {L} [in|at] the {place}. During the [day|week|year] {b} more {L} came and {c} went away.", (("How many {L} were there at the end?", "a+b-c"),)),
    ("{A} [had|has|picked|bought|made|found] {a} {n}, {b} {m} and {c} {m2}.", (("How many things did {he} have in all?", "a+b+c"), ("How many [things|pieces|items] are there altogether?", "a+b+c"))),
    ("{A} [picked|found|sold|made|read] {a} {n} on Monday, {b} on Tuesday and {c} on Wednesday.", (("How many {n} [did {he} [pick|find|sell|make|read]|are there|is that] in all [three days|]?", "a+b+c"), ("How many {n} in all?", "a+b+c"))),
    ("{A} [picked|caught|found] {a} {n}. {B} [picked|caught|found] {b} and {C} [picked|caught|found] {c} {n}.", (("How many {n} [|did they [pick|catch|find] ][in all|altogether|in total]?", "a+b+c"), ("How many {n} do they have together?", "a+b+c"))),
    ("There are {a} {p} {n}, {b} {q} {n} and {c} other {n} in the {box}.", (("How many {n} are [there|in the {box}] [in all|altogether|]?", "a+b+c"),)),
    ("{A} had {a} {n} and {b} {m}. {He} [gave away|lost|used|sold|ate] {c} of them.", (("How many [things|pieces] does {A} have left?", "a+b-c"), ("How many are left?", "a+b-c"))),
    ("There were {a} [boys|men] and {b} [girls|women] [at the {place}|in the club|trying out for the team]. [Only |]{c} [of them|] were [chosen|called|picked].", (("How many were not [chosen|called|picked]?", "a+b-c"), ("How many people did not get in?", "a+b-c"))),
    ("{A} had to [wash|clean|fold|iron|grade|read] {a} [short|small|old] {n} and {b} [long|large|new] {n} [before dinner|]. {He} had [washed|cleaned|done|finished] [only |]{c} [of them|] [by the time school started|by noon|so far].", (("How many did {he} not [wash|finish|do]?", "a+b-c"), ("How many {n} are left to do?", "a+b-c"))),
    ("A {place} had {a} {L} and {b} {L2}. They sold {c} [animals|of them].", (("How many are left?", "a+b-c"), ("How many animals does the {place} have now?", "a+b-c"))),
    ("{A} had {a2} {n}. {He} [gave|sold|lost|ate|threw away] {a} [of them|] and [put|packed|sorted|divided] the [rest|others|remaining {n}] into {cs} with {k} in each [{box}|].", (("How many {cs} did {he} [use|fill|need]?", "(a2-a)/k"), ("How many {cs} does {he} need?", "(a2-a)/k"))),
    ("{A} had {a2} {n}. {a} [of them|] [were|got] [lost|broken|rotten|eaten]. {He} puts the rest into {k} {cs} [with the same number in each|equally|].", (("How many {n} [are|were] in each {box}?", "(a2-a)/k"), ("How many {n} go into each {box}?", "(a2-a)/k"))),
    ("{A} has {a2} dollars. {He} [spends|spent] {a} dollars on [a {s}|lunch] and [wants to buy|buys] {s2s} [for|that cost] {k} dollars each with the rest.", (("How many {s2s} can {he} buy?", "(a2-a)/k"), ("How many {s2s} does {he} get?", "(a2-a)/k"))),
    ("{A} [made|earned|got] {a2} dollars [mowing lawns|washing cars|over the summer|]. {He} spent {a} dollars on {ss}.", (("How many {k} dollar {s2s} could {he} buy with the rest?", "(a2-a)/k"), ("If {s2s} cost {k} dollars each, how many can {he} buy with what is left?", "(a2-a)/k"))),
    ("{A} had {b2} dollars. {He} bought a {s} for {b} dollars and some {s2s} at {k} dollars each with [the rest|all the money left].", (("How many {s2s} did {he} buy?", "(b2-b)/k"),)),
    ("{A} [needs|is saving for a {s} that costs] {a2} dollars. {He} [already has|has saved] {a} dollars and [earns|saves|gets] {k} dollars [a|each|every|per] [week|day|month].", (("How many [weeks|days|months] [does {he} need|will it take|until {he} has enough]?", "(a2-a)/k"), ("How many more [weeks|days|months] must {he} wait?", "(a2-a)/k"))),
    ("A [store|shop|market] had {a2} {n}. They sold {a} and put the rest on {cs} with {k} on each.", (("How many {cs} did they use?", "(a2-a)/k"),)),
    ("{A} [has|bought|got] {a} {p} {n} and {b} {q} {n}. {He} [puts|packs] {k} [{n} |]in each {box}.", (("How many {cs} [does {he} need|can {he} fill|will there be]?", "(a+b)/k"),)),
    ("{A} [got|received|collected] {a} [pieces of candy|{n}] from {B} and {b} from {C}.", (("If {he} [eats|uses] {k} [a|each|every] day, how [many days|long] [will they|do they] last?", "(a+b)/k"), ("If {he} puts {k} in each {box}, how many {cs} can {he} fill?", "(a+b)/k"), ("If {he} shares them equally among {k} friends, how many does each get?", "(a+b)/k"))),
    ("{A} has {a} {n} and {B} has {b}. They put them [all |]into {k} {cs} equally.", (("How many are in each {box}?", "(a+b)/k"),)),
    ("A [class|school|club] has {a} [boys|girls] and {b} [teachers|parents]. {k} [people |]fit in [each|a|one] {g}.", (("How many {gs} [do they need|are needed]?", "(a+b)/k"),)),
    ("{A} [earned|got] {a} dollars on Monday and {b} dollars on Tuesday. A {s} costs {k} dollars.", (("How many {ss} can {he} buy?", "(a+b)/k"), ("How much [money |]did {he} [earn|get] in all?", "a+b"))),
    ("{A} had {a} dollars and [earned|got] {b} [more dollars|dollars more] [for chores|for {his} birthday].", (("How many {ss} at {k} dollars each can {he} buy?", "(a+b)/k"), ("How much money does {he} have now?", "a+b"))),
    ("{A} [bought|has] {a} {cs} of {n} and {B} [bought|has] {b} {cs}. [There are|Each {box} has|Each {box} holds] {k} {n} [in each {box}|].", (("How many {n} [do they have|are there] [in all|altogether|in total]?", "(a+b)*k"), ("How many more {n} does {A} have?", "(a-b)*k"))),
    ("{A} bought {a} {cs} of {n} and {b} {cs} of {m}. [If each {box} has {k} pieces inside it|Each {box} has {k} pieces],", (("how many pieces does {he} have [in all|altogether|in total]?", "(a+b)*k"),)),
    ("{A} [sold|washed|mowed|baked] {a} {n} in the morning and {b} in the afternoon at {k} dollars [each|a piece].", (("How much [money |]did {he} [earn|make|get]?", "(a+b)*k"),)),
    ("{A} has {a} {cs} of {n}. {He} [gave|sold] {b} {cs} [to {B}|away]. Each {box} has {k} {n}.", (("How many {n} does {he} [still |]have?", "(a-b)*k"), ("How many {n} are left?", "(a-b)*k"))),
    ("{A} had {a} [chores|lawns|cars|jobs] to do and forgot {b} of them. {He} [earns|gets] {k} dollars for each.", (("How much did {he} earn?", "(a-b)*k"), ("How many dollars did {he} actually make?", "(a-b)*k"))),
    ("{A} could earn {k} [points|dollars] for each {s} {he} sells. {He} had {a} {ss} and did not sell {b} of them.", (("How many [points|dollars] did {he} get?", "(a-b)*k"),)),
    ("There were {a} [players|friends] in an online game. {b} [of them|players] quit. Each player left had {k} lives.", (("How many lives did they have in total?", "(a-b)*k"),)),
    ("There were {a} players in a game and {b} more joined. Each had {k} lives.", (("How many lives did they have in total?", "(a+b)*k"),)),
    ("{A} has {a} {cs} with {k} {n} in each [{box}|]. {He} [finds|buys|gets] {b} more {n}.", (("How many {n} does {he} have now?", "a*k+b"), ("How many {n} does {A} have altogether?", "a*k+b"))),
    ("{A} has {b} {n} and {a} {cs} with {k} {n} [each|in each].", (("How many {n} [are there|does {he} have] in all?", "b+a*k"),)),
    ("{A} bought {k} {ss} for {a} dollars each and a {s2} for {b} dollars.", (("How much did {he} [spend|pay] [in all|altogether|]?", "k*a+b"), ("How much is that in total?", "k*a+b"))),
    ("{A} had {b} dollars [in the bank|saved]. {He} [saves|earns|gets] {a} dollars [a|every|each] week for {k} weeks.", (("How much does {he} have [then|now|in the end]?", "b+a*k"),)),
    ("{A} has {ak2} dollars [in {his} account|]. [Every|Each] [month|week] {he} spends {a} dollars.", (("How much [money |]will {he} have after {k} [months|weeks]?", "ak2-a*k"), ("How much is left after {k} [months|weeks]?", "ak2-a*k"))),
    ("{A} had {ak2} {n}. {He} gave {a} [{n} |]to each of {k} friends.", (("How many {n} does {he} have left?", "ak2-a*k"), ("How many {n} are left?", "ak2-a*k"))),
    ("{A} wants to [sell|make|collect] {ak2} {n}. {He} [sold|made|got] {k} {cs} with {a} in each.", (("How many more {n} does {he} need?", "ak2-a*k"), ("How many are still missing?", "ak2-a*k"))),
    ("{A} has {k} {cs} with {a} {n} in each. {b} {n} are [eaten|lost|broken|given away|used].", (("How many {n} are left?", "k*a-b"), ("How many {n} does {he} still have?", "k*a-b"))),
    ("{A} [baked|made] {k} [trays|batches] of {a} {n}. {His0} friends ate {b}.", (("How many {n} are left?", "k*a-b"),)),
    ("{A} earns {a} dollars [an hour|a day] and worked {k} [hours|days]. {He} spent {b} dollars.", (("How much does {he} have left?", "a*k-b"), ("How much did {he} earn?", "a*k"))),
    ("{A} buys {k} {ss} at {a} dollars each and pays with {ak2} dollars.", (("How much change does {he} get?", "ak2-k*a"),)),
    ("A {s} costs {a} dollars. {A} has {b} dollars and wants to buy {k} {ss}.", (("How much more [money |]does {he} need?", "a*k-b"),)),
    ("{A} has {k} {cs} of {a} {n}. {He} [shares them equally among|puts them equally into|divides them among] {d2} [friends|children].", (("How many {n} does each get?", "k*a/d2"),)),
    ("{A} [reads|makes|walks] {ab} [pages|{n}|miles] in {b} days.", (("How many [pages|{n}|miles] in {k} days at the same rate?", "ab/b*k"), ("How many each day?", "ab/b"))),
    ("{b} {ss} cost {ab} dollars.", (("How much do {k} {ss} cost?", "ab/b*k"), ("How much does one {s} cost?", "ab/b"), ("How much must you pay for {k} {ss}?", "ab/b*k"))),
    ("{A} has {ab} {n} in {b} {cs} [of the same size|equally|]. {He} gives {B} {k} {cs}.", (("How many {n} does {B} get?", "ab/b*k"),)),
    ("A {box} of {b} {n} costs {ab} dollars and a {c0} of {k} {m} costs {a} dollars.", (("How much does one of the {n} cost?", "ab/b"),)),
    ("{A} [put|uploaded|took] {a} pictures [from {his} phone|at the {place}] and {b} [from {his} camera|at home]. {He} [sorted|put] them into {k} albums [with the same amount in each|equally].", (("How many pictures [were|are] in each album?", "(a+b)/k"),)),
    ("{A} took {a} pictures at the {place} and {b} at the market. {He} [deleted|erased] {c} of them.", (("How many pictures does {he} have left?", "a+b-c"), ("How many pictures remain?", "a+b-c"))),
    ("A {s} costs {a} dollars, a {s2} {b} dollars. {A} has {c} dollars.", (("How much more money does {he} need for both?", "a+b-c"), ("How much more does the {s} cost than the {s2}?", "a-b"))),
    ("{A} had {a2} dollars. {He} bought a {s} for {a} dollars and a {s2} for {k} dollars.", (("How much [money |]does {he} have left?", "a2-a-k"), ("How much did {he} spend?", "a+k"))),
    ("{A} had {a2} {n}. {He} gave {a} to {B} and {k} to {C}.", (("How many {n} does {he} have left?", "a2-a-k"), ("How many {n} did {he} give away?", "a+k"))),
    ("{A} had {a} {n}, {B} had {b} and {C} had {c} {n}. {B} [lost|ate] {b} {n}.", (("How many {n} do {A} and {C} have?", "a+c"),)),
    ("A [basket|truck|tank] [is|holds|has] {a2} {n}: {a} are {p}, {k} are {q} and the rest are white.", (("How many {n} are white?", "a2-a-k"), ("How many of them are neither {p} nor {q}?", "a2-a-k"))),
    ("There are {a2} {L} [in|at] the {place}. {a} are [boys|young] and {k} are [girls|old]. The others are [teachers|parents].", (("How many [teachers|parents] are there?", "a2-a-k"),)),
    ("{A} [walked|ran|drove|rode] {a} [miles|km] from home to the {place}, {b} [miles|km] to the library and {c} [miles|km] back home.", (("How [far|many [miles|km]] did {A} [walk|run|drive|ride|go] in all?", "a+b+c"),)),
    ("{A} has {a} {n}. {B} has {b} more {n} than {A} and {C} has {k} fewer than {B}.", (("How many {n} does {C} have?", "a+b-k"), ("How many {n} does {B} have?", "a+b"))),
    ("{A} has {a} {n}. {B} has {k} times as many {n} as {A}. {B} [loses|gives away] {c} {n}.", (("How many {n} does {B} have now?", "a*k-c"), ("How many {n} did {B} have at first?", "a*k"))),
    ("{A} has {a} {n}. {B} has {c} more than {k} times as many as {A}.", (("How many {n} does {B} have?", "a*k+c"),)),
    ("{A} works {a} hours on Monday and {b} hours on Tuesday. {He} [gets|earns|is paid] {k} dollars an hour.", (("How much does {he} earn?", "(a+b)*k"), ("How many hours does {he} work?", "a+b"))),
    ("{A} [rode|drove|ran] for {k} hours at {a} miles an hour and then [walked|went] {b} miles.", (("How far did {he} go in all?", "k*a+b"),)),
    ("There are {a} {n} in a {box} and {b} {n} in a {c0}. {A} has {k} {cs} and {d2} {c0s}.", (("How many {n} does {he} have?", "a*k+b*d2"),)),
    ("{A} had {a} {n}. {He} [bought|got] {k} {cs} of {b} {n}.", (("How many {n} does {he} have now?", "a+k*b"),)),
    ("{A} started with some {n}. {He} [found|bought] {b} and [lost|sold] {c}. Now {he} has {b2} {n}.", (("How many {n} did {he} start with?", "b2-b+c"),)),
    ("{A} had some {n}. {He} gave {b} to {B} and {c} to {C}. {He} has {k} left.", (("How many {n} did {A} have [at first|in the beginning]?", "b+c+k"),)),
    ("{A} is {b} years old. {B} is {k} years older than {A} and {C} is {d2} years older than {B}.", (("How old is {C}?", "b+k+d2"), ("How old is {B}?", "b+k"))),
    ("{A} has {a} [meters|feet|cm] of [ribbon|rope]. {He} [uses|cuts off] {k} pieces of {d2} [meters|feet|cm].", (("How much [ribbon|rope] is left?", "a-k*d2"),)),
    ("{A} and {B} [earned|collected|found] {ab} [dollars|{n}] together and [share|split] them equally [between the {b} of them|among {b} people]. {A} already had {c}.", (("How many does {A} have now?", "ab/b+c"),)),
    ("The [farm|zoo|shop] has {a} {L} and {b} {L2}. {c} more {L2} [are born|arrive|come].", (("How many animals are there now?", "a+b+c"), ("How many {L2} are there now?", "b+c"))),
    ("{A} [puts|put] {k} {n} in each {box} and has {c} {n} left over. {He} filled {a} {cs}.", (("How many {n} did {he} have [in all|at first]?", "k*a+c"),)),
)  # fmt: skip
SPARE = (
    "{B} is {z} years old.", "{B} has {z} {m}.", "{A} also has {z} {m}.", "The {place} is {z} miles away.", "The {place} is open {z} hours a day.",
    "{A} has {z} brothers.", "There are {z} {m} on the table.", "{B} [sold|found|bought] {z} {m} last week.", "It rained for {z} days.", "{z} {m} were lost.",
    "{A} spent {z} dollars on {m}.", "{B} has {z} {n}.", "There were {z} {n} last year.", "{A} gave {z} {m} to {B}.", "A {c} weighs {z} pounds.",
)  # fmt: skip
CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")
NUMBERS = ("a", "b", "c", "d", "k", "ab", "ak", "a2", "b2", "d2", "ak2")
NAME = re.compile(r"[a-z]\w*")
WORDS = {n: w for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}


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
    he, him, his = rng.choice((("he", "him", "his"), ("she", "her", "her")))
    return {
        "A": a, "B": b, "C": c, "n": n, "m": m, "m2": m2, "p": p, "q": q, "c0": other, "c0s": _plural(other), "L": live, "L2": live2,
        "ss": shop, "s": _singular(shop), "s2s": shop2, "s2": _singular(shop2), "g": group, "gs": _plural(group), "he": he,
        "He": he.capitalize(), "him": him, "his": his, "His0": his.capitalize(), "place": rng.choice(PLACES), "box": box, "cs": _plural(box),
    }  # fmt: skip


def _values(rng: Random) -> dict[str, int]:
    top = rng.choice((10, 20, 60, 100, 400))
    low, high = sorted(rng.sample(range(2, top + 3), 2))
    k = rng.randint(2, 9)
    c = rng.randint(1, max(1, low - 1))
    d = rng.randint(1, max(1, c))
    if rng.random() < 0.3:
        high, low = low, high
    return {"a": high, "b": low, "c": c, "d": d, "k": k, "ab": high * low, "ak": high * k, "a2": high + low * k, "b2": high + low, "d2": rng.choice([i for i in range(2, 12) if i != k]), "ak2": high * k + low}


def _whole(expression: str, rng: Random) -> dict[str, int]:
    """Numbers for which the expression is a positive whole number, where some tries find them."""
    for _ in range(30):
        values = _values(rng)
        raw = parsed(NAME.sub(lambda m: str(values[m[0]]), expression))
        result = number(raw) if raw is not None else 0.0
        if result > 0 and result % 1 == 0:
            break
    return values


def _filled(text: str, slots: dict[str, str], values: dict[str, int], rng: Random) -> str:
    def slot(m: re.Match[str]) -> str:
        name = m[1]
        if name in NUMBERS or name == "z":
            n = values[name]
            return WORDS[n] if n <= 12 and values["words"] and n > 1 else str(n)
        return slots[name]

    return SLOT.sub(slot, text)


def stories(count: int, seed: int = 1) -> Iterator[Example]:
    """`count` stories; the same for the same seed."""
    rng = Random(seed)
    made = 0
    while made < count:
        body, questions = rng.choice(TWO if rng.random() < 0.5 else STORIES)
        asked, expression = rng.choice(questions)
        slots, values = _slots(rng), _whole(expression, rng)
        numeric = "{c}" in body and re.search(r"\bc\b", " ".join(e for _, e in questions)) is not None
        if not numeric:  # {c} is a container where no expression uses the number c
            body, asked = body.replace("{c}", "{box}"), asked.replace("{c}", "{box}")
        else:
            body = body.replace("Each {c}", "Each {box}").replace("each {c}", "each {box}")
        values["words"] = int(rng.random() < 0.15)
        picks: dict[str, str] = {}

        def pick(m: re.Match[str], picks: dict[str, str] = picks) -> str:
            return picks.setdefault(m[1], rng.choice(m[1].split("|")))

        text = body + " " + asked
        while CHOICE.search(text):
            text = CHOICE.sub(pick, text)
        if rng.random() < 0.25 and not body.startswith("If"):
            spare = CHOICE.sub(lambda m: rng.choice(m[1].split("|")), rng.choice(SPARE)).replace("{c}", "{box}")
            values["z"] = rng.randint(2, 60)
            start = text.index(body[:4]) if body[:4] in text else 0
            cut = text.find(". ") + 2 if rng.random() < 0.5 else start
            text = text[:cut] + spare + " " + text[cut:] if cut >= 2 or cut == 0 else text
        story = re.sub(r"\s+", " ", _filled(text, slots, values, rng)).replace(" .", ".").replace(" ,", ",")
        if rng.random() < 0.3:
            story = re.sub(r"([.,?])", r" \1", story).lower()
        tree = _linked(expression, values, story)
        if tree is None:
            continue
        made += 1
        yield Example(story, value(tree), tree, "practice")


def _linked(expression: str, values: dict[str, int], story: str) -> Tree | None:
    """The expression over the quantities of the story; None where one of them is not found or two are the same."""
    text = analyse(story)
    found = [q for q in quantities(text, question(text)) if q.mention >= 0]
    raw = parsed(NAME.sub(lambda m: str(values[m[0]]), expression))
    if raw is None:
        return None

    def leaf(t: Tree) -> Tree | None:
        if len(t) == 1:
            same = [q for q in found if q.value == t[0]]
            return (same[0].index, same[0].kind, same[0].value) if len(same) == 1 else None
        a, b = leaf(t[1]), leaf(t[2])
        return None if a is None or b is None else (t[0], a, b)

    tree = leaf(raw)
    return tree if tree is not None and value(tree) > 0 else None
