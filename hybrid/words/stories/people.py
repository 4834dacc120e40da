"""Schemas of people: who comes and goes, who is how old, averages of scores, ratios, and riddles of two unknowns."""

from __future__ import annotations

from random import Random

from hybrid.words.stories.expression import number
from hybrid.words.stories.counts import doing
from hybrid.words.stories.lexicon import CROWDS, plural
from hybrid.words.stories.schema import Schema, Slots, choice, count, divisor, measure, money, non_divisor, percent, portion, smooth, times

GAMES = ("quiz", "card game", "video game", "math contest", "spelling contest", "board game", "darts game", "trivia night")


def crowd(rng: Random, slots: Slots) -> Slots:
    c = rng.choice(CROWDS)
    return {"folk": c.noun, "folks": plural(c.noun), "place": c.place, "came_": c.come, "left_": c.go, "event": c.event}


def game(rng: Random, slots: Slots) -> Slots:
    return {"game": rng.choice(GAMES)}


THERE = ("how many {folks} are {place} now", "how many {folks} are {place} in the end", "what is the number of {folks} {place} now")
TELL_THERE = ("now there are {y} {folks} {place}", "in the end, {y} {folks} are {place}")
AGE_B = ("how old is {B}", "what is {B's} age", "how many years old is {B}")
TELL_AGE = ("{B} is {y} years old", "{B's} age is {y} years")

OPENINGS = (
    Schema(
        "crowd", (), "", "crowd", {"start": smooth(12, 120, "{folk}")}, lambda start: start, "start", "{folk}",
        ("there were {start} {folks} {place}", "{start} {folks} were {place}", "at first, there were {start} {folks} {place}", "{A} counted {start} {folks} {place}"),
        ("how many {folks} were {place} at first", "how many {folks} were {place} in the beginning", "what was the number of {folks} {place} at the start"),
        ("there were {y} {folks} {place}", "{y} {folks} were {place}"),
        vague=("there were some {folks} {place}", "at first, there were some {folks} {place}", "some {folks} were {place}"),
        words=crowd, lasting=False, weight=1.0,
    ),
    Schema(
        "tables", ("equal groups",), "", "crowd", {"tables": count(4, 20, "table"), "each": count(3, 12, "{folk}/table")}, lambda tables, each: tables * each, "guests", "{folk}",
        ("at the dinner, {each} guests sat at each of {tables} tables", "there were {tables} tables with {each} guests at each", "{A} set up {tables} tables, and {each} guests sat down at every table", "each of the {tables} tables in the hall was taken by {each} guests"),
        ("how many guests were there", "how many guests sat at the tables in all", "what was the total number of guests"),
        ("there were {y} guests", "{y} guests sat at the tables"), words=lambda r, s: {"folk": "guest", "folks": "guests", "place": "in the hall", "came_": "arrived", "left_": "went home", "event": "later in the evening"}, weight=0.7,
        hidden={"each": ("how many guests sat at each table", "what was the number of guests per table", "how many guests were there at every table")},
    ),
    Schema(
        "boys and girls", ("combine",), "", "crowd", {"girls": count(8, 60, "{folk}"), "boys": count(8, 60, "{folk}")}, lambda girls, boys: girls + boys, "children", "{folk}",
        ("there are {girls} girls and {boys} boys at the camp", "{girls} girls and {boys} boys went on the trip", "{A's} school club has {girls} girls and {boys} boys", "at the fair, {A} met {girls} girls and {boys} boys"),
        ("how many children is that altogether", "how many girls and boys are there in all", "what is the total number of children"),
        ("there are {y} children", "that makes {y} children in all"), words=lambda r, s: {"folk": "child", "folks": "children", "place": "there", "came_": "joined", "left_": "went home", "event": "later"}, weight=0.7,
    ),
    Schema(
        "more girls", ("more/fewer", "combine"), "", "crowd", {"boys": count(8, 60, "{folk}"), "more": count(2, 20, "{folk}")}, lambda boys, more: boys + (boys + more), "children", "{folk}",
        ("there are {boys} boys at the camp, and {more} more girls than boys", "{boys} boys went on the trip, and there were {more} more girls than boys", "{A's} school club has {boys} boys and {more} more girls than boys", "at the fair there were {boys} boys. The number of girls was larger by {more}"),
        ("how many children is that altogether", "how many boys and girls are there in all", "what is the total number of children"),
        ("there are {y} children", "that makes {y} children in all"), words=lambda r, s: {"folk": "child", "folks": "children", "place": "there", "came_": "joined", "left_": "went home", "event": "later"}, weight=0.7,
    ),
    Schema(
        "age", ("age",), "", "age", {"age": measure(6, 40, "year")}, lambda age: age, "age", "year",
        ("{A} is {age} years old", "{A} turned {age} this year", "{A's} age is {age}", "{A} has just turned {age} years old"),
        ("how old is {A}", "what is {A's} age", "how many years old is {A}"), ("{A} is {y} years old", "{A's} age is {y} years"),
        weight=1.5,
    ),
    Schema(
        "mean of three", ("average", "combine"), "", "score", {"first": measure(10, 60, "point"), "second": measure(10, 60, "point"), "third": measure(10, 60, "point"), "rounds": choice(3, style="count")},
        lambda first, second, third, rounds: (first + second + third) / rounds, "average", "point",
        ("{A} scored {first}, {second} and {third} points in {rounds} rounds of a {game}", "in {rounds} rounds of a {game}, {A} got {first}, {second} and {third} points",
         "{A} played a {game} in {rounds} rounds. The scores were {first}, {second} and {third} points", "{A's} points in the {rounds} rounds of a {game} were {first}, {second} and {third}"),
        ("what was {A's} average score", "how many points did {A} score per round on average", "what is the average of {A's} scores"),
        ("{A's} average was {y} points", "on average, {A} scored {y} points"), words=game, weight=0.9, needs=lambda s: sum(s["values"][k] for k in ("first", "second", "third")) % 3 == 0,
    ),
    Schema(
        "total from the mean", ("average",), "", "points", {"mean": measure(6, 45, "point/round"), "rounds": measure(3, 9, "round")},
        lambda mean, rounds: mean * rounds, "points", "point",
        ("{A} scored an average of {mean} points in {rounds} rounds of a {game}", "in {rounds} rounds of a {game}, {A} had an average of {mean} points per round",
         "{A} played {rounds} rounds of a {game}. The average score was {mean} points", "over {rounds} rounds of a {game}, {A's} average was {mean} points"),
        ("how many points did {A} score in all", "what was {A's} total score", "how many points are all the rounds together"),
        ("{A} scored {y} points in all", "{A's} total score was {y} points"), words=game, weight=0.8,
        hidden={"rounds": ("how many rounds did {A} play", "over how many rounds was the average taken", "what was the number of rounds")},
    ),
    Schema(
        "mean of days", ("average", "combine"), "", "gap", {"first": count(5, 40), "second": count(5, 40), "days": choice(2, style="count", unit="day")},
        lambda first, second, days: (first + second) / days, "average", "{n}/day",
        ("{A} {v} {first} {ns} on {d1} and {second} {ns} on {d2}, and wants to know the average of the {days} days",
         "on {d1}, {A} {v} {first} {ns}, and on {d2} {second}. Then {A.she} took the mean of the {days} days",
         "on {days} days, {A} {v} {ns}: {first} on {d1} and {second} on {d2}",
         "{A} {v} {ns} on {days} days. On {d1} it was {first} {ns}, on {d2} it was {second}"),
        ("how many {ns} was that per day on average", "what was the average number of {ns} per day", "on average, how many {ns} was that each day"),
        ("on average, that is {y} {ns} a day", "the average is {y} {ns} per day"), words=doing, weight=0.8,
        needs=lambda s: (s["values"]["first"] + s["values"]["second"]) % 2 == 0,
    ),
    Schema(
        "missing for the mean", ("average",), "", "score", {"goal": measure(20, 60, "point/round"), "rounds": measure(3, 6, "round"), "so_far": measure(40, 200, "point")},
        lambda goal, rounds, so_far: goal * rounds - so_far, "needed", "point",
        ("{A} wants to have an average of {goal} points over {rounds} rounds of a {game} and has {so_far} points before the last round", "after all but the last of {rounds} rounds of a {game}, {A} has {so_far} points. {A.She} wants an average of {goal} points",
         "to win a prize in a {game}, {A} needs an average of {goal} points in {rounds} rounds. Before the last round, {A.she} has {so_far} points", "{A's} goal in a {game} of {rounds} rounds is an average of {goal} points. Only the last round is left, and {A.she} has {so_far} points"),
        ("how many points does {A} need in the last round", "what score in the last round is enough for {A}", "how many points must {A} get in the last round"),
        ("{A} needs {y} points in the last round", "the last round has to bring {y} points"), words=game, weight=0.7,
        needs=lambda s: 5 <= s["values"]["goal"] * s["values"]["rounds"] - s["values"]["so_far"] <= 2 * s["values"]["goal"],
    ),
    Schema(
        "points", ("equal groups", "combine"), "", "points", {"twos": count(3, 15, ""), "worth": measure(2, 4, "point"), "threes": count(2, 12, ""), "worth_more": measure(5, 9, "point")},
        lambda twos, worth, threes, worth_more: twos * worth + threes * worth_more, "points", "point",
        ("in a {game}, {A} gave {twos} easy answers worth {worth} points each and {threes} hard ones worth {worth_more} points each", "an easy question in a {game} is worth {worth} points and a hard one {worth_more}. {A} got {twos} easy and {threes} hard questions right",
         "{A} answered {twos} easy questions of a {game} for {worth} points each, and {threes} hard ones for {worth_more} points each", "each easy task of a {game} brings {worth} points, each hard one {worth_more} points. {A} solved {twos} easy and {threes} hard tasks"),
        ("how many points did {A} get", "what was {A's} score", "how many points does {A} have in all"), ("{A} got {y} points", "{A's} score was {y} points"), words=game, weight=0.6,
    ),
    Schema(
        "sum and difference", ("combine", "more/fewer"), "", "held", {"sum": count(20, 120), "more": count(2, 30)}, lambda sum, more: (sum - more) / number(2), "{a}", "{n}",
        ("{A} and {B} have {sum} {ns} together, and {B} has {more} more than {A}", "together, {A} and {B} have {sum} {ns}. {B} has {more} more {ns} than {A}",
         "{B} has {more} {ns} more than {A}, and both together have {sum} {ns}", "{A} and {B} own {sum} {ns} in all, but {A} has {more} fewer than {B}"),
        ("how many {ns} does {A} have", "what is the number of {ns} that {A} has", "how many of the {ns} belong to {A}"), ("{A} has {y} {ns}", "{y} of the {ns} belong to {A}"),
        weight=0.8, system=lambda a, b, sum, more: [(a + b, sum), (b, a + more)], needs=lambda s: (s["values"]["sum"] - s["values"]["more"]) % 2 == 0 and s["values"]["sum"] > s["values"]["more"] + 4,
    ),
    Schema(
        "sum and multiple", ("combine", "times-as"), "", "held", {"sum": count(12, 150), "factor": times(2, 5)}, lambda sum, factor: sum / (factor + number(1)), "{a}", "{n}",
        ("{A} and {B} have {sum} {ns} together, and {B} has {factor} as many as {A}", "together, {A} and {B} have {sum} {ns}. {B} has {factor} as many {ns} as {A}",
         "{B} has {factor} as many {ns} as {A}, and both together have {sum} {ns}", "{A} and {B} own {sum} {ns} in all, and {B} owns {factor} as many as {A}"),
        ("how many {ns} does {A} have", "what is the number of {ns} that {A} has", "how many of the {ns} belong to {A}"), ("{A} has {y} {ns}", "{y} of the {ns} belong to {A}"),
        weight=0.9, system=lambda a, b, sum, factor: [(a + b, sum), (b, a * factor)], needs=lambda s: s["values"]["sum"] % (s["values"]["factor"] + 1) == 0,
    ),
    Schema(
        "ratio with a sum", ("ratio",), "", "held", {"sum": count(12, 180), "share": count(2, 7, "", "ratio"), "rest": count(2, 7, "", "ratio")}, lambda sum, share, rest: sum / (share + rest) * share, "part", "{n}",
        ("the {sum} {ns} in {A's} {box} are {v1} and {v2} in the ratio {share}:{rest}", "{A} has {v1} and {v2} {ns} in the ratio of {share} to {rest}, {sum} in all",
         "for every {share} {v1} {ns}, {A} has {rest} {v2} ones. All together, {A.she} has {sum} {ns}", "the ratio of {v1} to {v2} {ns} in {A's} {box} is {share} to {rest}, and there are {sum} {ns}"),
        ("how many {v1} {ns} are there", "how many of {A's} {ns} are {v1}", "what is the number of {v1} {ns}"), ("there are {y} {v1} {ns}", "{y} of the {ns} are {v1}"), ref="the {v1} {ns}",
        weight=1.0, needs=lambda s: s["values"]["sum"] % (s["values"]["share"] + s["values"]["rest"]) == 0 and s["values"]["share"] != s["values"]["rest"],
    ),
    Schema(
        "ratio with a part", ("ratio",), "", "held", {"known": count(8, 90), "share": count(2, 7, "", "ratio"), "rest": count(2, 7, "", "ratio")}, lambda known, share, rest: known / share * rest, "part", "{n}",
        ("for every {share} {v2} {ns}, {A} has {rest} {v1} ones. There are {known} {v2} {ns}", "the ratio of {v2} to {v1} {ns} in {A's} {box} is {share} to {rest}, and {known} {ns} are {v2}",
         "{A} has {v2} and {v1} {ns} in the ratio {share}:{rest}, and {known} of them are {v2}", "in {A's} {box}, there are {rest} {v1} {ns} for every {share} {v2} ones, and the {v2} ones are {known} in number"),
        ("how many {v1} {ns} are there", "how many {v1} {ns} does {A} have", "what is the number of {v1} {ns}"), ("there are {y} {v1} {ns}", "{A} has {y} {v1} {ns}"), ref="the {v1} {ns}",
        weight=0.8, needs=lambda s: s["values"]["known"] % s["values"]["share"] == 0 and s["values"]["share"] != s["values"]["rest"],
    ),
)  # fmt: skip

LINKS = (
    Schema(
        "come", ("change",), "crowd", "crowd", {"came": count(2, 40, "{folk}")}, lambda x, came: x + came, "now", "{folk}",
        ("{event}, {came} more {folks} {came_}", "{came} more {folks} {came_} {event}", "another {came} {folks} {came_}", "then {came} more {folks} {came_}"),
        THERE, TELL_THERE, lasting=False, changes=True, undo=True, weight=1.4,
        hidden={"came": ("how many {folks} {came_} {event}", "how many more {folks} were there afterwards", "by how many did the number of {folks} go up")},
    ),
    Schema(
        "go", ("change",), "crowd", "crowd", {"gone": count(2, lambda s: s["values"]["x"] - 3, "{folk}")}, lambda x, gone: x - gone, "now", "{folk}",
        ("{event}, {gone} {folks} {left_}", "{gone} of the {folks} {left_} {event}", "{gone} {folks} {left_}", "then {gone} of the {folks} {left_}"),
        THERE, TELL_THERE, lasting=False, changes=True, undo=True, weight=1.6,
        hidden={"gone": ("how many {folks} {left_}", "how many fewer {folks} were there afterwards", "by how many did the number of {folks} go down")},
    ),
    Schema(
        "a fraction go", ("fraction of", "change"), "crowd", "crowd", {"part": portion()}, lambda x, part: x - x * part, "now", "{folk}",
        ("{event}, {part} of the {folks} {left_}", "{part} of the {folks} {left_} {event}", "{part} of the {folks} {left_}", "then {part} of the {folks} {left_}"),
        THERE, TELL_THERE, lasting=False, changes=True, weight=1.2,
    ),
    Schema(
        "a percentage of people", ("percent",), "crowd", "people", {"part": percent(high=90)}, lambda x, part: x * part, "some", "{folk}",
        ("{part} of the {folks} wore glasses", "{part} of the {folks} had been there before", "{part} of the {folks} were tired", "{part} of the {folks} spoke Spanish"),
        ("how many {folks} is that", "how many of the {folks} were those", "what number of {folks} is that"), ("that is {y} {folks}", "those were {y} {folks}"), undo=True, weight=1.0,
    ),
    Schema(
        "a fraction of people", ("fraction of",), "crowd", "people", {"part": portion()}, lambda x, part: x - x * part, "rest", "{folk}",
        ("{part} of the {folks} had a bicycle and the rest did not", "{part} of the {folks} had lunch, the rest did not", "{part} of the {folks} came by car and the rest on foot", "{part} of the {folks} were singing, the rest only listened"),
        ("how many {folks} belonged to the rest", "how many {folks} were in the rest", "what number of {folks} made up the rest"), ("the rest were {y} {folks}", "{y} {folks} made up the rest"), weight=0.6,
    ),
    Schema(
        "teams", ("partition",), "crowd", "teams", {"size": divisor(low=2, high=12, unit="{folk}/team")}, lambda x, size: x / size, "teams", "team",
        ("the {folks} formed teams of {size}", "they were split into teams of {size}", "for a game, the {folks} formed teams with {size} people each", "the {folks} lined up in teams of {size} for a game"),
        ("how many teams were there", "how many teams did they form", "what was the number of teams"), ("there were {y} teams", "they formed {y} teams"), weight=1.2, undo=True,
        hidden={"size": ("how many {folks} were in each team", "how large was each team", "what was the number of {folks} per team")},
    ),
    Schema(
        "vans", ("remainder", "equal groups"), "crowd", "vans", {"seats": non_divisor(low=4, high=12, unit="{folk}/van")}, lambda x, seats: x.rounded_up(seats), "vans", "van",
        ("all the {folks} were driven home in vans with {seats} seats each", "the {folks} went on by van, and a van holds {seats} of them", "for a trip, the {folks} were put into vans that seat {seats} people", "a van can take {seats} people, and all the {folks} needed a ride"),
        ("how many vans did they need at least", "how many vans were needed for all", "what is the least number of vans that was enough"), ("they needed {y} vans", "{y} vans were needed"), weight=1.0,
    ),
    Schema(
        "left without a team", ("remainder",), "crowd", "gap", {"size": non_divisor(low=3, high=12)}, lambda x, size: x.left_over(size), "left", "{folk}",
        ("the {folks} formed as many full teams of {size} as possible", "as many teams of exactly {size} people as possible were formed", "they played in teams of {size}, and the others had to watch", "teams of {size} were made up until too few were left"),
        ("how many {folks} were not in a team", "how many {folks} were left without a team", "what number of {folks} was left over"), ("{y} {folks} were left without a team", "{y} {folks} were not in a team"), weight=1.0,
    ),
    Schema(
        "entry", ("money", "equal groups"), "crowd", "money", {"price": money(2, 20, "dollar/{folk}")}, lambda x, price: x * price, "earned", "dollar",
        ("each of them paid {price}", "every one of the {folks} paid {price}", "the {folks} paid {price} each", "{A} collected {price} from each of the {folks}"),
        ("how much money was collected", "how many dollars did they pay in all", "what sum did the {folks} pay together"), ("{y} was collected", "they paid {y} in all"), weight=1.4, undo=True, words=lambda r, s: {"fine": True},
    ),
    Schema(
        "something each", ("equal groups",), "crowd", "held", {"each": count(2, 6, "{n}/{folk}")}, lambda x, each: x * each, "needed", "{n}",
        ("{A} wanted to give {each} {ns} to each of them", "{A} planned {each} {ns} for every one of the {folks}", "each of the {folks} was to get {each} {ns} from {A}", "{A} promised each of the {folks} {each} {ns}"),
        ("how many {ns} did {A} need", "how many {ns} did {A} have to get", "what number of {ns} did {A} need"), ("{A} needed {y} {ns}", "that takes {y} {ns}"), weight=1.0, undo=True, ref="these {ns}",
        needs=lambda s: s["noun"].kind in ("baked", "fruit", "stationery", "collectible") ,
    ),
    Schema(
        "older", ("age", "more/fewer"), "age", "age_b", {"older": measure(2, 30, "year")}, lambda x, older: x + older, "{b}", "year",
        ("{B} is {older} years older than {A}", "{A} is {older} years younger than {B}", "{B} was born {older} years before {A}", "compared with {A}, {B} is {older} years older"), AGE_B, TELL_AGE, holder="B", undo=True, weight=1.2,
    ),
    Schema(
        "younger", ("age", "more/fewer"), "age", "age_b", {"younger": measure(2, lambda s: s["values"]["x"] - 3, "year")}, lambda x, younger: x - younger, "{b}", "year",
        ("{B} is {younger} years younger than {A}", "{A} is {younger} years older than {B}", "{B} was born {younger} years after {A}", "compared with {A}, {B} is {younger} years younger"), AGE_B, TELL_AGE, holder="B", undo=True, weight=1.0,
    ),
    Schema(
        "times as old", ("age", "times-as"), "age", "age_b", {"factor": times(2, 4)}, lambda x, factor: x * factor, "{b}", "year",
        ("{B} is {factor} as old as {A}", "{B's} age is {factor} the age of {A}", "compared with {A}, {B} is {factor} as old", "{B} has lived {factor} as long as {A}"), AGE_B, TELL_AGE, holder="B", undo=True, weight=1.2, needs=lambda s: s["values"]["x"] * s["values"]["factor"] <= 90,
    ),
    Schema(
        "part as old", ("age", "fraction of", "times-as"), "age", "age_b", {"part": portion()}, lambda x, part: x * part, "{b}", "year",
        ("{B} is {part} as old as {A}", "{B's} age is {part} of {A's} age", "{B} is only {part} as old as {A}", "compared with {A}, {B} is {part} as old"), AGE_B, TELL_AGE, holder="B", undo=True, weight=0.6,
    ),
    Schema(
        "age later", ("age",), "age_b", "age_then", {"years": measure(3, 20, "year")}, lambda x, years: x + years, "then", "year",
        ("{A} is looking forward to the time {years} years from now", "{A} is planning a big party in {years} years", "{A} will finish a long project in {years} years", "{A} wants to travel around the world in {years} years"),
        ("how old will {A} be then", "what will {A's} age be at that time", "how many years old will {A} be by then"), ("{A} will be {y} years old", "then {A} will be {y} years old"), weight=1.2, undo=True,
    ),
    Schema(
        "age before", ("age",), "age_b", "age_then", {"years": measure(2, lambda s: s["values"]["x"] - 3, "year")}, lambda x, years: x - years, "then", "year",
        ("{A} moved to this town {years} years ago", "{A} learned to swim {years} years ago", "{A} met a good friend {years} years ago", "{A} got a first bicycle {years} years ago"),
        ("how old was {A} then", "what was {A's} age at that time", "how many years old was {A} back then"), ("{A} was {y} years old", "back then, {A} was {y} years old"), weight=1.0, undo=True,
    ),
    Schema(
        "both ages", ("age", "more/fewer", "combine"), "age", "ages", {"older": measure(2, 30, "year")}, lambda x, older: x + (x + older), "sum", "year",
        ("{B} is {older} years older than {A}", "{A} is {older} years younger than {B}", "{B} was born {older} years before {A}", "compared with {A}, {B} is {older} years older"),
        ("what is the sum of {A's} and {B's} ages", "how old are {A} and {B} together", "how many years do the ages of {A} and {B} add up to"), ("together they are {y} years old", "the sum of their ages is {y} years"), weight=0.9,
    ),
    Schema(
        "double round", ("times-as",), "points", "points", {"factor": times(2, 3)}, lambda x, factor: x * factor, "{b}", "point",
        ("{B} got {factor} as many points", "{B} scored {factor} as many points as {A}", "compared with {A}, {B} had {factor} as many points", "{B's} score was {factor} the score of {A}"),
        ("how many points did {B} get", "what was {B's} score", "how many points does {B} have"), ("{B} got {y} points", "{B's} score was {y} points"), weight=0.8, holder="B", undo=True,
    ),
    Schema(
        "penalty", ("change",), "points", "points", {"penalty": count(2, 10, "point")}, lambda x, penalty: x - penalty, "final", "point",
        ("{A} lost {penalty} points for being late", "{penalty} points were taken off for a mistake", "a penalty cost {A} {penalty} points", "for a broken rule, {A} lost {penalty} points"),
        ("how many points does {A} have now", "what is {A's} final score", "how many points did {A} have in the end"), ("{A} has {y} points", "{A's} final score is {y} points"), weight=0.8, undo=True, changes=True,
    ),
)  # fmt: skip
