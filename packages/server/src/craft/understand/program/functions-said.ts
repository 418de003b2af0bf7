import { pascal, snake } from '../../emit/names.ts';
import type { Used } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';
import { type Draft, cannot } from '../draft.ts';
import { phrase } from './spots.ts';

/** Functions of a library that a description calls otherwise than the library does, which is said. */

/** "`put()`", "Get, Put and Delete", "methods get, put and has". */
const called = /(?:`([a-z_]\w*)(?:\(\w*\))?`|(?<![\w.])([a-z_]\w*)\(\))/gi;
const capitals = /(?<![.!?] |^|\n)(?<=[ :(])((?:[A-Z][a-z]+[a-zA-Z]*(?:, and |, | and |\/)){1,8}[A-Z][a-z]+[a-zA-Z]*)/g;
const listed =
  /\b(?:functions|methods|operations)(?: are|:| called| named| like| such as)? ((?:[a-z_]\w*(?:, and |, | and )){1,8}[a-z_]\w*)/gi;

const between = /, and |, | and |\//;

export function sayFunctions(draft: Draft, used: readonly Used[], language: Requirements['language']): void {
  const functions = used.flatMap(({ functions: own }) => own);
  const names = new Set(functions.map(({ name }) => name.toLowerCase()));
  const explicit = new Set([...draft.description.matchAll(listed)].flatMap(([, list = '']) => list.split(between)));
  for (const said of saidIn(draft.description)) {
    if (names.has(said.replaceAll('_', '').toLowerCase())) continue;
    const [word = '', ...more] = phrase(said);
    const meant = functions.filter((fn) =>
      fn.words.some((words) => more.length === 0 && phrase(words).join(' ') === word),
    );
    const [only] = meant;
    if (!only || meant.length > 1) {
      // "Functions Allow, Wait and Reserve": names that are written as in code, and no words of a sentence.
      const isName = explicit.has(said) && /^[A-Z][a-zA-Z]+$|^[a-z]+(?:[A-Z_][a-zA-Z]*)+$/.test(said);
      const isTold = draft.unsupported.some(({ words }) => words.split(/\W+/).includes(said));
      if (isName && !only && !isTold) cannot(draft, said, 'no function of the library does this');
      continue;
    }
    const own = inLanguage(only.name, language);
    cannot(draft, said, `the function that does this is called \`${own}\``, `a line of your own that calls \`${own}\``);
  }
}

function saidIn(text: string): string[] {
  const inLists = [...text.matchAll(capitals), ...text.matchAll(listed)].flatMap(([, list = '']) =>
    list.split(between),
  );
  return [...new Set([...[...text.matchAll(called)].map(([, quoted, plain]) => quoted ?? plain ?? ''), ...inLists])];
}

function inLanguage(name: string, language: Requirements['language']): string {
  if (language === 'go') return pascal(name);
  return language === 'python' || language === 'rust' ? snake(name) : name;
}
