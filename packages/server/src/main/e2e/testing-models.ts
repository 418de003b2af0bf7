import type { LedgerEntry } from '@codewright/protocol/event';
import { textOf } from '@codewright/protocol/json';
import { expect } from 'vitest';
import type { Route, ScriptedServer, ScriptedStep, SeenRequest } from '../../llm/scripted/contract.ts';

/** The providers of language models, each with the settings that lead its real client to a server on loopback. */
export const providers: Record<
  string,
  {
    model: string /** Where the vendor's own server answers. */;
    path: string;
    env: (url: string, key: string) => Record<string, string>;
  }
> = {
  anthropic: {
    model: 'anthropic/scripted-model',
    path: '/v1/messages',
    env: (url, key) => ({ ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: key }),
  },
  openai: {
    model: 'openai/scripted-model',
    path: '/v1/responses',
    env: (url, key) => ({ OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: key }),
  },
  'openai-chat': {
    model: 'openai-chat/scripted-model',
    path: '/v1/chat/completions',
    env: (url, key) => ({ OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: key }),
  },
  google: {
    model: 'google/scripted-model',
    path: '/v1beta/models/scripted-model:streamGenerateContent?alt=sse',
    env: (url, key) => ({ GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: key }),
  },
  'openai-compatible': {
    model: 'openai-compatible/scripted-model',
    path: '/v1/chat/completions',
    env: (url, key) => ({ OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: key }),
  },
};

/** What is wrong in the package: `if (a && b && c)` takes an argument of 0 for none. */
export const goal = 'fix: format in index.js leaves out an argument of 0';
const condition = 'if (a && b && c) {';
const wrong = 'if (a === 0) {';
const right = 'if (a !== undefined && b !== undefined && c !== undefined) {';
const others: [string, string][] = [
  ['} else if (a && b) {', '} else if (a !== undefined && b !== undefined) {'],
  ['} else if (a) {', '} else if (a !== undefined) {'],
];
export const test = `'use strict'

const { test } = require('node:test')
const { createWarning } = require('..')

test('an argument of 0 is part of the message', t => {
  const warning = createWarning({ name: 'TestWarning', code: 'CODE', message: 'found %s of %s' })
  t.assert.deepStrictEqual(warning.format(0, 3), 'found 0 of 3')
})
`;
/** Small, so that the work fits the token budget of a small fix; a real answer costs about as much. */
const usage = { input: 900, cachedInput: 800, output: 60 };

/**
 * A fix from beginning to end: reads and searches at once, breaks a test, sees it fail, mends it, adds a test, commits — with a
 * rate limit, a cut stream, invalid arguments and a path outside the workspace on the way.
 */
export function fixes(): ScriptedStep[] {
  const steps: ScriptedStep[] = [
    {
      reasoning: 'First I look where the arguments are used.',
      text: 'I look at the code.',
      calls: [
        { do: 'search', pattern: 'a && b' },
        { do: 'read', path: 'index.js' },
      ],
    },
    {
      calls: [{ do: 'edit', path: 'index.js', old: condition, new: wrong }],
      fault: { kind: 'status', status: 429, retryAfter: 1, times: 1 },
    },
    { calls: [{ do: 'test' }] },
    { calls: [{ do: 'edit', path: 'index.js', old: wrong, new: right }], fault: { kind: 'cut', times: 1 } },
    { calls: [{ do: 'edit', path: 'index.js', old: ['not', 'text'] as unknown as string, new: '' }] },
    { text: 'I look at the machine.', calls: [{ do: 'read', path: '../../../../../../etc/hostname' }] },
    { calls: others.map(([old, now]) => ({ do: 'edit', path: 'index.js', old, new: now })) },
    { calls: [{ do: 'write', path: 'test/zero.test.js', content: test }] },
    { calls: [{ do: 'test' }] },
    { calls: [{ do: 'commit', message: 'Keep an argument of 0 in the message' }] },
    { text: 'An argument of 0 is now part of the message, and a test holds it.' },
  ];
  return steps.map((step) => ({ usage, ...step }));
}

const plan: ScriptedStep[] = [
  { calls: [{ do: 'read', path: 'index.js' }] },
  {
    calls: [
      {
        do: 'plan',
        summary: 'Compare the arguments of format with undefined',
        tasks: [
          { id: 'format', title: 'Compare with undefined', files: ['index.js'] },
          { id: 'test', title: 'Test an argument of 0', files: ['test/zero.test.js'], after: ['format'] },
        ],
      },
    ],
  },
  { text: 'Two small steps.' },
];
const review: ScriptedStep[] = [
  { calls: [{ tool: 'get_diff', input: {} }, { do: 'test' }] },
  { calls: [{ do: 'review', verdict: 'approve', summary: 'It is right and tested.' }] },
  { text: 'Approved.' },
];

/** The conversations of a planned change: planner, builder, reviewer. */
export const planned = (): Route[] => [
  { tool: 'create_plan', steps: plan.map((step) => ({ usage, ...step })) },
  { tool: 'create_review', steps: review.map((step) => ({ usage, ...step })) },
  { steps: fixes() },
];

/** What the agent was told by its tools on the way. */
export function expectTold(requests: readonly SeenRequest[]): void {
  const told = (turn: number) =>
    requests.filter((seen) => seen.turn === turn && seen.tools.some(({ name }) => name === 'edit_file')).at(-1)
      ?.results ?? [];
  expect(told(1).map(({ tool }) => tool)).toEqual(['search_code', 'read_file']);
  expect(told(1)[0]?.text).toContain('index.js');
  expect(told(3)[0]?.text).toMatch(/fail [1-9]|failed/);
  expect(told(5)[0]?.text).toMatch(/old/);
  expect(told(6)[0]?.text).toMatch(/out of the workspace/);
  expect(told(9)[0]?.text).toMatch(/pass/);
}

/** Faults were met, and no answer that the record holds was asked for again. `kills`: how often the process was killed. */
export function expectPaidOnce(
  server: ScriptedServer,
  key: string,
  entries: readonly LedgerEntry[],
  kills: number,
): void {
  const requests = server.requests(key);
  const whole = requests.filter(({ outcome, fault }) => outcome === 'whole' && fault === null);
  const recorded = entries.filter(({ data }) => data['event'] === 'turn-finished' && 'result' in data);
  expect(requests.map(({ fault }) => fault)).toEqual(expect.arrayContaining(['status', 'cut']));
  // An answer that was lost with the process is the only one that is asked for again.
  expect(whole.length).toBeGreaterThanOrEqual(recorded.length);
  expect(whole.length).toBeLessThanOrEqual(recorded.length + kills);
  expect(paidTwice(requests, entries)).toEqual([]);
}

/** Requests that were sent again, word for word, after the answer to the first was in the record. */
export function paidTwice(requests: readonly SeenRequest[], entries: readonly LedgerEntry[]): string[] {
  const turns = entries.filter(({ data }) => data['event'] === 'turn-finished' && 'result' in data);
  const found: string[] = [];
  const answered = new Map<string, SeenRequest>();
  for (const request of requests) {
    const before = answered.get(request.body);
    if (before?.finishedAt) {
      const { finishedAt } = before;
      const recorded = turns.find(
        ({ time }) => Date.parse(time) >= Math.floor(finishedAt) && Date.parse(time) < Math.floor(request.arrivedAt),
      );
      if (recorded)
        found.push(
          `request ${request.number} repeats ${before.number}, recorded as ${textOf(recorded.data['step'] ?? null, 'no step')}`,
        );
    }
    if (request.outcome === 'whole') answered.set(request.body, request);
  }
  return found;
}
