import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

const allowed: [what: string, file: string, text: string][] = [
  [
    'a lower rank’s contract',
    'packages/server/src/worker/allowed-1.ts',
    "import { it } from '../queue/contract.ts';\nexport const x = it;\n",
  ],
  [
    'its own room',
    'packages/server/src/agents/allowed-2.ts',
    "import { inside } from './inside.ts';\nexport const x = inside;\n",
  ],
  [
    'an implementation from main.ts',
    'packages/server/src/main.ts',
    "import { inside } from './queue/inside.ts';\nexport const x = inside;\n",
  ],
  [
    'processes in the sandbox room',
    'packages/server/src/sandbox/allowed-3.ts',
    "import { spawn } from 'node:child_process';\nexport const x = spawn;\n",
  ],
];

const refused: [what: string, file: string, text: string, rule: string][] = [
  [
    'a higher rank',
    'packages/server/src/ledger/refused-4.ts',
    "import { it } from '../worker/contract.ts';\nexport const x = it;\n",
    'rank-of-ledger',
  ],
  [
    'an equal',
    'packages/server/src/queue/refused-5.ts',
    "import { it } from '../sandbox/contract.ts';\nexport const x = it;\n",
    'rank-of-queue',
  ],
  [
    'an implementation of another room',
    'packages/server/src/worker/refused-6.ts',
    "import { inside } from '../queue/inside.ts';\nexport const x = inside;\n",
    'only-the-contract-of-queue',
  ],
  [
    'the ledger from the core, even as a type',
    'packages/server/src/tools/refused-7.ts',
    "import type { It } from '../ledger/contract.ts';\nexport const x: It = { a: 1 };\n",
    'core-without-database',
  ],
  [
    'processes elsewhere',
    'packages/server/src/tools/refused-8.ts',
    "import { spawn } from 'node:child_process';\nexport const x = spawn;\n",
    'processes-start-in-the-sandbox-room',
  ],
  [
    'a database elsewhere',
    'packages/server/src/queue/refused-9.ts',
    "import { DatabaseSync } from 'node:sqlite';\nexport const x = DatabaseSync;\n",
    'databases-open-in-the-storage-room',
  ],
  [
    'the server from the protocol',
    'packages/protocol/src/refused-10.ts',
    "import { it } from '../../server/src/shared/contract.ts';\nexport const x = it;\n",
    'protocol-stands-alone',
  ],
  [
    'rooms from the command line',
    'packages/server/src/cli/refused-11.ts',
    "import { it } from '../queue/contract.ts';\nexport const x = it;\n",
    'cli-talks-protocol',
  ],
];

/** What the law says of a small copy of the tree in which all of these stand: the rules that are broken, by file. */
const broken = new Map<string, string[]>();

beforeAll(() => {
  const copy = mkdtempSync(join(tmpdir(), 'import-law-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  };
  try {
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      cpSync(join(root, file), join(copy, file));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const room of ['ledger', 'queue', 'sandbox', 'agents', 'tools', 'storage', 'worker', 'shared']) {
      const folder = `packages/server/src/${room}`;
      write(`${folder}/contract.ts`, 'export interface It { a: 1 }\nexport const it = 1;\n');
      write(`${folder}/inside.ts`, 'export const inside = 1;\n');
    }
    for (const [, file, text] of [...allowed, ...refused]) write(file, text);
    const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const result = spawnSync(
      process.execPath,
      [cruiser, 'packages', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
      { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 26 },
    );
    const { summary } = JSON.parse(result.stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    for (const { from, rule } of summary.violations) broken.set(from, [...(broken.get(from) ?? []), rule.name]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

describe('the import law', () => {
  it.each(allowed)('allows %s', (_what, file) => {
    expect(broken.get(file)).toBeUndefined();
  });

  it.each(refused)('refuses %s', (_what, file, _text, rule) => {
    expect(broken.get(file)).toContain(rule);
  });
});
