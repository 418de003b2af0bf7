import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { ProbeReport } from '../contract.ts';
import { type Requirements, requirements as schema } from '../requirements.ts';
import { blueprintFor } from './registry.ts';

/** Real projects for tests: written, installed from the registry once for all of them, and tried. */

const run = promisify(execFile);
/** Of all tests of this checkout. */
const shared = join(import.meta.dirname, '../../../../../node_modules/.cache/codewright-tests');

export interface Outcome {
  code: number;
  output: string;
}

export interface ProjectBench {
  /** Writes the project into a folder of its own, with packages that are installed for all projects with the same needs. */
  write(requirements: Requirements): Promise<string>;
  exec(folder: string, command: string, ...words: string[]): Promise<Outcome>;
  /** Of everything that is run there: nothing of the host's but what npm needs to reach its registry. */
  environment(): NodeJS.ProcessEnv;
  probe(folder: string, requirements: Requirements): Promise<ProbeReport>;
  close(): void;
}

/** Where rustup keeps its tool chains, on machines whose system brings no cargo. */
function rustOfHome(): { CARGO_BIN: string; RUSTUP_HOME: string } | undefined {
  const folders = (process.env['PATH'] ?? '').split(':');
  const found = folders.find((folder) => existsSync(join(folder, 'cargo')));
  if (found === undefined || !existsSync(join(found, 'rustup'))) return undefined;
  return { CARGO_BIN: found, RUSTUP_HOME: process.env['RUSTUP_HOME'] ?? join(dirname(dirname(found)), '.rustup') };
}

export function openProjectBench(): ProjectBench {
  const root = mkdtempSync(join(tmpdir(), 'codewright-kinds-'));
  // A PostgreSQL that tests start as root runs as a user of its own.
  chmodSync(root, 0o755);
  const installed = new Map<string, Promise<Record<string, string>>>();
  for (const name of ['home', 'tmp']) mkdirSync(join(root, name));
  // As the system's own: of everybody, and each removes what is theirs.
  chmodSync(join(root, 'tmp'), 0o1777);
  const rustup = rustOfHome();

  const environment = (): NodeJS.ProcessEnv => {
    const authority = process.env.NODE_EXTRA_CA_CERTS;
    return {
      ...(authority === undefined ? {} : { NODE_EXTRA_CA_CERTS: authority }),
      ...rustup,
      PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin${rustup ? `:${rustup.CARGO_BIN}` : ''}`,
      HOME: join(root, 'home'),
      TMPDIR: join(root, 'tmp'),
      LANG: 'C.UTF-8',
      // Nothing is built often enough to gain from what is kept between builds.
      CARGO_INCREMENTAL: '0',
      npm_config_userconfig: join(homedir(), '.npmrc'),
      NODE_COMPILE_CACHE: join(root, 'compiled'),
      npm_config_cache: join(shared, 'npm'),
      npm_config_prefer_offline: 'true',
      // Go builds its own library anew for each.
      GOCACHE: join(shared, 'go'),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
    };
  };

  const exec = async (cwd: string, command: string, ...words: string[]): Promise<Outcome> => {
    try {
      const done = await run(command, words, { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 });
      return { code: 0, output: done.stdout + done.stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string };
      return { code: typeof code === 'number' ? code : -1, output: `${stdout ?? ''}${stderr ?? ''}` };
    }
  };

  const install = async (needs: readonly { name: string; range: string }[], folder: string) => {
    mkdirSync(folder, { recursive: true });
    const dependencies = Object.fromEntries(needs.map((need) => [need.name, need.range]));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
    const done = await exec(folder, 'npm', 'install', '--ignore-scripts');
    if (done.code !== 0) throw new Error(done.output);
    const versionOf = (name: string): string => {
      const manifest = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8');
      return (JSON.parse(manifest) as { version: string }).version;
    };
    return Object.fromEntries(needs.map(({ name }) => [name, versionOf(name)]));
  };

  let written = 0;
  return {
    exec,
    environment,
    async write(requirements) {
      const blueprint = await blueprintFor(requirements);
      if (!blueprint) throw new Error(`Nothing builds ${requirements.kind} in ${requirements.language}.`);
      const needs = blueprint.packageNeeds(requirements);
      const key = needs
        .map(({ name }) => name.replaceAll(/\W+/g, '-'))
        .join('_')
        .slice(0, 150);
      const packages = join(root, 'packages', key);
      const versions = installed.get(key) ?? (needs.length > 0 ? install(needs, packages) : Promise.resolve({}));
      installed.set(key, versions);
      const known = await versions;
      written += 1;
      const folder = join(root, `${requirements.name}-${written}`);
      for (const file of blueprint.generateProject(requirements, known)) {
        const path = join(folder, file.path);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, file.content);
      }
      if (needs.length > 0) symlinkSync(join(packages, 'node_modules'), join(folder, 'node_modules'));
      return folder;
    },
    async probe(folder, requirements) {
      const blueprint = await blueprintFor(requirements);
      if (!blueprint) throw new Error('There is no blueprint.');
      const script = `${folder}.probe.mjs`;
      writeFileSync(script, blueprint.probeScript(requirements).content);
      const { output } = await exec(folder, process.execPath, script);
      try {
        return JSON.parse(output.trim().split('\n').at(-1) ?? '') as ProbeReport;
      } catch {
        throw new Error(`The probe gave no report:\n${output}`);
      }
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** What the README shows of the program, and what comes of the same commands; `before` is said in front of them. */
export async function triedSessions(
  bench: ProjectBench,
  folder: string,
  before: string,
): Promise<{ session: string; shown: string; printed: string }[]> {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const sessions = [...readme.matchAll(/^```console\n([^]*?)^```$/gm)].map((match) => match[1] ?? '');
  const isCommand = (line: string): boolean => line.startsWith('$ ');
  const tried = [];
  for (const [at, session] of sessions.entries()) {
    const lines = session.split('\n').filter((line) => line !== '');
    const script = [
      before,
      `export XDG_DATA_HOME="$PWD/data-${at}"`,
      ...lines.filter(isCommand).map((line) => `${line.slice(2)} || true`),
    ].join('\n');
    const { output } = await bench.exec(folder, 'bash', '-c', script);
    const shown = lines.filter((line) => !isCommand(line)).join('\n');
    tried.push({ session, shown, printed: output.split('\n').filter(Boolean).join('\n') });
  }
  return tried;
}

const from = { words: '', confidence: 1, assumed: false };

/** Requirements of any kind, written short. */
export function wanted(
  kind: Requirements['kind'],
  name: string,
  modules: readonly (string | [id: string, functions: string[], options?: Record<string, string | number | boolean>])[],
  more: Partial<Requirements> = {},
): Requirements {
  return schema.parse({
    description: name,
    title: name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' '),
    name,
    summary: `Does what ${name} does.`,
    kind,
    kindFrom: from,
    language: 'typescript',
    stack: { framework: 'none', database: 'none', auth: 'none' },
    entities: [],
    relations: [],
    operations: [],
    roles: [],
    rules: [],
    modules: modules.map((use) =>
      typeof use === 'string'
        ? { module: use, options: {}, functions: [], from }
        : { module: use[0], functions: use[1], options: use[2] ?? {}, from },
    ),
    features: [],
    assumptions: [],
    unsupported: [],
    unread: [],
    complexity: { level: 'simple', score: 1, seconds: 1 },
    risks: [],
    ...more,
  });
}
