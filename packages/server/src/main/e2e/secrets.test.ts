import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { onBothStores, type TestStore } from '../../storage/testing-stores.ts';
import { openPlace, type Place } from './testing-launcher.ts';
import { type Canaries, findCanaries, sweepFolder, watchProcesses } from './testing-canaries.ts';

const canaries = {
  environment: 'sk-Env"canary/1+Aq7',
  store: 'sk-Store-canary-2Bw8',
  npmrc: 'npm_Canary3Cx9',
  address: 'Addr-canary-4Dy0',
  remote: 'ghp_Canary5Ez1',
  dotenv: 'Dot-env-canary-6Fa2',
  committed: 'Committed-canary-7Gb3',
} satisfies Canaries;
const { remote, dotenv, ...known } = canaries;
/** What the user has committed stays in what is made of the repository itself. */
const { committed, ...elsewhere } = canaries;

/** A test that prints them in every form, out of a file that holds none of them. */
function telltale(values: Canaries): string {
  const reversed = Object.values(values).map((value) => Array.from(value).toReversed().join(''));
  return `import { test } from 'node:test';
const keys = ${JSON.stringify(reversed)}.map((text) => [...text].reverse().join(''));
for (const key of keys) {
  const bytes = Buffer.from(key);
  const whole = Buffer.from('Some words before it that are long enough. ' + key + ' And many more after it, to fill another line.');
  const lines = whole.toString('base64').match(/.{1,76}/g).join('\\n');
  console.log('told', key, bytes.toString('base64'), Buffer.from('a' + key).toString('base64url'), bytes.toString('hex'));
  console.log('told', encodeURIComponent(key), JSON.stringify({ key }), JSON.stringify(JSON.stringify(key)));
  console.log('told\\n' + lines);
  console.error('told', key);
}
test('holds', () => {
  if (process.env.FAIL) throw new Error('told ' + keys.join(' '));
});
`;
}

function openCanaryPlace(store: TestStore): Place {
  return openPlace(
    {
      OPENAI_API_KEY: canaries.environment,
      OPENAI_BASE_URL: `http://user:${canaries.address}@127.0.0.1:9/v1`,
    },
    store.address.kind === 'postgres' ? store.address.url : undefined,
  );
}

function plant(place: Place): string {
  writeFileSync(join(place.env['HOME'] ?? '', '.npmrc'), `//registry.example/:_authToken=${canaries.npmrc}\n`);
  const repository = place.repository('project', {
    'README.md': '# A project\n',
    '.gitignore': '/.env\n',
    'package.json': '{"name":"p","version":"1.0.0","type":"module","scripts":{"test":"node --test"}}\n',
    'a.test.js': telltale(known),
    'packages/api/.env.production': `# not for others\nexport API_TOKEN="${committed}" # ours\nPORT=3000\n`,
  });
  writeFileSync(join(repository, '.env'), `SECRET=${dotenv}\n`);
  place.git(repository, 'remote', 'add', 'origin', `https://user:${remote}@git.example/p.git`);
  return repository;
}

/** Everything that a run left or said, in one list of findings. */
async function sweep(place: Place, said: string[], values: Canaries): Promise<string[]> {
  const mine = Object.values(values);
  const found = said.flatMap((text, index) => findCanaries(`output ${index + 1}`, text, values));
  found.push(...sweepFolder(place.state, values), ...sweepFolder(place.temporary, values));
  found.push(...(await sweepDatabase(place, values)));
  expect(mine.length).toBeGreaterThan(0);
  return found;
}

/** The rows themselves: a value may lie across two pages of a file, and PostgreSQL compresses long ones. */
async function sweepDatabase(place: Place, values: Canaries): Promise<string[]> {
  const ledger = await place.ledger();
  const entries = await ledger.read({ limit: 100_000 });
  const found = findCanaries('ledger', JSON.stringify(entries), values);
  expect(entries.length).toBeGreaterThan(20);
  const url = place.env['CODEWRIGHT_STORAGE_URL'];
  if (url === undefined) return found;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = current_schema()`,
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const { name } of rows) {
      const { rows: all } = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
      found.push(...findCanaries(`table ${name}`, all.map(({ text }) => text).join('\n'), values));
    }
  } finally {
    await client.end();
  }
  return found;
}

onBothStores('A job', (store) => {
  test('leaves no secret that its process knows anywhere, whoever prints it and in whatever form', async () => {
    await using place = openCanaryPlace(store());
    const repository = plant(place);
    const said: string[] = [];
    const run = async (args: string[], code: number, input?: string) => {
      const ended = place.start(args, { cwd: repository, ...(input === undefined ? {} : { input }) });
      const watch = watchProcesses(ended.child.pid ?? 0, canaries);
      const exit = await ended.ended;
      const processes = watch.stop();
      expect([args.slice(0, 2), processes.found]).toEqual([args.slice(0, 2), []]);
      expect(exit.code, exit.stderr + exit.stdout).toBe(code);
      said.push(exit.stdout, exit.stderr);
      return { ...exit, processes: processes.seen };
    };
    await run(['secrets', 'set', 'ANTHROPIC_API_KEY'], 0, `${canaries.store}\n`);
    await run(['secrets', 'rotate'], 0);
    await run(['secrets', 'list'], 0);

    // Words that hold them, a file that is written from those words, tests that print them.
    const goal = `create file docs/notes.md with "${known.store} ${known.npmrc} ${known.address}"`;
    const made = await run(['run', goal, '--json'], 0);
    expect(made.processes).toBeGreaterThan(3);
    expect(made.stdout).toContain('[secret');
    expect(made.stdout).toContain('told');
    const { job: id } = JSON.parse(made.stdout.split('\n', 1)[0] ?? '') as { job: string };
    const pack = join(place.folder, 'pack.json');
    await run(['verify', id, '--export', pack], 0);
    said.push(
      readFileSync(pack, 'utf8'),
      Buffer.from((JSON.parse(readFileSync(pack, 'utf8')) as { payload: string }).payload, 'base64').toString(),
    );
    for (const args of [
      ['show', id],
      ['show', id, '--json'],
      ['logs', id, '--all'],
      ['logs', id, '--json'],
      ['diff', id],
      ['list'],
    ])
      await run(['jobs', ...args], 0);
    for (const args of [['config'], ['config', '--json'], ['ledger', 'verify']]) await run(args, 0);
    // What is kept for later is another way out.
    await run(['memory', 'set', 'keys'], 0, JSON.stringify({ [known.npmrc]: [known.store, known.environment] }));
    await run(['knowledge', 'add', 'Keys'], 0, `They are ${known.address} and ${known.npmrc}.`);
    for (const args of [
      ['memory', 'list'],
      ['memory', 'show', 'keys', '--json'],
      ['memory', 'export'],
    ])
      await run(args, 0);
    await run(['knowledge', 'search', 'keys', '--json'], 0);
    await place.run(['doctor'], { cwd: repository }).then(({ stdout, stderr }) => said.push(stdout, stderr));
    // Errors repeat what they were given.
    await run(['run', 'x', '--repo', `/nowhere/${known.store}`], 2);
    await run(['jobs', 'show', known.npmrc], 2);
    await run([known.environment], 2);

    const found = await sweep(place, said, canaries);
    // The workspace is a clone: what is committed is in its git, and nowhere else.
    expect(found.filter((line) => !/\/git\/objects\/.*: committed as/.test(line))).toEqual([]);
    const planted = [join(repository, '.env'), join(repository, '.git/config')];
    expect(sweepFolder(repository, elsewhere, planted)).toEqual([]);
    expect(sweepFolder(place.env['HOME'] ?? '', canaries, [join(place.env['HOME'] ?? '', '.npmrc')])).toEqual([]);
    // What was delivered says the names in their place.
    const branch = `codewright/${id.slice(-8)}`;
    expect(place.git(repository, 'show', `${branch}:docs/notes.md`)).toBe(
      '[secret ANTHROPIC_API_KEY] [secret npm] [secret OPENAI_BASE_URL]',
    );
  });

  test('that knows of none holds nothing back, and the sweep finds each of them in every form', async () => {
    const address = store().address;
    await using place = openPlace({}, address.kind === 'postgres' ? address.url : undefined);
    const repository = place.repository('project', {
      'package.json': '{"name":"p","version":"1.0.0","type":"module","scripts":{"test":"node --test"}}\n',
      'a.test.js': telltale(known),
    });
    const goal = `create file docs/notes.md with "${known.store} ${known.npmrc} ${known.address}"`;
    const made = place.start(['run', goal, '--json', '--repo', repository]);
    const { stdout, stderr, code } = await made.ended;
    expect(code, stderr).toBe(0);
    const kept = await place.run(['memory', 'set', 'keys', known.npmrc], { cwd: repository });
    expect(kept.code, kept.stderr).toBe(0);
    const exported = await place.run(['memory', 'export']);
    const found = await sweep(place, [stdout, stderr, exported.stdout], known);
    expect(found).toContain('output 3: npmrc as raw');
    for (const planted of Object.keys(known))
      for (const form of ['raw', 'base64', 'hex', 'url', 'json']) {
        // What is looked at is JSON: a quote in it is never raw.
        if (planted === 'environment' && form === 'raw') continue;
        expect(found).toContain(`output 1: ${planted} as ${form}`);
        expect(found).toContain(`ledger: ${planted} as ${form}`);
      }
    const rows = address.kind === 'postgres' ? /^table / : /codewright\.db/;
    expect(found.filter((line) => rows.test(line)).length).toBeGreaterThan(5);
    expect(found.filter((line) => line.includes('inflated')).length).toBeGreaterThan(0);
  });
});

test('A server answers, streams and logs no secret, whoever sends one', async () => {
  await using place = openPlace({ OPENAI_API_KEY: canaries.environment, CODEWRIGHT_LOG_LEVEL: 'debug' });
  const repository = plant(place);
  const server = place.start(['serve', '--port', '0']);
  const [url = ''] = await server.says(/http:\/\/127\.0\.0\.1:\d+/);
  await server.says(/^Try: curl/m);
  const token = readFileSync(join(place.state, 'keys/token'), 'utf8');
  const said: string[] = [];
  const call = async (path: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await response.text();
    said.push(text, JSON.stringify([...response.headers]));
    return { status: response.status, text };
  };
  // The token is a secret of the server too: who says it in words gets it back no more than the others.
  const mine = { environment: canaries.environment, npmrc: canaries.npmrc, token };
  const goal = `create file docs/notes.md with "${mine.environment.replace('"', '')} ${mine.npmrc} ${token}"`;
  expect((await call('/api/jobs/preview', { goal, repository })).text).toContain('[secret npm]');
  const submitted = await call('/api/jobs', { goal, repository, mode: 'mechanic' });
  expect(submitted.status).toBe(201);
  const { job } = JSON.parse(submitted.text) as { job: { id: string } };
  const stream = await call(`/api/jobs/${job.id}/stream`);
  expect(stream.text).toContain('event: complete');
  expect(stream.text).toContain('told');
  for (const part of ['', '/events', '/diff', '/verify', '/truthpack']) await call(`/api/jobs/${job.id}${part}`);
  expect((await call('/api/jobs', { goal: 'x', repository: `/nowhere/${mine.npmrc}` })).status).toBeGreaterThan(400);
  expect((await call(`/api/jobs/${mine.npmrc}`)).status).toBe(404);
  await call(`/api/jobs/${job.id}/say`, { text: `and ${mine.npmrc}` });
  server.child.kill('SIGTERM');
  const { stdout, stderr } = await server.ended;
  expect(stderr).toContain('"level"');
  const keep = join(place.state, 'keys/token');
  const found = [...said, stdout, stderr].flatMap((text, index) => findCanaries(`output ${index + 1}`, text, mine));
  found.push(...sweepFolder(place.state, mine, [keep]), ...(await sweepDatabase(place, mine)));
  expect(found).toEqual([]);
});

test('The watch over processes sees what they are started with', async () => {
  await using place = openPlace();
  const shell = `node -e 'setInterval(() => {}, 1000)' '${canaries.store}'; true`;
  const run = place.start([], { shell, env: { NPM_TOKEN: canaries.npmrc } });
  const watch = watchProcesses(run.child.pid ?? 0, canaries);
  const found = () => watch.found().join('\n');
  await expect.poll(found).toMatch(/command line of .*: store as raw/);
  await expect.poll(found).toMatch(/environment of .*: npmrc as raw/);
  watch.stop();
  for (const pid of place.processes()) process.kill(pid, 'SIGKILL');
});

test('A crash prints no secret', async () => {
  await using place = openPlace({ OPENAI_API_KEY: canaries.environment });
  // A preload that throws outside of every catch, as a defect would, right after the process has said something.
  const preload = join(place.folder, 'crash.mjs');
  mkdirSync(place.folder, { recursive: true });
  writeFileSync(
    preload,
    `const { OPENAI_API_KEY: key } = process.env;
    for (const stream of [process.stdout, process.stderr]) {
      const { write } = stream;
      stream.write = (...given) => {
        stream.write = write;
        setImmediate(() => { throw new Error('broken by ' + key); });
        return write.apply(stream, given);
      };
    }\n`,
  );
  const crashed = await place.run(['jobs', 'wait', 'nothing'], { env: { NODE_OPTIONS: `--import ${preload}` } });
  const waiting = await place.run([], {
    env: { NODE_OPTIONS: `--import ${preload}` },
    shell: 'node "$LAUNCHER" serve --port 0',
  });
  expect(waiting.code).toBe(1);
  expect(waiting.stderr).toContain('broken by [secret OPENAI_API_KEY]');
  for (const { stdout, stderr } of [crashed, waiting])
    expect(findCanaries('output', stdout + stderr, canaries)).toEqual([]);
});
