import { stripTypeScriptTypes } from 'node:module';
import { matchesGlob } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { library } from '../domain/fixtures/library.ts';
import { todo } from '../domain/fixtures/todo.ts';
import { modules } from '../modules/library.ts';
import { programs } from '../programs/library.ts';
import type { GeneratedFile, ProjectKind, Requirements } from '../requirements.ts';
import { blueprintFor, languagesOf, leftOut, obstacleTo, supported } from './registry.ts';
import { wanted } from './testing-project.ts';

const from = { words: '', confidence: 1, assumed: false };
const screens = [
  { name: 'home', title: 'Home', sections: ['Opening hours', 'We bake every morning.'], from },
  { name: 'menu', title: 'Menu', sections: [], from },
];
const overRows: ProjectKind[] = ['cli_tool', 'realtime_service', 'graphql_api', 'fullstack', 'web_app', 'rest_api'];
const overServers: ProjectKind[] = ['rest_api', 'graphql_api', 'fullstack'];
const inPostgres = (requirements: Requirements): Requirements => ({
  ...requirements,
  stack: { ...requirements.stack, database: 'postgresql' },
});
const jobs = modules().filter(
  (module) => module.form === 'functions' && module.functions.some((fn) => !fn.libraryOnly),
);
const plain = jobs.filter((module) => module.functions.every((fn) => !fn.later)).map((module) => module.id);
const kept = modules()
  .filter((module) => module.class?.state)
  .map((module) => module.id);
const games = modules()
  .filter((module) => module.form === 'game')
  .map((module) => module.id);

const lateTodos = {
  entity: 'Todo',
  due: 'dueAt',
  field: 'priority',
  from: ['low', 'normal'],
  to: 'high',
  everySeconds: 60,
  words: '',
};

/** One of each: every kind that is registered must stand here. */
const samples: Requirements[] = [
  ...overRows.flatMap((kind) => [library, todo].map((fixture) => ({ ...fixture, kind }))),
  ...overServers.map((kind) => ({ ...inPostgres(library), name: 'library-in-postgres', kind })),
  { ...inPostgres(todo), name: 'todo-in-postgres', kind: 'rest_api' },
  wanted('cli_tool', 'many-tools', [...plain, ...kept]),
  wanted('cli_tool', 'one-tool', [['slugify', ['slugify']]]),
  wanted(
    'library',
    'every-module',
    modules().map((module) => module.id),
  ),
  wanted('server', 'http-server', [...plain, 'url-shortener', 'rate-limiter']),
  wanted('server', 'tcp-server', [...plain, ...kept], { protocol: 'tcp' }),
  wanted('rest_api', 'functions-api', ['iban', 'luhn']),
  wanted(
    'worker',
    'job-worker',
    jobs.map((module) => module.id),
  ),
  { ...todo, name: 'late-todos', kind: 'worker', jobs: [lateTodos] },
  wanted('web_app', 'tools', ['slugify', 'duration', 'statistics', 'case-conversion']),
  ...games.map((id) => wanted('terminal_game', `play-${id}`, [id])),
  wanted('static_site', 'bakery', [], { screens }),
  ...programs().flatMap(({ id, kind, protocols }) =>
    (protocols.length > 0 ? protocols : (['http'] as const)).map((protocol) =>
      wanted(kind, `${id}-${protocol}`, [id], { protocol }),
    ),
  ),
];
const all = samples.flatMap((requirements) =>
  languagesOf(requirements.kind)
    .filter((language) => language === 'typescript' || language === 'javascript')
    .map((language): [string, Requirements] => [
      `${requirements.kind} ${requirements.name} in ${language}`,
      { ...requirements, language },
    ]),
);

/** The same where a container is wished for, in every language. */
const contained = samples.flatMap((requirements) =>
  languagesOf(requirements.kind).map((language): [string, Requirements] => [
    `${requirements.kind} ${requirements.name} in ${language}`,
    {
      ...requirements,
      language,
      features: [{ name: 'docker', from: { ...from, words: 'with Docker' } }],
    },
  ]),
);

async function generateAnew(requirements: Requirements): Promise<GeneratedFile[]> {
  const blueprint = await blueprintFor(requirements);
  if (!blueprint) throw new Error('There is no blueprint.');
  const versions = Object.fromEntries(blueprint.packageNeeds(requirements).map((need) => [need.name, '1.2.3']));
  return blueprint.generateProject(requirements, versions);
}

let last: { of: Requirements; files: Promise<GeneratedFile[]> } | undefined;
function generate(requirements: Requirements): Promise<GeneratedFile[]> {
  if (last?.of !== requirements) last = { of: requirements, files: generateAnew(requirements) };
  return last.files;
}

describe.each(all)('%s', (_name, requirements) => {
  it('is sound in every file, and the same each time', async () => {
    const files = await generate(requirements);
    expect(await generateAnew(requirements)).toEqual(files);
    const paths = files.map((file) => file.path);
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    for (const { path, content } of files) {
      expect(path).toMatch(/^(?!\/)(?!.*\.\.)[\w.@/-]+$/);
      expect(content, path).not.toMatch(/<%|%>|\[object (?!O)/);
      expect(content.endsWith('\n') && !content.endsWith('\n\n'), path).toBe(true);
      if (path.endsWith('.ts')) expect(() => stripTypeScriptTypes(content), path).not.toThrow();
      if (path.endsWith('.json')) expect(() => JSON.parse(content) as unknown, path).not.toThrow();
      if (requirements.language === 'javascript') {
        expect(path).not.toMatch(/\.tsx?$/);
        // JavaScript as it stands: nothing is left to strip.
        if (path.endsWith('.js')) expect(stripTypeScriptTypes(content), path).toBe(content);
      }
    }
  });

  it('has one task for every file, each after those that it stands on, and a longest chain', async () => {
    const blueprint = await blueprintFor(requirements);
    const plan = blueprint?.planProject(requirements);
    const files = await generate(requirements);
    expect(plan?.tasks.flatMap((task) => task.files).sort()).toEqual(files.map((file) => file.path).sort());
    expect(plan?.tasks.reduce((sum, task) => sum + task.weight, 0)).toBeCloseTo(1, 1);
    const seen = new Set<string>();
    for (const task of plan?.tasks ?? []) {
      for (const id of task.dependsOn) expect(seen).toContain(id);
      seen.add(task.id);
    }
    const chain = (plan?.criticalPath ?? []).map((id) => plan?.tasks.find((task) => task.id === id));
    for (const [at, task] of chain.entries()) {
      if (at > 0) expect(task?.dependsOn).toContain(chain[at - 1]?.id);
    }
    expect(plan?.milestones.flatMap((milestone) => milestone.tasks).sort()).toEqual([...seen].sort());
  });

  it('comes with a probe that is a program, and a message that fits a line', async () => {
    const blueprint = await blueprintFor(requirements);
    const probe = blueprint?.probeScript(requirements);
    expect(probe?.content).not.toMatch(/<%|%>|\[object (?!O)/);
    expect(() => stripTypeScriptTypes(probe?.content ?? 'not code at all')).not.toThrow();
    expect(blueprint?.commitMessage(requirements).split('\n')[0]?.length).toBeLessThanOrEqual(72);
  });

  it('is nothing that stands in its own way', () => {
    expect(obstacleTo(requirements)).toBeNull();
  });
});

describe('what can not be built', () => {
  const cases: [string, Requirements, RegExp][] = [
    ['a library of nothing', wanted('library', 'empty', []), /no module/],
    ['a tool of nothing', wanted('cli_tool', 'empty', []), /nothing/],
    ['a web app without rows', wanted('web_app', 'empty', []), /nothing to keep/],
    ['a page that reads files as a server does', wanted('web_app', 'checksum', ['checksum']), /browser/],
    ['a tool for a cache', wanted('cli_tool', 'cache', ['lru-cache']), /memory/],
    ['a game of durations', wanted('terminal_game', 'duration', ['duration']), /not a game/],
    ['a server for a game', wanted('server', 'hangman', ['hangman']), /is a game/],
    ['a worker that keeps polls', wanted('worker', 'polls', ['polls']), /keeps something/],
    ['a library of a whole program', wanted('library', 'echo', ['echo-server']), /no project of kind/],
    ['a module that nobody knows', wanted('library', 'unknown', ['no-such-module']), /no module/],
    ['rows of a live service in PostgreSQL', { ...inPostgres(library), kind: 'realtime_service' }, /SQLite/],
    ['rows of Python in PostgreSQL', { ...inPostgres(library), language: 'python' }, /SQLite/],
  ];
  it.each(cases)('is said before any work: %s', (_what, requirements, reason) => {
    expect(obstacleTo(requirements)?.reason).toMatch(reason);
    expect(obstacleTo(requirements)?.nearest).not.toBe('');
  });

  it('includes sign-in where nobody can sign in, which is said and not built', () => {
    expect(leftOut({ ...todo, kind: 'cli_tool' })[0]?.reason).toMatch(/nobody signs in/);
    expect(leftOut({ ...todo, kind: 'realtime_service' })).toEqual([]);
    expect(leftOut({ ...todo, kind: 'graphql_api' })).toEqual([]);
    expect(leftOut({ ...todo, kind: 'fullstack' })).toEqual([]);
    expect(leftOut({ ...library, kind: 'graphql_api' })).toEqual([]);
  });

  it('includes kinds in languages that nobody wrote', () => {
    expect(supported('graphql_api', 'rust')).toBe(false);
    expect(obstacleTo({ ...library, kind: 'graphql_api', language: 'rust' })?.nearest).toContain('typescript');
  });
});

test.each(contained)(
  'a container for %s is written with all it takes, or said to be left out',
  async (_name, requirements) => {
    if (obstacleTo(requirements)) return;
    const files = await generateAnew(requirements);
    const contentOf = (path: string) => files.find((file) => file.path === path)?.content;
    const dockerfile = contentOf('Dockerfile');
    expect(
      leftOut(requirements)
        .map(({ words }) => words)
        .includes('with Docker'),
    ).toBe(dockerfile === undefined);
    if (dockerfile === undefined) return;
    expect(contentOf('.dockerignore')).toBeDefined();
    expect(contentOf('README.md')).toMatch(/docker (?:build|compose)/);
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(?:--chown=\S+ )?(.+) \S+$/gm)].flatMap(([, words = '']) =>
      words.split(' '),
    );
    for (const source of sources.filter((one) => one !== '.' && one !== 'package-lock.json'))
      expect(
        files.some(({ path }) => matchesGlob(path, source) || path.startsWith(`${source}/`)),
        source,
      ).toBe(true);
    const ports = [...(contentOf('README.md') ?? '').matchAll(/docker run -p (\d+):(\d+)/g)].map(
      ([, , inside]) => inside,
    );
    for (const port of ports) expect(dockerfile).toContain(`EXPOSE ${port}`);
  },
);

/** Everything that listens, in every language, with a container. */
const listening = contained.filter(
  ([, { kind, name, modules: uses }]) =>
    (kind !== 'worker' && kind !== 'cli_tool' && (name === todo.name || name === 'todo-in-postgres')) ||
    (kind === 'server' && uses.length === 1),
);
const ways = [
  ...listening,
  ...languagesOf('server').flatMap((language) =>
    (['http', 'tcp'] as const).map((protocol): [string, Requirements] => [
      `server of keys over ${protocol} in ${language}`,
      { ...wanted('server', 'keys', ['key-value'], { protocol }), language },
    ]),
  ),
];

test.each(ways)('%s stands with its own port in every file', async (_name, requirements) => {
  if (obstacleTo(requirements)) return;
  const usual = await generateAnew(requirements);
  const files = await generateAnew({ ...requirements, stack: { ...requirements.stack, port: 8123 } });
  // Where a number is no port: how much of an output is kept, what is refused as a port, milliseconds.
  const port = /(?<![-_.])\b[348]000\b(?!\.\d|\)?,? ms)/g;
  const spoken = /\bport|PORT|EXPOSE|127\.0\.0\.1|-p \d|nc /i;
  const lines = (all: GeneratedFile[]): string[] =>
    all.flatMap(({ content }) => content.split('\n')).filter((line) => line.search(port) >= 0 && spoken.test(line));
  expect(lines(usual).length).toBeGreaterThan(1);
  expect(lines(files)).toEqual([]);
  expect(files.map(({ path }) => path)).toEqual(usual.map(({ path }) => path));
});
