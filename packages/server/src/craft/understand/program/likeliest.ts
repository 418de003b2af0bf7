import { isWrittenIn, modules } from '../../modules/library.ts';
import type { Manifest } from '../../modules/manifest.ts';
import type { ProjectKind, Requirements } from '../../requirements.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { tokenise } from '../words/tokens.ts';
import { type ModuleFound, vocabularyOf } from './modules.ts';
import { isFlag } from './switches.ts';
import { isQuoted, says, stems } from './spots.ts';
import { isOrdinary } from './ordinary.ts';

/** Of a program that is called by no name that we know: the module whose words nearly all of it is told in. */

/** In how many manifests a word stands. */
let counts: ReadonlyMap<string, number> | undefined;

function rarity(word: string): number {
  if (!counts) {
    const found = new Map<string, number>();
    for (const module of modules()) for (const one of vocabularyOf([module])) found.set(one, (found.get(one) ?? 0) + 1);
    counts = found;
  }
  return Math.log(modules().length / (counts.get(word) ?? 1));
}

function contentOf(clauses: readonly Clause[]): string[] {
  const words = clauses.flatMap((clause) =>
    stems(clause).filter((word, at) => {
      const token = clause.tokens[at];
      return (
        /^[a-z]{3,}$/.test(word) &&
        !isOrdinary(word) &&
        !lexicon().functionWords.has(token?.text ?? '') &&
        !isQuoted(clause, token?.start ?? 0)
      );
    }),
  );
  return [...new Set(words)];
}

/**
 * The sentence that names the program, or all of them: what is shared weighs by how few modules speak of it. Undefined where no
 * module has most of it, or two have as much.
 */
export function likeliestModule(clauses: readonly Clause[], kind: ProjectKind): ModuleFound | undefined {
  return likeliestIn(clauses.slice(0, 1), kind) ?? likeliestIn(clauses, kind);
}

function likeliestIn(clauses: readonly Clause[], kind: ProjectKind): ModuleFound | undefined {
  const said = contentOf(clauses);
  const weight = (words: readonly string[]): number => words.reduce((sum, word) => sum + rarity(word), 0);
  const scored = modules()
    .filter((module) => fits(module, kind) && !module.notWords.some((word) => says(clauses, word)))
    .map((module) => {
      const own = vocabularyOf([module]);
      const shared = said.filter((word) => own.has(word));
      return { module, shared, score: weight(shared) };
    })
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (!best || best.score < (next?.score ?? 0) * 1.25) return undefined;
  const share = best.score / weight(said);
  const enough = best.shared.length >= 3 ? share >= 0.6 : best.shared.length === 2 && share >= 0.9;
  if (!enough) return undefined;
  const spots = clauses.flatMap((clause) =>
    stems(clause).flatMap((word, at) => (best.shared.includes(word) ? [{ clause, from: at, to: at + 1 }] : [])),
  );
  return { module: best.module, spots };
}

/**
 * "reads a CSV and sorts its rows by price": a module that builds on one that is named, where functions of it are asked for by words
 * that the named one does not have.
 */
export function furtherModules(
  clauses: readonly Clause[],
  found: readonly ModuleFound[],
  { kind, language }: Pick<Requirements, 'kind' | 'language'>,
): ModuleFound[] {
  const ids = new Set(found.map(({ module }) => module.id));
  const known = vocabularyOf(found.map(({ module }) => module));
  return modules().flatMap((module) => {
    if (ids.has(module.id) || !module.needs.some((id) => ids.has(id))) return [];
    if (!fits(module, kind) || !isWrittenIn(module, language)) return [];
    const asked = new Set(
      module.functions
        .flatMap(({ words }) => words)
        .flatMap(oneStem)
        .filter((one) => !known.has(one) && !isOrdinary(one)),
    );
    const spots = clauses.flatMap((clause) =>
      stems(clause)
        .flatMap((word, at) => (asked.has(word) ? [{ clause, from: at, to: at + 1 }] : []))
        .filter((spot) => !isFlag(spot)),
    );
    return spots.length === 0 ? [] : [{ module, spots }];
  });
}

/** "groupBy, chunk, uniq and zip": helpers of one module that are listed by their names, at least three. */
export function listedHelpers(clauses: readonly Clause[], language: Requirements['language']): ModuleFound | undefined {
  const listed = clauses.flatMap((clause) =>
    stems(clause).flatMap((word, at, all) => {
      const isItem = isBetween(all[at - 1])
        ? isBetween(all[at + 1]) || !all[at + 1] || at + 2 >= all.length
        : isBetween(all[at + 1]);
      return isItem && /^[a-z]{3,}$/.test(word) && !isOrdinary(word) ? [{ clause, from: at, to: at + 1, word }] : [];
    }),
  );
  if (listed.length < 3) return undefined;
  const scored = modules()
    .filter((module) => module.form === 'functions' && isWrittenIn(module, language))
    .map((module) => {
      const names = module.functions.map(({ words }) => words.flatMap((word) => oneStem(word)));
      const spots = listed.filter(({ word }) => names.some((own) => own.includes(word)));
      const functions = names.filter((own) => spots.some(({ word }) => own.includes(word))).length;
      return { module, spots, functions };
    })
    .sort((a, b) => b.functions - a.functions);
  const [best, next] = scored;
  return best && best.functions >= 3 && best.functions > (next?.functions ?? 0) ? best : undefined;
}

/** Modules without those that are only found by a word of such a list. */
export function besideListed(found: readonly ModuleFound[], listed: ModuleFound | undefined): ModuleFound[] {
  if (!listed) return [...found];
  const isListed = ({ clause, from, to }: ModuleFound['spots'][number]): boolean =>
    listed.spots.some((spot) => spot.clause === clause && from >= spot.from && to <= spot.to);
  const others = found.filter(({ module, spots }) => module !== listed.module && !spots.every(isListed));
  return [listed, ...others];
}

function isBetween(word: string | undefined): boolean {
  return word !== undefined && /^(?:,|and|:|with)$/.test(word);
}

function oneStem(word: string): string[] {
  const [one, ...more] = stems(makeClause(word, tokenise(word), false, ''));
  return one === undefined || more.length > 0 ? [] : [one];
}

/** A game is nothing else, a job of a worker is a function, and functions that take functions are for programs alone. */
function fits({ form, functions }: Manifest, kind: ProjectKind): boolean {
  if ((form === 'game') !== (kind === 'terminal_game')) return false;
  if (kind === 'worker' && form !== 'functions') return false;
  return kind === 'library' || functions.length === 0 || functions.some((fn) => !fn.libraryOnly);
}
