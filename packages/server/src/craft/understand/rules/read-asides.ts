import type { AsideKind } from '../sentences/aside-cuts.ts';
import type { Aside } from '../sentences/asides.ts';
import { type Draft, cannot } from '../draft.ts';
import { wordsOf } from '../words/text.ts';
import { readApart, readHours, readLag } from './beside-asides.ts';
import { readDue, readExpiry, readUse } from './expiry.ts';
import { readDraw, readWithin } from './draws.ts';
import { readFee, readMost } from './fees.ts';
import { readComputed, readStock, readTotal } from './totals.ts';
import { readFull } from './full.ts';
import { readMarks } from './marks.ts';
import { readNoted, readOnce } from './noted.ts';
import { readShare } from './shares.ts';
import { readLengthOfTime } from './span.ts';
import { readTransfer } from './transfer.ts';
import { readBarred } from './barred.ts';
import { readUsable } from './usable.ts';
import { readUncounted, readWaiting } from './waiting.ts';

/** Each says whether it made something of what was set aside. */
const readers: Record<AsideKind, (draft: Draft, aside: Aside) => boolean> = {
  due: readDue,
  expiry: readExpiry,
  use: readUse,
  fee: readFee,
  most: readMost,
  transfer: readTransfer,
  computed: readComputed,
  usable: readUsable,
  draw: readDraw,
  within: readWithin,
  total: readTotal,
  share: readShare,
  stock: readStock,
  full: readFull,
  uncounted: readUncounted,
  waiting: readWaiting,
  length: readLengthOfTime,
  apart: readApart,
  hours: readHours,
  lag: readLag,
  barred: readBarred,
  noted: readNoted,
  marks: readMarks,
  once: readOnce,
  approval: () => false,
  form: () => false,
  remark: (draft) => draft.rules.some((rule) => ['fee', 'transfer', 'stock'].includes(rule.kind)),
};

const why: Partial<Record<AsideKind, [reason: string, nearest: string]>> = {
  fee: ['A fee needs rows that say from when to when, such as rentals or visits', 'the amount as a field'],
  draw: ['Nothing was said that has such an amount and nothing that takes from it', 'the amount as a field'],
  within: ['There is no amount within which the amounts of other rows could be kept', 'the amounts as fields'],
  barred: [
    'What somebody may not do while there are such rows of theirs needs both to name whose they are',
    'the state as a field of those rows',
  ],
  approval: [
    'Who decides may depend on the role alone, and not on how large an amount is',
    'the same approval for all of them',
  ],
  usable: ['New rows would have to be in another state first', 'the state as a field'],
  apart: [
    'What people do with what is their own can be refused where both are kept as theirs',
    'the owner as a field of both',
  ],
  hours: ['Hours ask for rows that have a time of day', 'times without that limit'],
  lag: ['What is done only so long after something needs rows that keep when that was', 'the time as a field'],
  form: [
    'The form of a text is not looked at yet, beyond its length',
    'a text of bounded length; email addresses, web addresses and phone numbers are checked',
  ],
  share: ['A part of an amount needs a row that holds the amount', 'the amounts as fields'],
  total: [
    'A sum needs lines with an amount that belong to what it is the sum of',
    'the rows from which it can be worked out',
  ],
  stock: [
    'Nothing was said that has a stock and nothing that takes from it',
    'the stock as a field that is changed by hand',
  ],
  full: [
    'There is nothing whose places could be counted by what refers to it',
    'a limit on how many there are of one thing',
  ],
  length: [
    'How long something takes can be bounded where its start and its end are kept',
    'a start and an end as fields',
  ],
  waiting: ['Who waits for a place needs something that has a number of places', 'the status as a field'],
};

/** What comes first is what the others ask for: a fee for lateness wants to know when something is due. */
export function readAsides(draft: Draft): void {
  const ordered = (Object.keys(readers) as AsideKind[]).flatMap((kind) =>
    draft.asides.filter((aside) => aside.kind === kind),
  );
  // "The total is net plus tax. The tax is 19 % of net.": what one follows from another may tell of first.
  let left = ordered;
  for (let before = left.length + 1; left.length < before; ) {
    before = left.length;
    left = left.filter((aside) => !readers[aside.kind](draft, aside));
  }
  for (const aside of left) {
    const [reason, nearest] = why[aside.kind] ?? ['This rule is not one that can be enforced yet', undefined];
    cannot(draft, wordsOf(aside.clause), reason, nearest);
  }
}
