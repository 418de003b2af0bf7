export type TreeRow =
  | { kind: 'folder'; path: string; name: string; depth: number; open: boolean }
  | { kind: 'file'; path: string; depth: number };

interface Node {
  folders: Map<string, Node>;
  files: string[];
}

/** Folders before files; a folder that holds one folder only stands in one row with it. */
export function treeRows(paths: readonly string[], isOpen: (folder: string) => boolean): TreeRow[] {
  const root: Node = { folders: new Map(), files: [] };
  for (const path of paths) {
    const parts = path.split('/');
    let at = root;
    for (const part of parts.slice(0, -1)) {
      const next = at.folders.get(part) ?? { folders: new Map(), files: [] };
      at.folders.set(part, next);
      at = next;
    }
    at.files.push(path);
  }
  const rows: TreeRow[] = [];
  const walk = (node: Node, prefix: string, depth: number) => {
    for (const [first, child] of [...node.folders].sort(([one], [other]) => (one < other ? -1 : 1))) {
      let [name, inner] = [first, child];
      for (let only = onlyFolder(inner); only; only = onlyFolder(inner)) {
        name = `${name}/${only[0]}`;
        inner = only[1];
      }
      const path = prefix === '' ? name : `${prefix}/${name}`;
      const open = isOpen(path);
      rows.push({ kind: 'folder', path, name, depth, open });
      if (open) walk(inner, path, depth + 1);
    }
    for (const path of node.files.toSorted()) rows.push({ kind: 'file', path, depth });
  };
  walk(root, '', 0);
  return rows;
}

function onlyFolder(node: Node): [string, Node] | undefined {
  return node.files.length === 0 && node.folders.size === 1 ? [...node.folders][0] : undefined;
}
