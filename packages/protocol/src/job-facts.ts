import type { LedgerEntry } from './event.ts';

/** What a job's entries hold for its end, beside what its report says. */
export interface JobFacts {
  change: { files: number; added: number; removed: number } | null;
  sandbox: string | null;
  /** Parts of the description that were not built, as `words: reason`. */
  unsupported: string[];
  assumptions: string[];
  /** Packages whose version comes from the curated list, since the registry did not answer. */
  curated: string[];
  packages: number;
  /** Version by name of what was resolved. */
  versions: Record<string, string>;
  /** What a new project is made with: language, framework, database …; empty where nothing was chosen. */
  stack: Record<string, string>;
  review: { verdict: string; summary: string; blockers: Remark[] } | null;
  /** The agent's last words; '' where it said none. */
  answer: string;
  /** `85 of 100: …`; null where nothing was scored. */
  quality: string | null;
}

export interface Remark {
  severity: string;
  /** `file:line`, or '' where it is about the whole. */
  where: string;
  message: string;
}

type Data = Record<string, unknown>;
const dataOf = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {});
const words = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The size of the whole change, where an entry tells it. */
export function changeIn({ kind, data }: Pick<LedgerEntry, 'kind' | 'data'>): JobFacts['change'] {
  const { files, added, removed } = data;
  return kind === 'patch' && typeof added === 'number'
    ? { files: Number(files), added, removed: Number(removed) }
    : null;
}

/** Pure; of each kind the newest entry counts, and what no entry says is absent. */
export function factsOf(entries: readonly LedgerEntry[]): JobFacts {
  const newest = (fits: (entry: LedgerEntry) => boolean): Data => dataOf(entries.findLast(fits)?.data);
  const patch = entries.findLast((entry) => changeIn(entry) !== null);
  const analysis = dataOf(
    newest((entry) => entry.kind === 'analysis' && entry.data['type'] === 'requirements')['data'],
  );
  const resolved = list(newest((entry) => entry.data['event'] === 'packages-resolved')['packages']).map(dataOf);
  const sandbox = newest((entry) => entry.data['event'] === 'sandbox-opened')['sandbox'];
  const scored = entries.findLast((entry) => entry.kind === 'evaluation' && entry.data['type'] === 'quality');
  const review = newest((entry) => entry.kind === 'review');
  return {
    change: patch ? changeIn(patch) : null,
    sandbox: typeof sandbox === 'string' ? sandbox : null,
    unsupported: list(analysis['unsupported'])
      .map(dataOf)
      .map((item) => `“${words(item['words'])}”: ${words(item['reason'])}`),
    assumptions: list(analysis['assumptions']).map(words),
    curated: resolved.filter((item) => item['source'] === 'curated').map((item) => words(item['name'])),
    packages: resolved.length,
    versions: Object.fromEntries(resolved.map((item) => [words(item['name']), words(item['version'])])),
    stack: Object.fromEntries(
      Object.entries({ language: analysis['language'], ...dataOf(analysis['stack']) }).filter(
        (item): item is [string, string] => typeof item[1] === 'string',
      ),
    ),
    answer: words(dataOf(newest((entry) => entry.data['event'] === 'agent-finished')['result'])['text']).trim(),
    quality: scored ? scored.summary.replace(/^Quality /, '') : null,
    review:
      typeof review['verdict'] === 'string'
        ? {
            verdict: review['verdict'],
            summary: words(review['summary']),
            blockers: remarks(review['blockers']),
          }
        : null,
  };
}

function remarks(value: unknown): Remark[] {
  return list(value)
    .map(dataOf)
    .map((item) => {
      const line = typeof item['line'] === 'number' ? `:${item['line']}` : '';
      return {
        severity: words(item['severity']),
        where: typeof item['file'] === 'string' ? `${item['file']}${line}` : '',
        message: words(item['message']),
      };
    });
}
