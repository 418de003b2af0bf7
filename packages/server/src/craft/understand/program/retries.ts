import type { Requirements, Understanding } from '../../requirements.ts';

/** How often the jobs of a worker are tried: "failed jobs are retried up to 3 times with exponential backoff, starting at 2 seconds". */

const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const often = ['once', 'twice', 'thrice'];
const number = `(?:\\d{1,2}|${[...words, ...often].join('|')})`;
const most = '(?:(?:up to|at most|no more than|for|a maximum of|max(?:imum)?(?: of)?)\\s+)?';
const count = `${most}(?<N>${number})(?:\\s+more)?(?:\\s+times?)?(?:\\s+(?<all>in all|in total|altogether))?(?:\\s+at most)?`;
const thing = '(?:jobs?|tasks?|items?|messages?)';
const each = '(?:(?:each|every|any|all|the|its|a)\\s+)?(?:(?:failed|failing|unsuccessful)\\s+)?';
const failing = '(?:\\s+(?:that|which)\\s+fails?)?';

/** Each names its number `N` and the verb or noun that says what is counted. */
const cores = [
  `${each}${thing}${failing}\\s+(?:is|are|gets?|will be|should be|must be)\\s+(?<verb>retried|tried again|repeated|tried|attempted)\\s+${count}`,
  `${each}${thing}\\s+(?<verb>retry)\\s+${count}`,
  `(?<verb>retries|retry|retrying|repeats|tries|tries again)\\s+(?:${each}(?:${thing}|ones|them|it)${failing}\\s+)?${count}`,
  `${most}(?<N>${number})\\s+(?<verb>retries|attempts|tries)(?:\\s+(?:per|for each|for every|for a|of each)\\s+(?:failed\\s+)?${thing})?`,
];
const lead = '(?:\\s*[,;])?(?:\\s+(?:and|with|which|that|it|where|having|has))*';
const growing = '(?:an?\\s+)?exponential(?:ly\\s+growing)?\\s+(?:back-?\\s?off|delays?|waits?)';
const unitOf = 'ms|milliseconds?|s|sec|seconds?|min|minutes?';
const first =
  '(?:starting|beginning|waiting|waits?|after|(?:an?\\s+)?(?:first\\s+|initial\\s+)?(?:delay|wait)\\s+of)(?:\\s+(?:at|with|from|for))?\\s+(?<D>\\d+)\\s*(?<unit>ms|milliseconds?|s|sec|seconds?|min|minutes?)(?:\\s+(?:delay|wait))?(?:\\s+before\\s+the\\s+(?:second\\s+try|first\\s+retry|next\\s+(?:try|attempt)))?(?!\\s+(?:between|each|every))';
/** "waits 5 seconds between retries", "with a fixed delay of 2 seconds": as long each time. */
const fixed = `(?:(?:with|after|waiting|waits?|pausing|using)\\s+)?(?:an?\\s+)?(?:(?:(?:fixed|constant)\\s+(?:delay|wait|pause|interval|backoff)s?\\s+(?:of|with)\\s+(?<F>\\d+)\\s*(?<funit>${unitOf})(?:\\s+each)?)|(?:(?:(?:delay|wait|pause|interval|break)s?\\s+of\\s+)?(?<B>\\d+)\\s*(?<bunit>${unitOf})\\s+(?:(?:delay|wait|pause|break)\\s+)?(?:between|before each|before every)(?:\\s+(?:each|every|all|any|the|its|two|of them))*(?:\\s+(?:retries|retry|tries|try|attempts?|of\\s+them))?|(?<A>\\d+)\\s*(?<aunit>${unitOf})\\s+apart))`;
const over =
  '(?:before|then|after\\s+that)\\s+(?:(?:it|they)\\s+)?(?:(?:is|are|gets?)\\s+)?(?:giving\\s+up|gives?\\s+up|given\\s+up|(?:marked\\s+as\\s+)?failed)(?:\\s+for\\s+good)?';
const tail = `(?:${lead}(?:\\s+using)?\\s+(?:${growing}|${first}|${over}))*`;
const said = cores.map((core) => new RegExp(`${lead}\\s+${core}(?<tail>${tail})(?![\\w-])`, 'gi'));
const firstWait = new RegExp(first, 'i');
const fixedWait = new RegExp(`${lead}\\s+${fixed}(?![\\w-])`, 'i');

const milliseconds: Readonly<Record<string, number>> = { m: 60_000, s: 1000, ms: 1 };

type Retries = NonNullable<Requirements['retries']>;

/**
 * Reads a text without what it says of retries, whose words would name parts of their own, and keeps that. Where no queue of jobs comes of
 * it, or it is said more than once, the whole is read.
 * @param understand reads a text whose words stand in their places.
 */
export function besideRetries(text: string, understand: (read: string) => Understanding): Understanding {
  const spoken = ` ${text}`;
  const found = said.flatMap((form) => [...spoken.matchAll(form)]);
  const [match] = found;
  // One form may find a part of what an earlier one does.
  const once = match && found.every(({ index }) => index >= match.index && index < match.index + match[0].length);
  const retries = match && once ? withWaits(retriesOf(match), spoken, match) : undefined;
  if (!match || !retries) return understand(text);
  const apart = fixedWait.exec(blanked(spoken, match));
  const read = apart ? blanked(blanked(spoken, match), apart) : blanked(spoken, match);
  const understood = understand(read.slice(1));
  if (understood.verdict !== 'understood') return understand(text);
  const { kind, language, jobs = [] } = understood.requirements;
  const queue = kind === 'worker' && jobs.length === 0 && (language === 'typescript' || language === 'javascript');
  return queue ? { ...understood, requirements: { ...understood.requirements, retries } } : understand(text);
}

function blanked(text: string, { index, 0: found }: RegExpExecArray): string {
  return `${text.slice(0, index)}${found.replaceAll(/[^\n]/g, ' ')}${text.slice(index + found.length)}`;
}

/** Waits that do not grow are told behind the number of tries, before it or in a sentence of their own. */
function withWaits(retries: Retries | undefined, spoken: string, match: RegExpExecArray): Retries | undefined {
  const { F, funit, B, bunit, A, aunit } = fixedWait.exec(blanked(spoken, match))?.groups ?? {};
  const wait = F ?? B ?? A;
  if (!retries || wait === undefined) return retries;
  return { ...retries, delayMs: Number(wait) * sizeOf(funit ?? bunit ?? aunit ?? 's'), fixed: true };
}

function sizeOf(unit: string): number {
  const small = unit.toLowerCase();
  return milliseconds[/^(?:ms|milli)/.test(small) ? 'ms' : small.charAt(0)] ?? 1000;
}

function retriesOf({ groups = {} }: RegExpExecArray): Retries | undefined {
  const { N = '', verb = '', all, tail: rest = '' } = groups;
  const named = Math.max(words.indexOf(N.toLowerCase()), often.indexOf(N.toLowerCase())) + 1;
  const times = named > 0 ? named : Number(N);
  // "Tried 3 times" counts the first one, "retried 3 times" does not.
  const attempts = /^(?:tried|attempted|attempts|tries)$/i.test(verb) || all !== undefined ? times : times + 1;
  if (attempts < 1) return undefined;
  const wait = firstWait.exec(rest)?.groups;
  return { attempts, delayMs: wait ? Number(wait['D']) * sizeOf(wait['unit'] ?? 's') : 1000 };
}
