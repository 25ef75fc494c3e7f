"""Chains through nodes of degree two, and back."""

from hypothesis import given
from hypothesis import strategies as st

from geo.routing.contraction import Chain, contract

NODE = st.integers(0, 8)
GRAPH = st.lists(st.tuples(NODE, NODE), max_size=16)


def test_a_chain_between_two_crossings_is_one_edge() -> None:
    edges = [(0, 1), (2, 1), (2, 3), (3, 4), (3, 5), (0, 6), (0, 7)]
    assert contract(edges)[0] == Chain(0, 3, ((0, True), (1, False), (2, True)))


def test_a_node_that_is_kept_ends_a_chain() -> None:
    assert contract([(0, 1), (1, 2)], keep=[1]) == (
        Chain(0, 1, ((0, True),)),
        Chain(1, 2, ((1, True),)),
    )


def test_edges_of_different_labels_stay_apart() -> None:
    assert len(contract([(0, 1), (1, 2), (2, 3)], labels=["a", "a", "b"])) == 2


def test_a_ring_that_meets_nothing_is_one_chain() -> None:
    assert contract([(0, 1), (1, 2), (2, 0)]) == (Chain(0, 0, ((0, True), (1, True), (2, True))),)


@given(GRAPH)
def test_every_edge_is_in_one_chain_and_chains_can_be_walked(edges: list[tuple[int, int]]) -> None:
    chains = contract(edges)
    assert sorted(edge for chain in chains for edge, _ in chain.steps) == list(range(len(edges)))
    for chain in chains:
        here = chain.tail
        for edge, forward in chain.steps:
            begin, end = edges[edge] if forward else edges[edge][::-1]
            assert begin == here
            here = end
        assert here == chain.head


@given(GRAPH)
def test_no_node_of_degree_two_is_left_between_two_chains(edges: list[tuple[int, int]]) -> None:
    chains = contract(edges)
    ends = [node for chain in chains for node in (chain.tail, chain.head)]
    arms = {node: [c for c in chains if node in (c.tail, c.head)] for node in ends}
    assert not [n for n, met in arms.items() if ends.count(n) == 2 and len(met) == 2]
