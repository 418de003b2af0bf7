import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBubblewrapSandbox } from './bubblewrap.ts';
import type { ExecSpec, Sandbox } from './contract.ts';
import { findProgram } from './layout.ts';
import { parseNpmConfig, readNpmConfig, registryAccess } from './registry.ts';
import type { RegistryAccess } from './registry.ts';

describe('what npm says about itself', () => {
  test('keeps the harmless settings and strips every secret', () => {
    const config = parseNpmConfig(
      [
        '; "default" config from default values',
        '_auth = (protected)',
        '; registry = "https://other.example/" ; overridden by user',
        'registry = "https://me:pass@npm.example:4873/path/"',
        '//npm.example:4873/:_authToken = (protected)',
        'cafile = "/etc/ssl/own.pem"',
        'strict-ssl = false',
        'https-proxy = "http://u:p@proxy.example:8080/" ; a remark',
        'proxy = null',
      ].join('\n'),
    );
    expect(config).toEqual({
      registry: 'https://npm.example:4873/path/',
      cafile: '/etc/ssl/own.pem',
      strictSsl: false,
      httpsProxy: 'http://proxy.example:8080/',
      secretsLeftOut: ['//npm.example:4873/:_authToken', 'https-proxy', 'registry'],
    });
    expect(JSON.stringify(registryAccess(config))).not.toMatch(/pass|u:p/);
    expect(registryAccess(config).notes.join(' ')).toContain('_authToken');
  });

  test("is npm's own default when nothing is set", () => {
    expect(parseNpmConfig('')).toEqual({
      registry: 'https://registry.npmjs.org/',
      strictSsl: true,
      secretsLeftOut: [],
    });
  });

  test('names host and port of the registry, whichever it is', () => {
    const hosts = (registry: string) => registryAccess({ registry, strictSsl: true, secretsLeftOut: [] }).hosts;
    expect(hosts('https://npm.example/')).toEqual(['npm.example:443']);
    expect(hosts('http://localhost:4873/')).toEqual(['localhost:4873']);
    expect(hosts('http://[::1]:4873/')).toEqual(['[::1]:4873']);
  });
});

describe('a real install', () => {
  let sandbox: Sandbox;
  let folder: string;
  let access: RegistryAccess;
  const install = (network: ExecSpec['network']) => {
    const work = mkdtempSync(join(folder, 'project-'));
    return {
      work,
      result: sandbox.exec({
        argv: ['npm', 'install', 'is-number', '--fetch-retries=0', '--fetch-timeout=20000'],
        cwd: work,
        mounts: [{ path: work, access: 'write' }, ...access.mounts],
        env: access.env,
        ...(network ? { network } : {}),
        signal: new AbortController().signal,
      }),
    };
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'registry-test-'));
    const { PATH = '', HOME = '', NODE_EXTRA_CA_CERTS } = process.env;
    const npm = findProgram('npm', PATH);
    if (npm === undefined) throw new Error('This test needs npm.');
    access = registryAccess(
      await readNpmConfig({
        npm,
        cwd: folder,
        env: { PATH, HOME, ...(NODE_EXTRA_CA_CERTS ? { NODE_EXTRA_CA_CERTS } : {}) },
      }),
    );
    sandbox = createBubblewrapSandbox({ nodeBin: process.execPath, upstreamProxy: access.upstreamProxy });
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('works through the registry that npm is configured for', async () => {
    const { work, result } = install({ mode: 'allow', hosts: access.hosts });
    expect(await result).toMatchObject({ exitCode: 0, deniedHosts: [] });
    expect(existsSync(join(work, 'node_modules/is-number/package.json'))).toBe(true);
  });

  test('fails without a network', async () => {
    const { work, result } = install({ mode: 'none' });
    expect((await result).exitCode).not.toBe(0);
    expect(existsSync(join(work, 'node_modules/is-number'))).toBe(false);
  });

  test('fails, and says which host was refused, when the registry is not on the list', async () => {
    const { result } = install({ mode: 'allow', hosts: ['example.org'] });
    const { exitCode, deniedHosts } = await result;
    expect(exitCode).not.toBe(0);
    expect(deniedHosts).toEqual([access.hosts[0]?.replace(/:443$/, '')]);
  });

  test('reaches nothing but the registry', async () => {
    const code = `
      for (const url of ['https://example.org/', 'http://127.0.0.1:22/', 'http://169.254.169.254/latest/', process.env.npm_config_registry])
        await fetch(url).then((r) => console.log(r.status), (e) => console.log('no'));
      await new Promise((done) => require('net').connect(443, '1.1.1.1').on('error', (e) => done(console.log(e.code))).on('connect', () => done(console.log('out'))));`;
    const result = await sandbox.exec({
      argv: ['node', '-e', `(async () => {${code}})()`],
      cwd: '/',
      mounts: access.mounts,
      env: { ...access.env, NO_PROXY: '', no_proxy: '' },
      network: { mode: 'allow', hosts: access.hosts },
      signal: new AbortController().signal,
    });
    expect(result.stdout.trim().split('\n')).toEqual(['no', 'no', 'no', '200', 'ENETUNREACH']);
    expect(result.deniedHosts).toEqual(['example.org', '169.254.169.254']);
  });
});
