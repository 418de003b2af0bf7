/**
 * npm's lock without these packages and without what only they need: npm takes what the lock holds for given, and calls it a conflict where
 * a new version demands another version of something that only its old one had brought along. Null where the lock cannot be read.
 */
export function lockWithout(text: string, names: readonly string[]): string | null {
  const lock = parsed(text);
  const packages = objectOf(lock?.['packages']);
  if (!lock || !('' in packages)) return null;
  const gone = new Set(names);
  const kept = new Set<string>();
  const visit = (path: string) => {
    if (kept.has(path)) return;
    kept.add(path);
    const entry = objectOf(packages[path]);
    const link = entry['resolved'];
    if (entry['link'] === true && typeof link === 'string') visit(link);
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'])
      for (const name of Object.keys(objectOf(entry[kind]))) {
        if (gone.has(name)) continue;
        const found = placeOf(packages, path, name);
        if (found !== null) visit(found);
      }
  };
  // The root and the workspaces stand for themselves.
  for (const path of Object.keys(packages)) if (!path.includes('node_modules/')) visit(path);
  const left = Object.fromEntries(Object.entries(packages).filter(([path]) => kept.has(path)));
  return `${JSON.stringify({ ...lock, packages: left }, null, 2)}\n`;
}

/** Where Node finds a package from here: beside it, or in a folder above. */
function placeOf(packages: Record<string, unknown>, from: string, name: string): string | null {
  for (let at: string | null = from; at !== null; at = above(at)) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (path in packages) return path;
  }
  return null;
}

function above(path: string): string | null {
  if (path === '') return null;
  const at = path.lastIndexOf('/node_modules/');
  return at < 0 ? '' : path.slice(0, at);
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
