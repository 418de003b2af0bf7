import type { Candidate, Patch, Suspect } from '../contract.ts';
import { decidesNothing } from '../edits/alternatives.ts';
import { madeUp } from '../edits/refusals.ts';

/** The kind of change that leaves a function or a round of a loop for some values. */
export const earlyEnd = 'an early end';
const wordsOf = (text: string) => new Set(text.match(/[A-Za-z_]\w*/g)?.filter((one) => !ofGuards.has(one)));
const ofGuards = new Set('if return continue break len length size null nil None undefined not is'.split(' '));

/** It ends for another value: the same one asked for in other words is no other end. */
function endsFor({ candidates }: Pick<Patch, 'candidates'>, kept: Candidate): boolean {
  const known = wordsOf(kept.text);
  return candidates.every(
    ({ operator, text }) => operator === earlyEnd && [...wordsOf(text)].some((one) => !known.has(one)),
  );
}

/** What in a patch itself, and in those beside it, says that it may be no more than what satisfies the tests. */
export function doubtsOf(
  patch: Pick<Patch, 'candidates' | 'score'>,
  others: readonly Pick<Patch, 'candidates' | 'score'>[],
  sources: ReadonlyMap<string, string>,
  suspects: readonly Suspect[],
): string[] {
  const doubts: string[] = [];
  if (patch.candidates.some(({ removes }) => removes)) doubts.push('it takes something away');
  if (patch.candidates.some(({ text }) => text.includes(madeUp)))
    doubts.push(`the words of its error, "${madeUp}", are made up`);
  if (patch.candidates.some((one) => pinsDown(one, sources)))
    doubts.push('it asks for one very value where more or less counted as well');
  if (patch.candidates.some((one) => opensUp(one, sources)))
    doubts.push('it lets in more or less where one very value was asked for');
  if (
    patch.candidates.some(({ path, start, end, text }) =>
      decidesNothing(sources.get(path)?.slice(start, end) ?? '', text),
    )
  )
    doubts.push('it puts a constant where something was decided');
  if (patch.candidates.some(fitsOneTest)) doubts.push('it puts in the very number that a failing test expects');
  if (patch.candidates.some((one) => keepsTheLast(one, sources)))
    doubts.push('it keeps only the last of what was put together before');
  const near = others.filter(({ score }) => score >= patch.score * 0.6);
  const rivals = near.length;
  if (rivals > 0)
    doubts.push(
      `${rivals} other ${rivals === 1 ? 'change satisfies' : 'changes satisfy'} the tests as well and ${rivals === 1 ? 'is' : 'are'} nearly as likely`,
    );
  const [first] = patch.candidates;
  const ends =
    first?.operator === earlyEnd ? others.filter((one) => !near.includes(one) && endsFor(one, first)).length : 0;
  if (ends > 0) doubts.push(`${ends} other early ${ends === 1 ? 'end satisfies' : 'ends satisfy'} the tests as well`);
  const place = suspects.find(({ path, line }) => path === first?.path && line === first.line);
  if (place && place.failing + place.passing === 1) doubts.push('only one test runs the changed line');
  return doubts;
}

/** `>=` that becomes `==` holds for the values that the tests name, and for few others. */
function pinsDown({ path, start, end, text }: Candidate, sources: ReadonlyMap<string, string>): boolean {
  const was = sources.get(path)?.slice(start, end) ?? '';
  return /^[<>]=?$/.test(was.trim()) && /^[=!]==?$/.test(text.trim());
}

/** `===` that becomes `<=` holds for more values than the tests name. */
function opensUp({ path, start, end, text }: Candidate, sources: ReadonlyMap<string, string>): boolean {
  const was = sources.get(path)?.slice(start, end) ?? '';
  return /^[=!]==?$/.test(was.trim()) && /^[<>]=?$/.test(text.trim());
}

/** `=` in the place of `+=`: what was gathered before is lost. */
function keepsTheLast({ path, start, end, text }: Candidate, sources: ReadonlyMap<string, string>): boolean {
  const was = sources.get(path)?.slice(start, end).trim() ?? '';
  return /^(?:[-+*|&^]|\|\||&&|\?\?)=$/.test(was) && text.trim() === '=';
}

/** A number that stands in a failing test and is none of those that programs begin with. */
function fitsOneTest({ operator, text }: Candidate): boolean {
  return operator.startsWith('the expected ') && /^-?\d/.test(text) && !/^-?[01]$/.test(text);
}
