"""Bounds by backup over stored trees: never above, never below the true cost to go, found by looking at everything."""

import heapq
import json
from math import inf
from random import Random

import pytest

from hybrid.kernel import CheckError, make_step
from hybrid.learn.backup import bounds
from hybrid.learn.collect import collect, derivations, read_rows, trees
from hybrid.learn.trees import Kept, Link, Name, Stored, stored
from hybrid.problem import FormatError
from hybrid.propose.rules import RuleProposer
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.search.node import QValue
from hybrid.search.qstar import Search, qstar
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem
from hybrid.term import TermError
from hybrid.value.goal import reached

BOOK = Rulebook.load()
# With these rules the graphs of the problems below are finite, with dead ends, with states that several ways lead to,
# and with safe moves.
NAMES = """times-itself product-of-powers add-numbers multiply-numbers sum-times-difference one-to-power
perfect-square-sum reflexive square-roots root-of-number clear-denominator times-one swap-sides closed-truth and-true
power-of-number double-negative add-zero subtract-numbers zero-product absolute-number distribute take-out-factor
times-zero power-of-power power-of-product"""
FEW = Rulebook(BOOK.by_name[name] for name in NAMES.split())
FINITE = [
    "solve x^2 = 9",
    "solve 2/x = 1",
    "simplify x*x^2*x",
    "simplify x*x*x*x + 2*3",
    "simplify 2*3 + x*x*x + (x^2)^3",
    "expand (x+1)^2 + (x+2)*(x-2)",
    "prove (a + b)^2 = a^2 + 2a*b + b^2",
    "simplify (2*x)^2*x",
    "solve x^2 = 3*3",
    "solve |x| = 2+1",
    "simplify 2+3+4*5+6",
]


def whole_graph(problem, book):
    """Every state with every move the kernel accepts: state -> [(safe, cost, state after)], in the book's order."""
    proposer = RuleProposer(book.laws(problem.goal))
    graph, todo = {}, [problem.term]
    while todo:
        state = todo.pop()
        if state in graph:
            continue
        graph[state] = []
        for move in () if reached(state, problem) else proposer.propose(state, problem):
            try:
                after = make_step(problem, move.step(state), book, move.new).after
            except (CheckError, TermError):
                continue
            graph[state].append((move.safe, move.cost, after))
            todo.append(after)
    return graph


def walked(graph, departed):
    """The graph with the one edge of a safe move where the search keeps to it."""
    found = {}
    for state, edges in graph.items():
        first = next(((cost, after) for safe, cost, after in edges if safe and after is not state), None)
        every = [(cost, after) for _, cost, after in edges]
        found[state] = every if first is None or state in departed else [first]
    return found


def costs_to_go(edges, goals):
    """The cost of a shortest path to a goal, by Dijkstra's algorithm from the goals backwards."""
    before = {}
    for a, out in edges.items():
        for cost, b in out:
            before.setdefault(b, []).append((cost, a))
    cost_to_go = dict.fromkeys(edges, inf)
    order = {s: i for i, s in enumerate(edges)}
    queue = [(0, order[g], g) for g in goals]
    while queue:
        c, _, s = heapq.heappop(queue)
        if c < cost_to_go[s]:
            cost_to_go[s] = c
            for cost, a in before.get(s, ()):
                heapq.heappush(queue, (c + cost, order[a], a))
    return cost_to_go


def chance(seed):
    random = Random(seed)
    return lambda node, moves: [QValue(1.0, 10 * random.random()) for _ in moves]


def searched(statement, q, expansions):
    problem = parse_problem(statement)
    rules = FEW.laws(problem.goal)
    limits = Limits(seconds=1e6, expansions=expansions)
    search = Search(problem, [RuleProposer(rules)], FEW, limits, rules=rules, q=q, fruitless=True)
    return problem, qstar(search)


@pytest.mark.parametrize("statement", FINITE)
def test_truth_lies_between_the_bounds_at_every_node(statement):
    graph = whole_graph(parse_problem(statement), FEW)
    exact = 0
    for expansions, kept, seed in [(1000, 60, 0), (1000, 60, 1), (1000, 7, 2), (12, 60, 3), (12, 60, 4), (5, 3, 5)]:
        problem, outcome = searched(statement, chance(seed) if seed else None, expansions)
        tree = stored(outcome.tree, problem, FEW, expanded=kept)
        assert tree is not None
        states = [None if n.state is None else parse(n.state) for n in tree.nodes]
        departed = {s for s, n in zip(states, tree.nodes, strict=True) if n.status == "expanded"}
        goals = [s for s in graph if reached(s, problem)]
        truth = costs_to_go(walked(graph, departed), goals)
        found = bounds(tree)
        for i, state in enumerate(states):
            if state is not None:
                assert found.lower[i] <= truth[state] <= found.upper[i], (tree.nodes[i], truth[state])
                exact += found.lower[i] == truth[state] == found.upper[i]
            for edge in found.edges[i]:
                low, high = found.of(edge)
                child = states[edge.child]
                assert child is None or low <= edge.cost + truth[child] <= high
    assert exact, "the bounds should meet somewhere, at least at a goal or a dead end"


def test_a_dead_end_is_known_as_one():
    problem, outcome = searched("simplify (2*x)^2*x", None, 1000)
    tree = stored(outcome.tree, problem, FEW)
    assert [n.status for n in tree.nodes].count("dead") == 1
    assert set(bounds(tree).lower) == {inf}


# -- trees of made-up graphs ---------------------------------------------------------------------------------------


def random_graph(random, n):
    return {
        s: [(random.choice((1, 1, 1, 2)), random.randrange(n)) for _ in range(random.choice((0, 1, 2, 3)))]
        for s in range(n)
    }


def search_at_random(random, graph, goals, truth, expansions):
    """A tree as a search would leave it: some moves tried, children dropped where the state was reached as cheaply,
    of those some with a link; the exact bound is a consistent one."""
    strength = random.randrange(4)

    def bound(s):
        return min(truth[s], strength) if truth[s] < inf else strength

    nodes, links, best, g = [Kept(None, "0", None, 0, "open", bound(0))], [], {0: 0}, [0]
    if 0 in goals:
        nodes[0] = Kept(None, "0", None, 0, "goal", 0)
    for _ in range(expansions):
        waiting = [i for i, n in enumerate(nodes) if n.status == "open"]
        if not waiting:
            break
        i = random.choice(waiting)
        s, unmade = int(nodes[i].state), []
        for k, (cost, after) in enumerate(graph[s]):
            name = Name("rule", (), k)
            if random.random() < 0.15:
                unmade.append(cost)
            elif best.get(after, inf) <= g[i] + cost:
                same = [j for j, n in enumerate(nodes) if n.state == str(after)]
                if random.random() < 0.3:
                    unmade.append(cost)
                else:
                    links.append(Link(i, name, cost, random.choice(same)))
            else:
                best[after] = g[i] + cost
                g.append(best[after])
                status = "goal" if after in goals else "open"
                nodes.append(Kept(i, str(after), name, cost, status, 0 if after in goals else bound(after)))
        old = nodes[i]
        status = "expanded" if graph[s] else "dead"
        nodes[i] = Kept(old.parent, old.state, old.made, old.cost, status, old.bound, min(unmade, default=None))
    return Stored(tuple(nodes), tuple(links))


def test_bounds_hold_on_random_graphs():
    tight = 0
    for seed in range(400):
        random = Random(seed)
        n = random.randrange(2, 14)
        graph = random_graph(random, n)
        goals = {s for s in graph if random.random() < 0.15}
        truth = costs_to_go(graph, goals)
        tree = search_at_random(random, graph, goals, truth, random.randrange(1, 30))
        found = bounds(tree)
        for i, node in enumerate(tree.nodes):
            true = truth[int(node.state)]
            assert found.lower[i] <= true <= found.upper[i], (seed, i)
            tight += found.lower[i] == true == found.upper[i] and node.status == "expanded"
    assert tight > 100


def test_without_its_links_a_tree_would_claim_too_much():
    """0 -> 1 -> 2 -> goal, and 0 -> 3 -> 2 where 2 was dropped: leave that move out, and 3 seems dead."""
    name = Name("rule", (), 0)
    nodes = (
        Kept(None, "0", None, 0, "expanded", 1),
        Kept(0, "1", name, 1, "expanded", 1),
        Kept(0, "3", Name("rule", (), 1), 1, "expanded", 1),
        Kept(1, "2", name, 1, "expanded", 1),
        Kept(3, "goal", name, 1, "goal", 0),
    )
    assert bounds(Stored(nodes)).lower[2] == inf
    found = bounds(Stored(nodes, (Link(2, name, 1, 3),)))
    assert found.lower == found.upper == (3, 2, 2, 1, 0)
    assert found.of(found.edges[2][0]) == (2, 2)


def test_where_the_search_departed_from_a_safe_move_all_moves_count():
    """The state "a" is met twice: its safe move leads far away, but the second time the search looked at a choice."""
    nodes = (
        Kept(None, "0", None, 0, "expanded", 1),
        Kept(0, "a", Name("rule", (), 0), 2, "safe", 1),
        Kept(0, "a", Name("rule", (), 1), 1, "expanded", 1, 1),
        Kept(1, "b", Name("safe", (), 0), 1, "open", 5),
        Kept(2, "goal", Name("rule", (), 0), 1, "goal", 0),
    )
    found = bounds(Stored(nodes))
    assert found.lower[1:3] == (1, 1) and found.upper[:3] == (2, 1, 1)
    alone = Stored((nodes[0], nodes[1], Kept(1, "b", Name("safe", (), 0), 1, "open", 5)))
    assert bounds(alone).lower == (8, 6, 5)


def by_hand(statement):
    problem = parse_problem(statement)
    rules = FEW.laws(problem.goal)
    search = Search(problem, [RuleProposer(rules)], FEW, Limits(), rules=rules, fruitless=True)
    return problem, search, list(search.moves(search.root))


def test_a_safe_move_whose_state_was_known_makes_no_chain():
    problem, search, moves = by_hand("simplify 1*x*x + 2*3*1")
    assert [m.safe for m in moves][:2] == [True, True]
    first = make_step(problem, moves[0].step(problem.term), FEW, moves[0].new).after
    search.best_g[first.key] = 0
    assert search.child(search.root, moves[0]) is None
    assert search.child(search.root, moves[1]) is not None
    root = stored(search.tree, problem, FEW).nodes[0]
    assert root.status == "expanded" and root.unmade == 1


def test_a_child_dropped_for_a_state_equal_only_by_key_counts_as_never_made():
    problem, search, moves = by_hand("simplify x*x*x")
    for move in moves:
        search.child(search.root, move)
    [dropped] = search.tree.fruitless
    [child] = search.tree.nodes[1:]
    assert dropped.after.key == child.state.key and dropped.after is not child.state
    tree = stored(search.tree, problem, FEW)
    assert tree.links == () and tree.nodes[0].unmade == dropped.move.cost


def test_states_that_lead_only_to_each_other_do_not_go_on_for_ever():
    name = Name("rule", (), 0)
    nodes = (Kept(None, "a", None, 0, "expanded", 1), Kept(0, "b", name, 1, "expanded", 1))
    found = bounds(Stored(nodes, (Link(1, name, 1, 0),)))
    assert min(found.lower) > 30 and found.upper == (inf, inf)


# -- rows ------------------------------------------------------------------------------------------------------------

EASY = ["solve 2x + 3 = 7 for x", "solve 3(x - 2) = x + 4 for x"]
SMALL = Limits(seconds=600, expansions=60)


def test_a_row_keeps_a_tree_that_reads_back_and_old_rows_have_none(tmp_path):
    path = tmp_path / "experience.jsonl"
    list(collect(EASY[:1], path, SMALL))
    list(collect(EASY[1:], path, SMALL, trees=True))
    rows = read_rows(path)
    assert len(list(derivations(rows))) == 2 and all(len(json.dumps(r)) < 20_000 for r in rows)
    [(statement, tree)] = trees(rows)
    assert statement == EASY[1] and tree.nodes[0].state == "3*(x-2) = x+4"
    assert Stored.from_json(json.loads(json.dumps(tree.to_json()))) == tree
    steps = len(list(derivations(rows[1:]))[0].steps)
    assert bounds(tree).upper[0] == steps


def test_a_tree_is_cut_to_size_and_keeps_the_way_to_the_goal():
    result = solve("solve 3(x - 2) = x + 4 for x", steps="laws", tree=True)
    way = len(result.steps)
    for limit in (way, way + 2, 60):
        tree = stored(result.tree, result.problem, BOOK, expanded=limit)
        assert sum(n.status in ("expanded", "safe", "dead") for n in tree.nodes) <= limit
        assert bounds(tree).upper[0] == way
    short = stored(result.tree, result.problem, BOOK, characters=1500)
    assert len(json.dumps(short.to_json(), separators=(",", ":"))) < 2000
    assert bounds(short).upper[0] == inf


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: t.pop("links"),
        lambda t: t["nodes"][0].__setitem__(0, 0),
        lambda t: t["nodes"][1].__setitem__(4, "closed"),
        lambda t: t["nodes"][1].__setitem__(2, [99, [], 0]),
        lambda t: t["open"][0].__setitem__(0, 10_000),
        lambda t: t["links"].append([0, t["open"][0][1], 1, -1]),
    ],
)
def test_a_spoiled_tree_is_refused(spoil):
    result = solve(EASY[1], steps="laws", tree=True)
    data = stored(result.tree, result.problem, BOOK).to_json()
    Stored.from_json(data)
    spoil(data)
    with pytest.raises(FormatError, match="no stored search tree"):
        Stored.from_json(data)
