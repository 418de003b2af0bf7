import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Requirements } from '../../craft/requirements.ts';
import { toolBench } from '../testing-each.ts';

const from = { words: 'notes', confidence: 0.9, assumed: false };
const requirements: Requirements = {
  description: 'a REST API for notes',
  title: 'Notes',
  name: 'notes',
  summary: 'Keeps notes.',
  kind: 'rest_api',
  kindFrom: from,
  language: 'typescript',
  stack: { framework: 'hono', database: 'sqlite', auth: 'none' },
  modules: [],
  screens: [],
  protocol: 'http',
  entities: [
    {
      name: 'Note',
      plural: 'notes',
      owned: false,
      from,
      fields: [{ name: 'title', type: 'string', required: true, unique: false, readOnly: false, secret: false, from }],
    },
  ],
  relations: [],
  operations: ['create', 'list', 'read', 'update', 'delete'].map((verb) => ({
    entity: 'Note',
    verb,
    sets: {},
    when: {},
    from,
  })),
  roles: [],
  rules: [],
  features: [],
  assumptions: [],
  unsupported: [],
  unread: [],
  complexity: { level: 'simple', score: 1, seconds: 30 },
  risks: [],
};

test('scaffold_project writes the project of the recorded requirements, with versions resolved at that moment', async () => {
  const t = await toolBench();
  expect((await t.call('scaffold_project', {})).text).toContain('no requirements yet');
  await t.call('record_analysis', {
    type: 'requirements',
    summary: 'Notes',
    data: { verdict: 'understood', requirements },
  });
  const done = await t.call('scaffold_project', {});
  expect(done.status, done.text).toBe('ok');
  const { files, packages } = done.data as { files: string[]; packages: { name: string; version: string }[] };
  expect(files).toContain('package.json');
  // Task by task as the plan has them, with how much of the work each is.
  const told = (event: string) => t.ledger.entries.filter(({ data }) => data['event'] === event);
  expect(told('task-finished').length).toBeGreaterThan(4);
  expect(told('task-started').map(({ data }) => data['task'])).toEqual(
    expect.arrayContaining(told('task-finished').map(({ data }) => data['task'])),
  );
  const share = told('task-finished').reduce((sum, { data }) => sum + Number(data['share']), 0);
  expect(share).toBeCloseTo(0.5, 5);
  for (const path of files) expect(existsSync(join(t.workspace.root, path)), path).toBe(true);
  const manifest = JSON.parse(readFileSync(join(t.workspace.root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const declared = { ...manifest['dependencies'], ...manifest['devDependencies'] };
  expect(packages.length).toBeGreaterThan(0);
  for (const { name } of packages) expect(declared[name], name).toContain('1.2.3');
  const events = t.ledger.entries.map(({ data }) => data['event']);
  expect(events).toEqual(expect.arrayContaining(['packages-resolved', 'file-written']));
});

test('scaffold_project takes given requirements, and says what is wrong with incomplete ones', async () => {
  const t = await toolBench();
  expect((await t.call('scaffold_project', { requirements: { title: 'x' } })).text).toContain('not complete');
  const broken = { ...requirements, rules: [{ kind: 'range', entity: 'Note', field: 'nothing', min: 0, from }] };
  expect((await t.call('scaffold_project', { requirements: broken })).status).toBe('error');
  expect(existsSync(join(t.workspace.root, 'package.json'))).toBe(false);
  expect((await t.call('scaffold_project', { requirements })).status).toBe('ok');
});
