import { stripTypeScriptTypes } from 'node:module';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { fixtures } from '../../domain/fixtures/all.ts';
import { market } from '../../domain/fixtures/market.ts';
import { someRequirements } from '../../domain/fixtures/random.ts';
import { generateProject, packageNeeds } from './generate.ts';
import { planProject } from './plan.ts';
import { probeScript } from './probe/probe.ts';

function generate(requirements: Requirements): GeneratedFile[] {
  const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '1.2.3']));
  return generateProject(requirements, versions);
}

/** What no file of any project may hold. */
function expectSound(files: readonly GeneratedFile[]): void {
  const paths = files.map((file) => file.path);
  expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
  for (const { path, content } of files) {
    expect(path).toMatch(/^(?!\/)(?!.*\.\.)[\w.@/-]+$/);
    expect(content, path).not.toMatch(/<%|%>|\[object |\bNaN\b|Infinity/);
    expect(content, path).not.toMatch(/[ \t]$/m);
    expect(content.endsWith('\n') && !content.endsWith('\n\n'), path).toBe(true);
    if (path.endsWith('.ts')) expect(() => stripTypeScriptTypes(content), `${path}\n${content}`).not.toThrow();
    if (path.endsWith('.json')) expect(() => JSON.parse(content) as unknown, path).not.toThrow();
    if (!path.endsWith('.ts')) expect(content, path).not.toMatch(/\bundefined\b/);
  }
}

function expectPlanned(requirements: Requirements, files: readonly GeneratedFile[]): void {
  const { tasks } = planProject(requirements);
  expect(tasks.flatMap((task) => task.files).sort()).toEqual(files.map((file) => file.path).sort());
  expect(tasks.reduce((sum, task) => sum + task.weight, 0)).toBeCloseTo(1);
  const seen = new Set<string>();
  for (const task of tasks) {
    for (const id of task.dependsOn) expect(seen, `${task.id} stands before ${id}`).toContain(id);
    expect(seen).not.toContain(task.id);
    seen.add(task.id);
  }
}

describe.each(Object.entries(fixtures))('the project of %s', (_name, requirements) => {
  const files = generate(requirements);
  const paths = files.map((file) => file.path);
  const wants = (feature: string): boolean => requirements.features.some((entry) => entry.name === feature);

  it('is the same each time', () => {
    expect(generate(requirements)).toEqual(files);
  });

  it('is sound in every file', () => {
    expectSound(files);
  });

  it('has one task for every file, each after those that it stands on', () => {
    expectPlanned(requirements, files);
  });

  it('holds nothing of what was not asked for', () => {
    expect(paths.some((path) => /docker/i.test(path))).toBe(wants('docker'));
    expect(paths.includes('.github/workflows/ci.yml')).toBe(wants('ci'));
    expect(paths.includes('src/openapi.ts')).toBe(wants('openapi'));
    const auth = requirements.stack.auth !== 'none' || requirements.entities.some((entity) => entity.owned);
    expect(paths.some((path) => path.startsWith('src/auth/'))).toBe(auth);
    const readme = files.find((file) => file.path === 'README.md')?.content ?? '';
    expect(/docker/i.test(readme)).toBe(wants('docker'));
  });

  it('comes with a probe that knows each address', () => {
    const probe = probeScript(requirements);
    expect(() => stripTypeScriptTypes(probe.content)).not.toThrow();
    expect(probe.content).not.toMatch(/<%|undefined"|\[object /);
    for (const name of requirements.rules.map((rule) => rule.kind)) {
      if (['max-per', 'exclusive', 'capacity'].includes(name)) expect(probe.content).toContain('"expected": 409');
    }
  });
});

describe('any project', () => {
  it('is sound, planned and probed', () => {
    fc.assert(
      fc.property(someRequirements, (requirements) => {
        const files = generate(requirements);
        expectSound(files);
        expectPlanned(requirements, files);
        probeScript(requirements);
      }),
      { numRuns: 60 },
    );
  });

  it('needs a version of each package', () => {
    const requirements = Object.values(fixtures)[0] as Requirements;
    expect(() => generateProject(requirements, {})).toThrow(/No version is given/);
  });
});

describe('figures of a row', () => {
  const asked = (change: object): string => {
    const rules = market.rules.map((rule) => (rule.kind === 'sum' ? { ...rule, ...change } : rule));
    const files = generate({ ...market, rules });
    return files.find(({ path }) => path === 'src/order-lines/effects.ts')?.content ?? '';
  };

  it('are counted, averaged or added up by the database', () => {
    expect(asked({ factors: [] })).toMatch(/SET total = \(SELECT count\(\*\)\s+FROM/);
    expect(asked({ factors: ['unitPrice'], average: true })).toMatch(/CAST\(round\(avg\(unit_price\)\) AS INTEGER\)/);
    expect(asked({})).toContain('sum(quantity * unit_price)');
  });

  it('take in no helper that only the SQL has the name of', () => {
    const text = asked({ factors: [] });
    const taken = /import \{([^}]*)\} from '\.\.\/database\.ts'/.exec(text)?.[1] ?? '';
    for (const name of taken.split(',').map((part) => part.trim()))
      expect(text).toMatch(new RegExp(`\\b${name}\\((?!\\*)`));
  });
});
