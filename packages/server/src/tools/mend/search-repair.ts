import type { JsonObject } from '@codewright/protocol/json';
import { z } from 'zod';
import type { Found, Localized } from '../../program-repair/contract.ts';
import type { Tool, ToolContext } from '../contract.ts';

const input = z.lazy(() =>
  z.object({
    seconds: z.number().int().min(1).max(1800).optional(),
  }),
);
type Input = z.infer<typeof input>;

/** The gates need the rest of the time of a fix. */
const usualSeconds = 120;

export const searchRepair: Tool<Input> = {
  name: 'search_repair',
  input,
  risk: 'reversible',
  effect: 'execute',
  says: (_input, output) =>
    `search for a change that mends the tests${output ? ` → ${output.text.split('\n', 1)[0]}` : ''}`,
  async run(given, context) {
    const began = performance.now();
    const [{ othersFail, takePartial, withoutTests }, { localize }, { searchPatch }, { readSources, withTrials }] =
      await Promise.all([
        import('../../program-repair/localize/aside.ts'),
        import('../../program-repair/localize/localize.ts'),
        import('../../program-repair/search/search.ts'),
        import('./trials.ts'),
      ]);
    const seconds = given.seconds ?? Math.min(usualSeconds, (context.job.request.caps.seconds ?? 1000) * 0.6);
    const sources = await readSources(context);
    const worth = worthOf(await context.experience());
    const { localized, found } = await withTrials(context, seconds, async (trials) => {
      const place = await localize(trials, sources, context.job.goal);
      if (place.failing.length === 0) return { localized: place, found: null };
      const left = Math.max(1, seconds - (performance.now() - began) / 1000);
      const judging = withoutTests(trials, place.aside);
      const sought = await searchPatch(judging, sources, place, { seconds: left, worth });
      const still = sought.partial ? await othersFail(judging, sought.partial, place) : null;
      return { localized: place, found: still ? takePartial(sought, still) : sought };
    });
    if (found === null) {
      const tests = localized.outcomes.length;
      return { text: `No test fails: ${tests} ran.${setAside(localized)}`, data: { state: 'passing', tests } };
    }
    const took = Math.round((performance.now() - began) / 100) / 10;
    const { patch } = found;
    if (patch) for (const [path, text] of Object.entries(patch.edits)) await context.workspace.write(path, text);
    if (patch) for (const { operator } of patch.candidates) await learn(operator, context);
    return { text: tell(found, localized, took), data: dataOf(found, localized, took), failed: patch === null };
  },
};

/** The line of a failure that says what is wrong, with the next one where it only announces that. */
export function gistOf(message: string): string {
  const lines = message
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const at = Math.max(
    0,
    lines.findIndex((line) => /^(?:Uncaught )?\w*(?:Error|Exception|panic)\b/.test(line)),
  );
  const [first = 'it says nothing', next = ''] = lines.slice(at);
  return (first.endsWith(':') && next !== '' ? `${first} ${next}` : first).slice(0, 200);
}

/** Tests that nothing was judged by, and why. */
function setAside({ aside }: Pick<Localized, 'aside'>): string {
  const said = aside.slice(0, 3).map(({ name, message }) => `${name} (${gistOf(message)})`);
  return aside.length === 0
    ? ''
    : `\n\nLeft out, since it is for what is around them that they fail: ${said.join('; ')}${aside.length > 3 ? `; and ${aside.length - 3} more` : ''}.`;
}

function tell(
  { patch, others, doubts, partial, still = [], tried }: Found,
  { outcomes, failing, aside, suspects }: Localized,
  took: number,
): string {
  const cost = `${tried} changes tried in ${took} s`;
  if (!patch) {
    const places = suspects
      .slice(0, 5)
      .map(({ path, line, suspicion }) => `- ${path}:${line} (${suspicion.toFixed(2)})`);
    return (
      [
        `No change was found that makes the tests pass: ${failing.length} of ${outcomes.length} fail, ${cost}.`,
        ...(partial ? ['', 'Nearest, mends some of them (not applied):', partial.summary] : []),
        ...(places.length > 0 ? ['', 'Most suspicious:', ...places] : []),
        '',
        'Failing:',
        ...failing.slice(0, 8).map(({ name, message }) => `- ${name}: ${gistOf(message)}`),
      ].join('\n') + setAside({ aside })
    );
  }
  const sure = doubts.length === 0 ? 'Mended' : 'Mended, but perhaps only for these tests';
  const kinds = patch.candidates.map(({ operator }) => operator).join(', ');
  return (
    [
      `${sure}: ${still.length > 0 ? `${outcomes.length - still.length} of` : 'all'} ${outcomes.length} tests pass (${failing.length} failed before) after ${cost}.`,
      '',
      `${patch.summary}\n(${kinds})`,
      ...(doubts.length > 0 ? ['', `Look at it before you merge: ${doubts.join('; ')}.`] : []),
      ...(others.length > 0
        ? ['', 'Other changes with which every test passes:', ...others.slice(0, 3).map(({ summary }) => summary)]
        : []),
      ...(still.length > 0 ? ['', 'Failing as before:', ...still.slice(0, 8).map(({ name }) => `- ${name}`)] : []),
    ].join('\n') + setAside({ aside })
  );
}

function dataOf(
  { patch, others, doubts, still = [], tried }: Found,
  { outcomes, failing, aside }: Localized,
  took: number,
): JsonObject {
  return {
    state: patch ? (doubts.length > 0 ? 'doubtful' : 'mended') : 'not-found',
    tests: outcomes.length,
    failing: failing.map(({ name }) => name),
    tried,
    seconds: took,
    patch: patch?.summary ?? null,
    files: Object.keys(patch?.edits ?? {}),
    operators: patch?.candidates.map(({ operator }) => operator) ?? [],
    doubts,
    leftFailing: [...aside, ...still].map(({ name }) => name),
    others: others.slice(0, 5).map(({ summary }) => summary),
  };
}

const prefix = 'edit: ';

/** Kinds of change that have mended before are tried a little earlier. */
function worthOf(experience: Awaited<ReturnType<ToolContext['experience']>>): (operator: string) => number {
  const worked = new Map<string, number>();
  for (const one of experience)
    if (one.fix.startsWith(prefix)) worked.set(one.fix, (worked.get(one.fix) ?? 0) + one.worked);
  return (operator) => 1 + Math.min(0.25, (worked.get(prefix + operator) ?? 0) * 0.02);
}

async function learn(operator: string, context: ToolContext): Promise<void> {
  const fix = `${prefix}${operator}`;
  await context.emit({
    kind: 'knowledge',
    actor: { type: 'agent', id: context.agent },
    summary: `${fix} mended failing tests`,
    data: {
      event: 'fix-tried',
      signature: 'failing-test',
      cause: 'a small fault',
      fix,
      summary: operator,
      file: null,
      worked: true,
      before: 1,
      after: 0,
    },
  });
}
