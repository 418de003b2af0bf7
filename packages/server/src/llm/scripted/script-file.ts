import { z } from 'zod';
import { CodewrightError } from '../../shared/errors.ts';
import { readYaml } from '../../shared/yaml.ts';
import type { ScriptedSession } from './contract.ts';

const call = z.union([
  z.strictObject({ tool: z.string(), input: z.unknown() }),
  z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('read'), path: z.string(), offset: z.int().optional(), limit: z.int().optional() }),
    z.strictObject({ do: z.literal('write'), path: z.string(), content: z.string() }),
    z.strictObject({
      do: z.literal('edit'),
      path: z.string(),
      old: z.string(),
      new: z.string(),
      all: z.boolean().optional(),
    }),
    z.strictObject({ do: z.literal('search'), pattern: z.string(), path: z.string().optional() }),
    z.strictObject({ do: z.literal('find'), glob: z.string() }),
    z.strictObject({ do: z.literal('list'), path: z.string().optional() }),
    z.strictObject({ do: z.literal('shell'), command: z.string(), cwd: z.string().optional() }),
    z.strictObject({ do: z.literal('test'), command: z.string().optional() }),
    z.strictObject({ do: z.literal('commit'), message: z.string() }),
    z.strictObject({
      do: z.literal('plan'),
      summary: z.string(),
      tasks: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          files: z.array(z.string()).optional(),
          after: z.array(z.string()).optional(),
        }),
      ),
    }),
    z.strictObject({ do: z.literal('review'), verdict: z.enum(['approve', 'request_changes']), summary: z.string() }),
    z.strictObject({ do: z.literal('ask'), question: z.string() }),
  ]),
]);
const times = { times: z.int().min(1).optional() };
const plain = <const K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind), ...times });
const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(300).max(599),
    retryAfter: z.number().optional(),
    retryAfterDate: z.number().optional(),
    message: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    ...times,
  }),
  z.strictObject({ kind: z.literal('reset'), after: z.enum(['nothing', 'half']).optional(), ...times }),
  z.strictObject({ kind: z.literal('cut'), how: z.enum(['close', 'end']).optional(), ...times }),
  z.strictObject({
    kind: z.literal('invalid-arguments'),
    how: z.enum(['not-json', 'wrong-type', 'missing']).optional(),
    ...times,
  }),
  z.strictObject({ kind: z.literal('huge'), megabytes: z.number().positive().optional(), ...times }),
  z.strictObject({ kind: z.literal('usage'), value: z.enum(['missing', 'nan']), ...times }),
  z.strictObject({ kind: z.literal('redirect'), to: z.url(), status: z.int().optional(), ...times }),
  plain('context-overflow'),
  plain('silence'),
  plain('stall'),
  plain('html'),
  plain('invalid-json'),
  plain('error-event'),
  plain('unknown-tool'),
  plain('duplicate-ids'),
  plain('empty'),
  plain('refusal'),
]);
const tokens = z.int().min(0).optional();
const usage = z.strictObject({
  input: tokens,
  cachedInput: tokens,
  cacheWrite: tokens,
  output: tokens,
  reasoning: tokens,
});
const step = z.strictObject({
  reasoning: z.string().optional(),
  text: z.string().optional(),
  calls: z.array(call).optional(),
  usage: z.union([usage, z.enum(['missing', 'nan'])]).optional(),
  finish: z.enum(['stop', 'length', 'tool-calls', 'refusal', 'content-filter']).optional(),
  fault: z.union([fault, z.array(fault)]).optional(),
  waitMs: z.number().min(0).optional(),
  paceMs: z.number().min(0).optional(),
});
const route = z.strictObject({
  system: z.string().optional(),
  task: z.string().optional(),
  tool: z.string().optional(),
  steps: z.array(step),
});
const session = z.strictObject({
  script: z.union([z.array(route), z.array(step)]),
  position: z.enum(['transcript', 'arrival']).optional(),
  after: step.optional(),
});
const file = z.strictObject({ sessions: z.record(z.string(), session) });

/** Reads a file of sessions by API key. @throws CodewrightError INVALID_INPUT with the place in the file. */
export function readScriptFile(text: string, name: string): Record<string, ScriptedSession> {
  const source = readYaml(text, name);
  const [broken] = source.problems;
  if (broken) throw new CodewrightError('INVALID_INPUT', source.format(broken));
  const read = file.safeParse(source.value);
  if (read.success) return read.data.sessions as Record<string, ScriptedSession>;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).filter((part) => typeof part !== 'symbol');
  throw new CodewrightError('INVALID_INPUT', source.format(source.problem(path, issue?.message ?? 'not a script')));
}
