import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface PathTreeOptions {
  /** Most levels to show. */
  depth?: number | undefined;
}

export interface FolderTreeOptions extends PathTreeOptions {
  /** Shows names that begin with a dot too. */
  hidden?: boolean;
}

interface TreeNode {
  name: string;
  children: TreeNode[];
}

/** Prints paths, a line each, as a tree. */
export function pathTree(paths: string, options: PathTreeOptions = {}): string {
  const root: TreeNode = { name: '', children: [] };
  for (const path of paths.split(/\r?\n/)) {
    let at = root;
    for (const name of path.split('/').filter((part) => part !== '')) {
      const known = at.children.find((child) => child.name === name);
      const next = known ?? { name, children: [] };
      if (!known) at.children.push(next);
      at = next;
    }
  }
  return draw(root.children, depthOf(options));
}

/** Prints the files and folders of a folder as a tree. */
export function folderTree(folder: string, options: FolderTreeOptions = {}): string {
  const depth = depthOf(options);
  return draw(readFolder(folder, depth, options.hidden ?? false), depth);
}

/** Prints nested objects and lists as a tree. */
export function dataTree(data: unknown): string {
  if (!holdsOthers(data)) throw new RangeError('The data must be an object or a list.');
  return drawn(nodesOf(data));
}

function holdsOthers(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Names stand for themselves, objects and lists in a list are counted, and what holds nothing stands behind its name. */
function nodesOf(value: object): TreeNode[] {
  return Object.entries(value).map(([key, member]: [string, unknown]) => {
    if (holdsOthers(member))
      return { name: Array.isArray(value) ? `[${key}]` : key, children: nodesOf(member) };
    const text = member === null || member === undefined ? '' : String(member);
    if (Array.isArray(value)) return { name: text, children: [] };
    return { name: text === '' ? key : `${key}: ${text}`, children: [] };
  });
}

function depthOf({ depth = Infinity }: PathTreeOptions): number {
  if (!(depth >= 1)) throw new RangeError('The depth must be at least 1.');
  return depth;
}

function readFolder(folder: string, depth: number, hidden: boolean): TreeNode[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    throw new RangeError(`The folder ${folder} can not be read.`);
  }
  return entries
    .filter((entry) => hidden || !entry.name.startsWith('.'))
    .map((entry) => ({
      name: entry.name,
      // A link could lead back to where it came from.
      children:
        entry.isDirectory() && depth > 1
          ? readFolder(join(folder, entry.name), depth - 1, hidden)
          : [],
    }));
}

/** What holds others comes first, then by name. */
function draw(nodes: readonly TreeNode[], depth: number, indent = ''): string {
  if (depth < 1) return '';
  const sorted = nodes.toSorted(
    (a, b) =>
      Number(b.children.length > 0) - Number(a.children.length > 0) || a.name.localeCompare(b.name),
  );
  return drawn(sorted, indent, (children, deeper) => draw(children, depth - 1, deeper));
}

/** The nodes in their order. */
function drawn(
  nodes: readonly TreeNode[],
  indent = '',
  below: (children: readonly TreeNode[], indent: string) => string = drawn,
): string {
  return nodes
    .map((node, at) => {
      const last = at === nodes.length - 1;
      const inner = below(node.children, `${indent}${last ? '    ' : '│   '}`);
      return `${indent}${last ? '└── ' : '├── '}${node.name}\n${inner}`;
    })
    .join('');
}
