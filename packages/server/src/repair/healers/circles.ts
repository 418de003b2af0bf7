import { posix } from 'node:path';
import type { Healer, Remedy } from '../contract.ts';
import { isUsed } from './members.ts';

const circle = /partially initialized module '([\w.]+)'|most likely due to a circular import/;

/** Two modules of Python that import each other: what one needs of the other is imported where it is used. */
export const circleHealer: Healer = {
  name: 'circles',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    const at = site.ecosystem === 'python' ? diagnoses.findIndex(({ message }) => circle.test(message)) : -1;
    if (at === -1) return found;
    const files = (await site.files()).filter((one) => one.endsWith('.py')).slice(0, 500);
    const own = new Set(files.flatMap((file) => file.replace(/\.py$/, '').split('/')));
    const remedies: Remedy[] = [];
    for (const path of files.filter((one) => !/(^|\/)(tests?\/|test_|__init__)/.test(one))) {
      const text = (await site.read(path)) ?? '';
      for (const match of text.matchAll(/^from (\.*[\w.]*) import (\w+(?:, \w+)*)\n/gm)) {
        const [line, module = '', names = ''] = match;
        if (!module.startsWith('.') && !own.has(module.split('.')[0] ?? '')) continue;
        const rest = text.slice(0, match.index) + text.slice(match.index + line.length);
        const moved = whereUsed(rest, names.split(', '), line.trim());
        const likelihood = text.indexOf(line) === text.search(/^(from|import)\s/m) ? 0.85 : 0.7;
        if (moved !== null) {
          remedies.push(
            edit(`import ${names} of ${module} where it is used in ${posix.basename(path)}`, path, moved, likelihood),
          );
        }
      }
    }
    // The import that was added closes the circle; which one that is shows by trying.
    if (remedies.length > 0) found.set(at, remedies.slice(0, 20));
    return found;
  },
};

/** The import at the top of each function that uses a name of it; null where one is used outside of functions. */
function whereUsed(text: string, names: readonly string[], line: string): string | null {
  const using = names.filter((name) => isUsed(name, text));
  if (using.length === 0) return text;
  const used = new RegExp(`(?<![\\w.])(?:${using.join('|')})\\b`);
  const lines = text.split('\n');
  const result: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const head = /^( *)(?:async )?def \w+\(/.exec(lines[at] ?? '');
    if (!head) {
      if (used.test(lines[at] ?? '')) return null;
      result.push(lines[at] ?? '');
      continue;
    }
    const indent = `${head[1]}    `;
    let end = at;
    while (end < lines.length && !/:\s*(#.*)?$/.test(lines[end] ?? '')) end += 1;
    let after = end + 1;
    while (after < lines.length && (/^\s*$/.test(lines[after] ?? '') || (lines[after] ?? '').startsWith(indent)))
      after += 1;
    const signature = lines.slice(at, end + 1);
    const body = lines.slice(end + 1, after);
    if (signature.some((one) => used.test(one))) return null;
    const doc = /^\s*("""|''')/.exec(body[0] ?? '')?.[1];
    const said =
      doc === undefined ? 0 : body.findIndex((one, row) => one.includes(doc, row === 0 ? one.indexOf(doc) + 3 : 0)) + 1;
    const needed = body.some((one) => used.test(one));
    result.push(...signature, ...body.slice(0, said), ...(needed ? [`${indent}${line}`] : []), ...body.slice(said));
    at = after - 1;
  }
  return result.join('\n');
}

function edit(summary: string, path: string, content: string, likelihood: number): Remedy {
  return { fix: 'late-import', summary, edits: [{ path, content }], commands: [], trust: 2, likelihood };
}
