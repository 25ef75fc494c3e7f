"""The same CARP instances for PyVRP and OR-Tools, as routing of nodes.

Every required edge becomes two clients, one for each direction, of which one must be visited: the
way from one client to another leads from the end of the first edge to the beginning of the second.
"""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.routing.arcs import Roads
from benchmarks.routing.carp import Instance, read
from benchmarks.settings import CHECKOUT

FAR: Final = 10**7  # a way that must not be taken: between the two directions of an edge
Whole = NDArray[np.int64]
Peer = Callable[[Instance, float, int], float]


def ways_between(instance: Instance) -> Whole:
    """Return the ways from client to client, shape (2 n + 1, 2 n + 1); 0 is the depot."""
    both = [(u, v, c) for u, v, c, _ in instance.edges]
    roads = Roads.of(instance.count, [*both, *((v, u, c) for u, v, c in both)])
    ends = [instance.edges[i][:2] for i in instance.required()]
    enter = [0, *(n for u, v in ends for n in (u, v))]
    leave = [0, *(n for u, v in ends for n in (v, u))]
    ways = roads.costs[np.ix_(leave, enter)].astype(np.int64)
    for first in range(1, len(enter), 2):
        ways[first, first + 1] = ways[first + 1, first] = FAR
    np.fill_diagonal(ways, 0)
    return ways


def vehicles(instance: Instance) -> int:
    """Return how many vehicles a peer may use: a few more than the load needs."""
    load = sum(edge[3] for edge in instance.edges)
    return math.ceil(1.3 * load / instance.room) + 3


def service(instance: Instance) -> float:
    """Return what serving costs, whatever the routes."""
    return sum(instance.edges[i][2] for i in instance.required())


def pyvrp(instance: Instance, seconds: float, seed: int) -> float:
    """Return the cost that PyVRP finds in so many seconds."""
    import pyvrp as peer  # noqa: PLC0415 -- a peer, for the benchmarks alone

    clients, groups = [], []
    for n, i in enumerate(instance.required()):
        load = [int(instance.edges[i][3])]
        clients += [peer.Client(2 * n + k, delivery=load, required=False, group=n) for k in (1, 2)]
        groups.append(peer.ClientGroup([2 * n, 2 * n + 1]))
    ways = ways_between(instance)
    data = peer.ProblemData(
        locations=[peer.Location(0, 0) for _ in ways],
        clients=clients,
        depots=[peer.Depot(0)],
        vehicle_types=[peer.VehicleType(vehicles(instance), capacity=[int(instance.room)])],
        distance_matrices=[ways],
        duration_matrices=[np.zeros_like(ways)],
        groups=groups,
    )
    found = peer.solve(data, peer.stop.MaxRuntime(seconds), seed=seed, display=False)
    return float(found.best.distance()) + service(instance) if found.is_feasible() else math.inf


def or_tools(instance: Instance, seconds: float, seed: int) -> float:
    """Return the cost that OR-Tools finds in so many seconds; it has no seed."""
    from ortools.constraint_solver import (  # noqa: PLC0415 -- a peer, for the benchmarks alone
        pywrapcp,
        routing_enums_pb2,
    )

    del seed
    ways = ways_between(instance)
    loads = [0, *(int(instance.edges[i][3]) for i in instance.required() for _ in (1, 2))]
    nodes = pywrapcp.RoutingIndexManager(len(ways), vehicles(instance), 0)
    model = pywrapcp.RoutingModel(nodes)
    table = ways.tolist()
    way = model.RegisterTransitMatrix(table)
    model.SetArcCostEvaluatorOfAllVehicles(way)
    load = model.RegisterUnaryTransitVector(loads)
    model.AddDimension(load, 0, int(instance.room), True, "load")  # noqa: FBT003 -- its own call
    for first in range(1, len(ways), 2):
        pair = [nodes.NodeToIndex(first), nodes.NodeToIndex(first + 1)]
        model.AddDisjunction(pair, FAR)
    wish = pywrapcp.DefaultRoutingSearchParameters()
    wish.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PATH_CHEAPEST_ARC
    search = routing_enums_pb2.LocalSearchMetaheuristic
    wish.local_search_metaheuristic = search.GUIDED_LOCAL_SEARCH
    wish.time_limit.FromMilliseconds(int(1000 * seconds))
    found = model.SolveWithParameters(wish)
    return float(found.ObjectiveValue()) + service(instance) if found else math.inf


PEERS: dict[str, Peer] = {"PyVRP": pyvrp, "OR-Tools": or_tools}


class PeerFailed(Exception):
    """A peer gave no answer: it is not installed, or it broke."""


def cost_apart(peer: str, file: Path, seconds: float, seed: int) -> float:
    """Return the cost that a peer finds, in a process of its own: OR-Tools brings another HiGHS.

    Raises:
        PeerFailed: It gave no answer.
    """
    wish = [peer, str(file), str(seconds), str(seed)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.routing.peers", *wish],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PeerFailed(done.stderr.strip().rpartition("\n")[2])
    return float(done.stdout.split()[-1])


def main(peer: str, file: str, seconds: str, seed: str) -> None:
    """Print the cost that a peer finds."""
    print(PEERS[peer](read(Path(file)), float(seconds), int(seed)))


if __name__ == "__main__":
    main(*sys.argv[1:])
