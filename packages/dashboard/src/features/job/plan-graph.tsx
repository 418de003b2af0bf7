import { graphlib, layout } from '@dagrejs/dagre';
import { Background, type Edge, type Node, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import type { JobDigest } from '@codewright/protocol/job-digest';
import type { PhaseState } from '@codewright/protocol/progress';
import { useMemo } from 'react';

const size = { width: 210, height: 46 };
const edges: Record<PhaseState | 'plan', string> = {
  plan: 'var(--color-line)',
  waiting: 'var(--color-line)',
  running: 'var(--color-busy)',
  done: 'var(--color-good)',
  skipped: 'var(--color-line)',
  failed: 'var(--color-bad)',
  stopped: 'var(--color-line)',
  'not-begun': 'var(--color-line)',
};

/** Where a node lies depends on what follows what alone: a change of state moves none. */
export function PlanGraph({ nodes }: { nodes: JobDigest['plan'] }) {
  const shape = JSON.stringify(nodes.map(({ id, after }) => [id, after]));
  const places = useMemo(() => {
    const graph = new graphlib.Graph();
    graph.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 36 });
    graph.setDefaultEdgeLabel(() => ({}));
    const known = JSON.parse(shape) as [string, string[]][];
    const ids = new Set(known.map(([id]) => id));
    for (const [id] of known) graph.setNode(id, { ...size });
    for (const [id, after] of known) for (const before of after) if (ids.has(before)) graph.setEdge(before, id);
    layout(graph);
    return new Map(known.map(([id]) => [id, graph.node(id)]));
  }, [shape]);
  const boxes: Node[] = nodes.map(({ id, title, state }) => {
    const at = places.get(id);
    return {
      id,
      position: { x: (at?.x ?? 0) - size.width / 2, y: (at?.y ?? 0) - size.height / 2 },
      data: { label: title },
      style: {
        ...size,
        display: 'grid',
        placeItems: 'center',
        background: 'var(--color-raised)',
        color: 'var(--color-ink)',
        border: `1.5px solid ${edges[state ?? 'plan']}`,
        borderRadius: 8,
        fontSize: 12.5,
        padding: '2px 8px',
      },
    };
  });
  const lines: Edge[] = nodes.flatMap(({ id, after }) =>
    after
      .filter((before) => places.has(before))
      .map((before) => ({ id: `${before}-${id}`, source: before, target: id })),
  );
  return (
    <div className="h-full" aria-hidden>
      <ReactFlow
        nodes={boxes}
        edges={lines}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.15 }}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={18} color="var(--color-line)" />
      </ReactFlow>
    </div>
  );
}
