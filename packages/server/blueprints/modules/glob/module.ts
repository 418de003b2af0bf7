/** Whether a path fits a pattern. @throws SyntaxError when the pattern is none. */
export function matchesGlob(path: string, pattern: string): boolean {
  return new RegExp(`^${globSource(pattern)}$`, 'u').test(path);
}

/** Gives the paths that fit a pattern, a line each. */
export function filterPaths(paths: string, pattern: string): string {
  const wanted = new RegExp(`^${globSource(pattern)}$`, 'u');
  return keptLines(paths, (path) => wanted.test(path));
}

/** Gives the paths that a .gitignore does not leave out; the last rule that fits a path holds. */
export function notIgnored(paths: string, rules: string): string {
  const lines = rules.split('\n').map((line) => line.trim());
  const read = lines.filter((line) => line !== '' && !line.startsWith('#')).map(ignoreRule);
  return keptLines(
    paths,
    (path) => !(read.findLast(({ fits }) => fits.test(path))?.ignores ?? false),
  );
}

/** Without a slash but at its end a rule holds in every folder; what lies in a folder that fits is ignored with it. */
function ignoreRule(line: string): { ignores: boolean; fits: RegExp } {
  const ignores = !line.startsWith('!');
  const plain = line.replace(/^!/, '');
  const isRooted = /\/(?=.)/.test(plain);
  const body = globSource(plain.replace(/^\//, '').replace(/\/$/, ''));
  const tail = plain.endsWith('/') ? '/.*' : '(?:/.*)?';
  return { ignores, fits: new RegExp(`^${isRooted ? '' : '(?:.*/)?'}${body}${tail}$`, 'u') };
}

function keptLines(text: string, keep: (line: string) => boolean): string {
  const lines = text.split('\n').filter((line) => line !== '' && keep(line));
  return lines.map((line) => `${line}\n`).join('');
}

/** A pattern as a regular expression. */
function globSource(pattern: string): string {
  let source = '';
  let depth = 0;
  for (let at = 0; at < pattern.length; ) {
    const rest = pattern.slice(at);
    const [token = ''] = /^(?:\*\*\/|\*\*|\*|\?|\[[!^]?\]?[^\]]*\]|.)/su.exec(rest) ?? [];
    at += token.length;
    if (token === '**/') source += '(?:[^/]+/)*';
    else if (token === '**') source += '.*';
    else if (token === '*') source += '[^/]*';
    else if (token === '?') source += '[^/]';
    else if (token === '[') throw new SyntaxError(`A ] is missing in ${pattern}.`);
    else if (token.startsWith('[')) source += classSource(token);
    else if (token === '{') {
      depth += 1;
      source += '(?:';
    } else if (token === '}' && depth > 0) {
      depth -= 1;
      source += ')';
    } else if (token === ',' && depth > 0) source += '|';
    else source += token.replace(/[.+^${}()|[\]\\/]/u, '\\$&');
  }
  if (depth > 0) throw new SyntaxError(`A } is missing in ${pattern}.`);
  return source;
}

function classSource(token: string): string {
  const [, sign = '', letters = ''] = /^\[([!^]?)(.*)\]$/su.exec(token) ?? [];
  return `[${sign === '' ? '' : '^'}${letters.replace(/[\\[\]^]/gu, '\\$&')}]`;
}
