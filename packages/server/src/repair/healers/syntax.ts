import type { Diagnosis, Healer, Remedy, Site } from '../contract.ts';
import { openByIndent, unbalanced } from './brackets.ts';
import { nearest, withLine } from './words.ts';

const broken =
  /expected|unexpected|SyntaxError|IndentationError|TabError|unterminated|invalid syntax|never closed|unclosed|was never|mismatched|unindent|unmatched|missing|not terminated|only valid property/i;

/** A test that speaks of what it expected says nothing of the syntax. */
const asserted = /^AssertionError|ERR_ASSERTION/;

/**
 * A slip of the keyboard near the place that the parser names: a mark too few or too many. Which one it was is found by trying; a
 * parser tells at once.
 */
export const syntaxHealer: Healer = {
  name: 'syntax',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    // One slip often gives a dozen findings: the first place in each file is where it is.
    const first = new Map<string, number>();
    for (const [index, { checker, file, line, message, code }] of diagnoses.entries()) {
      const parserSays =
        checker === 'syntax' ||
        /^(?:TS1\d{3}|syntax)$/.test(code ?? '') ||
        // A rule of a linter or a type checker has its name; who cannot read the file has none.
        (code === null && broken.test(message) && !asserted.test(message));
      if (file === null || line === null || !parserSays) continue;
      const before = first.get(file);
      if (before === undefined || line < (diagnoses[before]?.line ?? 0)) first.set(file, index);
    }
    for (const [file, index] of first) {
      const diagnosis = diagnoses[index];
      const text = await site.read(file);
      if (diagnosis && text !== null) found.set(index, remediesFor(diagnosis, text, site));
    }
    return found;
  },
};

function remediesFor({ file, line, message }: Diagnosis, text: string, site: Site): Remedy[] {
  if (file === null || line === null) return [];
  const remedies: Remedy[] = [];
  const add: Add = (at, summary, likelihood, change, where = '') => {
    const content = withLine(text, at, change);
    if (content === null) return;
    remedies.push({
      fix: kindOf(summary, at - line, where),
      summary,
      edits: [{ path: file, content }],
      commands: [],
      trust: 3,
      likelihood,
    });
  };
  const wanted = /expected/i.test(message)
    ? [...message.matchAll(/['‘"`]([^\w\s]{1,2})['’"`]/g)].map((match) => match[1] ?? '')
    : [];
  for (const [rank, at] of [line, line - 1, line + 1].entries()) {
    const old = text.split('\n')[at - 1];
    if (old === undefined) continue;
    const less = rank * 0.15;
    for (const mark of new Set(wanted)) {
      for (const place of placesFor(mark, old)) {
        add(
          at,
          `put ${mark} in line ${at}`,
          0.9 - less,
          (now) => now.slice(0, place) + mark + now.slice(place),
          placeOf(place, old),
        );
      }
    }
    for (const [word, keyword] of mistypedKeywords(old, site.ecosystem)) {
      add(at, `write ${keyword} instead of ${word} in line ${at}`, 0.85 - less, (now) => now.replace(word, keyword));
    }
    if (/only valid property/.test(message)) {
      add(at, `write import.meta in line ${at}`, 0.95 - less, (now) => now.replace(/\bimport\.\w+/, 'import.meta'));
    }
    for (const [quote, place] of openQuotes(old)) {
      add(
        at,
        `close the text with ${quote} in line ${at}`,
        0.8 - less,
        (now) => now.slice(0, place) + quote + now.slice(place),
        placeOf(place, old),
      );
    }
    for (const missing of unbalanced(old)) {
      for (const place of placesFor(missing, old)) {
        add(
          at,
          `close with ${missing} in line ${at}`,
          0.7 - less,
          (now) => now.slice(0, place) + missing + now.slice(place),
          placeOf(place, old),
        );
      }
    }
    for (const [place, extra] of marksIn(old)) {
      add(at, `leave out ${extra} in line ${at}`, 0.4 - less, (now) => now.slice(0, place) + now.slice(place + 1));
    }
    if (site.ecosystem === 'python') pythonSlips(old, at, less, add, text);
    const ends =
      site.ecosystem === 'python' ? [',', ')', ']', '}', '"', "'"] : [',', ';', ')', '}', ']', ');', '"', "'", '`'];
    for (const end of ends) {
      add(at, `end line ${at} with ${end}`, 0.35 - less, (now) => (now.trim() === '' ? now : now.trimEnd() + end));
    }
  }
  // Where the text goes back to the left with something open, however far from there the parser gave up.
  for (const { after, closer, indent } of openByIndent(text)) {
    const lines = text.split('\n');
    lines.splice(after, 0, `${indent}${closer}`);
    remedies.push({
      fix: `syntax: close with ${closer} where the indentation ends`,
      summary: `close a block with ${closer} after line ${after}`,
      edits: [{ path: file, content: lines.join('\n') }],
      commands: [],
      trust: 3,
      likelihood: 0.97,
    });
  }
  const closers = [...new Set(unbalanced(text))].slice(0, 2);
  const before = text.split('\n').slice(0, line - 1);
  for (const closer of closers) {
    // A block that is not closed is noticed where the next one begins.
    for (let at = line - 1; at > Math.max(0, line - 12); at -= 1) {
      if ((before[at - 1] ?? '').trim() === '' && at !== line - 1) continue;
      const indent = /^ */.exec(before[at - 1] ?? '')?.[0].slice(2) ?? '';
      add(
        at,
        `close a block with ${closer} after line ${at}`,
        0.65 - (line - at) * 0.03,
        (old) => `${old}\n${indent}${closer}`,
      );
    }
  }
  const whole = unbalanced(text);
  if (whole.length > 0 && whole.length <= 3) {
    const content = `${text.trimEnd()}\n${whole.join('')}\n`;
    remedies.push({
      fix: 'syntax: close at the end',
      summary: `close with ${whole.join('')} at the end`,
      edits: [{ path: file, content }],
      commands: [],
      trust: 3,
      likelihood: 0.6,
    });
  }
  return remedies.sort((a, b) => b.likelihood - a.likelihood).slice(0, 60);
}

/** What is learned of a slip: what was done, where in its line, and how far from the place that the parser named. */
function kindOf(summary: string, away: number, where: string): string {
  const words = summary
    .replace(/(?: in| after)? line \d+/, '')
    .replace(/^write \w+ instead of \w+/, 'write the keyword')
    .replace(/^indent by \d+/, 'indent as far as another line');
  const line = away === 0 ? '' : away < 0 ? ', a line before' : ', a line after';
  return `syntax: ${words}${where === '' ? '' : ` ${where}`}${line}`;
}

/** A place in a line by what follows it: what the same slip has in common in two programs. */
function placeOf(at: number, line: string): string {
  const rest = line.slice(at).trimEnd();
  if (rest === '') return 'at the end';
  const next = /^\s*(=>|[^\w\s]|\w)/.exec(rest)?.[1] ?? '';
  if (/\w/.test(next)) return 'before a word';
  return `before ${rest.slice(rest.indexOf(next) + next.length).includes(next) ? 'a' : 'the last'} ${next}`;
}

type Add = (at: number, summary: string, likelihood: number, change: (old: string) => string, where?: string) => void;

function pythonSlips(line: string, at: number, less: number, add: Add, text: string): void {
  const lines = text.split('\n');
  for (const beside of [lines[at - 2], lines[at]]) {
    const indent = /^ */.exec(beside ?? '')?.[0] ?? '';
    for (const wanted of [indent, `${indent}    `]) {
      add(at, `indent line ${at} like its neighbours`, 0.75 - less, (now) => now.replace(/^\s*/, wanted));
    }
  }
  // A line that goes with none of those before it goes with one of them all the same.
  const widths = new Set(lines.slice(Math.max(0, at - 13), at + 2).map((one) => /^ */.exec(one)?.[0] ?? ''));
  for (const width of widths) {
    add(at, `indent line ${at} by ${width.length}`, 0.62 - less, (now) => now.replace(/^\s*/, width));
  }
  if (/^\s*(if|elif|else|for|while|def|class|try|except|finally|with|match|case)\b.*[^:,\s]\s*(#.*)?$/.test(line)) {
    add(at, `end line ${at} with a colon`, 0.9 - less, (now) => `${now.trimEnd()}:`);
  }
  add(at, `indent line ${at}`, 0.6 - less, (now) => `    ${now}`);
  add(at, `indent line ${at} less`, 0.5 - less, (now) => now.replace(/^ {1,4}/, ''));
  if (line.includes('\t')) add(at, `indent line ${at} with spaces`, 0.8 - less, (now) => now.replaceAll('\t', '    '));
}

/** Where a mark may have stood: at the end, before what ends a line, and before each brace. */
function placesFor(mark: string, line: string): number[] {
  const end = line.trimEnd().length;
  const before = /[;,:{]*\s*$/.exec(line.trimEnd())?.index ?? end;
  const braces = [...line.matchAll(/[{;,)\]]|=>/g)].map((match) => match.index);
  const spaces = mark === ',' ? [...line.matchAll(/(?<=\S)\s+(?=\S)/g)].map((match) => match.index) : [];
  return [
    ...new Set([before, end, ...braces, ...braces.map((at) => (line[at - 1] === ' ' ? at - 1 : at)), ...spaces]),
  ].slice(0, 14);
}

function marksIn(line: string): [place: number, mark: string][] {
  return [...line.matchAll(/[()[\]{},;:'"`]/g)]
    .map((match): [number, string] => [match.index, match[0]])
    .reverse()
    .slice(0, 12);
}

const keywordsOf: Readonly<Record<string, readonly string[]>> = {
  go: 'return func type struct interface import package range switch case default defer else for break continue chan const var map select'.split(
    ' ',
  ),
  rust: 'return struct enum impl trait match while loop const static break continue else where async await'.split(' '),
  node: [
    'return',
    'const',
    'async',
    'await',
    'import',
    'export',
    'class',
    'function',
    'default',
    'interface',
    'extends',
    'while',
    'switch',
    'throw',
    'typeof',
    'yield',
    'break',
    'continue',
    'static',
    'from',
  ],
  python: [
    'return',
    'import',
    'from',
    'class',
    'while',
    'raise',
    'yield',
    'async',
    'await',
    'lambda',
    'except',
    'finally',
    'assert',
    'global',
    'break',
    'continue',
    'elif',
    'else',
    'pass',
    'with',
  ],
};

/** Words of a line that are nearly a keyword of the language. */
function mistypedKeywords(line: string, ecosystem: Site['ecosystem']): [word: string, keyword: string][] {
  const known = keywordsOf[ecosystem] ?? [];
  const words = new Set(line.match(/[a-z]{3,}/g));
  return [...words].flatMap((word) =>
    known.includes(word) ? [] : nearest(word, known, 1).map((keyword): [string, string] => [word, keyword]),
  );
}

/** Where a text that a line opens and does not close may have ended. */
function openQuotes(line: string): [quote: string, place: number][] {
  const plain = line.replaceAll(/\\./g, '__');
  return ['"', "'", '`'].flatMap((quote) => {
    if (plain.split(quote).length % 2 === 1) return [];
    const from = plain.lastIndexOf(quote) + 1;
    const all = [...plain.matchAll(/[),;:\]}]|$/g)].map((match) => match.index);
    // Most often the last text of the line; else one of those before it.
    const ends = [...all.filter((at) => at >= from), ...all.filter((at) => at < from && at > plain.indexOf(quote))];
    return [...new Set(ends)].slice(0, 12).map((at): [string, number] => [quote, at]);
  });
}
