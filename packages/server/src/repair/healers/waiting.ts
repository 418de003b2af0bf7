import type { Healer, Remedy, Site } from '../contract.ts';
import { withLine } from './words.ts';

const unawaited = /await|Promise|coroutine|then\b/i;

/**
 * A call whose result is a promise and that nobody waits for: where an error speaks of promises each call of that line, and
 * where tests fail each call of the project's own asynchronous functions that is not waited for.
 */
export const waitingHealer: Healer = {
  name: 'waiting',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    for (const [index, diagnosis] of diagnoses.entries()) {
      const { file, line, message, checker } = diagnosis;
      const remedies: Remedy[] = [];
      const text = file === null ? null : await site.read(file);
      if (file !== null && line !== null && text !== null && unawaited.test(message)) {
        for (const at of [line, line - 1, line - 2, line - 3]) {
          remedies.push(...waits(file, text, at, anyCall, 0.7 - (line - at) * 0.1));
        }
      }
      // One failing test is enough to look for it once.
      if (checker === 'tests' && found.size === 0) remedies.push(...(await unawaitedCalls(site)));
      if (remedies.length > 0) found.set(index, remedies);
    }
    return found;
  },
};

const anyCall = /(?<!await\s)(?<![\w$.])(?:[\w$]+\.)*[\w$]+\((?!\s*\)\s*(?:=>|\{))/g;
const declared =
  /\basync\s+(?:function\s*\*?\s*)?([\w$]+)\s*\(|\b(?:const|let)\s+([\w$]+)\s*=\s*async\b|\basync def (\w+)/g;

async function unawaitedCalls(site: Site): Promise<Remedy[]> {
  const texts = new Map<string, string>();
  for (const file of (await site.files()).filter((one) => /\.([cm]?[jt]sx?|py)$/.test(one)).slice(0, 500)) {
    const text = await site.read(file);
    if (text !== null) texts.set(file, text);
  }
  const names = new Set<string>();
  for (const text of texts.values()) {
    for (const [, one, two, three] of text.matchAll(declared)) names.add(one ?? two ?? three ?? '');
  }
  names.delete('');
  if (names.size === 0) return [];
  const call = new RegExp(
    `(?<!await\\s|return\\s|function\\s|async\\s|def\\s|=>\\s|void\\s)(?<![\\w$.])(?:[\\w$]+\\.)*(?:${[...names].join('|')})\\(`,
    'g',
  );
  const remedies: Remedy[] = [];
  for (const [file, text] of texts) {
    for (const at of text.split('\n').keys()) remedies.push(...waits(file, text, at + 1, call, 0.5));
  }
  return remedies.slice(0, 30);
}

/** Waiting for each call of a line that a pattern finds. */
function waits(file: string, text: string, at: number, calls: RegExp, likelihood: number): Remedy[] {
  const old = text.split('\n')[at - 1] ?? '';
  return [...old.matchAll(calls)].flatMap((match) => {
    if (/^(if|for|while|switch|function|async|return|catch)\b/.test(match[0])) return [];
    const content = withLine(text, at, (now) => `${now.slice(0, match.index)}await ${now.slice(match.index)}`);
    if (content === null) return [];
    const summary = `wait for ${match[0]}…) in line ${at}`;
    return [{ fix: 'await', summary, edits: [{ path: file, content }], commands: [], trust: 3 as const, likelihood }];
  });
}
