import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { CodewrightError } from '../shared/errors.ts';
import type { Mount } from './contract.ts';

/** What npm is configured for, as far as it is harmless to know inside a sandbox. */
export interface NpmConfig {
  /** Without user and password. */
  registry: string;
  /** Certificate file that npm trusts instead of the common ones. */
  cafile?: string;
  strictSsl: boolean;
  /** Without user and password. */
  proxy?: string;
  httpsProxy?: string;
  /** NODE_EXTRA_CA_CERTS of the environment npm was asked in. */
  extraCaFile?: string;
  /** What was found and left out, by name: such a registry or proxy needs a secret that is never handed in. */
  secretsLeftOut: string[];
}

export interface ReadNpmOptions {
  /** The npm program. */
  npm: string;
  /** The environment of the user, from the configuration: HOME, PATH, npm_config_*, NODE_EXTRA_CA_CERTS decide what npm says. */
  env: Readonly<Record<string, string>>;
  /** Where npm looks for a project's .npmrc; a folder that nobody else controls. */
  cwd: string;
}

/** Asks npm on the host for its settings: some 0.3 s, so once per start. Throws ENVIRONMENT when npm does not answer. */
export async function readNpmConfig(options: ReadNpmOptions): Promise<NpmConfig> {
  let stdout: string;
  try {
    ({ stdout } = await promisify(execFile)(options.npm, ['config', 'list', '--long'], {
      env: { ...options.env },
      cwd: options.cwd,
      timeout: 30_000,
      maxBuffer: 4 * 1024 * 1024,
    }));
  } catch (error) {
    throw new CodewrightError('ENVIRONMENT', 'npm does not say what it is configured for.', {
      hint: `Run \`${options.npm} config list\` to see why.`,
      cause: error,
    });
  }
  return parseNpmConfig(stdout, options.env.NODE_EXTRA_CA_CERTS);
}

/** Reads the output of `npm config list --long`: `key = JSON`, overridden ones behind a semicolon, secrets as (protected). */
export function parseNpmConfig(listing: string, extraCaFile?: string): NpmConfig {
  const values = new Map<string, unknown>();
  const secretsLeftOut: string[] = [];
  for (const line of listing.split('\n')) {
    const [, key = '', value = ''] = /^([^;\s][^=]*?) = (.*)$/.exec(line) ?? [];
    if (key.startsWith('//') && /:(_auth|_authToken|_password|username|certfile|keyfile)$/.test(key))
      secretsLeftOut.push(key);
    if (['registry', 'cafile', 'strict-ssl', 'proxy', 'https-proxy'].includes(key)) values.set(key, parsed(value));
  }
  const url = (key: string): string | undefined => {
    const value = values.get(key);
    if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
    const found = new URL(value);
    if (found.username !== '' || found.password !== '') secretsLeftOut.push(key);
    found.username = '';
    found.password = '';
    return found.href;
  };
  const proxy = url('proxy');
  const httpsProxy = url('https-proxy');
  const cafile = values.get('cafile');
  return {
    registry: url('registry') ?? 'https://registry.npmjs.org/',
    strictSsl: values.get('strict-ssl') !== false,
    ...(typeof cafile === 'string' && cafile !== '' ? { cafile } : {}),
    ...(proxy === undefined ? {} : { proxy }),
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
    ...(extraCaFile === undefined || extraCaFile === '' ? {} : { extraCaFile }),
    secretsLeftOut,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/ ; .*$/, '')) as unknown;
  } catch {
    return undefined;
  }
}

/** What an install needs to reach the registry and nothing else. */
export interface RegistryAccess {
  /** For `network: { mode: 'allow', hosts }`; host and port together, so that a registry of the own network is meant too. */
  hosts: string[];
  env: Record<string, string>;
  /** The certificate file, read-only, at its own path. */
  mounts: Mount[];
  /** For the sandbox's own `upstreamProxy`, when npm is configured for one. */
  upstreamProxy?: string;
  /** Sentences for the user about what could not be handed in. */
  notes: string[];
}

/**
 * Whether install scripts run is the caller's decision: `npm_config_ignore_scripts` is not set here. `retries`: how often npm asks a
 * registry again that does not answer, twice at most.
 */
export function registryAccess(config: NpmConfig, retries = 2): RegistryAccess {
  const registry = new URL(config.registry);
  const port = registry.port || (registry.protocol === 'http:' ? '80' : '443');
  const upstreamProxy = registry.protocol === 'http:' ? config.proxy : (config.httpsProxy ?? config.proxy);
  const certificates = [config.cafile, config.extraCaFile].filter((file) => file !== undefined);
  const readable = certificates.filter((file) => existsSync(file));
  const notes = certificates
    .filter((file) => !readable.includes(file))
    .map((file) => `The certificate file ${file} of npm's configuration does not exist.`);
  if (config.secretsLeftOut.length > 0) {
    notes.push(
      `npm's configuration holds secrets that are never handed to a sandbox: ${config.secretsLeftOut.join(', ')}.`,
    );
  }
  const extra = config.extraCaFile ?? config.cafile;
  return {
    hosts: [`${registry.hostname}:${port}`],
    env: {
      npm_config_registry: config.registry,
      npm_config_strict_ssl: String(config.strictSsl),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
      npm_config_fetch_retries: String(Math.min(retries, 2)),
      // npm's own pauses before it tries again are 10 s and 60 s: an install without a registry took minutes to say so.
      npm_config_fetch_retry_mintimeout: '1000',
      npm_config_fetch_retry_maxtimeout: '5000',
      ...(config.cafile !== undefined && readable.includes(config.cafile) ? { npm_config_cafile: config.cafile } : {}),
      ...(extra !== undefined && readable.includes(extra) ? { NODE_EXTRA_CA_CERTS: extra } : {}),
    },
    mounts: [...new Set(readable)].map((path) => ({ path, access: 'read' })),
    ...(upstreamProxy === undefined ? {} : { upstreamProxy }),
    notes,
  };
}
