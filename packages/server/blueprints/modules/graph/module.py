"""Finds shortest paths, orders and circles in graphs that are written as lines."""

import heapq
import math
import re
from typing import TypedDict

# Nodes with the nodes next to them and how far those are.
Neighbours = dict[str, dict[str, float]]


class GraphPath(TypedDict):
    """The nodes of a path and how long it is."""

    path: list[str]
    length: float


def shortest_path(
    edges: str, from_: str, to: str, *, directed: bool = False
) -> GraphPath | None:
    """Find the shortest path from one node to another (Dijkstra); None where there is none."""
    graph = _read_edges(edges, directed)
    for node in (from_, to):
        _need_node(graph, node)
    best = {from_: 0.0}
    before: dict[str, str] = {}
    waiting = [(0.0, from_)]
    while waiting:
        length, node = heapq.heappop(waiting)
        if node == to:
            path = [to]
            while path[0] != from_:
                path.insert(0, before[path[0]])
            return {"path": path, "length": length}
        if length > best[node]:
            continue
        for following, distance in graph[node].items():
            if length + distance < best.get(following, math.inf):
                best[following] = length + distance
                before[following] = node
                heapq.heappush(waiting, (length + distance, following))
    return None


def reachable(edges: str, from_: str, *, directed: bool = False) -> list[str]:
    """List the nodes that can be reached from one, the nearest first (breadth first)."""
    graph = _read_edges(edges, directed)
    _need_node(graph, from_)
    seen = [from_]
    for node in seen:
        seen.extend(following for following in graph[node] if following not in seen)
    return seen


def depth_first(edges: str, from_: str, *, directed: bool = False) -> list[str]:
    """List the nodes that can be reached from one, each way to its end before the next."""
    graph = _read_edges(edges, directed)
    _need_node(graph, from_)
    seen: dict[str, None] = {}
    waiting = [from_]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen[node] = None
            waiting.extend(reversed(graph[node]))
    return list(seen)


def connected_components(edges: str) -> list[list[str]]:
    """List the groups of nodes that hang together, in the order in which they were named."""
    graph = _read_edges(edges, False)
    groups: list[list[str]] = []
    seen: set[str] = set()
    for start in graph:
        if start in seen:
            continue
        group = {start: None}
        waiting = [start]
        for node in waiting:
            fresh = [following for following in graph[node] if following not in group]
            group.update(dict.fromkeys(fresh))
            waiting.extend(fresh)
        seen.update(group)
        groups.append(list(group))
    return groups


def topological_order(dependencies: str) -> list[str]:
    """Put things in an order in which each stands behind what it depends on.

    Raises ValueError for circles.
    """
    order, circle = _walk(dependencies)
    if circle:
        raise ValueError(f"These depend on each other: {' → '.join(circle)}")
    return order


def find_circle(dependencies: str) -> list[str]:
    """Find things that depend on each other in a circle; nothing where there is none."""
    return _walk(dependencies)[1]


def _read_edges(text: str, directed: bool) -> Neighbours:
    graph: Neighbours = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() == "":
            continue
        parts = re.split(r"[\s,;]+", line.strip())
        try:
            length = float(parts[2]) if len(parts) == 3 else 1.0
        except ValueError:
            length = math.nan
        if not 2 <= len(parts) <= 3 or not math.isfinite(length):
            raise ValueError(f"line {number} is not two nodes and a length: {line}")
        if length < 0:
            raise ValueError(f"line {number} has a negative length: {line}")
        start, to = parts[:2]
        graph.setdefault(start, {})[to] = length
        graph.setdefault(to, {})
        if not directed:
            graph[to][start] = length
    return graph


def _need_node(graph: Neighbours, node: str) -> None:
    if node not in graph:
        raise ValueError(f"There is no node {node}.")


def _walk(text: str) -> tuple[list[str], list[str]]:
    """Walk depth first, in the order of the lines: the order, and a circle if there is one."""
    needs: dict[str, list[str]] = {}
    for line in text.splitlines():
        words = [word for word in re.split(r"[\s:,]+", line) if word]
        if words:
            needs.setdefault(words[0], []).extend(words[1:])
    order: list[str] = []
    circle: list[str] = []

    def visit(thing: str, path: list[str]) -> None:
        if thing in order or circle:
            return
        if thing in path:
            circle.extend([*path[path.index(thing) :], thing])
            return
        for need in needs.get(thing, []):
            visit(need, [*path, thing])
        if not circle:
            order.append(thing)

    for thing in needs:
        visit(thing, [])
    return order, circle
