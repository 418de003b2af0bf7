import { createConnections, type Connections } from './connections.ts';
import { join } from 'node:path';
import type { Clock } from '../shared/clock.ts';
import { systemClock } from '../shared/clock.ts';
import type { FailedAttempt, ModelGateway, ModelRequest } from './contract.ts';
import { type Directory, loadDirectory } from './directory.ts';
import { createModelGateway, type GatewaySettings } from './gateway.ts';
import { createFetch, type HttpOptions } from './http.ts';
import { kinds } from './providers.ts';
import type { ProviderSetting } from '../shared/model-settings.ts';
import { testPrices } from './testing.ts';

/** The providers whose wires differ, with a model of each. */
export const wires = ['anthropic', 'openai', 'openai-chat', 'google', 'openai-compatible'] as const;
export const directoryFile = join(import.meta.dirname, '../../models/providers.yaml');

export interface Wired {
  models: ModelGateway;
  connections: Connections;
  directory: Directory;
  /** What the gateway waited for, in milliseconds: time does not pass in tests. */
  waits: number[];
  attempts: FailedAttempt[];
  /** What stands for the environment; may be changed between calls. */
  variables: Record<string, string>;
  /** A request that tells this bench of its attempts. */
  request: (more?: Partial<ModelRequest>) => ModelRequest;
}

export interface WiredOptions {
  /** Where every provider is. */
  url: string;
  key?: string;
  variables?: Record<string, string>;
  settings?: Partial<GatewaySettings>;
  http?: Partial<HttpOptions>;
  own?: Record<string, ProviderSetting>;
  packagesFrom?: string;
  clock?: Clock;
}

/** A gateway whose providers are the real packages, over HTTP. */
export function wired({
  url,
  key = 'test-key',
  variables,
  settings,
  http,
  own,
  packagesFrom = '/',
  clock,
}: WiredOptions): Wired {
  const waits: number[] = [];
  const attempts: FailedAttempt[] = [];
  const known: Record<string, string> = {
    ANTHROPIC_BASE_URL: url,
    OPENAI_BASE_URL: url,
    GOOGLE_GEMINI_BASE_URL: url,
    ANTHROPIC_API_KEY: key,
    OPENAI_API_KEY: key,
    GEMINI_API_KEY: key,
    ...variables,
  };
  const variable = (name: string) => known[name] || null;
  const directory = loadDirectory(directoryFile, own);
  const connections = createConnections({
    directory,
    kinds,
    keys: async (name) => (known[name] ? { value: known[name], from: 'environment' } : null),
    variable,
    fetch: createFetch({ proxy: {}, firstByteMs: 10_000, stallMs: 10_000, maxBytes: 100e6, ...http }),
    packagesFrom,
  });
  const untimed: Clock = {
    ...systemClock,
    ...clock,
    sleep: async (ms) => {
      waits.push(ms);
    },
  };
  return {
    models: createModelGateway({
      models: () => ({ connections, prices: testPrices }),
      clock: untimed,
      settings: () => ({ ...settings }),
      random: () => 1,
    }),
    connections,
    directory,
    waits,
    attempts,
    variables: known,
    request: (more = {}) => ({
      prompt: [
        { role: 'system', content: 'You build.' },
        { role: 'user', content: [{ type: 'text', text: 'Say something.' }] },
      ],
      tools: [tool],
      signal: new AbortController().signal,
      onAttempt: (attempt) => void attempts.push(attempt),
      ...more,
    }),
  };
}

const tool: ModelRequest['tools'][number] = {
  type: 'function',
  name: 'write_file',
  description: 'Writes a file.',
  inputSchema: {
    type: 'object',
    properties: { path: { type: 'string' }, content: { type: 'string' } },
    required: ['path', 'content'],
    additionalProperties: false,
  },
};
