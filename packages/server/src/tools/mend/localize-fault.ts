import { z } from 'zod';
import type { Tool } from '../contract.ts';

const input = z.lazy(() => z.object({}));
const shown = 15;
type Input = z.infer<typeof input>;

export const localizeFault: Tool<Input> = {
  name: 'localize_fault',
  input,
  risk: 'safe',
  effect: 'execute',
  says: (_input, output) => `look for the place of the fault${output ? ` → ${output.text.split('\n', 1)[0]}` : ''}`,
  async run(_input, context) {
    const [{ localize }, { readSources, withTrials }] = await Promise.all([
      import('../../program-repair/localize/localize.ts'),
      import('./trials.ts'),
    ]);
    const sources = await readSources(context);
    const { outcomes, failing, suspects } = await withTrials(context, 120, (trials) =>
      localize(trials, sources, context.job.goal),
    );
    const texts = new Map(sources.map(({ path, text }) => [path, text.split('\n')]));
    const places = suspects.slice(0, shown).map(({ path, line, suspicion, failing: bad, passing }) => {
      const code = texts.get(path)?.[line - 1]?.trim() ?? '';
      return `${suspicion.toFixed(2)} ${path}:${line} (${bad} failing, ${passing} passing) ${code}`;
    });
    const first =
      failing.length === 0
        ? `No test fails: ${outcomes.length} ran.`
        : `${failing.length} of ${outcomes.length} tests fail.`;
    const failures = failing.slice(0, 10).map(({ name, message }) => `- ${name}: ${message.split('\n', 1)[0]}`);
    const text = [first, ...failures, ...(places.length > 0 ? ['', 'Lines by suspicion:', ...places] : [])].join('\n');
    return {
      text,
      data: {
        tests: outcomes.length,
        failing: failing.map(({ name }) => name),
        suspects: suspects.slice(0, shown).map((one) => ({ ...one })),
      },
      failed: false,
    };
  },
};
