import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess, riskLevel, riskScore } from './assess.ts';
import { simpleCommands } from './commands.ts';
import type { Action, ActionContext, JobFacts, Override } from './contract.ts';
import { decide } from './decide.ts';
import { matchesGlob, matchesWildcard, normalisePath } from './glob.ts';
import { modeDefaults } from './modes.ts';
import { loadPolicy } from './rules.ts';

const now = new Date('2026-03-01T12:00:00Z');
const mechanic: ActionContext = { mode: 'mechanic', now };

function act(action: Partial<Action>, context: Partial<ActionContext> = {}) {
  return decide({ kind: 'execute', tool: 'run_command', role: 'builder', ...action }, { ...mechanic, ...context });
}
const run = (...command: string[]) => act({ command });
const write = (path: string, context: Partial<ActionContext> = {}) => act({ kind: 'write', paths: [path] }, context);

describe('paths', () => {
  test.each(['.env', 'a/.env.local', 'config/secrets/prod.yaml', 'src/auth/password.ts', './x/../.ENV', 'a\\.env'])(
    'a mechanic job may not change %s',
    (path) => expect(write(path)).toMatchObject({ verdict: 'deny', rule: 'forbidden_paths' }),
  );
  test.each(['src/a.ts', 'environment.ts', 'src/[id].tsx', 'docs/pass.md'])('but it may change %s', (path) =>
    expect(write(path)).toMatchObject({ verdict: 'allow', rule: 'default', remediation: '' }),
  );
  test.each(['../x', '/etc/passwd', 'a/../../x', '~/x', 'C:\\x', 'a\0b'])('nothing may touch %j', (path) => {
    expect(write(path)).toMatchObject({ verdict: 'deny', rule: 'outside_workspace' });
    expect(act({ kind: 'read', paths: [path] })).toMatchObject({ verdict: 'deny' });
  });
  test('a build writes its own password.ts and .env.example, and still no .env', () => {
    expect(write('src/auth/password.ts', { mode: 'build' }).verdict).toBe('allow');
    expect(write('.env.example', { mode: 'build' }).verdict).toBe('allow');
    expect(write('.env', { mode: 'build' }).verdict).toBe('deny');
  });
  test('git’s own folder is denied whatever the globs are', () => {
    expect(write('.git/hooks/pre-commit', { forbiddenPaths: [], mode: 'build' })).toMatchObject({
      verdict: 'deny',
      rule: 'repository_internals',
    });
  });
  test('reading a file of secrets asks, reading an example of one does not', () => {
    expect(act({ kind: 'read', paths: ['.env'] }).verdict).toBe('ask');
    expect(act({ kind: 'read', paths: ['.env.example'] }).verdict).toBe('allow');
  });
  test('what decides over CI asks in a repository of the user, not in a new project', () => {
    expect(write('.github/workflows/ci.yml').verdict).toBe('ask');
    expect(write('.github/workflows/ci.yml', { mode: 'build' }).verdict).toBe('allow');
    // What is asked of writing is not asked of reading.
    expect(act({ kind: 'read', paths: ['.github/workflows/ci.yml'] }).verdict).toBe('allow');
  });
  test('of several paths the worst one counts', () => {
    expect(act({ kind: 'write', paths: ['a.ts', '.github/workflows/x.yml', '.env'] }).verdict).toBe('deny');
  });
  test('a review writes nothing and runs tests', () => {
    expect(write('a.ts', { mode: 'review' })).toMatchObject({ verdict: 'deny', rule: 'read_only' });
    expect(write('a.ts', { readOnly: true }).verdict).toBe('deny');
    expect(act({ command: ['npm', 'test'] }, { mode: 'review' }).verdict).toBe('allow');
  });
});

describe('globs', () => {
  test.each([
    ['**/migrations/**', 'db/migrations/1.sql', true],
    ['**/migrations/**', 'migrations/1.sql', true],
    ['src/**', 'src/a/b.ts', true],
    ['src/*.ts', 'src/a/b.ts', false],
    ['src/?.ts', 'src/a.ts', true],
    ['*.pem', 'keys/server.PEM', true],
    ['.env*', 'a.env', false],
  ])('%s on %s: %s', (glob, path, expected) => expect(matchesGlob(glob, path)).toBe(expected));

  test('hostile patterns and paths cost no time', () => {
    expect(matchesWildcard('*a'.repeat(60), 'a'.repeat(20_000))).toBe(true);
    expect(matchesGlob(`${'**/'.repeat(40)}b`, 'a/'.repeat(5_000))).toBe(false);
  });

  test('a normalised path never leaves the workspace', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('..', '.', 'a', '', 'b', '\\', '~')), (parts) => {
        const path = normalisePath(parts.join('/'));
        expect(path === null || !(path.startsWith('/') || path.split('/').includes('..'))).toBe(true);
      }),
    );
  });
});

describe('commands', () => {
  test.each([
    [['sudo', 'apt', 'install', 'x'], 'no_privileges'],
    [['rm', '-rf', '/'], 'no_destructive_operations'],
    [['rm', '-rf', '/*'], 'no_destructive_operations'],
    [['rm', '-rf', 'dist/../../other'], 'no_destructive_operations'],
    [['sh', '-c', 'cd x && rm -rf ~'], 'no_destructive_operations'],
    [['bash', '-lc', 'echo "$(rm -rf /etc)"'], 'no_destructive_operations'],
    [['env', 'A=1', 'timeout', '-k', '5', '10', 'rm', '-r', '..'], 'no_destructive_operations'],
    [['/bin/rm', '-rf', '.git'], 'no_destructive_operations'],
    [['sh -c "sudo id"'], 'no_privileges'],
    [['dd', 'if=/dev/zero', 'of=/dev/sda'], 'no_device_writes'],
    [['kubectl', 'delete', 'ns', 'production'], 'no_production_destructive'],
    [['psql', '-h', 'prod', '-c', 'DROP DATABASE app'], 'no_production_destructive'],
  ])('%j is denied by %s', (command, rule) => {
    expect(run(...command)).toMatchObject({ verdict: 'deny', rule });
  });

  test.each([
    [['rm', '-rf', '.'], 'whole_workspace_deletion'],
    [['rm', '-fr', './*'], 'whole_workspace_deletion'],
    [['git', 'push', '--force'], 'publishing'],
    [['git', '-C', 'x', 'push'], 'publishing'],
    [['npm', 'publish'], 'publishing'],
    [['npx', 'prisma', 'migrate', 'reset'], 'database_destruction'],
    [['ssh', 'host'], 'remote_access'],
  ])('%j is asked about by %s', (command, rule) => {
    const decision = run(...command);
    expect(decision).toMatchObject({ verdict: 'ask', rule });
    expect(decision.remediation).not.toBe('');
    expect(['high', 'critical']).toContain(decision.risk);
  });

  test.each([
    [['npm', 'test']],
    [['rm', '-rf', 'node_modules', 'dist']],
    [['rm', '-f', '/tmp/x']],
    [['git', 'commit', '-m', 'push the release']],
    [['git', 'checkout', 'release']],
    [['node', '-e', 'console.log("sudo rm -rf /")']],
    [['grep', '-r', 'drop table', 'src']],
    [['sh', '-c', "echo 'rm -rf /'"]],
    [['NODE_ENV=production', 'npm', 'run', 'build']],
  ])('%j is allowed', (command) => expect(run(...command).verdict).toBe('allow'));

  test('a shell text of a megabyte is looked through in one go', () => {
    expect(run('sh', '-c', `${'echo "a"; '.repeat(100_000)}sudo id`).verdict).toBe('deny');
    expect(simpleCommands(['sh', '-c', '`'.repeat(500_000)])).toHaveLength(1);
    expect(simpleCommands(Array.from({ length: 5_000 }, () => 'sudo')).length).toBeLessThan(100);
  });

  test('no command makes the decision fail', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'sh',
        '-c',
        'sudo',
        'env',
        'A=1',
        '$(',
        '"',
        "'",
        '`',
        'rm -rf /',
        '\\',
        '__proto__',
        'constructor',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (command) => {
        expect(decide({ kind: 'execute', tool: 't', role: 'r', command }, mechanic)).toEqual(
          decide({ kind: 'execute', tool: 't', role: 'r', command }, mechanic),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('hosts', () => {
  test('a listed host and the own machine are allowed, any other asks, the metadata service is denied', () => {
    const reach = (host: string) =>
      act({ kind: 'network', hosts: [host] }, { allowedHosts: ['registry.npmjs.org', '*.example.org'] });
    expect(reach('registry.npmjs.org').verdict).toBe('allow');
    expect(reach('a.example.org').verdict).toBe('allow');
    expect(reach('localhost').verdict).toBe('allow');
    expect(reach('registry.npmjs.org.evil.test').verdict).toBe('ask');
    expect(act({ kind: 'network', hosts: ['169.254.169.254'] }, { allowedHosts: ['*'] }).verdict).toBe('deny');
  });
});

describe('approvals and overrides', () => {
  const override: Override = {
    kind: 'exemption',
    rule: 'forbidden_paths',
    who: 'ana',
    why: 'the password form is the task',
    from: '2026-03-01T00:00:00Z',
    until: '2026-03-02T00:00:00Z',
  };

  test('an advance approval turns asking into allowing, says so, and never lifts a denial', () => {
    expect(act({ command: ['npm', 'publish'] }, { autoApprove: true })).toMatchObject({
      verdict: 'allow',
      rule: 'publishing',
      reason: expect.stringContaining('Approved in advance'),
      risk: 'high',
    });
    expect(act({ command: ['sudo', 'id'] }, { autoApprove: true }).verdict).toBe('deny');
    expect(write('.env', { autoApprove: true }).verdict).toBe('deny');
    expect(act({ kind: 'execute', command: ['npm', 'publish'], paths: ['/etc'] }, { autoApprove: true }).verdict).toBe(
      'deny',
    );
  });

  test('an exemption lifts its rule while it lasts and names who, why and until when', () => {
    const path = 'src/password-form.ts';
    expect(write(path, { overrides: [override] })).toMatchObject({
      verdict: 'allow',
      reason: expect.stringMatching(/ana.*2026-03-02.*the password form/),
    });
    expect(write(path, { overrides: [override], now: new Date('2026-03-02T00:00:00Z') }).verdict).toBe('deny');
    expect(write(path, { overrides: [{ ...override, rule: 'publishing' }] }).verdict).toBe('deny');
    expect(write(path, { overrides: [{ ...override, why: ' ' }] }).verdict).toBe('deny');
    expect(write(path, { overrides: [{ ...override, kind: 'waiver' }] }).verdict).toBe('deny');
  });

  test('an emergency covers every rule that is not fixed, for a day at most', () => {
    const emergency: Override = { ...override, kind: 'emergency', rule: '*' };
    expect(write('.env', { overrides: [emergency] }).verdict).toBe('allow');
    expect(write('.git/config', { overrides: [emergency] }).verdict).toBe('deny');
    expect(write('.env', { overrides: [{ ...emergency, until: '2026-03-02T00:00:01Z' }] }).verdict).toBe('deny');
  });
});

const quiet = { files: 0, lines: 0, destructive: false, production: false, critical: false, failingTests: false };

describe('the risk score', () => {
  test.each([
    ['analyze', 0],
    ['review', 0],
    ['test', 10],
    ['document', 10],
    ['file_create', 15],
    ['bug_fix', 20],
    ['file_rename', 25],
    ['refactor', 30],
    ['feature', 40],
    ['file_delete', 60],
    ['unheard_of', 30],
    ['constructor', 30],
  ])('of %s alone is %i', (operation, score) => expect(riskScore({ ...quiet, operation }).score).toBe(score));

  test.each([
    [{ files: 1 }, 5],
    [{ files: 4 }, 5],
    [{ files: 5 }, 15],
    [{ files: 10 }, 25],
    [{ files: 20 }, 35],
    [{ lines: 9 }, 0],
    [{ lines: 10 }, 5],
    [{ lines: 50 }, 10],
    [{ lines: 200 }, 20],
    [{ lines: 500 }, 30],
    [{ destructive: true }, 20],
    [{ production: true }, 25],
    [{ critical: true }, 15],
    [{ failingTests: true }, 25],
  ])('grows with %j by %i', (more, points) =>
    expect(riskScore({ ...quiet, operation: 'review', ...more }).score).toBe(points),
  );

  test('is capped at 100 and has four levels', () => {
    const all = { files: 99, lines: 999, destructive: true, production: true, critical: true, failingTests: true };
    expect(riskScore({ operation: 'file_delete', ...all })).toMatchObject({ score: 100, level: 'critical' });
    expect([30, 31, 60, 61, 80, 81].map(riskLevel)).toEqual(['low', 'medium', 'medium', 'high', 'high', 'critical']);
  });
});

describe('the verdict over a job', () => {
  const facts = (more: Partial<JobFacts> = {}): JobFacts => ({
    operation: 'bug_fix',
    files: 1,
    lines: 5,
    destructive: false,
    production: false,
    paths: ['src/a.ts'],
    failingTests: false,
    limits: modeDefaults('mechanic').limits,
    ...more,
  });

  test('is ALLOW where no rule holds', () => {
    expect(assess(facts())).toMatchObject({ verdict: 'ALLOW', violations: [], needsApproval: false });
    const { limits } = modeDefaults('review');
    expect(assess(facts({ failingTests: true, limits }))).toMatchObject({ verdict: 'ALLOW', violations: [] });
  });

  test.each<[string, Partial<JobFacts>, string, string]>([
    ['too many files', { files: 6 }, 'BLOCK', 'max_files'],
    ['too many lines', { lines: 201 }, 'BLOCK', 'max_lines'],
    ['failing tests', { failingTests: true }, 'BLOCK', 'tests_must_pass'],
    ['a deletion', { destructive: true }, 'WARN', 'no_destructive_operations'],
    ['a critical file', { paths: ['package.json'] }, 'WARN', 'critical_files_protection'],
    ['more than meant', { files: 21, limits: modeDefaults('genius').limits }, 'WARN', 'max_files'],
  ])('of %s', (_, more, verdict, rule) => {
    expect(assess(facts(more))).toMatchObject({ verdict, violations: [{ rule, remediation: expect.any(String) }] });
  });

  test('is the most severe of all, and production is never destroyed, override or not', () => {
    const given = facts({ operation: 'file_delete', destructive: true, production: true });
    expect(assess(given).verdict).toBe('BLOCK');
    expect(assess(given).needsApproval).toBe(true);
    const emergency: Override = {
      kind: 'emergency',
      rule: '*',
      who: 'ana',
      why: 'disk is full',
      from: '2026-03-01T00:00:00Z',
      until: '2026-03-01T20:00:00Z',
    };
    expect(assess(given, { overrides: [emergency], now }).verdict).toBe('BLOCK');
    const files = facts({ files: 6 });
    expect(assess(files, { overrides: [emergency], now })).toMatchObject({ verdict: 'ALLOW', applied: [emergency] });
  });

  test('fills the numbers into its words', () => {
    expect(assess(facts({ files: 6 })).violations[0]?.message).toBe('The change touches 6 files; the limit is 5.');
  });
});

describe('rules as data', () => {
  test('a mistake in a policy file is named with its place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'policy-'));
    try {
      writeFileSync(join(folder, 'own.yaml'), 'jobs:\n  - name: x\n    when: { speed: 3 }\n    verdict: MAYBE\n');
      expect(() => loadPolicy(folder)).toThrow(/own\.yaml:4:14: /);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('modes are the table of the house', () => {
    expect(modeDefaults('mechanic').caps).toEqual({ steps: 20, tokens: 50_000, seconds: 60, cents: 1_000 });
    expect(modeDefaults('genius').limits).toMatchObject({ files: 20, lines: 1_000, soft: true });
    expect(modeDefaults('build').caps).toEqual({ steps: 400, tokens: 400_000, seconds: 1_800, cents: 5_000 });
    expect(modeDefaults('build').limits).toMatchObject({ files: 400, lines: 20_000, soft: true });
    modeDefaults('genius').caps.steps = 1;
    expect(modeDefaults('genius').caps.steps).toBe(100);
  });
});
