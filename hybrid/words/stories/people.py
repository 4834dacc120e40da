"""Schemas that open stories of people: crowds, ages, averages of scores, ratios, riddles of two unknowns."""

from __future__ import annotations

from random import Random

from hybrid.words.stories.counts import doing
from hybrid.words.stories.expression import number
from hybrid.words.stories.lexicon import CROWDS, plural
from hybrid.words.stories.schema import (
    Schema,
    Slots,
    choice,
    count,
    measure,
    smooth,
    times,
)

GAMES = (
    "quiz",
    "card game",
    "video game",
    "math contest",
    "spelling contest",
    "board game",
    "darts game",
    "trivia night",
)


def crowd(rng: Random, slots: Slots) -> Slots:
    c = rng.choice(CROWDS)
    return {"folk": c.noun, "folks": plural(c.noun), "place": c.place, "came_": c.come, "left_": c.go, "event": c.event}


def game(rng: Random, slots: Slots) -> Slots:
    return {"game": rng.choice(GAMES)}


OPENINGS = (
    Schema(
        "crowd", (), "", "crowd", {"start": smooth(12, 120, "{folk}")}, lambda start: start, "start", "{folk}",
        ("there were {start} {folks} {place}", "{start} {folks} were {place}",
        "at first, there were {start} {folks} {place}", "{A} counted {start} {folks} {place}"),
        ("how many {folks} were {place} at first", "how many {folks} were {place} in the beginning",
        "what was the number of {folks} {place} at the start"),
        ("there were {y} {folks} {place}", "{y} {folks} were {place}"),
        vague=("there were some {folks} {place}", "at first, there were some {folks} {place}",
        "some {folks} were {place}"), words=crowd, lasting=False, weight=1.0,
    ),
    Schema(
        "tables", ("equal groups",), "", "crowd", {"tables": count(4, 20, "table"), "each": count(3, 12,
        "{folk}/table")}, lambda tables, each: tables * each, "guests", "{folk}",
        ("at the dinner, {each} guests sat at each of {tables} tables",
        "there were {tables} tables with {each} guests at each",
        "{A} set up {tables} tables, and {each} guests sat down at every table",
        "each of the {tables} tables in the hall was taken by {each} guests"),
        ("how many guests were there", "how many guests sat at the tables in all",
        "what was the total number of guests"),
        ("there were {y} guests", "{y} guests sat at the tables"),
        words=lambda r, s: {"folk": "guest", "folks": "guests", "place": "in the hall", "came_": "arrived", "left_":
        "went home", "event": "later in the evening"}, weight=0.7, hidden={"each": ("how many guests sat at each table",
        "what was the number of guests per table", "how many guests were there at every table")},
    ),
    Schema(
        "boys and girls", ("combine",), "", "crowd", {"girls": count(8, 60, "{folk}"), "boys": count(8, 60, "{folk}")},
        lambda girls, boys: girls + boys, "children", "{folk}",
        ("there are {girls} girls and {boys} boys at the camp", "{girls} girls and {boys} boys went on the trip",
        "{A's} school club has {girls} girls and {boys} boys", "at the fair, {A} met {girls} girls and {boys} boys"),
        ("how many children is that altogether", "how many girls and boys are there in all",
        "what is the total number of children"),
        ("there are {y} children", "that makes {y} children in all"),
        words=lambda r, s: {"folk": "child", "folks": "children", "place": "there", "came_": "joined", "left_":
        "went home", "event": "later"}, weight=0.7,
    ),
    Schema(
        "more girls", ("more/fewer", "combine"), "", "crowd", {"boys": count(8, 60, "{folk}"), "more": count(2, 20,
        "{folk}")}, lambda boys, more: boys + (boys + more), "children", "{folk}",
        ("there are {boys} boys at the camp, and {more} more girls than boys",
        "{boys} boys went on the trip, and there were {more} more girls than boys",
        "{A's} school club has {boys} boys and {more} more girls than boys",
        "at the fair there were {boys} boys. The number of girls was larger by {more}"),
        ("how many children is that altogether", "how many boys and girls are there in all",
        "what is the total number of children"),
        ("there are {y} children", "that makes {y} children in all"),
        words=lambda r, s: {"folk": "child", "folks": "children", "place": "there", "came_": "joined", "left_":
        "went home", "event": "later"}, weight=0.7,
    ),
    Schema(
        "age", ("age",), "", "age", {"age": measure(6, 40, "year")}, lambda age: age, "age", "year",
        ("{A} is {age} years old", "{A} turned {age} this year", "{A's} age is {age}",
        "{A} has just turned {age} years old"),
        ("how old is {A}", "what is {A's} age", "how many years old is {A}"),
        ("{A} is {y} years old", "{A's} age is {y} years"),
        weight=1.5,
    ),
    Schema(
        "mean of three", ("average", "combine"), "", "score", {"first": measure(10, 60, "point"), "second": measure(10,
        60, "point"), "third": measure(10, 60, "point"), "rounds": choice(3, style="count")}, lambda first, second,
        third, rounds: (first + second + third) / rounds, "average", "point",
        ("{A} scored {first}, {second} and {third} points in {rounds} rounds of a {game}",
        "in {rounds} rounds of a {game}, {A} got {first}, {second} and {third} points",
        "{A} played a {game} in {rounds} rounds. The scores were {first}, {second} and {third} points",
        "{A's} points in the {rounds} rounds of a {game} were {first}, {second} and {third}"),
        ("what was {A's} average score", "how many points did {A} score per round on average",
        "what is the average of {A's} scores"),
        ("{A's} average was {y} points", "on average, {A} scored {y} points"),
        words=game, weight=0.9, needs=lambda s: sum(s["values"][k] for k in ("first", "second", "third")) % 3 == 0,
    ),
    Schema(
        "total from the mean", ("average",), "", "points", {"mean": measure(6, 45, "point/round"), "rounds": measure(3,
        9, "round")}, lambda mean, rounds: mean * rounds, "points", "point",
        ("{A} scored an average of {mean} points in {rounds} rounds of a {game}",
        "in {rounds} rounds of a {game}, {A} had an average of {mean} points per round",
        "{A} played {rounds} rounds of a {game}. The average score was {mean} points",
        "over {rounds} rounds of a {game}, {A's} average was {mean} points"),
        ("how many points did {A} score in all", "what was {A's} total score",
        "how many points are all the rounds together"),
        ("{A} scored {y} points in all", "{A's} total score was {y} points"),
        words=game, weight=0.8, hidden={"rounds": ("how many rounds did {A} play",
        "over how many rounds was the average taken", "what was the number of rounds")},
    ),
    Schema(
        "mean of days", ("average", "combine"), "", "gap", {"first": count(5, 40), "second": count(5, 40), "days":
        choice(2, style="count", unit="day")}, lambda first, second, days: (first + second) / days, "average",
        "{n}/day",
        ("{A} {v} {first} {ns} on {d1} and {second} {ns} on {d2}, and wants to know the average of the {days} days",
        "on {d1}, {A} {v} {first} {ns}, and on {d2} {second}. Then {A.she} took the mean of the {days} days",
        "on {days} days, {A} {v} {ns}: {first} on {d1} and {second} on {d2}",
        "{A} {v} {ns} on {days} days. On {d1} it was {first} {ns}, on {d2} it was {second}"),
        ("how many {ns} was that per day on average", "what was the average number of {ns} per day",
        "on average, how many {ns} was that each day"),
        ("on average, that is {y} {ns} a day", "the average is {y} {ns} per day"),
        words=doing, weight=0.8, needs=lambda s: (s["values"]["first"] + s["values"]["second"]) % 2 == 0,
    ),
    Schema(
        "missing for the mean", ("average",), "", "score", {"goal": measure(20, 60, "point/round"), "rounds": measure(3,
        6, "round"), "so_far": measure(40, 200, "point")}, lambda goal, rounds, so_far: goal * rounds - so_far,
        "needed", "point",
        ("{A} wants to have an average of {goal} points over {rounds} rounds of a {game} and has {so_far} "
        "points before the last round",
        "after all but the last of {rounds} rounds of a {game}, {A} has {so_far} points. {A.She} wants an "
        "average of {goal} points",
        "to win a prize in a {game}, {A} needs an average of {goal} points in {rounds} rounds. Before the "
        "last round, {A.she} has {so_far} points",
        "{A's} goal in a {game} of {rounds} rounds is an average of {goal} points. Only the last round is "
        "left, and {A.she} has {so_far} points"),
        ("how many points does {A} need in the last round", "what score in the last round is enough for {A}",
        "how many points must {A} get in the last round"),
        ("{A} needs {y} points in the last round", "the last round has to bring {y} points"),
        words=game, weight=0.7, needs=lambda s: 5 <= s["values"]["goal"] * s["values"]["rounds"] - s["values"]["so_far"]
        <= 2 * s["values"]["goal"],
    ),
    Schema(
        "points", ("equal groups", "combine"), "", "points", {"twos": count(3, 15, ""), "worth": measure(2, 4, "point"),
        "threes": count(2, 12, ""), "worth_more": measure(5, 9, "point")}, lambda twos, worth, threes, worth_more: twos
        * worth + threes * worth_more, "points", "point",
        ("in a {game}, {A} gave {twos} easy answers worth {worth} points each and {threes} hard ones worth "
        "{worth_more} points each",
        "an easy question in a {game} is worth {worth} points and a hard one {worth_more}. {A} got {twos} "
        "easy and {threes} hard questions right",
        "{A} answered {twos} easy questions of a {game} for {worth} points each, and {threes} hard ones "
        "for {worth_more} points each",
        "each easy task of a {game} brings {worth} points, each hard one {worth_more} points. {A} solved "
        "{twos} easy and {threes} hard tasks"),
        ("how many points did {A} get", "what was {A's} score", "how many points does {A} have in all"),
        ("{A} got {y} points", "{A's} score was {y} points"),
        words=game, weight=0.6,
    ),
    Schema(
        "sum and difference", ("combine", "more/fewer"), "", "held", {"sum": count(20, 120), "more": count(2, 30)},
        lambda sum, more: (sum - more) / number(2), "{a}", "{n}",
        ("{A} and {B} have {sum} {ns} together, and {B} has {more} more than {A}",
        "together, {A} and {B} have {sum} {ns}. {B} has {more} more {ns} than {A}",
        "{B} has {more} {ns} more than {A}, and both together have {sum} {ns}",
        "{A} and {B} own {sum} {ns} in all, but {A} has {more} fewer than {B}"),
        ("how many {ns} does {A} have", "what is the number of {ns} that {A} has",
        "how many of the {ns} belong to {A}"),
        ("{A} has {y} {ns}", "{y} of the {ns} belong to {A}"),
        weight=0.8, system=lambda a, b, sum, more: [(a + b, sum), (b, a + more)], needs=lambda s: (s["values"]["sum"] -
        s["values"]["more"]) % 2 == 0 and s["values"]["sum"] > s["values"]["more"] + 4,
    ),
    Schema(
        "sum and multiple", ("combine", "times-as"), "", "held", {"sum": count(12, 150), "factor": times(2, 5)}, lambda
        sum, factor: sum / (factor + number(1)), "{a}", "{n}",
        ("{A} and {B} have {sum} {ns} together, and {B} has {factor} as many as {A}",
        "together, {A} and {B} have {sum} {ns}. {B} has {factor} as many {ns} as {A}",
        "{B} has {factor} as many {ns} as {A}, and both together have {sum} {ns}",
        "{A} and {B} own {sum} {ns} in all, and {B} owns {factor} as many as {A}"),
        ("how many {ns} does {A} have", "what is the number of {ns} that {A} has",
        "how many of the {ns} belong to {A}"),
        ("{A} has {y} {ns}", "{y} of the {ns} belong to {A}"),
        weight=0.9, system=lambda a, b, sum, factor: [(a + b, sum), (b, a * factor)], needs=lambda s: s["values"]["sum"]
        % (s["values"]["factor"] + 1) == 0,
    ),
    Schema(
        "ratio with a sum", ("ratio",), "", "held", {"sum": count(12, 180), "share": count(2, 7, "", "ratio"), "rest":
        count(2, 7, "", "ratio")}, lambda sum, share, rest: sum / (share + rest) * share, "part", "{n}",
        ("the {sum} {ns} in {A's} {box} are {v1} and {v2} in the ratio {share}:{rest}",
        "{A} has {v1} and {v2} {ns} in the ratio of {share} to {rest}, {sum} in all",
        "for every {share} {v1} {ns}, {A} has {rest} {v2} ones. All together, {A.she} has {sum} {ns}",
        "the ratio of {v1} to {v2} {ns} in {A's} {box} is {share} to {rest}, and there are {sum} {ns}"),
        ("how many {v1} {ns} are there", "how many of {A's} {ns} are {v1}", "what is the number of {v1} {ns}"),
        ("there are {y} {v1} {ns}", "{y} of the {ns} are {v1}"),
        ref="the {v1} {ns}", weight=1.0, needs=lambda s: s["values"]["sum"] % (s["values"]["share"] +
        s["values"]["rest"]) == 0 and s["values"]["share"] != s["values"]["rest"],
    ),
    Schema(
        "ratio with a part", ("ratio",), "", "held", {"known": count(8, 90), "share": count(2, 7, "", "ratio"), "rest":
        count(2, 7, "", "ratio")}, lambda known, share, rest: known / share * rest, "part", "{n}",
        ("for every {share} {v2} {ns}, {A} has {rest} {v1} ones. There are {known} {v2} {ns}",
        "the ratio of {v2} to {v1} {ns} in {A's} {box} is {share} to {rest}, and {known} {ns} are {v2}",
        "{A} has {v2} and {v1} {ns} in the ratio {share}:{rest}, and {known} of them are {v2}",
        "in {A's} {box}, there are {rest} {v1} {ns} for every {share} {v2} ones, and the {v2} ones are "
        "{known} in number"),
        ("how many {v1} {ns} are there", "how many {v1} {ns} does {A} have", "what is the number of {v1} {ns}"),
        ("there are {y} {v1} {ns}", "{A} has {y} {v1} {ns}"),
        ref="the {v1} {ns}", weight=0.8, needs=lambda s: s["values"]["known"] % s["values"]["share"] == 0 and
        s["values"]["share"] != s["values"]["rest"],
    ),
)  # fmt: skip
