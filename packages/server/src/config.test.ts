import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeSettings, loadConfig, watchConfig } from './config.ts';
import type { Logger } from './shared/logger.ts';

let folder: string;
const put = (file: string, text: string) => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the five layers', () => {
  it('gives defaults when nothing is configured', () => {
    const { config, home } = loadConfig({ env: { HOME: folder } });
    expect(config.sandbox.kind).toBe('bubblewrap');
    expect(config.model.default).toBe('builtin/craft');
    expect(home).toBe(join(folder, '.local/share/codewright'));
  });

  it('lets each layer win over the one before and remembers where a setting came from', () => {
    const project = join(folder, 'repo');
    put(
      join(folder, '.config/codewright/config.yaml'),
      'worker: {concurrency: 2, maxAttempts: 5}\nsandbox: {commandSeconds: 200, processes: 300}\n',
    );
    put(join(project, '.codewright/config.yaml'), 'sandbox: {commandSeconds: 100}\n');
    const { config, origins } = loadConfig({
      env: { HOME: folder, CODEWRIGHT_WORKER_CONCURRENCY: '3', CODEWRIGHT_WORKER_MAX_ATTEMPTS: '6' },
      project,
      flags: { 'worker.concurrency': 4 },
    });
    expect(config.worker).toMatchObject({ concurrency: 4, maxAttempts: 6, heartbeatSeconds: 5 });
    expect(config.sandbox).toMatchObject({ commandSeconds: 100, processes: 300 });
    expect(origins.get('worker.concurrency')).toBe('flag');
    expect(origins.get('worker.maxAttempts')).toBe('environment');
    expect(origins.get('sandbox.commandSeconds')).toBe('project file');
    expect(origins.get('sandbox.processes')).toBe('user file');
  });

  it('hands out settings that cannot be changed', () => {
    const { config } = loadConfig({ env: { HOME: folder } });
    expect(() => Object.assign(config.worker, { concurrency: 9 })).toThrow(TypeError);
  });

  it('keeps defaults of a layer that only names some settings of a section', () => {
    const { config } = loadConfig({ env: { HOME: folder, CODEWRIGHT_API_PORT: '0' } });
    expect(config.api).toMatchObject({ host: '127.0.0.1', port: 0 });
  });
});

describe('a project’s own file', () => {
  const project = () => join(folder, 'repo');
  it('cannot widen a limit', () => {
    put(join(project(), '.codewright/config.yaml'), 'sandbox: {commandSeconds: 100000}\n');
    expect(() => loadConfig({ env: { HOME: folder }, project: project() })).toThrow(
      /commandSeconds is 100000; the user allows at most 300/,
    );
  });
  it('cannot choose the sandbox, the model or the registry', () => {
    for (const text of [
      'sandbox: {kind: process}',
      'model: {default: evil/model}',
      'research: {registry: "https://evil.example"}',
    ]) {
      put(join(project(), '.codewright/config.yaml'), text);
      expect(() => loadConfig({ env: { HOME: folder }, project: project() })).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID' }),
      );
    }
  });
  it('adds to the forbidden paths and never replaces them', () => {
    put(join(folder, '.config/codewright/config.yaml'), 'change: {forbiddenPaths: ["keys/**"]}\n');
    put(join(project(), '.codewright/config.yaml'), 'change: {forbiddenPaths: ["db/**"]}\n');
    expect(loadConfig({ env: { HOME: folder }, project: project() }).config.change.forbiddenPaths).toEqual([
      'keys/**',
      'db/**',
    ]);
  });
});

describe('an invalid configuration', () => {
  it.each([
    ['worker: {concurrency: 0}', /worker\.concurrency/],
    ['worker: {concurency: 2}', /concurency/],
    ['worker: [1]', /worker/],
    ['storage: {url: "mysql://x"}', /postgres:\/\//],
    ['a: b: c', /not valid YAML/],
    ['just words', /not a single value/],
    ['worker: *none', /not valid YAML/],
    [`a: &a [${'x,'.repeat(99)}]\nb: &b [${'*a,'.repeat(99)}]\nc: [${'*b,'.repeat(99)}]`, /not valid YAML/],
  ])('%s names the file and the setting', (text, message) => {
    const file = join(folder, '.config/codewright/config.yaml');
    put(file, text);
    expect(() => loadConfig({ env: { HOME: folder } })).toThrow(message);
    expect(() => loadConfig({ env: { HOME: folder } })).toThrow(new RegExp(file.replaceAll('.', '\\.')));
  });
  it('that never ends is not read', () => {
    const file = join(folder, '.config/codewright/config.yaml');
    put(file, '');
    rmSync(file);
    symlinkSync('/dev/zero', file);
    expect(() => loadConfig({ env: { HOME: folder } })).toThrow(`${file} is not a file`);
  });
  it('in a variable names the variables', () => {
    expect(() => loadConfig({ env: { HOME: folder, CODEWRIGHT_API_PORT: '*none' } })).toThrow(/API_PORT is not valid/);
    expect(() => loadConfig({ env: { HOME: folder, CODEWRIGHT_API_PORT: 'ninety' } })).toThrow(
      /api\.port.*CODEWRIGHT_/,
    );
  });
});

describe('watching', () => {
  it('takes a valid change over and leaves an invalid one aside', async () => {
    const file = join(folder, '.config/codewright/config.yaml');
    put(file, 'worker: {concurrency: 2}\n');
    const sources = { env: { HOME: folder } };
    const errors: string[] = [];
    const logger: Logger = { debug() {}, info() {}, warn() {}, error: (_fields, message) => errors.push(message) };
    const seen: number[] = [];
    const watcher = await watchConfig(loadConfig(sources), sources, logger, (next) =>
      seen.push(next.config.worker.concurrency),
    );
    try {
      writeFileSync(file, 'worker: {concurrency: nonsense}\n');
      await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0), 60_000);
      expect(seen).toEqual([]);
      writeFileSync(file, 'worker: {concurrency: 7}\n');
      await vi.waitFor(() => expect(seen).toContain(7), 60_000);
    } finally {
      await watcher.close();
    }
  });
});

it('describes every setting with a meaning', () => {
  for (const setting of describeSettings()) expect(setting.meaning, setting.path).not.toBe('');
});
