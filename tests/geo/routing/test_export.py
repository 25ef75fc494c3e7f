import json

from shapely.geometry import LineString, Point

from geo.routing.export import plan_as_geojson
from geo.routing.patrol import solve
from geo.routing.plan import Demand, Problem, Stop
from tests.geo.routing.days import QUICK, day, lane_edges


def test_a_leg_is_drawn_the_way_that_it_is_walked() -> None:
    base = day(lane_edges((0, 1)))
    yard = Stop(1, Demand(required=True, service_min=2.0))
    problem = Problem(base.nodes, base.edges, base.lanes, (yard,), base.teams)
    line, place = LineString([(91.13, 29.65), (91.14, 29.65)]), Point(91.14, 29.65)
    drawn = plan_as_geojson(problem, solve(problem, QUICK, 1), [line], [place])
    out, stop, back = (json.loads(json.dumps(f)) for f in drawn["features"])
    assert out["geometry"]["coordinates"] == back["geometry"]["coordinates"][::-1]
    assert (stop["geometry"]["type"], stop["properties"]["stop"]) == ("Point", 0)
    assert [f["properties"]["order"] for f in (out, stop, back)] == [0, 1, 2]
    assert {out["properties"]["serves"], back["properties"]["serves"]} == {True, False}
