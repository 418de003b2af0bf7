import type { Healer, Remedy, Site } from '../contract.ts';
import { distance, namesIn } from './words.ts';

const source = /\.([cm]?[jt]sx?|py)$/;
const tests = /(^|\/)(tests?|__tests__|spec)\/|[._-](test|spec)\.[a-z]+$|(^|\/)(?:test_[^/]+|conftest)\.py$/;
const mostFiles = 300;
const most = 16;

/**
 * Where tests fail and nothing says why: a member or a key that stands once in the whole project and is one slip away from one that is
 * known. Reading what is not there is no error in these languages, or not where it happens.
 */
export const lonelyHealer: Healer = {
  name: 'lonely names',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    if (diagnoses[0]?.checker !== 'tests') return found;
    const remedies = await remediesFor(new Set(diagnoses.map(({ file }) => file)), site);
    if (remedies.length > 0) found.set(0, remedies);
    return found;
  },
};

async function remediesFor(named: ReadonlySet<string | null>, site: Site): Promise<Remedy[]> {
  const texts = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const path of (await site.files()).filter((one) => source.test(one)).slice(0, mostFiles)) {
    const text = await site.read(path);
    if (text === null) continue;
    texts.set(path, text);
    for (const [name] of text.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const known = new Set([...counts.keys(), ...usual, ...(await builtIn(site))]);
  const remedies: Remedy[] = [];
  for (const [path, text] of texts) {
    if (tests.test(path)) continue;
    for (const { groups, index } of text.matchAll(/\.(?<name>[a-zA-Z_]\w{3,})|['"](?<key>[A-Z][A-Z_]{3,})['"]/g)) {
      const name = groups?.['name'] ?? groups?.['key'] ?? '';
      if (counts.get(name) !== 1) continue;
      for (const other of known) {
        if (other === name || distance(name, other, 1) > 1) continue;
        const at = text.indexOf(name, index);
        remedies.push({
          fix: 'lonely name',
          summary: `write ${other} instead of ${name}, which stands nowhere else`,
          edits: [{ path, content: text.slice(0, at) + other + text.slice(at + name.length) }],
          commands: [],
          trust: 3,
          likelihood: (named.has(path) ? 0.9 : 0.8) - (swapped(name, other) ? 0 : 0.2) - remedies.length * 0.001,
        });
      }
    }
  }
  return remedies.toSorted((a, b) => b.likelihood - a.likelihood).slice(0, most);
}

const letters = (word: string): string => word.split('').sort().join('');

/** The same letters in another order: a slip rather than another word. */
function swapped(one: string, other: string): boolean {
  return one.length === other.length && letters(one) === letters(other);
}

/** Keys of the surroundings that programs read by name. */
const usual =
  'REQUEST_METHOD PATH_INFO QUERY_STRING CONTENT_TYPE CONTENT_LENGTH SCRIPT_NAME SERVER_NAME SERVER_PORT REMOTE_ADDR HTTP_HOST NODE_ENV PORT HOST HOME PATH USER LANG TZ DATABASE_URL LOG_LEVEL'.split(
    ' ',
  );

const pythonMembers =
  'import io, pathlib, datetime, re, collections\nfor one in (str, bytes, list, dict, set, tuple, int, float, io.StringIO, pathlib.Path, datetime.datetime, re.Pattern, re.Match, collections.Counter, collections.deque, Exception): print(*dir(one))';

/** What the things of the language itself have. */
async function builtIn(site: Site): Promise<Set<string>> {
  if (site.ecosystem === 'python') return namesIn((await site.run(['python3', '-c', pythonMembers])).stdout);
  const names = new Set<string>();
  const kinds = [Object, Function, Array, String, Number, RegExp, Map, Set, Promise, Date, Error, URL, Buffer, Symbol];
  for (const one of [...kinds, ...kinds.map(({ prototype }): object => prototype), Math, JSON, Reflect, process])
    for (const name of Object.getOwnPropertyNames(one)) names.add(name);
  for (const name of ['statusCode', 'headers', 'method', 'body', 'stack', 'cause', 'code']) names.add(name);
  return names;
}
