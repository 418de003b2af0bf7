import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installed } from '../../adapters/testing-clis.ts';
import type { ScriptedStep } from '../../llm/scripted/contract.ts';
import { openPlace, type Place } from './testing-launcher.ts';

/** A user's machine on which agent CLIs are set up, all led to the scripted server. */

const own = join(import.meta.dirname, '../../adapters/fixtures/acp-agent.mjs');

/** `names`: CLIs that are installed; `own-acp`, an agent of the user's own, is always set up. */
export function openAgentPlace(url: string, key: string, names: readonly string[] = []): Place {
  const bins = names.map((name) => installed(name));
  const place = openPlace({
    PATH: [...bins, dirname(process.execPath), '/usr/local/bin:/usr/bin:/bin'].join(':'),
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: key,
    OPENAI_BASE_URL: `${url}/v1`,
    OPENAI_API_KEY: key,
    GOOGLE_GEMINI_BASE_URL: url,
    GEMINI_API_KEY: key,
  });
  const agents = {
    'own-acp': {
      command: ['node', own],
      mounts: [own],
      baseUrl: `${url}/v1`,
      credentials: ['OPENAI_API_KEY'],
      env: { OPENAI_BASE_URL: `${url}/v1` },
    },
    codex: { ownModel: 'scripted-model' },
    gemini: { ownModel: 'gemini-2.5-pro' },
  };
  mkdirSync(place.state, { recursive: true });
  writeFileSync(join(place.state, 'config.yaml'), JSON.stringify({ agents }));
  return place;
}

export const goal = 'fix: sum() subtracts';
export function sumRepository(place: Place, dependencies?: Record<string, string>): string {
  return place.repository('sum', {
    '.gitignore': 'node_modules\n',
    'package.json': JSON.stringify({
      name: 'sum',
      version: '1.0.0',
      type: 'module',
      scripts: { test: 'node --test' },
      dependencies,
    }),
    'src/sum.js': 'export const sum = (a, b) => a - b;\n',
    'test/sum.test.js': [
      "import test from 'node:test';",
      "import assert from 'node:assert';",
      "import { sum } from '../src/sum.js';",
      "test('adds', () => assert.equal(sum(1, 2), 3));",
      '',
    ].join('\n'),
  });
}

/** Reads, mends, tests, says so. `slowly`: its test run takes so many milliseconds more. */
export function mends(slowly = 0): ScriptedStep[] {
  const wait = slowly === 0 ? '' : `node -e 'setTimeout(() => {}, ${slowly})' && `;
  return [
    { text: 'I look.', calls: [{ do: 'read', path: 'src/sum.js' }] },
    { calls: [{ do: 'edit', path: 'src/sum.js', old: 'a - b', new: 'a + b' }] },
    { calls: [{ do: 'shell', command: `${wait}node --test` }] },
    { text: 'src/sum.js adds now, and the tests pass.' },
  ];
}
