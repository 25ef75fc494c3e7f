# allow file-length: kernels that call each other are kept on disk by file, see geo/compiling.py
"""Slack induction by string removals over edges, compiled.

Strings of neighbouring jobs are taken off some routes and put back one by one where they cost
least, in any place and either direction; what comes out is kept by simulated annealing. Both
directions of every job on a route stay open: costs up to and from every position are kept for
both, so that a place is priced with the best directions of the whole route.

Source:
    Christiaens and Vanden Berghe, "Slack induction by string removals for vehicle routing
    problems", Transportation Science 54 (2020) 417-433; directions: Vidal, "Node, edge, arc routing
    and turn penalties: multiple problems, one neighborhood extension", Operations Research 65
    (2017) 992-1010. Groups, targets, bias and missing groups are our own.
"""

from __future__ import annotations

import math

import numpy as np

from geo.compiling import njit_lean
from geo.routing.jobs import Aim, Ints, Jobs, Notes, Reals, Routes

AVERAGE_REMOVED = 10.0  # jobs; Christiaens and Vanden Berghe, table 1
LONGEST_STRING = 10.0  # jobs; the same
SPLIT = 0.5  # chance that a string keeps a part of its middle; the same
SPLIT_ON = 0.01  # chance that the part ends at each further job; the same
BLINK = 0.01  # chance that a position is overlooked; the same
TRIES = 8  # missing groups tried again in a round: own choice


@njit_lean
def forward(jobs: Jobs, routes: Routes, k: int, begin: int) -> None:
    """Work out anew what leads up to the positions of route k from `begin` on."""
    size, job = routes.size[k], routes.job[k]
    tail, head, done = routes.tail[k], routes.head[k], routes.done[k]
    for p in range(begin, size + 1):
        t = job[p]
        tail[p], head[p] = jobs.tail[t], jobs.head[t]
        routes.route[t], routes.at[t] = k, p
        for d in range(2):
            enter = jobs.ways_back[head[p] if d else tail[p]]
            here = min(done[p - 1, 0] + enter[head[p - 1]], done[p - 1, 1] + enter[tail[p - 1]])
            here = max(here, jobs.opens[t])
            done[p, d] = here + jobs.cost[t, d] if here <= jobs.closes[t] else np.inf
    tail[size + 1] = head[size + 1] = jobs.end[k]
    enter = jobs.ways_back[jobs.end[k]]
    last = min(done[size, 0] + enter[head[size]], done[size, 1] + enter[tail[size]])
    routes.length[k] = last if size else 0.0


@njit_lean
def backward(jobs: Jobs, routes: Routes, k: int, begin: int) -> None:
    """Work out anew what follows the positions of route k from `begin` down."""
    tail, head = routes.tail[k], routes.head[k]
    rest, latest = routes.rest[k], routes.latest[k]
    for p in range(begin, 0, -1):
        t = routes.job[k, p]
        for d in range(2):
            leave = jobs.ways[tail[p] if d else head[p]]
            a, b = leave[tail[p + 1]], leave[head[p + 1]]
            rest[p, d] = jobs.cost[t, d] + min(a + rest[p + 1, 0], b + rest[p + 1, 1])
            if jobs.timed:
                due = max(latest[p + 1, 0] - a, latest[p + 1, 1] - b) - jobs.cost[t, d]
                latest[p, d] = min(due, jobs.closes[t]) if due >= jobs.opens[t] else -np.inf


@njit_lean
def refresh(jobs: Jobs, routes: Routes, k: int) -> None:
    """Work out anew all that is known about route k from its jobs."""
    size = routes.size[k]
    routes.tail[k, 0] = routes.head[k, 0] = jobs.start[k]
    routes.done[k, 0, :] = 0.0
    routes.rest[k, size + 1, :] = 0.0
    routes.latest[k, size + 1, :] = jobs.budget[k]
    routes.taken[k] = routes.extra[k] = 0.0
    for p in range(1, size + 1):
        routes.taken[k] += jobs.load[routes.job[k, p]]
        routes.extra[k] += jobs.bias[k, routes.job[k, p]]
    forward(jobs, routes, k, 1)
    backward(jobs, routes, k, size)


@njit_lean
def cost_at(jobs: Jobs, routes: Routes, k: int, t: int, p: int) -> float:
    """Return what route k costs with job t before position p, all in their best directions."""
    done, rest, q = routes.done[k], routes.rest[k], p - 1
    u, v, a, b = routes.head[k, q], routes.tail[k, q], routes.tail[k, p], routes.head[k, p]
    to_tail, to_head = jobs.ways_back[jobs.tail[t]], jobs.ways_back[jobs.head[t]]
    from_tail, from_head = jobs.ways[jobs.tail[t]], jobs.ways[jobs.head[t]]
    x = min(done[q, 0] + to_tail[u], done[q, 1] + to_tail[v]) + jobs.cost[t, 0]
    y = min(done[q, 0] + to_head[u], done[q, 1] + to_head[v]) + jobs.cost[t, 1]
    x += min(from_head[a] + rest[p, 0], from_head[b] + rest[p, 1])
    y += min(from_tail[a] + rest[p, 0], from_tail[b] + rest[p, 1])
    return float(min(x, y))


@njit_lean
def price(jobs: Jobs, routes: Routes, k: int, t: int, blind: int) -> tuple[float, int]:
    """Return what route k costs with job t at its best position, and that position.

    Position `blind` is overlooked. The cost is inf where nothing fits.
    """
    best, where = np.inf, 0
    for p in range(1, routes.size[k] + 2):
        x = cost_at(jobs, routes, k, t, p)
        if x < best and p != blind:
            best, where = x, p
    return (best, where) if best <= jobs.budget[k] else (np.inf, 0)


@njit_lean
def price_timed(jobs: Jobs, routes: Routes, k: int, t: int, blind: int) -> tuple[float, int]:
    """Return the same where jobs have windows; the cost leaves out waiting after the job."""
    rest, latest = routes.rest[k], routes.latest[k]
    best, where = np.inf, 0
    for p in range(1, routes.size[k] + 2):
        for d in range(2):
            enter = jobs.ways_back[jobs.head[t] if d else jobs.tail[t]]
            leave = jobs.ways[jobs.tail[t] if d else jobs.head[t]]
            x = routes.done[k, p - 1, 0] + enter[routes.head[k, p - 1]]
            x = min(x, routes.done[k, p - 1, 1] + enter[routes.tail[k, p - 1]])
            x = max(x, jobs.opens[t])
            if x > jobs.closes[t] or p == blind:
                continue
            x += jobs.cost[t, d]
            for e in range(2):
                way = leave[routes.head[k, p] if e else routes.tail[k, p]]
                if x + way <= latest[p, e] and x + way + rest[p, e] < best:
                    best, where = x + way + rest[p, e], p
    return best, where


@njit_lean
def value(aim: Aim, length: float, extra: float) -> float:
    """Return what a route of some length adds to what is minimised."""
    over, under = max(0.0, length - aim.target), max(0.0, aim.floor - length)
    return aim.total * length + aim.excess * over**2 + aim.lack * under**2 + aim.bias * extra


@njit_lean
def worths(jobs: Jobs, aim: Aim, missing: Ints, count: int) -> float:
    """Return what the missing groups add to what is minimised."""
    total = 0.0
    for i in range(count):
        total += jobs.worth[missing[i]]
    return aim.absent * total


@njit_lean
def put(jobs: Jobs, routes: Routes, k: int, p: int, t: int) -> None:
    """Put job t on route k before position p."""
    for q in range(routes.size[k] + 1, p - 1, -1):
        routes.job[k, q + 1] = routes.job[k, q]
        for d in range(2):
            routes.rest[k, q + 1, d] = routes.rest[k, q, d]
            routes.latest[k, q + 1, d] = routes.latest[k, q, d]
    routes.job[k, p] = t
    routes.size[k] += 1
    routes.taken[k] += jobs.load[t]
    routes.extra[k] += jobs.bias[k, t]
    forward(jobs, routes, k, p)
    backward(jobs, routes, k, p)


@njit_lean
def sweep(jobs: Jobs, routes: Routes, k: int) -> None:
    """Close the gaps on route k that jobs without a route have left."""
    kept = 0
    for p in range(1, routes.size[k] + 1):
        if routes.route[routes.job[k, p]] == k:
            kept += 1
            routes.job[k, kept] = routes.job[k, p]
    routes.size[k] = kept
    refresh(jobs, routes, k)


@njit_lean
def keep(routes: Routes, notes: Notes, k: int) -> None:
    """Note route k down before its first change in a round."""
    if notes.dirty[k] == 0:
        notes.dirty[k] = 1
        copy_route(routes, k, notes.saved)


@njit_lean
def copy_route(routes: Routes, k: int, to: Ints) -> None:
    """Write route k into row k of `to`: its size in column 0, its jobs after it."""
    to[k, 0] = routes.size[k]
    for p in range(1, routes.size[k] + 1):
        to[k, p] = routes.job[k, p]


@njit_lean
def undo(jobs: Jobs, routes: Routes, notes: Notes) -> None:
    """Bring every changed route back to what was noted down."""
    saved, dirty = notes.saved, notes.dirty
    for k in range(len(dirty)):
        if dirty[k]:
            for p in range(1, routes.size[k] + 1):
                routes.route[routes.job[k, p]] = -1
    for k in range(len(dirty)):
        if dirty[k]:
            routes.size[k] = saved[k, 0]
            for p in range(1, saved[k, 0] + 1):
                routes.job[k, p] = saved[k, p]
            refresh(jobs, routes, k)


@njit_lean
def take_off(jobs: Jobs, routes: Routes, t: int, loose: Ints, count: int) -> int:
    """Take job t's group off its route (the gaps stay); return how many groups are loose."""
    group = jobs.group[t]
    for other in range(jobs.first[group], jobs.first[group + 1]):
        routes.route[other] = -1
    loose[count] = group
    return count + 1


@njit_lean
def ruin(  # noqa: C901 -- compiled; the paper's procedure in one piece
    jobs: Jobs, routes: Routes, notes: Notes, rng: np.random.Generator
) -> int:
    """Take strings of neighbouring jobs off some routes; return how many groups are loose."""
    dirty, used, full = notes.dirty, 0, 0
    for k in range(len(routes.size)):
        used, full = used + min(1, routes.size[k]), full + routes.size[k]
    if full == 0:
        return 0
    longest = min(LONGEST_STRING, full / used)
    strings = int(1.0 + rng.random() * (4.0 * AVERAGE_REMOVED / (1.0 + longest) - 1.0))
    seed, count, near = int(rng.random() * len(jobs.tail)), 0, -1
    while strings > 0 and near < jobs.near.shape[1]:
        t = seed if near < 0 else jobs.near[seed, near]
        near += 1
        k = routes.route[t]
        if k < 0 or (dirty[k] and used > strings):
            continue
        if dirty[k]:
            sweep(jobs, routes, k)
        keep(routes, notes, k)
        strings -= 1
        size, at = routes.size[k], routes.at[t]
        length = int(1.0 + rng.random() * min(float(size), longest))
        spared = 0
        if length > 1 and length < size and rng.random() < SPLIT:
            spared = 1
            while length + spared < size and rng.random() > SPLIT_ON:
                spared += 1
        begin = at - int(rng.random() * (length + spared))
        begin = max(1, min(begin, size - length - spared + 1))
        gap = begin + 1 + int(rng.random() * (length - 1)) if spared else 0
        for p in range(begin, begin + length + spared):
            inside = spared and gap <= p < gap + spared
            if not inside and routes.route[routes.job[k, p]] == k:
                count = take_off(jobs, routes, routes.job[k, p], notes.loose, count)
    for k in range(len(dirty)):
        if dirty[k]:
            sweep(jobs, routes, k)
    return count


@njit_lean
def order(jobs: Jobs, notes: Notes, count: int, rng: np.random.Generator) -> None:
    """Put loose groups into the order in which they are put back: what is due first."""
    loose, keys, choice, most = notes.loose, notes.keys, rng.random(), 0.0
    for i in range(count):
        t = jobs.first[loose[i]]
        if choice < 4 / 11:
            keys[i] = rng.random()
        elif choice < 8 / 11:  # heavy first; where nothing has a load, what is worth its cost
            keys[i] = -jobs.load[t] or -jobs.worth[loose[i]] / (1e-3 + jobs.cost[t, 0])
        else:  # far first, or near first
            far = jobs.ways[jobs.start[0], jobs.tail[t]]
            keys[i] = -far if choice < 10 / 11 else far
        most = max(most, abs(keys[i]))
    for i in range(count):
        keys[i] += 0.0 if jobs.worth[loose[i]] >= jobs.due else 3.0 * most
    sort_by(keys, loose, count)


@njit_lean
def sort_by(keys: Reals, things: Ints, count: int) -> None:
    """Sort the first few keys ascending, by insertion, and things with them."""
    for i in range(1, count):
        key, thing, j = keys[i], things[i], i
        while j > 0 and keys[j - 1] > key:
            keys[j], things[j] = keys[j - 1], things[j - 1]
            j -= 1
        keys[j], things[j] = key, thing


@njit_lean
def extra_value(jobs: Jobs, routes: Routes, aim: Aim, k: int, t: int, length: float) -> float:
    """Return what is added to what is minimised if job t makes route k so long."""
    return value(aim, length, jobs.bias[k, t]) - value(aim, routes.length[k], 0.0)


@njit_lean
def insert(
    jobs: Jobs, routes: Routes, aim: Aim, t: int, only: int, rng: np.random.Generator
) -> tuple[int, int]:
    """Return route and position where job t costs least; route -1 where it fits nowhere."""
    least, route, place, emptied = np.inf, -1, 0, False
    blind = 1 + int(math.log(1.0 - rng.random()) / math.log(1.0 - BLINK))
    for k in range(len(routes.size)):
        if (only >= 0 and k != only) or routes.taken[k] + jobs.load[t] > jobs.capacity[k]:
            continue
        if routes.size[k] == 0 and jobs.alike:
            if emptied:
                continue
            emptied = True
        if jobs.timed:
            length, p = price_timed(jobs, routes, k, t, blind)
        else:
            length, p = price(jobs, routes, k, t, blind)
        blind -= routes.size[k] + 1
        more = extra_value(jobs, routes, aim, k, t, length) if p else np.inf
        if more < least:
            least, route, place = more, k, p
    return route, place


@njit_lean
def insert_near(
    jobs: Jobs, routes: Routes, aim: Aim, t: int, only: int, rng: np.random.Generator
) -> tuple[int, int]:
    """Return the same, looking only beside jobs that are near and where routes start and end."""
    least, route, place = np.inf, -1, 0
    for i in range(jobs.beside + len(routes.size)):
        if i < jobs.beside:
            k, p = routes.route[jobs.near[t, i]], routes.at[jobs.near[t, i]]
        else:
            k, p = i - jobs.beside, 1
        if k < 0 or (only >= 0 and k != only) or rng.random() < BLINK:
            continue
        if routes.taken[k] + jobs.load[t] > jobs.capacity[k]:
            continue
        for q in (p, p + 1 if i < jobs.beside else routes.size[k] + 1):
            length = cost_at(jobs, routes, k, t, q)
            if length > jobs.budget[k]:
                continue
            more = extra_value(jobs, routes, aim, k, t, length)
            if more < least:
                least, route, place = more, k, q
    return route, place


@njit_lean
def recreate(
    jobs: Jobs, routes: Routes, aim: Aim, notes: Notes, count: int, rng: np.random.Generator
) -> int:
    """Put loose groups back; return how many fit nowhere, which are then first in `loose`."""
    order(jobs, notes, count, rng)
    loose, left = notes.loose, 0
    for i in range(count):
        group = loose[i]
        k = -1
        for t in range(jobs.first[group], jobs.first[group + 1]):
            route, p = -1, 0
            if jobs.beside:
                route, p = insert_near(jobs, routes, aim, t, k, rng)
            if route < 0:
                route, p = insert(jobs, routes, aim, t, k, rng)
            if route < 0:
                if k >= 0:
                    for other in range(jobs.first[group], t):
                        routes.route[other] = -1
                    sweep(jobs, routes, k)
                loose[left] = group
                left += 1
                break
            k = route
            keep(routes, notes, k)
            put(jobs, routes, k, p, t)
    return left


@njit_lean
def draw_missing(notes: Notes, count: int, tried: int, at: int, rng: np.random.Generator) -> None:
    """Bring some of `count` missing groups to the front by lot, and into `loose` from `at` on."""
    missing = notes.missing
    for i in range(tried):
        j = i + int(rng.random() * (count - i))
        missing[i], missing[j] = missing[j], missing[i]
        notes.loose[at + i] = missing[i]


@njit_lean
def renew_missing(notes: Notes, count: int, tried: int, left: int) -> int:
    """Put the first `left` loose groups in place of the `tried` missing; return how many miss."""
    missing, more = notes.missing, left - tried
    for i in range(tried, count) if more < 0 else range(0):
        missing[i + more] = missing[i]
    for i in range(count - 1, tried - 1, -1) if more > 0 else range(0):
        missing[i + more] = missing[i]
    for i in range(left):
        missing[i] = notes.loose[i]
    return count + more


@njit_lean
def note_down(jobs: Jobs, routes: Routes, aim: Aim, notes: Notes) -> int:
    """Note down what routes add to what is minimised, and what is missing; return how many are."""
    count = 0
    for group in range(len(jobs.worth)):
        if routes.route[jobs.first[group]] < 0:
            notes.missing[count] = group
            count += 1
    for k in range(len(notes.parts)):
        notes.parts[k] = value(aim, routes.length[k], routes.extra[k])
    return count


@njit_lean
def changed(routes: Routes, aim: Aim, notes: Notes) -> float:
    """Return what changed routes add to what is minimised, beyond what is noted down of them."""
    more = 0.0
    for k in range(len(notes.dirty)):
        if notes.dirty[k]:
            more += value(aim, routes.length[k], routes.extra[k]) - notes.parts[k]
    return more


@njit_lean
def anneal(
    jobs: Jobs,
    routes: Routes,
    aim: Aim,
    notes: Notes,
    heat: Reals,
    rounds: int,
    rng: np.random.Generator,
) -> float:
    """Do rounds of ruin and recreation; return the least value found.

    Args:
        jobs: The problem.
        routes: Where to begin; changed in place, refreshed, every missing job with route -1.
        aim: What is minimised.
        notes: Room to work in; `best` is filled with the best routes where they beat `heat[2]`.
        heat: Temperature at the first round, at the last, and the value to beat.
        rounds: Number of rounds.
        rng: Where chance comes from.
    """
    count, least = note_down(jobs, routes, aim, notes), heat[2]
    now = notes.parts.sum() + worths(jobs, aim, notes.missing, count)
    for turn in range(rounds):
        notes.dirty[:] = 0
        removed = ruin(jobs, routes, notes, rng)
        tried = count if removed == 0 else min(count, TRIES)
        draw_missing(notes, count, tried, removed, rng)
        then = now - worths(jobs, aim, notes.missing, tried)
        left = recreate(jobs, routes, aim, notes, removed + tried, rng)
        then += worths(jobs, aim, notes.loose, left) + changed(routes, aim, notes)
        heated = heat[0] * (heat[1] / heat[0]) ** (turn / rounds)
        if then >= now - heated * math.log(1.0 - rng.random()):
            undo(jobs, routes, notes)
            continue
        count, now = renew_missing(notes, count, tried, left), then
        for k in range(len(notes.dirty)):
            if notes.dirty[k]:
                notes.parts[k] = value(aim, routes.length[k], routes.extra[k])
        if now < least * (1.0 - 1e-9):
            least = now
            for k in range(len(notes.dirty)):
                copy_route(routes, k, notes.best)
    return float(least)


@njit_lean
def directions(jobs: Jobs, routes: Routes, k: int, way: Ints) -> None:
    """Write the best directions of route k's jobs into `way`, by position from 0."""
    node = jobs.end[k]
    for p in range(routes.size[k], 0, -1):
        enter = jobs.ways_back[node]
        a = routes.done[k, p, 0] + enter[routes.head[k, p]]
        b = routes.done[k, p, 1] + enter[routes.tail[k, p]]
        way[p - 1] = 1 if b < a else 0
        node = routes.head[k, p] if b < a else routes.tail[k, p]
