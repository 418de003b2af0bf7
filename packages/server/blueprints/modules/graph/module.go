package graph

import (
	"container/heap"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ShortestPathOptions says how edges lead.
type ShortestPathOptions struct {
	// Directed edges lead one way only.
	Directed bool
}

// ReachableOptions says how edges lead.
type ReachableOptions struct {
	// Directed edges lead one way only.
	Directed bool
}

// DepthFirstOptions says how edges lead.
type DepthFirstOptions struct {
	// Directed edges lead one way only.
	Directed bool
}

// GraphPath is the nodes of a path and how long it is.
type GraphPath struct {
	Path   []string `json:"path"`
	Length float64  `json:"length"`
}

// graphNodes are numbered as they come; edges lead from one to others.
type graphNodes struct {
	names []string
	at    map[string]int
	edges [][]graphEdge
}

type graphEdge struct {
	to     int
	length float64
}

// ShortestPath finds the shortest path from one node to another, by Dijkstra; nil where there is none.
func ShortestPath(edges, from, to string, options ...func(*ShortestPathOptions)) (*GraphPath, error) {
	var o ShortestPathOptions
	for _, set := range options {
		set(&o)
	}
	graph, err := readEdges(edges, o.Directed)
	if err != nil {
		return nil, err
	}
	start, end, err := graph.known(from, to)
	if err != nil {
		return nil, err
	}
	best, before := make([]float64, len(graph.names)), make([]int, len(graph.names))
	for at := range best {
		best[at] = math.Inf(1)
	}
	best[start] = 0
	waiting := &nearestNodes{{start, 0}}
	for waiting.Len() > 0 {
		nearest, _ := heap.Pop(waiting).(graphEdge)
		if nearest.to == end {
			break
		}
		for _, edge := range graph.edges[nearest.to] {
			if length := best[nearest.to] + edge.length; length < best[edge.to] {
				best[edge.to], before[edge.to] = length, nearest.to
				heap.Push(waiting, graphEdge{edge.to, length})
			}
		}
	}
	if math.IsInf(best[end], 1) {
		return nil, nil
	}
	path := []string{to}
	for at := end; at != start; {
		at = before[at]
		path = append([]string{graph.names[at]}, path...)
	}
	return &GraphPath{path, best[end]}, nil
}

// Reachable lists the nodes that can be reached from one, the nearest first (breadth first).
func Reachable(edges, from string, options ...func(*ReachableOptions)) ([]string, error) {
	var o ReachableOptions
	for _, set := range options {
		set(&o)
	}
	graph, err := readEdges(edges, o.Directed)
	if err != nil {
		return nil, err
	}
	start, _, err := graph.known(from, from)
	if err != nil {
		return nil, err
	}
	return graph.around(start, map[int]bool{}), nil
}

// DepthFirst lists the nodes that can be reached from one, each way to its end before the next.
func DepthFirst(edges, from string, options ...func(*DepthFirstOptions)) ([]string, error) {
	var o DepthFirstOptions
	for _, set := range options {
		set(&o)
	}
	graph, err := readEdges(edges, o.Directed)
	if err != nil {
		return nil, err
	}
	start, _, err := graph.known(from, from)
	if err != nil {
		return nil, err
	}
	seen := map[int]bool{}
	waiting, names := []int{start}, []string{}
	for len(waiting) > 0 {
		node := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if seen[node] {
			continue
		}
		seen[node] = true
		names = append(names, graph.names[node])
		for at := len(graph.edges[node]) - 1; at >= 0; at-- {
			waiting = append(waiting, graph.edges[node][at].to)
		}
	}
	return names, nil
}

// ConnectedComponents lists the groups of nodes that hang together, in the order in which the nodes were named.
func ConnectedComponents(edges string) ([][]string, error) {
	graph, err := readEdges(edges, false)
	if err != nil {
		return nil, err
	}
	seen, groups := map[int]bool{}, [][]string{}
	for node := range graph.names {
		if !seen[node] {
			groups = append(groups, graph.around(node, seen))
		}
	}
	return groups, nil
}

// TopologicalOrder puts things in an order in which each stands behind what it depends on; it fails for circles.
func TopologicalOrder(dependencies string) ([]string, error) {
	order, circle := walkDependencies(dependencies)
	if len(circle) > 0 {
		return nil, fmt.Errorf("these depend on each other: %s", strings.Join(circle, " → "))
	}
	return order, nil
}

// FindCircle finds things that depend on each other in a circle; nothing where there is none.
func FindCircle(dependencies string) []string {
	_, circle := walkDependencies(dependencies)
	return circle
}

func readEdges(text string, directed bool) (*graphNodes, error) {
	graph := &graphNodes{at: map[string]int{}}
	for number, line := range strings.Split(text, "\n") {
		parts := strings.FieldsFunc(line, func(letter rune) bool { return strings.ContainsRune(" \t\r,;", letter) })
		if len(parts) == 0 {
			continue
		}
		length, err := 1.0, error(nil)
		if len(parts) == 3 {
			length, err = strconv.ParseFloat(parts[2], 64)
		}
		if len(parts) < 2 || len(parts) > 3 || err != nil || math.IsNaN(length) || math.IsInf(length, 0) {
			return nil, fmt.Errorf("line %d is not two nodes and a length: %s", number+1, line)
		}
		if length < 0 {
			return nil, fmt.Errorf("line %d has a negative length: %s", number+1, line)
		}
		from, to := graph.node(parts[0]), graph.node(parts[1])
		graph.edges[from] = append(graph.edges[from], graphEdge{to, length})
		if !directed {
			graph.edges[to] = append(graph.edges[to], graphEdge{from, length})
		}
	}
	return graph, nil
}

func (g *graphNodes) node(name string) int {
	at, known := g.at[name]
	if !known {
		at = len(g.names)
		g.at[name] = at
		g.names = append(g.names, name)
		g.edges = append(g.edges, nil)
	}
	return at
}

func (g *graphNodes) known(from, to string) (start, end int, err error) {
	for _, name := range []string{from, to} {
		if _, known := g.at[name]; !known {
			return 0, 0, fmt.Errorf("there is no node %s", name)
		}
	}
	return g.at[from], g.at[to], nil
}

// around lists the nodes that can be reached from one and were not seen, the nearest first.
func (g *graphNodes) around(start int, seen map[int]bool) []string {
	seen[start] = true
	waiting, names := []int{start}, []string{}
	for len(waiting) > 0 {
		node := waiting[0]
		waiting = waiting[1:]
		names = append(names, g.names[node])
		for _, edge := range g.edges[node] {
			if !seen[edge.to] {
				seen[edge.to] = true
				waiting = append(waiting, edge.to)
			}
		}
	}
	return names
}

// walkDependencies walks depth first, in the order of the lines.
func walkDependencies(text string) (order, circle []string) {
	needs, things := map[string][]string{}, []string{}
	for _, line := range strings.Split(text, "\n") {
		words := strings.FieldsFunc(line, func(letter rune) bool { return strings.ContainsRune(" \t\r:,", letter) })
		if len(words) == 0 {
			continue
		}
		things = append(things, words[0])
		needs[words[0]] = append(needs[words[0]], words[1:]...)
	}
	order, circle = []string{}, []string{}
	done := map[string]bool{}
	var visit func(thing string, path []string)
	visit = func(thing string, path []string) {
		if done[thing] || len(circle) > 0 {
			return
		}
		for at, before := range path {
			if before == thing {
				circle = append(append([]string{}, path[at:]...), thing)
				return
			}
		}
		for _, need := range needs[thing] {
			visit(need, append(path[:len(path):len(path)], thing))
		}
		if len(circle) == 0 {
			done[thing] = true
			order = append(order, thing)
		}
	}
	for _, thing := range things {
		visit(thing, nil)
	}
	return order, circle
}

// nearestNodes is a heap of nodes, the nearest first.
type nearestNodes []graphEdge

// Len is of heap.Interface, as the others here.
func (n nearestNodes) Len() int { return len(n) }

func (n nearestNodes) Less(at, other int) bool { return n[at].length < n[other].length }

func (n nearestNodes) Swap(at, other int) { n[at], n[other] = n[other], n[at] }

func (n *nearestNodes) Push(node any) {
	if node, fits := node.(graphEdge); fits {
		*n = append(*n, node)
	}
}

func (n *nearestNodes) Pop() any {
	last := len(*n) - 1
	node := (*n)[last]
	*n = (*n)[:last]
	return node
}
