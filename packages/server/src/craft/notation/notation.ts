import { classesOf, declared } from './declarations.ts';
import { routesAt } from './endpoints.ts';
import { withPlainEntries } from './entries.ts';
import type { Found } from './found.ts';
import { withoutLabels, withoutNumbers, withoutPaper, withoutQuestions, withoutStars } from './labels.ts';
import { objectsOf } from './objects.ts';
import { columnsAt, headedAt, outlineAt } from './outlines.ts';
import { pointsAt } from './points.ts';
import { tablesOfSql } from './sql.ts';
import { tableAt } from './tables.ts';
import { type Thing, key, told } from './things.ts';
import { usageOf } from './usage.ts';

/**
 * Descriptions that are written as engineers write: tables, schemas, types, nested lists, routes, numbered requirements, questions
 * and answers. What they say is put as plain sentences, which the reader of sentences knows; all other words stay as
 * they are. Pure, and linear in the length of the text but for brackets that never close.
 */
export interface Spelled {
  text: string;
  /** What was made of each notation, to be shown; empty where the words stayed as they were. */
  shown: readonly string[];
}

export function spelledOut(description: string): Spelled {
  const things: Thing[] = [];
  let text = withoutQuestions(
    withoutStars(withoutLabels(withoutPaper(withoutSmileys(withoutNumbers(withoutFences(description)))))),
  );
  text = withPlainEntries(text);
  for (const read of [tablesOfSql, declared, classesOf, objectsOf]) {
    const found = read(text);
    if (!found) continue;
    things.push(...found.things);
    text = found.rest;
  }
  const usage = usageOf(text);
  if (usage) text = usage.text;
  const lines = underlined(text.split('\n'));
  const out: (string | Found)[] = [];

  for (let at = 0; at < lines.length; ) {
    const found =
      tableAt(lines, at) ??
      pointsAt(lines, at) ??
      routesAt(lines, at) ??
      columnsAt(lines, at) ??
      headedAt(lines, at) ??
      outlineAt(lines, at);
    if (found && found.to > at) {
      if (routesAt(lines, at)) untitled(out);
      // A table takes the title above it along.
      out.splice(out.length - (at - found.from), at - found.from);
      out.push(found);
      things.push(...(found.things ?? []));
      at = found.to;
    } else {
      out.push(lines[at] ?? '');
      at += 1;
    }
  }
  const all = new Set(things.map(({ name }) => key(name)));
  const shown: string[] = [];
  const say = (found: Found): string => {
    const [first = '', ...more] = [
      ...(found.things ?? []).map((thing) => told(thing, all)),
      ...(found.sentences ?? []),
    ];
    const said = [first, ...more].filter((sentence) => sentence !== '' && sentence !== '.').join('\n');
    if (said !== '') shown.push(said);
    return `\n${said}\n`;
  };
  const body = out.map((part) => (typeof part === 'string' ? part : say(part))).join('\n');
  const inline = things.filter(
    (thing) => !out.some((part) => typeof part !== 'string' && part.things?.includes(thing)),
  );
  const apart = inline.map((thing) => told(thing, all));
  return {
    text: apart.length === 0 ? body : `${body.trimEnd()}\n\n${apart.join('\n')}\n`,
    shown: [...(usage?.said ?? []), ...shown, ...apart],
  };
}

/** "an API with these routes:": what follows is no route of a bus. */
function untitled(out: (string | Found)[]): void {
  const at = out.findLastIndex((line) => typeof line !== 'string' || line.trim() !== '');
  const line = out[at];
  if (typeof line === 'string')
    out[at] = line.replace(
      /(?:\s*\b(?:with|has|having|and|here are|these are|it needs|exposing|offering|of))?\s*\b(?:the |these |those |following |all )*(?:routes|endpoints|paths|urls|requests)\b(?: (?:should be|are|i need|we need|i want|below))?\s*:?\s*$/i,
      '.',
    );
}

function withoutFences(text: string): string {
  return text.replaceAll(/(^|\n)[ \t]*(?:```|~~~)[^\n]*/g, '$1');
}

/** ":)" closes no bracket. */
function withoutSmileys(text: string): string {
  return text.replaceAll(/(?<=\s|^|[.!?])[:;8=]-?[)(DPp](?=\s|$|[.!?,])/gm, '');
}

/** "Key entities" over a line of dashes is a heading. */
function underlined(lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    const below = lines[index + 1] ?? '';
    if (/^\s*(?:-{3,}|={3,})\s*$/.test(line) && (lines[index - 1] ?? '').trim() !== '' && !line.includes('|'))
      return [];
    return /^\s*(?:-{3,}|={3,})\s*$/.test(below) && line.trim() !== '' && !line.includes('|') && !line.startsWith('#')
      ? [`# ${line.trim()}`]
      : [line];
  });
}
