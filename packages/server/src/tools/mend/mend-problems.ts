import type { JsonObject } from '@codewright/protocol/json';
import { z } from 'zod';
import type { Attempt } from '../../repair/mend.ts';
import type { Tool, ToolContext } from '../contract.ts';

const input = z.lazy(() => z.object({ seconds: z.number().int().min(1).max(1800).optional() }));
type Input = z.infer<typeof input>;

export const mendProblems: Tool<Input> = {
  name: 'mend_problems',
  input,
  risk: 'reversible',
  effect: 'execute',
  says: (_input, output) => `mend what the checks find${output ? ` → ${output.text.split('\n', 1)[0]}` : ''}`,
  async run({ seconds = 240 }, context) {
    // Most jobs mend nothing by themselves: what is known of mending is not loaded for them.
    const [{ createMendBench }, { healers }, { mend }] = await Promise.all([
      import('./mend-bench.ts'),
      import('../../repair/healers.ts'),
      import('../../repair/mend.ts'),
    ]);
    const bench = createMendBench(context, seconds);
    const { clean, attempts, left, checks } = await mend(bench, healers, await context.experience());
    for (const attempt of attempts) await learn(attempt, context);
    const kept = attempts.filter(({ worked }) => worked);
    const done = kept.map(({ summary, file, cause }) => `- ${file === null ? '' : `${file}: `}${summary} (${cause})`);
    const open = left.map(({ file, line, code, message, cause }) => {
      const place = file === null ? '' : `${file}${line === null ? '' : `:${line}`}: `;
      return `- ${place}${code === null ? '' : `${code} `}${message.split('\n', 1)[0]} (${cause})`;
    });
    const failing = checks.find((one) => one.failed)?.checker;
    const first = clean
      ? kept.length === 0
        ? 'Nothing is wrong.'
        : `Mended: every check passes after ${kept.length} ${kept.length === 1 ? 'fix' : 'fixes'}.`
      : `Not mended: ${failing} still fails after ${attempts.length} tries, ${kept.length} of them kept.`;
    const text = [first, ...section('Kept:', done), ...section('Open:', open.slice(0, 20))].join('\n');
    return { text, data: { clean, attempts: attempts.map(plain), left: left.length }, failed: !clean };
  },
};

const section = (title: string, lines: string[]) => (lines.length === 0 ? [] : ['', title, ...lines]);

function plain(attempt: Attempt): JsonObject {
  const number = (value: number) => (Number.isFinite(value) ? value : -1);
  return { ...attempt, before: number(attempt.before), after: number(attempt.after) };
}

/** What was tried is knowledge for every later job, whether it worked or not. */
async function learn(attempt: Attempt, context: ToolContext): Promise<void> {
  await context.emit({
    kind: 'knowledge',
    actor: { type: 'agent', id: context.agent },
    summary: `${attempt.fix} ${attempt.worked ? 'mended' : 'did not mend'} ${attempt.signature}`.slice(0, 300),
    data: { event: 'fix-tried', ...plain(attempt) },
  });
}
