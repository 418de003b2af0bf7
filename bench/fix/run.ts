/**
 * How often `search_repair` mends a program with one slip: plausible (the tests pass) and right (held-out calls answer as the right
 * program does). `npm run bench:fix [-- name…]`; SECONDS sets the time for each, 60 unless set.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@codewright/protocol/json';
import { openToolBench } from '../../packages/server/src/tools/testing.ts';
import type { Program } from './contract.ts';
import { javascriptPrograms } from './javascript.ts';
import { pythonPrograms } from './python.ts';

const seconds = 60;
const scratch = mkdtempSync(join(tmpdir(), 'bench-fix-'));

interface Language {
  name: string;
  file: string;
  files(program: Program, answers: string[]): Record<string, string>;
  /** A program that prints the answers of calls, one a line, as the language writes them. */
  asking(source: string, calls: string[]): { argv: string[]; text: string; file: string };
}

const python: Language = {
  name: 'python',
  file: 'program.py',
  files: ({ calls, source }, answers) => ({
    'pyproject.toml': '[project]\nname = "program"\nversion = "1.0.0"\n',
    'program.py': source,
    'test_program.py': `import unittest\n\nfrom program import *\n\n\nclass ProgramTest(unittest.TestCase):\n${calls.map((one, at) => `    def test_${at + 1}(self):\n        self.assertEqual(${one}, ${answers[at]})\n`).join('\n')}`,
  }),
  asking: (source, calls) => ({
    argv: ['python3', join(scratch, 'ask.py')],
    file: join(scratch, 'ask.py'),
    text: `${source}\n${calls.map((one) => `try:\n    print(repr(${one}))\nexcept Exception as error:\n    print(repr(error))\n`).join('')}`,
  }),
};

const javascript: Language = {
  name: 'javascript',
  file: 'program.js',
  files: ({ calls, source }, answers) => ({
    'package.json': '{ "name": "program", "type": "module", "scripts": { "test": "node --test" } }\n',
    'program.js': source,
    'program.test.js': `import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { ${[...source.matchAll(/export function (\w+)/g)].map(([, name]) => name).join(', ')} } from './program.js';\n\n${calls.map((one, at) => `test(${JSON.stringify(one)}, () => assert.deepEqual(${one}, ${answers[at]}));`).join('\n')}\n`,
  }),
  asking: (source, calls) => ({
    argv: ['node', join(scratch, 'ask.mjs')],
    file: join(scratch, 'ask.mjs'),
    text: `${source}\n${calls.map((one) => `try { console.log(JSON.stringify(${one})); } catch (error) { console.log(String(error)); }`).join('\n')}\n`,
  }),
};

/** One answer a line; what does not end or does not start has none. */
function ask(language: Language, source: string, calls: string[]): string[] {
  const { argv, text, file } = language.asking(source, calls);
  writeFileSync(file, text);
  try {
    return execFileSync(argv[0] ?? '', argv.slice(1), {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split('\n');
  } catch {
    return [];
  }
}

const wanted = process.argv.slice(2);
const times: number[] = [];
const sums = new Map<string, { all: number; plausible: number; right: number; doubted: number; alarms: number }>();
for (const [language, programs] of [
  [python, pythonPrograms],
  [javascript, javascriptPrograms],
] as const) {
  for (const program of programs) {
    for (const [index, [right, wrong]] of program.slips.entries()) {
      const title = `${program.name}-${index + 1}`;
      if (wanted.length > 0 && !wanted.some((word) => title.startsWith(word))) continue;
      const broken = program.source.replace(right, () => wrong);
      const answers = ask(language, program.source, program.calls);
      const truth = ask(language, program.source, program.held);
      if (broken === program.source || ask(language, broken, program.calls).join('\n') === answers.join('\n')) {
        console.log(`${title}: no test sees this slip`);
        continue;
      }
      const began = performance.now();
      await using tools = await openToolBench(language.files({ ...program, source: broken }, answers));
      const found = await tools.call('search_repair', { seconds });
      const took = (performance.now() - began) / 1000;
      const after = (await tools.workspace.read(language.file)).toString('utf8');
      const data = found.data as JsonObject;
      const plausible = found.status === 'ok';
      const correct = plausible && ask(language, after, program.held).join('\n') === truth.join('\n');
      const sum = sums.get(language.name) ?? { all: 0, plausible: 0, right: 0, doubted: 0, alarms: 0 };
      sum.all += 1;
      if (plausible) sum.plausible += 1;
      if (correct) sum.right += 1;
      if (plausible && !correct && data['state'] === 'doubtful') sum.doubted += 1;
      if (correct && data['state'] === 'doubtful') sum.alarms += 1;
      sums.set(language.name, sum);
      times.push(took);
      const state = correct ? 'right' : plausible ? 'plausible' : 'not found';
      console.log(
        `${language.name} ${title}: ${state}, ${took.toFixed(1)} s, ${JSON.stringify(data['tried'] ?? null)} tried${plausible ? `, doubts: ${JSON.stringify(data['doubts'])}` : ''}${correct ? '' : `\n  wanted: ${right.trim()}  for: ${wrong.trim()}\n  ${(typeof data['patch'] === 'string' ? data['patch'] : found.text.slice(0, 300)).replaceAll('\n', '\n  ')}`}`,
      );
    }
  }
}
rmSync(scratch, { recursive: true, force: true });
for (const [name, { all, plausible, right, doubted, alarms }] of sums)
  console.log(
    `${name}: ${all} programs, ${plausible} plausible, ${right} right; ${doubted} of ${plausible - right} wrong ones were marked as doubtful, and ${alarms} of the right ones`,
  );
const ordered = times.toSorted((a, b) => a - b);
console.log(
  `median ${(ordered[Math.floor(ordered.length / 2)] ?? 0).toFixed(1)} s, longest ${(ordered.at(-1) ?? 0).toFixed(1)} s`,
);
