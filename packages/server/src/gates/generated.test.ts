import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonValue } from '@codewright/protocol/json';
import { afterAll, expect, test } from 'vitest';
import { todo } from '../craft/domain/fixtures/todo.ts';
import { generateProject, packageNeeds } from '../craft/kinds/rest-api/generate.ts';
import { createPackageRegistry } from '../research/registry.ts';
import { findProgram } from '../sandbox/layout.ts';
import { readNpmConfig, registryAccess } from '../sandbox/registry.ts';
import { openBench } from '../sandbox/workspace/testing.ts';
import { systemClock } from '../shared/clock.ts';
import { silentLogger } from '../shared/logger.ts';
import { memoryLedger } from '../shared/testing-ledger.ts';
import { gates } from './registry.ts';
import { runGates } from './run.ts';
import { wideLimits } from './testing.ts';

const signal = new AbortController().signal;

const bench = openBench();
afterAll(() => bench[Symbol.asyncDispose]());

/** npm's settings on this machine: the registry and the certificates that it trusts. */
async function npmAccess() {
  const { PATH = '', HOME = '', NODE_EXTRA_CA_CERTS } = process.env;
  const npm = await readNpmConfig({
    npm: findProgram('npm', PATH) ?? 'npm',
    cwd: tmpdir(),
    env: { PATH, HOME, ...(NODE_EXTRA_CA_CERTS ? { NODE_EXTRA_CA_CERTS } : {}) },
  });
  const { hosts, env, mounts } = registryAccess(npm);
  return { npm, install: { network: { mode: 'allow' as const, hosts }, env, mounts } };
}

test('a generated project with packages of today passes every gate, and one that answers wrongly does not', async () => {
  const { npm, install } = await npmAccess();
  const cache = mkdtempSync(join(tmpdir(), 'gates-cache-'));
  const registry = createPackageRegistry({
    registries: { npm: npm.registry },
    ...(npm.cafile ? { cafile: npm.cafile } : {}),
    cache,
    retries: 0,
    curatedFile: join(import.meta.dirname, '../../knowledge/packages.yaml'),
    logger: silentLogger,
    clock: systemClock,
  });
  const found = await registry.resolve(packageNeeds(todo), signal);
  rmSync(cache, { recursive: true, force: true });
  expect(found.map((one) => one.source)).not.toContain('curated');
  const versions = Object.fromEntries(found.map((one) => [one.name, one.version]));

  const workspace = await bench.manager.open(
    { job: 'job-1', branch: 'main', output: join(bench.folder, 'out') },
    signal,
  );
  for (const file of generateProject(todo, versions)) await workspace.write(file.path, file.content);
  const made = await workspace.exec({
    argv: ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund'],
    ...install,
    signal,
  });
  expect(made).toMatchObject({ outcome: 'exited', exitCode: 0 });
  const prove = async (key: string, names: string[]) => {
    const { commit } = await workspace.commit(key, signal);
    const ledger = memoryLedger();
    return runGates({
      required: [],
      names,
      key,
      workspace,
      commit,
      install: async () => install,
      limits: { ...wideLimits, forbiddenPaths: [] },
      analysis: JSON.parse(JSON.stringify(todo)) as JsonValue,
      journal: ledger.journal,
      emit: ledger.emit,
      signal,
    });
  };
  const report = await prove('whole', [...gates.keys()]);
  expect(
    report.results.map(({ gate, verdict, reason }) => (verdict === 'passed' ? gate : `${gate}: ${reason}`)),
  ).toEqual([...gates.keys()]);
  expect(report.ok).toBe(true);

  // The control: the same project, answering 410 where it should answer 404.
  const changed = generateProject(todo, versions).filter(
    (file) => file.path.startsWith('src/') && file.content.includes('404'),
  );
  expect(changed.length).toBeGreaterThan(0);
  for (const file of changed) await workspace.write(file.path, file.content.replaceAll('404', '410'));
  const broken = await prove('broken', ['syntax', 'tests', 'start-and-answer']);
  expect(broken.results.map((result) => result.verdict)).toEqual(['passed', 'failed', 'failed']);
});
