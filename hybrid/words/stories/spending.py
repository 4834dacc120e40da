"""Schemas of what becomes of money: spending and saving, discounts and taxes, change, shares of a bill."""

from __future__ import annotations

from hybrid.words.stories.expression import constant
from hybrid.words.stories.money import FINAL, HAS_LEFT, PAID_FOR, TELL_FINAL, TELL_LEFT, TELL_PAID, other, treats
from hybrid.words.stories.schema import Schema, Slots, choice, count, divisor, money, percent, portion, times


def sensible(slots: Slots) -> bool:
    return bool(slots["values"]["x"] >= 4)


PURSES = (
    Schema(
        "spend", ("change", "money"), "money", "money", {"spent": money(2, lambda s: s["values"]["x"] - 2)}, lambda x,
        spent: x - spent, "left", "dollar",
        ("{A} spent {spent} on a {treat}", "{A} bought a {treat} for {spent}",
        "a {treat} for {spent} was the first thing {A} bought", "{A} paid {spent} for a {treat}",
        "{A} used {spent} of {A.her} money for a {treat}"),
        HAS_LEFT,
        TELL_LEFT,
        words=treats, lasting=False, changes=True, undo=True, weight=1.2, hidden={"spent":
        ("how much did the {treat} cost", "how many dollars did {A} spend on the {treat}",
        "what was the price of the {treat}")},
    ),
    Schema(
        "spend a fraction", ("fraction of", "money", "change"), "money", "money", {"part": portion()}, lambda x, part: x
        - x * part, "left", "dollar",
        ("{A} spent {part} of the money on a {treat}", "{part} of the money went into a {treat}",
        "{A} used {part} of {A.her} money to buy a {treat}", "{A} gave {part} of the money to {B}"),
        HAS_LEFT,
        TELL_LEFT,
        words=treats, lasting=False, changes=True, weight=2.0,
    ),
    Schema(
        "spend a percentage", ("percent", "money", "change"), "money", "money", {"part": percent(high=80)}, lambda x,
        part: x - x * part, "left", "dollar",
        ("{A} spent {part} of the money on a {treat}", "{part} of the money went into a {treat}",
        "{A} donated {part} of {A.her} money to charity", "{A} put {part} of the money into a savings account"),
        HAS_LEFT,
        TELL_LEFT,
        words=treats, lasting=False, changes=True, weight=1.0,
    ),
    Schema(
        "buy from the purse", ("money", "equal groups", "change"), "money", "money", {"items": count(2, 9, "{treat}"),
        "price": money(2, 15, "dollar/{treat}")}, lambda x, items, price: x - items * price, "left", "dollar",
        ("{A} bought {items} {treats} for {price} each", "{A} then bought {items} {treats} at {price} apiece",
        "{A} paid for {items} {treats}, which cost {price} each",
        "a {treat} costs {price}, and {A} bought {items} of them"),
        HAS_LEFT,
        TELL_LEFT,
        words=treats, lasting=False, changes=True, undo=True, weight=1.5, needs=lambda s: s["treat"] != "lunch",
    ),
    Schema(
        "get money", ("change", "money"), "money", "money", {"more": money(3, 60, cents=False)}, lambda x, more: x +
        more, "now", "dollar",
        ("{A's} grandmother gave {A.him} {more}", "{A} found {more} in an old coat", "{B} paid back {more} to {A}",
        "{A} was given {more} by {B}"),
        ("how much money does {A} have now", "how many dollars does {A} have now",
        "what amount does {A} have in the end"),
        ("now {A} has {y}", "in the end, {A} has {y}"),
        words=treats, lasting=False, changes=True, undo=True, weight=0.8, hidden={"more": ("how much money did {A} get",
        "how many dollars did {A} receive", "what amount was added")},
    ),
    Schema(
        "how many to buy", ("money", "partition"), "money", "things", {"price": divisor(low=2, high=25,
        unit="dollar/{treat}", style="money")}, lambda x, price: x / price, "bought", "{treat}",
        ("{A} spent all the money on {treats}, which cost {price} each",
        "{A} used all the money to buy {treats} at {price} each",
        "one {treat} costs {price}, and {A} spent the whole sum on {treats}",
        "for all this money, {A} bought {treats} at {price} apiece"),
        ("how many {treats} did {A} buy", "how many {treats} did {A} get",
        "what was the number of {treats} {A} bought"),
        ("{A} bought {y} {treats}", "{A} got {y} {treats}"),
        words=treats, changes=True, undo=True, weight=1.4, needs=lambda s: s["treat"] != "lunch",
    ),
    Schema(
        "still to save", ("money", "change"), "money", "gap_money", {"goal": money(lambda s: s["values"]["x"] + 5,
        lambda s: s["values"]["x"] * 2 + 30, cents=False)}, lambda x, goal: goal - x, "missing", "dollar",
        ("{A} wants to buy a {dear} that costs {goal}", "{A} is saving for a {dear}, and it costs {goal}",
        "the {dear} that {A} would like costs {goal}", "{A} needs {goal} for a new {dear}"),
        ("how much more money does {A} need", "how many dollars is {A} still short",
        "how much does {A} still have to save"),
        ("{A} needs {y} more", "{A} is still short of {y}"),
        words=treats, weight=1.2,
    ),
    Schema(
        "weeks to save", ("money", "rate"), "gap_money", "weeks", {"weekly": divisor(low=2, high=30, unit="dollar/week",
        style="money")}, lambda x, weekly: x / weekly, "weeks", "week",
        ("{A} can save {weekly} a week", "each week, {A} puts aside {weekly}",
        "{A} earns {weekly} every week and saves it all", "{A's} pocket money is {weekly} a week"),
        ("in how many weeks will {A} have the rest", "how many more weeks does {A} have to save",
        "for how many weeks must {A} keep saving"),
        ("{A} has to save for {y} weeks", "it will take {y} weeks"),
        words=other, weight=2.0, undo=True,
    ),
    Schema(
        "share the money", ("partition", "money"), "money", "share_money", {"people": divisor(low=2, high=8)}, lambda x,
        people: x / people, "share", "dollar",
        ("{A} divided the money equally among {people} children", "{A} split the money evenly into {people} parts",
        "the money was shared equally by {people} people",
        "{A} put the money into {people} envelopes, the same amount in each"),
        ("how much was each share", "how many dollars were in each part", "what amount was each equal share"),
        ("each share was {y}", "each part was {y}"),
        words=treats, changes=True, undo=True, weight=0.8,
    ),
    Schema(
        "profit", ("money", "change"), "money", "money", {"costs": money(2, lambda s: s["values"]["x"] - 2)}, lambda x,
        costs: x - costs, "profit", "dollar",
        ("the materials had cost {A} {costs}", "{A} had spent {costs} to get started", "{A's} own costs were {costs}",
        "out of this, {A} had to pay {costs} for supplies"),
        ("how much profit did {A} make", "what was {A's} profit", "how many dollars of profit did {A} make"),
        ("{A} made a profit of {y}", "{A's} profit was {y}"),
        words=treats, undo=True, weight=1.0, needs=lambda s: s["earned"],
    ),
    Schema(
        "times the money", ("times-as", "money"), "money", "money_b", {"factor": times()}, lambda x, factor: x * factor,
        "{b}", "dollar",
        ("{B} has {factor} as much money as {A}", "{B} has {factor} the amount that {A} has",
        "compared with {A}, {B} has {factor} as much money", "{B's} money is {factor} as much as {A's}"),
        ("how much money does {B} have", "how many dollars does {B} have", "what amount does {B} have"),
        ("{B} has {y}", "{B} has {y} in all"),
        words=treats, holder="B", undo=True, weight=1.2,
    ),
    Schema(
        "part of the money", ("times-as", "fraction of", "money"), "money", "money_b", {"part": portion()}, lambda x,
        part: x * part, "{b}", "dollar",
        ("{B} has {part} as much money as {A}", "{B} has only {part} as much money as {A}",
        "compared with {A}, {B} has {part} as much money", "{B's} money is {part} of what {A} has"),
        ("how much money does {B} have", "how many dollars does {B} have", "what amount does {B} have"),
        ("{B} has {y}", "{B} has {y} in all"),
        words=treats, holder="B", undo=True, weight=0.8,
    ),
    Schema(
        "more money", ("more/fewer", "money"), "money", "money_b", {"more": money(2, 40)}, lambda x, more: x + more,
        "{b}", "dollar",
        ("{B} has {more} more than {A}", "{A} has {more} less than {B}", "compared with {A}, {B} has {more} more",
        "{B} has more money than {A}: the difference is {more}"),
        ("how much money does {B} have", "how many dollars does {B} have", "what amount does {B} have"),
        ("{B} has {y}", "{B} has {y} in all"),
        words=treats, holder="B", undo=True, weight=0.8,
    ),
)  # fmt: skip

BILLS = (
    Schema(
        "discount", ("discount/tax", "percent", "money"), "bill", "bill", {"off": percent(low=5, high=60)}, lambda x,
        off: x - x * off, "price", "dollar",
        ("the store gave {A} a discount of {off}", "{A} had a coupon for {off} off",
        "everything was {off} off that day", "since it was sale day, {A} got {off} off",
        "the price was reduced by {off}"),
        FINAL,
        TELL_FINAL,
        words=other, lasting=False, weight=1.6, needs=lambda s: s["shopping"] and sensible(s),
    ),
    Schema(
        "coupon", ("discount/tax", "money"), "bill", "bill", {"off": money(1, lambda s: s["values"]["x"] / 2)}, lambda
        x, off: x - off, "price", "dollar",
        ("{A} had a coupon for {off} off the whole purchase", "the cashier took {off} off the bill",
        "a gift card took {off} off the bill", "{A} used a voucher worth {off}"),
        FINAL,
        TELL_FINAL,
        words=other, lasting=False, undo=True, weight=0.6, needs=lambda s: s["shopping"] and sensible(s),
    ),
    Schema(
        "tax", ("discount/tax", "percent", "money"), "bill", "bill", {"tax": percent(low=5, high=20)}, lambda x, tax: x
        + x * tax, "price", "dollar",
        ("a sales tax of {tax} is added", "on top of this comes a tax of {tax}", "{A} also had to pay {tax} in tax",
        "the tax on all this is {tax}"),
        FINAL,
        TELL_FINAL,
        words=other, lasting=False, weight=1.2, needs=sensible,
    ),
    Schema(
        "pay and get change", ("change", "money"), "bill", "money", {"paid": choice(5, 10, 20, 50, 100, 200,
        unit="dollar", style="money")}, lambda x, paid: paid - x, "change", "dollar",
        ("{A} paid with {paid}", "{A} handed {paid} to the cashier", "{A} gave the cashier {paid}",
        "{A} had brought {paid} along"),
        ("how much change did {A} get", "how many dollars of change did {A} get back", "what was {A's} change"),
        ("{A} got {y} in change", "the change was {y}"),
        words=other, weight=1.6, undo=True, needs=lambda s: s["shopping"] and s["values"]["x"] < 195,
    ),
    Schema(
        "split the bill", ("partition", "money"), "bill", "share_money", {"people": count(2, 6, "")}, lambda x, people:
        x / people, "share", "dollar",
        ("{A} split the cost equally with some friends, {people} people in all",
        "{people} people shared the cost equally", "the cost was split evenly among {people} people",
        "a group of {people} people divided the cost evenly"),
        ("how much did each person pay", "what was each person's share of the cost",
        "how many dollars did each of them pay"),
        ("each person paid {y}", "each share was {y}"),
        words=other, weight=1.0, undo=True,
    ),
    Schema(
        "one thing more", ("combine", "money"), "bill", "bill", {"extra": money(2, 40)}, lambda x, extra: x + extra,
        "total", "dollar",
        ("{A} also bought a {treat} for {extra}", "{A} added a {treat} for {extra}",
        "a {treat} cost {A} another {extra}", "delivery cost {A} an extra {extra}"),
        PAID_FOR,
        TELL_PAID,
        words=treats, weight=0.8, undo=True, needs=lambda s: s["shopping"], hidden={"extra":
        ("how much did this last thing cost", "what was the price of the last thing",
        "how many dollars were added to the bill")},
    ),
    Schema(
        "several more", ("equal groups", "money", "combine"), "bill", "bill", {"items": count(2, 8, "{treat}"), "extra":
        money(2, 20, "dollar/{treat}")}, lambda x, items, extra: x + items * extra, "total", "dollar",
        ("{A} also bought {items} {treats} for {extra} each", "{A} added {items} {treats} at {extra} apiece",
        "{A} got {items} {treats} too, and each of them cost {extra}",
        "besides, {A} took {items} {treats} for {extra} each"),
        PAID_FOR,
        TELL_PAID,
        words=treats, weight=1.4, undo=True, needs=lambda s: s["shopping"] and s["treat"] != "lunch",
    ),
    Schema(
        "every week", ("rate", "money", "calendar"), "bill", "bill_year", {"weeks": count(2, 12, "")}, lambda x, weeks:
        x * weeks, "spent", "dollar",
        ("{A} does the same every week for {weeks} weeks", "{A} spent this much each week for {weeks} weeks",
        "this went on every week for {weeks} weeks", "for {weeks} weeks in a row, {A} spent this amount each week"),
        ("how much did {A} spend in these weeks", "what was {A's} total spending",
        "how many dollars did {A} spend in the whole time"),
        ("{A} spent {y} in all", "the total was {y}"),
        words=other, weight=0.6, undo=True, needs=lambda s: not s["dated"],
    ),
)  # fmt: skip

CENTS = (
    Schema(
        "cents to dollars", ("unit conversion", "money"), "cents", "money", {}, lambda x: x /
        constant("cents_per_dollar"), "dollars", "dollar",
        ("{A} wants to know the value of the coins in dollars", "{A} exchanged the coins for dollars",
        "at the bank, {A} changed the coins into dollars", "{A} decided to count the coins in dollars"),
        ("how many dollars is that", "what are the coins worth in dollars", "how much money does {A} have in dollars"),
        ("{A} has {y}", "the coins are worth {y}"),
        words=other, undo=True,
    ),
)  # fmt: skip
