import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEntries, mergeEntry } from '../../packages/server/src/adapters/entries.ts';
import { launch } from '../../packages/server/src/adapters/launch.ts';
import { installed, installedPackage, testedVersion } from '../../packages/server/src/adapters/testing-clis.ts';
import { dataFolder } from '../../packages/server/src/shared/data.ts';

/** How one agent is started without a person. */
export interface Agent {
  name: string;
  version: string;
  /** Puts its program in place once, before anything is measured. @throws where it cannot be installed. */
  install(): void;
  /** Its command line for this prompt, after `home` has been made ready. */
  prepare(run: Run): { argv: string[]; env?: Record<string, string> };
}

interface Run {
  home: string;
  repository: string;
  url: string;
  prompt: string;
}

const root = join(import.meta.dirname, '../..');
const server = join(root, 'packages/server');
const model = 'rig-model';

const floor: Agent = {
  name: 'bare loop',
  version: process.versions.node,
  install: () => undefined,
  prepare: ({ url, prompt }) => ({ argv: [process.execPath, join(import.meta.dirname, 'bare-loop.mjs'), url, prompt] }),
};

/**
 * As its users have it: the files of the npm package, with no sources beside them; the sandbox and the durable ledger on. It is a copy, so
 * that whoever changes the sources meanwhile changes nothing here.
 */
function ourselves(): Agent {
  let copy = '';
  const about = JSON.parse(readFileSync(join(server, 'package.json'), 'utf8')) as { version: string; files: string[] };
  return {
    name: 'codewright',
    version: about.version,
    install: () => {
      for (const step of ['bundle.ts', 'warm.ts'])
        execFileSync(process.execPath, [join(root, 'scripts', step)], { cwd: root, stdio: 'pipe' });
      // Below the project's packages, where Node finds them.
      const cache = join(root, 'node_modules/.cache/codewright-peers');
      mkdirSync(cache, { recursive: true });
      copy = mkdtempSync(join(cache, 'own-'));
      process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
      for (const path of ['package.json', ...about.files.filter((one) => !one.startsWith('!'))].flatMap((pattern) =>
        globSync(pattern, { cwd: server }),
      ))
        cpSync(join(server, path), join(copy, path), { recursive: true, preserveTimestamps: true });
    },
    prepare: ({ repository, url, prompt }) => ({
      argv: [
        process.execPath,
        join(copy, 'bin/codewright.cjs'),
        'run',
        '--json',
        '--repo',
        repository,
        '--model',
        `openai-compatible/${model}`,
        prompt,
        '--yes',
      ],
      env: { OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: 'test-key' },
    }),
  };
}

const pi: Agent = {
  name: 'pi',
  version: '0.87.1',
  install: () => void piFolder(),
  prepare: ({ home, url, prompt }) => {
    const folder = join(home, '.pi/agent');
    mkdirSync(folder, { recursive: true });
    const rig = { baseUrl: `${url}/v1`, api: 'openai-completions', apiKey: 'test-key', models: [{ id: model }] };
    writeFileSync(join(folder, 'models.json'), JSON.stringify({ providers: { rig } }));
    return {
      argv: [join(piFolder(), 'pi'), '-p', '--mode', 'json', '--provider', 'rig', '--model', model, prompt],
      env: { PI_OFFLINE: '1' },
    };
  },
};
const piFolder = () => installedPackage('pi', '@earendil-works/pi-coding-agent', '0.87.1');

/** An agent CLI with the settings of its file in adapters/, but in its own mode for scripts. */
function cli(
  name: string,
  words: (prompt: string) => string[],
  options: { address?: string; model?: string; env?: Record<string, string> } = {},
): Agent {
  const known = loadEntries(dataFolder('adapters')).get(name);
  const named = options.model ?? model;
  return {
    name,
    version: testedVersion(name),
    install: () => void installed(name),
    prepare: ({ home, url, prompt }) => {
      const entry = mergeEntry(name, known, {});
      if (!entry) throw new Error(`adapters/${name}.yaml is missing.`);
      const given = { ...entry, ...entry.own };
      const { env } = launch(
        entry,
        { file: name, mounts: [] },
        {
          address: { url: `${url}${options.address ?? ''}`, own: true },
          credential: {
            name: 'the key',
            as: given.credentialAs ?? given.credentials[0]?.name ?? '',
            value: 'test-key',
            hosts: [],
          },
        },
        { home, session: null, model: named, lent: null, certificates: null },
      );
      // What our adapter sets beside what the CLI itself needs.
      const { HOME: _home, TERM: _term, CI: _ci, NO_COLOR: _color, ...own } = env;
      return { argv: [join(installed(name), name), ...words(prompt)], env: { ...own, ...options.env } };
    },
  };
}

/** All of them; the first two are always there. */
export function agents(): Agent[] {
  return [
    floor,
    ourselves(),
    pi,
    cli(
      'claude',
      (prompt) => ['-p', prompt, '--output-format', 'stream-json', '--verbose', '--dangerously-skip-permissions'],
      { env: { IS_SANDBOX: '1' } },
    ),
    cli(
      'codex',
      (prompt) => ['exec', '--json', '--skip-git-repo-check', '-s', 'danger-full-access', '-m', model, prompt],
      { address: '/v1' },
    ),
    cli('gemini', (prompt) => ['-p', prompt, '--yolo', '--skip-trust', '-o', 'stream-json', '-m', 'gemini-2.5-pro']),
    cli('opencode', (prompt) => ['run', '--format', 'json', '--auto', '-m', `own/${model}`, prompt], {
      address: '/v1',
      env: { OPENCODE_DISABLE_MODELS_FETCH: '1' },
    }),
    cli(
      'copilot',
      (prompt) => [
        '-p',
        prompt,
        '--allow-all-tools',
        '--allow-all-paths',
        '--no-auto-update',
        '--output-format',
        'json',
        '--stream',
        'on',
      ],
      { address: '/v1' },
    ),
    cli('qwen', (prompt) => ['-p', prompt, '--yolo', '-o', 'stream-json'], { address: '/v1' }),
  ];
}
