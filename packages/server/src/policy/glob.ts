/**
 * Wildcards without regular expressions: no pattern and no path makes them slow. `*` and `?` stand for any characters and
 * any one; case does not count, because on some disks it does not.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
  let at = 0;
  let star = -1;
  let from = 0;
  let index = 0;
  while (index < given.length) {
    if (wanted[at] === '*') {
      star = at;
      from = index;
      at += 1;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      from += 1;
      index = from;
    } else return false;
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}

function matchesSegments(patterns: string[], segments: string[]): boolean {
  // reach[i]: the patterns so far match exactly the first i segments.
  let reach = segments.map(() => false);
  reach.unshift(true);
  for (const pattern of patterns) {
    const next = reach.map(() => false);
    for (let index = 0; index <= segments.length; index += 1) {
      if (pattern === '**') {
        next[index] = reach[index] === true || (index > 0 && next[index - 1] === true);
      } else if (index > 0 && reach[index - 1]) {
        next[index] = matchesWildcard(pattern, segments[index - 1] ?? '');
      }
    }
    reach = next;
  }
  return reach.at(-1) === true;
}

/** A path as policy compares it; null when it leaves the workspace or is no path at all. */
export function normalisePath(path: string): string | null {
  const text = path.normalize('NFC').replaceAll('\\', '/');
  if (text.startsWith('/') || /^[A-Za-z]:/.test(text) || text.startsWith('~') || text.includes('\0')) return null;
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/**
 * Whether a normalised path matches a glob. A glob without a slash looks at every segment (`.env*` finds `a/.env.local`);
 * one with a slash looks at the whole path, `**` standing for any number of folders.
 */
export function matchesGlob(glob: string, path: string): boolean {
  const segments = path.split('/');
  if (!glob.includes('/')) return segments.some((segment) => matchesWildcard(glob, segment));
  return matchesSegments(
    glob.split('/').filter((part) => part !== '' && part !== '.'),
    segments,
  );
}

/** The first glob that matches, or undefined. */
export function firstMatch(globs: readonly string[], path: string): string | undefined {
  return globs.find((glob) => matchesGlob(glob, path));
}
