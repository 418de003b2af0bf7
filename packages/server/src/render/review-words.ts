import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommentDraft } from '@codewright/protocol/review';
import { Eta } from 'eta';
import { dataFolder } from '../shared/data.ts';
import { CodewrightError } from '../shared/errors.ts';

type Numbered = CommentDraft & { number: number };

/** A message to a job and the request of a new one may be this long. */
const longest = 10_000;
/** Lines that are quoted of each place: as many as fit. */
const quoted = [20, 8, 3, 1];

const eta = new Eta({ autoEscape: false, autoTrim: false, useWith: false });
let template: string | undefined;

/** A review as one message to who does the work. @throws CodewrightError INVALID_INPUT when it is too long for one. */
export function reviewWords(review: { remark: string; comments: readonly Numbered[] }): string {
  template ??= readFileSync(join(dataFolder('templates'), 'messages/review.eta'), 'utf8');
  for (const most of quoted) {
    const comments = review.comments.map((comment) => ({ ...comment, quote: quoteOf(comment.hunk, most) }));
    const text = eta.renderString(template, { remark: review.remark, comments }).trim();
    if (text.length <= longest) return text;
  }
  throw new CodewrightError('INVALID_INPUT', `The review is longer than ${longest} characters.`, {
    hint: 'Take some comments back, and send them as a second review.',
  });
}

function quoteOf(hunk: string, most: number): string[] {
  const lines = hunk.split('\n');
  const shown = lines.slice(0, most).map((line) => `> ${line.slice(0, 300)}`);
  return lines.length > most ? [...shown, '> …'] : shown;
}
