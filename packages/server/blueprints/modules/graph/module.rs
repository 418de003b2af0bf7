//! Finds shortest paths, orders and circles in graphs that are written as lines.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// Why a graph or a question about it is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GraphError {
    /// A line, counted from 1, is no edge.
    NoEdge(usize, String),
    /// A line, counted from 1, has a length below zero.
    NegativeLength(usize, String),
    /// No edge names the node.
    NoNode(String),
    /// Things depend on each other, so that none can be the first.
    Circle(Vec<String>),
}

impl Display for GraphError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            GraphError::NoEdge(line, text) => {
                write!(f, "line {line} is not two nodes and a length: {text}")
            }
            GraphError::NegativeLength(line, text) => {
                write!(f, "line {line} has a negative length: {text}")
            }
            GraphError::NoNode(node) => write!(f, "there is no node {node}"),
            GraphError::Circle(circle) => {
                write!(f, "these depend on each other: {}", circle.join(" → "))
            }
        }
    }
}

impl Error for GraphError {}

/// A way through a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphPath {
    /// The nodes, the first one first.
    pub path: Vec<String>,
    /// The sum of the lengths.
    pub length: f64,
}

/// Nodes with the nodes next to them, in the order of the lines, and how far those are.
#[derive(Default)]
struct Graph<'a> {
    /// As they were named.
    nodes: Vec<&'a str>,
    neighbours: HashMap<&'a str, Vec<(&'a str, f64)>>,
}

/// Finds the shortest path from one node to another (Dijkstra); `directed`: edges lead one way only.
pub fn shortest_path(
    edges: &str,
    from: &str,
    to: &str,
    directed: bool,
) -> Result<Option<GraphPath>, GraphError> {
    let graph = Graph::read(edges, directed)?;
    graph.expect(from)?;
    graph.expect(to)?;
    let mut best: HashMap<&str, (f64, Option<&str>)> = HashMap::from([(from, (0.0, None))]);
    // A map in the order of the alphabet: of nodes that are as near, the same one always comes first.
    let mut open: BTreeMap<&str, f64> = BTreeMap::from([(from, 0.0)]);
    while let Some((node, so_far)) = nearest(&open) {
        if node == to {
            let path = path_to(&best, to);
            return Ok(Some(GraphPath {
                path,
                length: so_far,
            }));
        }
        open.remove(node);
        for &(next, distance) in graph.next_to(node) {
            let length = so_far + distance;
            if best.get(next).map_or(true, |(known, _)| length < *known) {
                best.insert(next, (length, Some(node)));
                open.insert(next, length);
            }
        }
    }
    Ok(None)
}

/// Lists the nodes that can be reached from one, the nearest first; `directed`: edges lead one way only.
pub fn reachable(edges: &str, from: &str, directed: bool) -> Result<Vec<String>, GraphError> {
    let graph = Graph::read(edges, directed)?;
    graph.expect(from)?;
    Ok(graph.around(from, &mut HashSet::new()))
}

/// Lists the nodes that can be reached from one, each way to its end before the next.
pub fn depth_first(edges: &str, from: &str, directed: bool) -> Result<Vec<String>, GraphError> {
    let graph = Graph::read(edges, directed)?;
    graph.expect(from)?;
    let mut seen = HashSet::new();
    let mut order = Vec::new();
    let mut waiting = vec![from];
    while let Some(node) = waiting.pop() {
        if seen.insert(node) {
            order.push(node.to_string());
            waiting.extend(graph.next_to(node).iter().rev().map(|&(next, _)| next));
        }
    }
    Ok(order)
}

/// Lists the groups of nodes that hang together, in the order in which the nodes were named.
pub fn connected_components(edges: &str) -> Result<Json, GraphError> {
    let graph = Graph::read(edges, false)?;
    let mut seen = HashSet::new();
    let mut groups: Vec<Vec<String>> = Vec::new();
    for &node in &graph.nodes {
        if !seen.contains(node) {
            groups.push(graph.around(node, &mut seen));
        }
    }
    Ok(groups.into())
}

/// Puts things in an order in which each stands behind what it depends on.
pub fn topological_order(dependencies: &str) -> Result<Vec<String>, GraphError> {
    let walk = Walk::through(dependencies);
    if walk.circle.is_empty() {
        Ok(walk.order)
    } else {
        Err(GraphError::Circle(walk.circle))
    }
}

/// Finds one circle of things that depend on each other, its first thing again at the end.
pub fn find_circle(dependencies: &str) -> Vec<String> {
    Walk::through(dependencies).circle
}

impl<'a> Graph<'a> {
    fn read(text: &'a str, directed: bool) -> Result<Self, GraphError> {
        let mut graph = Graph::default();
        for (at, line) in text.lines().enumerate() {
            let wrong = || GraphError::NoEdge(at + 1, line.to_string());
            let words: Vec<&str> = line
                .split(|char: char| char.is_whitespace() || matches!(char, ',' | ';'))
                .filter(|word| !word.is_empty())
                .collect();
            let (from, to, length) = match words[..] {
                [] => continue,
                [from, to] => (from, to, 1.0),
                [from, to, length] => (from, to, length.parse::<f64>().map_err(|_| wrong())?),
                _ => return Err(wrong()),
            };
            if !length.is_finite() {
                return Err(wrong());
            }
            if length < 0.0 {
                return Err(GraphError::NegativeLength(at + 1, line.to_string()));
            }
            graph.add(from, to, length);
            if !directed {
                graph.add(to, from, length);
            }
        }
        Ok(graph)
    }

    fn add(&mut self, from: &'a str, to: &'a str, length: f64) {
        for node in [from, to] {
            if !self.neighbours.contains_key(node) {
                self.nodes.push(node);
                self.neighbours.insert(node, Vec::new());
            }
        }
        let next = self.neighbours.entry(from).or_default();
        match next.iter_mut().find(|(node, _)| *node == to) {
            Some(known) => known.1 = length,
            None => next.push((to, length)),
        }
    }

    /// The nodes that can be reached from one and were not seen, the nearest first.
    fn around<'b>(&'b self, start: &'b str, seen: &mut HashSet<&'b str>) -> Vec<String> {
        let mut order = vec![start];
        seen.insert(start);
        let mut at = 0;
        while at < order.len() {
            for &(next, _) in self.next_to(order[at]) {
                if seen.insert(next) {
                    order.push(next);
                }
            }
            at += 1;
        }
        order.into_iter().map(String::from).collect()
    }

    fn next_to(&self, node: &str) -> &[(&'a str, f64)] {
        self.neighbours.get(node).map_or(&[], Vec::as_slice)
    }

    fn expect(&self, node: &str) -> Result<(), GraphError> {
        if self.neighbours.contains_key(node) {
            Ok(())
        } else {
            Err(GraphError::NoNode(node.to_string()))
        }
    }
}

fn nearest<'a>(open: &BTreeMap<&'a str, f64>) -> Option<(&'a str, f64)> {
    open.iter()
        .map(|(node, length)| (*node, *length))
        .min_by(|(_, one), (_, other)| one.total_cmp(other))
}

fn path_to(best: &HashMap<&str, (f64, Option<&str>)>, to: &str) -> Vec<String> {
    let mut path = vec![to.to_string()];
    let mut node = to;
    while let Some((_, Some(before))) = best.get(node) {
        path.push(before.to_string());
        node = before;
    }
    path.reverse();
    path
}

/// A walk through what things need, depth first and in the order of the lines.
struct Walk<'a> {
    needs: HashMap<&'a str, Vec<&'a str>>,
    done: HashSet<&'a str>,
    order: Vec<String>,
    circle: Vec<String>,
}

impl<'a> Walk<'a> {
    fn through(text: &'a str) -> Self {
        let mut walk = Walk {
            needs: HashMap::new(),
            done: HashSet::new(),
            order: Vec::new(),
            circle: Vec::new(),
        };
        let mut things = Vec::new();
        for line in text.lines() {
            let mut words = line
                .split(|char: char| char.is_whitespace() || matches!(char, ':' | ','))
                .filter(|word| !word.is_empty());
            if let Some(thing) = words.next() {
                things.push(thing);
                walk.needs.entry(thing).or_default().extend(words);
            }
        }
        for thing in things {
            walk.visit(thing, &mut Vec::new());
        }
        walk
    }

    fn visit(&mut self, thing: &'a str, path: &mut Vec<&'a str>) {
        if self.done.contains(thing) || !self.circle.is_empty() {
            return;
        }
        if let Some(at) = path.iter().position(|one| *one == thing) {
            let circle = path[at..].iter().chain([&thing]);
            self.circle = circle.map(|one| one.to_string()).collect();
            return;
        }
        path.push(thing);
        for need in self.needs.get(thing).cloned().unwrap_or_default() {
            self.visit(need, path);
        }
        path.pop();
        if self.circle.is_empty() {
            self.done.insert(thing);
            self.order.push(thing.to_string());
        }
    }
}
