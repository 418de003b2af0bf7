/** A module that go.mod requires itself. */
export interface RequiredModule {
  path: string;
  version: string;
}

export interface GoManifest {
  /** Those that the project imports: what they need in turn is theirs. */
  direct: RequiredModule[];
  left: { name: string; why: string }[];
  /** The `go` line. */
  go: string | null;
}

/** A commit without a tag. */
const pseudo = /-(?:0\.)?\d{14}-[0-9a-f]{12}$/;

export function readGoMod(text: string): GoManifest {
  const direct: RequiredModule[] = [];
  const left: { name: string; why: string }[] = [];
  const replaced = new Set(directives(text, 'replace').map((line) => line.split(/\s+/)[0]));
  for (const line of directives(text, 'require')) {
    const [, path, version, more = ''] = /^"?([^\s"]+)"?\s+(v\S+)\s*(\/\/.*)?$/.exec(line) ?? [];
    if (path === undefined || version === undefined || /\bindirect\b/.test(more)) continue;
    if (replaced.has(path)) left.push({ name: path, why: 'go.mod replaces it' });
    else if (pseudo.test(version)) left.push({ name: path, why: `${version} is a commit without a tag` });
    else direct.push({ path, version });
  }
  return { direct, left, go: /^go\s+(\S+)/m.exec(text)?.[1] ?? null };
}

/** What stands behind a word at the start of a line, or in the brackets behind it. */
function directives(text: string, word: string): string[] {
  const blocks = [...text.matchAll(new RegExp(`^${word}\\s*\\(([^)]*)\\)`, 'gm'))].flatMap(([, inner = '']) =>
    inner.split('\n'),
  );
  const single = [...text.matchAll(new RegExp(`^${word}\\s+([^(\\s].*)$`, 'gm'))].map(([, rest = '']) => rest);
  return [...blocks, ...single].map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('//'));
}
