export interface GraphOptions {
  /** Edges lead one way only. */
  directed?: boolean;
}

export interface GraphPath {
  path: string[];
  length: number;
}

/** Nodes with the nodes next to them and how far those are. */
type Neighbours = Map<string, Map<string, number>>;

/** The shortest path from one node to another (Dijkstra); undefined where there is none. */
export function shortestPath(
  edges: string,
  from: string,
  to: string,
  options: GraphOptions = {},
): GraphPath | undefined {
  const graph = readEdges(edges, options.directed ?? false);
  for (const node of [from, to]) knownNode(graph, node);
  const best = new Map<string, { length: number; before: string | undefined }>();
  best.set(from, { length: 0, before: undefined });
  const open = new Set([from]);
  while (open.size > 0) {
    const lengthOf = (node: string) => best.get(node)?.length ?? Number.POSITIVE_INFINITY;
    const node = [...open].reduce((a, b) => (lengthOf(b) < lengthOf(a) ? b : a));
    if (node === to) return { path: pathTo(best, to), length: lengthOf(to) };
    open.delete(node);
    for (const [next, distance] of graph.get(node) ?? []) {
      const length = lengthOf(node) + distance;
      if (length >= lengthOf(next)) continue;
      best.set(next, { length, before: node });
      open.add(next);
    }
  }
  return undefined;
}

/** The nodes that can be reached from one, the nearest first. */
export function reachable(edges: string, from: string, options: GraphOptions = {}): string[] {
  const graph = readEdges(edges, options.directed ?? false);
  knownNode(graph, from);
  const seen = new Set([from]);
  // A set takes new members while one walks through it.
  for (const node of seen) for (const next of graph.get(node)?.keys() ?? []) seen.add(next);
  return [...seen];
}

/** The nodes that can be reached from one, each way to its end before the next. */
export function depthFirst(edges: string, from: string, options: GraphOptions = {}): string[] {
  const graph = readEdges(edges, options.directed ?? false);
  knownNode(graph, from);
  const seen = new Set<string>();
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...[...(graph.get(node)?.keys() ?? [])].reverse());
  }
  return [...seen];
}

/** The groups of nodes that hang together, in the order in which the nodes were named. */
export function connectedComponents(edges: string): string[][] {
  const graph = readEdges(edges, false);
  const groups: string[][] = [];
  const seen = new Set<string>();
  for (const node of graph.keys()) {
    if (seen.has(node)) continue;
    const group = new Set([node]);
    for (const one of group) for (const next of graph.get(one)?.keys() ?? []) group.add(next);
    for (const one of group) seen.add(one);
    groups.push([...group]);
  }
  return groups;
}

/** Puts things in an order in which each stands behind what it depends on. @throws RangeError for circles. */
export function topologicalOrder(dependencies: string): string[] {
  const { order, circle } = walkDependencies(dependencies);
  if (circle.length > 0) throw new RangeError(`These depend on each other: ${circle.join(' → ')}`);
  return order;
}

/** One circle of things that depend on each other, its first thing again at the end; empty where there is none. */
export function findCircle(dependencies: string): string[] {
  return walkDependencies(dependencies).circle;
}

function readEdges(text: string, directed: boolean): Neighbours {
  const graph: Neighbours = new Map();
  const add = (from: string, to: string, length: number) => {
    graph.set(from, (graph.get(from) ?? new Map<string, number>()).set(to, length));
    if (!graph.has(to)) graph.set(to, new Map());
  };
  text.split('\n').forEach((line, at) => {
    if (line.trim() === '') return;
    const [from = '', to = '', length = '1', ...more] = line.trim().split(/[\s,;]+/);
    const distance = Number(length);
    if (to === '' || more.length > 0 || !Number.isFinite(distance)) {
      throw new RangeError(`line ${at + 1} is not two nodes and a length: ${line}`);
    }
    if (distance < 0) throw new RangeError(`line ${at + 1} has a negative length: ${line}`);
    add(from, to, distance);
    if (!directed) add(to, from, distance);
  });
  return graph;
}

function knownNode(graph: Neighbours, node: string): void {
  if (!graph.has(node)) throw new RangeError(`There is no node ${node}.`);
}

function pathTo(best: ReadonlyMap<string, { before: string | undefined }>, to: string): string[] {
  const before = best.get(to)?.before;
  return before === undefined ? [to] : [...pathTo(best, before), to];
}

/** Depth first, in the order of the lines. */
function walkDependencies(text: string): { order: string[]; circle: string[] } {
  const needs = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [thing = '', ...of] = line.split(/[\s:,]+/).filter((word) => word !== '');
    if (thing !== '') needs.set(thing, [...(needs.get(thing) ?? []), ...of]);
  }
  const order: string[] = [];
  const done = new Set<string>();
  let circle: string[] = [];
  const visit = (thing: string, path: readonly string[]): void => {
    if (done.has(thing) || circle.length > 0) return;
    const at = path.indexOf(thing);
    if (at >= 0) {
      circle = [...path.slice(at), thing];
      return;
    }
    for (const need of needs.get(thing) ?? []) visit(need, [...path, thing]);
    if (circle.length > 0) return;
    done.add(thing);
    order.push(thing);
  };
  for (const thing of needs.keys()) visit(thing, []);
  return { order, circle };
}
