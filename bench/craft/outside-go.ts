import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Call } from './descriptions.ts';
import { run } from './process.ts';

/**
 * The same as outside.mjs for a Go package: a program of another module that tries each exported function.
 * Null, or what went wrong.
 */
export async function tryGoCall(folder: string, call: Call, env: Record<string, string>): Promise<string | null> {
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  // Functions with type parameters can not be called without saying the types.
  const functions = [...sources.matchAll(/^func ([A-Z]\w*)\(/gm)].map((match) => match[1] ?? '');
  if (call.exports !== undefined) {
    const types = [...sources.matchAll(/^type ([A-Z]\w*) /gm)].map((match) => match[1] ?? '');
    const wanted = new RegExp(call.exports, 'i');
    return [...functions, ...types].some((name) => wanted.test(name)) ? null : 'no export has this name';
  }
  const path = /^module (\S+)$/m.exec(readFileSync(join(folder, 'go.mod'), 'utf8'))?.[1] ?? '';
  const own = mkdtempSync(join(tmpdir(), 'codewright-bench-go-'));
  try {
    const needs = `require ${path} v0.0.0\n\nreplace ${path} => ${folder}\n`;
    writeFileSync(join(own, 'go.mod'), `module example.com/outside\n\ngo 1.19\n\n${needs}`);
    const list = functions.map((name) => `\tlibrary.${name},\n`).join('');
    const source = readFileSync(join(import.meta.dirname, 'outside.go.txt'), 'utf8');
    writeFileSync(join(own, 'main.go'), source.replace('IMPORTED', path).replace('\t// FUNCTIONS\n', list));
    const argv = ['go', 'run', '.', JSON.stringify(call)];
    const ran = await run(argv, { cwd: own, env: { ...env, GOFLAGS: '-mod=mod', GOPROXY: 'off' }, seconds: 60 });
    return ran.code === 0 ? null : `no export does it ${ran.stderr.slice(0, 200)}`;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}
