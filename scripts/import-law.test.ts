import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
let copy: string;

/** What the import law says of one file put into a small copy of the tree. */
function violations(file: string, text: string): string[] {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const result = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      'packages',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
    ],
    { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  rmSync(path);
  const { summary } = JSON.parse(result.stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return summary.violations.map((violation) => violation.rule.name);
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'import-law-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const room of ['ledger', 'queue', 'sandbox', 'agents', 'tools', 'storage', 'worker', 'shared']) {
    mkdirSync(join(copy, 'packages/server/src', room), { recursive: true });
    writeFileSync(
      join(copy, 'packages/server/src', room, 'contract.ts'),
      'export interface It { a: 1 }\nexport const it = 1;\n',
    );
    writeFileSync(join(copy, 'packages/server/src', room, 'inside.ts'), 'export const inside = 1;\n');
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the import law', () => {
  it.each([
    [
      'a lower rank’s contract',
      'packages/server/src/worker/x.ts',
      "import { it } from '../queue/contract.ts';\nexport const x = it;\n",
    ],
    [
      'its own room',
      'packages/server/src/agents/x.ts',
      "import { inside } from './inside.ts';\nexport const x = inside;\n",
    ],
    [
      'an implementation from main.ts',
      'packages/server/src/main.ts',
      "import { inside } from './queue/inside.ts';\nexport const x = inside;\n",
    ],
    [
      'processes in the sandbox room',
      'packages/server/src/sandbox/x.ts',
      "import { spawn } from 'node:child_process';\nexport const x = spawn;\n",
    ],
  ])('allows %s', (_what, file, text) => {
    expect(violations(file, text)).toEqual([]);
  });

  it.each([
    [
      'a higher rank',
      'packages/server/src/ledger/x.ts',
      "import { it } from '../worker/contract.ts';\nexport const x = it;\n",
      'rank-of-ledger',
    ],
    [
      'an equal',
      'packages/server/src/queue/x.ts',
      "import { it } from '../sandbox/contract.ts';\nexport const x = it;\n",
      'rank-of-queue',
    ],
    [
      'an implementation of another room',
      'packages/server/src/worker/x.ts',
      "import { inside } from '../queue/inside.ts';\nexport const x = inside;\n",
      'only-the-contract-of-queue',
    ],
    [
      'the ledger from the core, even as a type',
      'packages/server/src/tools/x.ts',
      "import type { It } from '../ledger/contract.ts';\nexport const x: It = { a: 1 };\n",
      'core-without-database',
    ],
    [
      'processes elsewhere',
      'packages/server/src/tools/x.ts',
      "import { spawn } from 'node:child_process';\nexport const x = spawn;\n",
      'processes-start-in-the-sandbox-room',
    ],
    [
      'a database elsewhere',
      'packages/server/src/queue/x.ts',
      "import { DatabaseSync } from 'node:sqlite';\nexport const x = DatabaseSync;\n",
      'databases-open-in-the-storage-room',
    ],
    [
      'the server from the protocol',
      'packages/protocol/src/x.ts',
      "import { it } from '../../server/src/shared/contract.ts';\nexport const x = it;\n",
      'protocol-stands-alone',
    ],
    [
      'rooms from the command line',
      'packages/server/src/cli/x.ts',
      "import { it } from '../queue/contract.ts';\nexport const x = it;\n",
      'cli-talks-protocol',
    ],
  ])('refuses %s', (_what, file, text, rule) => {
    expect(violations(file, text)).toContain(rule);
  });
});
