import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Claim } from './claims.ts';
import type { Description } from './descriptions.ts';
import { likeness } from './names.ts';
import { freePort, run, serve } from './process.ts';
import { type Program, textsBelow, tryCall, tryGet, tryLines, tryPlay, tryRun, tryShortening } from './programs.ts';
import type { Cloned } from './project.ts';
import { fieldTables } from './readme.ts';
import { openCliStore } from './stores/cli.ts';
import type { Store } from './stores/contract.ts';
import { openGraphqlStore } from './stores/graphql.ts';
import { openHttpStore } from './stores/http.ts';
import { openWebSocketStore } from './stores/websocket.ts';
import { findEntity, findField, linkTo, make } from './things.ts';
import { tryClaim } from './try-claims.ts';

/** One statement of the description and what became of it: `null` where it holds. */
export interface Finding {
  group: 'entities' | 'operations' | 'rules' | 'behaviour';
  statement: string;
  problem: string | null;
}

/** Tries from outside all that a description states, on a clone that its own checks have passed. */
export async function check(description: Description, cloned: Cloned): Promise<Finding[]> {
  const database = await databaseOf(cloned.folder);
  try {
    return await checkWith(description, cloned, database ? { DATABASE_URL: database.url } : {});
  } finally {
    await database?.stop();
  }
}

/** A PostgreSQL as the project's own tests start it, where it keeps its rows in one. */
async function databaseOf(folder: string): Promise<{ url: string; stop: () => Promise<void> } | undefined> {
  const file = ['test/postgres.ts', 'test/postgres.js']
    .map((path) => join(folder, path))
    .find((path) => existsSync(path));
  if (file === undefined) return undefined;
  const { startPostgres } = (await import(pathToFileURL(file).href)) as {
    startPostgres: () => Promise<{ url: string; stop: () => Promise<void> }>;
  };
  return startPostgres();
}

async function checkWith(
  description: Description,
  cloned: Cloned,
  surroundings: Record<string, string>,
): Promise<Finding[]> {
  const readme = readFileSync(join(cloned.folder, 'README.md'), 'utf8');
  const port = await freePort();
  const env = {
    ...cloned.env,
    ...surroundings,
    PORT: String(port),
    HOST: '127.0.0.1',
    XDG_DATA_HOME: join(cloned.folder, '..', 'data'),
  };
  const program: Program = { folder: cloned.folder, argv: argvOf(cloned), env, readme, port };
  const findings: Finding[] = [];
  const note = (group: Finding['group'], statement: string, problem: string | null) =>
    findings.push({ group, statement, problem });

  const whole = description.claims.filter(isWhole);
  const states = Object.keys(description.entities).length > 0 || whole.length < description.claims.length;
  const listens = description.lines.length > 0 || description.gets.length > 0 || description.shortens;
  if (!states) for (const claim of whole) note('operations', claim.text, wholeProgram(claim.verb, cloned.folder));
  if (states) {
    const store = await openStore(description, program).catch((cause: unknown) => String(cause));
    if (typeof store === 'string') {
      note('behaviour', 'it starts', store);
      findings.push(...nothingOf(description));
    } else {
      try {
        findings.push(...(await checkData(description, store, cloned.folder)));
      } finally {
        await store.close();
      }
    }
  } else if (listens) {
    const server = await serve(program.argv, { cwd: cloned.folder, env, port }).catch((cause: unknown) =>
      String(cause),
    );
    if (typeof server === 'string') note('behaviour', 'it starts', server);
    else {
      for (const { send, sees } of description.lines)
        note('behaviour', send.join('; '), await tryLines(program, send, sees));
      for (const { text, sees } of description.gets) note('behaviour', text, await tryGet(program, text, sees));
      if (description.shortens) note('behaviour', 'shortens', await tryShortening(program));
      await server.close();
    }
  }
  for (const stated of description.runs)
    note('behaviour', `run ${stated.args.join(' ')}`, await tryRun(program, stated));
  for (const call of description.calls)
    note('behaviour', `call ${JSON.stringify(call.args)}`, await tryCall(program, call, cloned.language));
  for (const { type, sees } of description.plays) note('behaviour', 'play', await tryPlay(program, type, sees));
  findings.push(...checkPages(description, cloned.folder));
  if (description.language)
    note(
      'behaviour',
      `in ${description.language}`,
      cloned.language === description.language ? null : `it is ${cloned.language}`,
    );
  return findings;
}

function argvOf(cloned: Cloned): string[] {
  const { folder, language } = cloned;
  if (language === 'python') {
    const sources = existsSync(join(folder, 'src')) ? join(folder, 'src') : folder;
    const name = readdirSync(sources).find((one) => existsSync(join(sources, one, '__main__.py'))) ?? 'main';
    return ['env', `PYTHONPATH=${sources}`, 'python3', '-m', name];
  }
  if (language === 'go') {
    const script = 'here=$PWD && cd "$0" && go build -o .tried . && cd "$here" && exec "$0/.tried" "$@"';
    return ['sh', '-c', script, folder];
  }
  if (language === 'rust') return ['cargo', 'run', '--quiet', '--manifest-path', join(folder, 'Cargo.toml'), '--'];
  const file = ['src/main.ts', 'src/main.js', 'src/serve.ts', 'src/index.js', 'src/index.ts'].find((path) =>
    existsSync(join(folder, path)),
  );
  return [process.execPath, '--disable-warning=ExperimentalWarning', join(folder, file ?? 'src/main.ts')];
}

/** The documented command that gives a user a role, without its words. */
function roleArgv({ argv, readme }: Program): string[] {
  const module = /`python -m (\S+\.role) /.exec(readme)?.[1];
  if (module) return [...argv.slice(0, -1), module];
  return readme.includes('npm run role') ? ['npm', 'run', '--silent', 'role', '--'] : [...argv, 'role'];
}

async function openStore(description: Description, program: Program): Promise<Store> {
  const { folder, env, readme, port } = program;
  // A worker over rows gets them from the command line as well.
  const commands = description.kind === 'cli_tool' || (description.kind === 'worker' && / add <?\w/.test(readme));
  if (commands) return openCliStore({ argv: program.argv, readme, cwd: folder, env });
  const running = await serve(program.argv, { cwd: folder, env, port });
  const url = `http://127.0.0.1:${port}`;
  const close = () => running.close();
  const grant = async (login: string, role: string) => {
    const ran = await run([...roleArgv(program), login, role], { cwd: folder, env });
    if (ran.code !== 0) throw new Error(`No role ${role}: ${ran.stderr.slice(0, 200)}`);
  };
  try {
    if (description.kind === 'graphql_api') return await openGraphqlStore({ url, readme, grant, close });
    if (description.kind === 'realtime_service') return await openWebSocketStore({ url, readme, close });
    return await openHttpStore({ url, readme, grant, close });
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** What is stated of a program that cannot be talked to: nothing of it holds. */
function nothingOf({ entities, claims }: Description): Finding[] {
  const things = Object.entries(entities).flatMap(([name, fields]) => [name, ...fields.map((one) => `${name}.${one}`)]);
  const problem = 'it cannot be tried';
  return [
    ...things.map((statement) => ({ group: 'entities' as const, statement, problem })),
    ...claims.map((claim) => ({ group: groupOf(claim), statement: claim.text, problem })),
  ];
}

/** About the program, not about rows that it keeps: needs nobody to talk to it. */
const isWhole = (claim: Claim): claim is Extract<Claim, { kind: 'operation' }> =>
  claim.kind === 'operation' && claim.entity === '';

const groupOf = ({ kind }: Claim): Finding['group'] =>
  kind === 'relation' ? 'entities' : kind === 'operation' ? 'operations' : 'rules';

async function checkData(description: Description, store: Store, folder: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [stated, fields] of Object.entries(description.entities)) {
    const entity = findEntity(store, stated);
    const made = entity
      ? await make(store, entity).catch((cause: unknown) => ({ ok: false as const, problem: String(cause) }))
      : undefined;
    const row = made?.ok ? made.row : undefined;
    const read = entity && row ? await store.read(entity, row.id) : undefined;
    const problem = !entity
      ? 'there is none'
      : !made?.ok
        ? `not created: ${made?.problem}`
        : read?.ok
          ? null
          : `not read: ${read?.problem}`;
    findings.push({ group: 'entities', statement: stated, problem });
    const used = new Set<string>();
    for (const field of fields) {
      const like = entity && (findField(entity, field, row) ?? linkTo(store, entity, field));
      // A field that carries another stated name better is not this one: `homeClubId` is no "home goals" beside a "home club".
      const score = likeness(field, like?.name.replace(/Id$/, '') ?? '');
      const taken = fields.some((other) => likeness(other, like?.name.replace(/Id$/, '') ?? '') > score);
      const found = taken || used.has(like?.name ?? '') ? undefined : like;
      if (found) used.add(found.name);
      findings.push({
        group: 'entities',
        statement: `${stated}.${field}`,
        problem: found ? null : `fields: ${entity?.fields.map(({ name }) => name).join(', ') ?? 'none'}`,
      });
    }
  }
  for (const claim of description.claims) {
    const whole = isWhole(claim) ? wholeProgram(claim.verb, folder) : undefined;
    findings.push({
      group: groupOf(claim),
      statement: claim.text,
      problem: whole === undefined ? await tryClaim(store, claim) : whole,
    });
  }
  return findings;
}

function wholeProgram(verb: string, folder: string): string | null {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  if (verb === 'docker') return existsSync(join(folder, 'Dockerfile')) ? null : 'there is no Dockerfile';
  if (verb === 'openapi') return readme.includes('/openapi.json') ? null : 'no OpenAPI document is told of';
  const manifest = join(folder, 'package.json');
  const packages = existsSync(manifest) ? readFileSync(manifest, 'utf8') : '';
  const named = { postgresql: /"pg"/, tailwind: /"tailwindcss"/, playwright: /"@?playwright/ }[verb];
  if (named) return named.test(packages) ? null : `no ${verb} among its packages`;
  if (verb === 'ci') return existsSync(join(folder, '.github/workflows')) ? null : 'there is no workflow';
  return `nobody knows how to look for ${verb}`;
}

function checkPages(description: Description, folder: string): Finding[] {
  if (description.pages.length + description.words.length === 0) return [];
  const texts = new Map([...textsBelow(join(folder, 'dist')), ...textsBelow(join(folder, 'web/dist'))]);
  const pages = [...texts].filter(([path]) => path.endsWith('.html'));
  const readable = [...texts.values()].join('\n').replaceAll('&amp;', '&').replaceAll('&#39;', "'");
  const titles = pages.flatMap(([path, text]) => [
    path.replace(/(\/index)?\.html$/, ''),
    ...[...text.matchAll(/<h[1-3][^>]*>([^<]+)</g)].map((match) => match[1] ?? ''),
  ]);
  return [
    ...description.pages.map((page) => ({
      group: 'entities' as const,
      statement: `page ${page}`,
      problem: (page === 'home' ? pages.length > 0 : titles.some((title) => likeness(page, title) >= 0.5))
        ? null
        : `pages: ${titles.slice(0, 12).join(', ')}`,
    })),
    ...description.words.map((word) => ({
      group: 'behaviour' as const,
      statement: `says ${word}`,
      problem: readable.toLowerCase().includes(word.toLowerCase()) ? null : 'it is nowhere to be read',
    })),
  ];
}

/** Kinds of rows that the program keeps and nobody spoke of. */
export function invented(description: Description, folder: string): string[] {
  const file = join(folder, 'README.md');
  if (!existsSync(file)) return [];
  const titles = fieldTables(readFileSync(file, 'utf8')).map(({ title }) => title);
  const stated = [...Object.keys(description.entities), ...description.may];
  return titles.filter(
    (title) => !stated.some((name) => likeness(name, title) >= 0.5) && likeness('user', title) < 0.5,
  );
}
