import type { ModuleFunction } from '../../modules/manifest.ts';
import { type Draft, cannot } from '../draft.ts';
import { saysExitCodes } from '../plain/exit-codes.ts';
import { wordsOf } from '../words/text.ts';

/** With what a tool of functions ends. */

/** Exit codes that are not those of every tool of functions. */
export function sayExitCodes(draft: Draft, functions: readonly ModuleFunction[]): void {
  const answersYesOrNo = functions.some(({ returns }) => returns.type === 'boolean');
  for (const clause of draft.clauses) {
    if (!/\bexit(?:s|ing)?\b.*\b[1-9]\d*\b/.test(clause.text)) continue;
    // What a tool is given and cannot work with is no wrong command line.
    const ofContent = /\b2\b.*\binvalid (?:input|file|data|json|content)/.test(clause.text);
    const told = zeroOrOne(clause.text) && (answersYesOrNo || !ofFindings.test(clause.text));
    if (told || refusedContent.test(clause.text) || (!ofContent && saysExitCodes(clause.text))) continue;
    cannot(
      draft,
      wordsOf(clause),
      'every tool exits with 0 when the work was done, 1 when it could not be done or the answer is no, and 2 when the command line is wrong',
    );
  }
}

/** "exits with 1 on a syntax error", "exit code 0 if valid, 1 if not": of what could not be done, or whose answer is no. */
function zeroOrOne(text: string): boolean {
  const codes = [...text.slice(text.search(/\bexit/)).matchAll(/\b\d+\b/g)];
  return codes.every(([code]) => code === '0' || code === '1') && !aboutLine.test(text);
}

/** "1 if they differ": of what it found, where it could do its work. */
const ofFindings =
  /\b(?:differ|differs|different|differences?|changed|changes|duplicates?|(?:is|are|any|something|anything|matches|issues|problems|broken links|words|lines) (?:was |were |is |are )?found|finds)\b/;

const aboutLine = /\b(?:usage|options?|flags?|arguments?|wrong(?:ly)? called)\b/;

/** Pieces of sentences of a tool that tell of its exit codes, which are read by themselves. */
export const ofExit = /\bexit(?:s|ing)?\b.*\b\d\b/i;

/** "exit code 1 when a line is not a number": what it is given and cannot work with. */
const refusedContent =
  /^(?!.*\b(?:0|2|3)\b)(?=.*\bexit(?:s|ing)?\b.*\b1\b).*\b(?:lines?|files?|rows?|inputs?|text|json|toml|yaml|csv|data|content)\b.*\b(?:not|no|invalid|malformed|broken|cannot|can ?not|missing|unreadable|bad)\b/;
