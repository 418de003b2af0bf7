import type { Diagnosis, Healer, Remedy, Site } from '../contract.ts';
import { nearest, wholeWord } from './words.ts';

const failure =
  /near ["'`]([^"'`]*)["'`]: syntax error|syntax error at or near "([^"]*)"|no such (?:table|column): ["'`]?(?:\w+\.)?(\w+)|has no column named (\w+)|(?:column|relation) "(?:\w+\.)?(\w+)" .*does not exist|unknown column "?(\w+)|incomplete input|error in index/i;

const keywords =
  'CREATE TABLE INTEGER PRIMARY REFERENCES UNIQUE INDEX FOREIGN DEFAULT CHECK CONSTRAINT INSERT SELECT UPDATE DELETE VALUES WHERE ORDER GROUP HAVING LIMIT OFFSET RETURNING CASCADE COLLATE NOCASE STRICT TRIGGER ALTER COLUMN EXISTS BETWEEN DISTINCT AUTOINCREMENT BEGIN COMMIT INNER OUTER JOIN LEFT TEXT REAL BLOB NULL FROM INTO DROP VIEW'.split(
    ' ',
  );

/** The database says no: a slip in SQL, or a table or column that is called otherwise on one of the two sides. */
export const databaseHealer: Healer = {
  name: 'database',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    const at = diagnoses.findIndex(({ message }) => failure.test(message));
    const diagnosis = diagnoses[at];
    if (!diagnosis) return found;
    const texts = await sqlTexts(diagnosis, site);
    const match = failure.exec(diagnosis.message);
    const token = match?.[1] ?? match?.[2];
    const name = match?.slice(3).find((one) => one !== undefined);
    const remedies = [
      ...(name === undefined ? [] : names(name, texts)),
      ...texts.flatMap(([path, text]) => slips(path, text, token)),
    ];
    if (remedies.length > 0) found.set(at, remedies.slice(0, 40));
    return found;
  },
};

/** Files of SQL first, then sources with SQL in them; the one that the error names before the others. */
async function sqlTexts({ file }: Diagnosis, site: Site): Promise<[path: string, text: string][]> {
  const texts: [string, string][] = [];
  for (const path of (await site.files()).filter((one) => /\.(sql|[cm]?[jt]s|py|go)$/.test(one)).slice(0, 500)) {
    if (/(^|\/)(tests?|__tests__)\/|[._]test\./.test(path)) continue;
    const text = await site.read(path);
    if (text !== null && (path.endsWith('.sql') || /\b(SELECT|INSERT|UPDATE|DELETE|CREATE)\b/.test(text)))
      texts.push([path, text]);
  }
  const rank = (path: string) => (path === file ? 0 : path.endsWith('.sql') ? 1 : 2);
  return texts.toSorted(([a], [b]) => rank(a) - rank(b));
}

/** A name that one side does not know: the other side spells it in a way that is near. */
function names(name: string, texts: readonly [path: string, text: string][]): Remedy[] {
  const known = new Set<string>();
  const count = new Map<string, number>();
  for (const [, text] of texts) {
    for (const [word] of text.matchAll(/[A-Za-z_]\w+/g)) {
      known.add(word);
      count.set(word, (count.get(word) ?? 0) + 1);
    }
  }
  const pairs = nearest(
    name,
    [...known].filter((word) => !keywords.includes(word.toUpperCase())),
  ).flatMap((other): [from: string, to: string][] =>
    // The rarer of the two is the slip.
    (count.get(name) ?? 0) <= (count.get(other) ?? 0)
      ? [
          [name, other],
          [other, name],
        ]
      : [
          [other, name],
          [name, other],
        ],
  );
  return pairs.flatMap(([from, to], rank) =>
    texts
      .filter(([, text]) => wholeWord(from).test(text))
      .map(([path, text]): Remedy => {
        const content = text.replaceAll(new RegExp(wholeWord(from), 'gu'), () => to);
        return remedy('sql-name', `write ${to} instead of ${from}`, path, content, 0.9 - rank * 0.1);
      }),
  );
}

/** Keywords that are nearly right, commas and brackets that are missing. */
function slips(path: string, text: string, token: string | undefined): Remedy[] {
  const remedies: Remedy[] = [];
  for (const word of new Set(text.match(/\b[A-Z]{4,}\b/g))) {
    if (keywords.includes(word)) continue;
    for (const keyword of nearest(word, keywords, 2)) {
      const content = text.replaceAll(new RegExp(wholeWord(word), 'gu'), () => keyword);
      const likelihood = word === token ? 0.95 : 0.8;
      remedies.push(remedy('sql-slip', `write ${keyword} instead of ${word}`, path, content, likelihood));
    }
  }
  if (!path.endsWith('.sql')) return remedies;
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1]?.trim() ?? '';
    if (/^\s+\S/.test(line) && !/[,(;]\s*$/.test(line) && next !== '' && !next.startsWith(')')) {
      remedies.push(remedy('sql-slip', `end line ${at + 1} with a comma`, path, withEnd(lines, at, ','), 0.75));
    }
    if (/,\s*$/.test(line) && next.startsWith(')')) {
      remedies.push(
        remedy(
          'sql-slip',
          `leave out the comma of line ${at + 1}`,
          path,
          withLine(lines, at, line.replace(/,\s*$/, '')),
          0.75,
        ),
      );
    }
    const opened = line.split('(').length - line.split(')').length;
    if (opened > 0 && !line.trimEnd().endsWith('(')) {
      const whole = /[;,]\s*$/.test(line)
        ? line.replace(/([;,])\s*$/, `${')'.repeat(opened)}$1`)
        : line + ')'.repeat(opened);
      remedies.push(remedy('sql-slip', `close the bracket of line ${at + 1}`, path, withLine(lines, at, whole), 0.7));
    }
  }
  const open = text.split('(').length - text.split(')').length;
  if (open > 0) {
    for (const end of [...text.matchAll(/\s*;|\s*$/g)].slice(0, 6)) {
      const closed = `${text.slice(0, end.index)}\n)${text.slice(end.index)}`;
      remedies.push(remedy('sql-slip', 'close the list of columns', path, closed, 0.65));
    }
  }
  return remedies;
}

const withLine = (lines: readonly string[], at: number, line: string) => lines.with(at, line).join('\n');
const withEnd = (lines: readonly string[], at: number, end: string) =>
  withLine(lines, at, `${(lines[at] ?? '').trimEnd()}${end}`);

function remedy(fix: string, summary: string, path: string, content: string, likelihood: number): Remedy {
  return { fix, summary: `${summary} in ${path}`, edits: [{ path, content }], commands: [], trust: 2, likelihood };
}
