import type { GateResult } from '@codewright/protocol/evidence';
import { has, readText, sourceFiles } from './checkout.ts';

type Problem = GateResult['problems'][number];

/** What go.mod, go.sum and the imports of a module in Go say of each other, as far as its files tell; nothing is fetched. */
export interface GoModules {
  required: Map<string, Required>;
  /** Packages of other modules, with the first file that imports each. */
  imported: Map<string, string>;
  faults: Problem[];
  remarks: Problem[];
}

interface Required {
  version: string;
  indirect: boolean;
}

/** Null where there is no go.mod to read. */
export function goModules(root: string): GoModules | null {
  const text = readText(root, 'go.mod');
  const own = text === null ? null : (/^module\s+"?([^\s"]+)/m.exec(text)?.[1] ?? null);
  if (text === null || own === null) return null;
  const required = requirementsIn(text);
  const replaced = replacementsIn(text);
  const imported = importsOf(root, own);
  const faults: Problem[] = [];
  const remarks: Problem[] = [];
  const used = new Set<string>();
  for (const [path, file] of imported) {
    const module = moduleOf(path, required);
    if (module !== undefined) used.add(module);
    else faults.push({ file, code: 'missing', message: `${path} is imported, but no module of go.mod provides it.` });
  }
  const sums = readText(root, 'go.sum') ?? '';
  // Vendored packages need no sums, and those that are replaced by a folder have none.
  const summed = !has(root, 'vendor/modules.txt');
  for (const [module, { version, indirect }] of required) {
    const file = 'go.mod';
    if (!used.has(module) && !indirect)
      remarks.push({ file, code: 'unused', message: `${module} is required, but nothing imports it.` });
    if (used.has(module) && indirect)
      remarks.push({ file, code: 'not-tidy', message: `${module} is imported, but go.mod calls it indirect.` });
    if (summed && used.has(module) && !replaced.has(module) && !sums.includes(`${module} ${version}`))
      faults.push({ file: 'go.sum', code: 'not-in-lock', message: `go.sum has no sum of ${module} ${version}.` });
  }
  return { required, imported, faults, remarks };
}

function requirementsIn(text: string): Map<string, Required> {
  const found = new Map<string, Required>();
  for (const line of directives(text, 'require')) {
    const [, path, version, more = ''] = /^"?([^\s"]+)"?\s+(v\S+)\s*(\/\/.*)?$/.exec(line) ?? [];
    if (path !== undefined && version !== undefined) found.set(path, { version, indirect: /\bindirect\b/.test(more) });
  }
  return found;
}

function replacementsIn(text: string): Set<string> {
  return new Set(directives(text, 'replace').map((line) => line.split(/\s+/)[0] ?? ''));
}

/** What stands behind a word at the start of a line, or in the brackets behind it. */
function directives(text: string, word: string): string[] {
  const blocks = [...text.matchAll(new RegExp(`^${word}\\s*\\(([^)]*)\\)`, 'gm'))].flatMap(([, inner = '']) =>
    inner.split('\n'),
  );
  const single = [...text.matchAll(new RegExp(`^${word}\\s+([^(\\s].*)$`, 'gm'))].map(([, rest = '']) => rest);
  return [...blocks, ...single].map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('//'));
}

/** Imports of what is neither the project's own nor of the standard library, whose paths have no dot in front. */
function importsOf(root: string, own: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of sourceFiles(root)) {
    if (!file.endsWith('.go') || /(^|\/)(vendor|testdata|_[^/]*)\//.test(file)) continue;
    const text = readText(root, file) ?? '';
    const head = text.split(/^(?:func|type|var|const)\b/m)[0] ?? '';
    const blocks = [...head.matchAll(/^import\s*\(([^)]*)\)/gm)].map(([, inner = '']) => inner);
    const lines = [...blocks.flatMap((block) => block.split('\n')), ...(head.match(/^import\s+[^(\n].*$/gm) ?? [])];
    for (const line of lines) {
      const path = /^\s*(?:import\s+)?(?:[\w.]+\s+)?["`]([^"`]+)["`]/.exec(line)?.[1];
      if (path === undefined || path === own || path.startsWith(`${own}/`)) continue;
      if ((path.split('/')[0] ?? '').includes('.') && !found.has(path)) found.set(path, file);
    }
  }
  return found;
}

/** The module with the longest path that a package lies in. */
function moduleOf(path: string, required: ReadonlyMap<string, Required>): string | undefined {
  return [...required.keys()]
    .filter((module) => path === module || path.startsWith(`${module}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}
