"""Walks over lanes: networks, postmen, a day's patrols for several teams, and their proof.

A pure library: `solve(problem, stop, seed)` takes a frozen problem and returns a frozen plan.
"""
