import { expect, it } from 'vitest';
import { understand } from '../understand.ts';

/** What cannot be enforced is said, and nothing else is made of it that would forbid what was allowed. */

function read(text: string) {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') expect.fail(found.questions.join(' '));
  return found.requirements;
}

const said: [base: string, sentence: string, kind: string][] = [
  [
    'API for a bank. Children have a name. Withdrawals belong to a child and have an amount.',
    'Withdrawals above 20 must get the approval of a parent.',
    'range',
  ],
  [
    'API for a league. Teams have a name. Matches have a home team, an away team, a date and a home score.',
    'A match can be scored only after its date.',
    'transitions',
  ],
  [
    'API for tools. Users sign in. Users offer tools with a name. Requests belong to a tool and have a status (pending, accepted).',
    'Only the owner of the tool may accept a request.',
    'owner-only',
  ],
  [
    'API for jobs. Companies post jobs with a title. Candidates apply to jobs with a cover letter.',
    'Companies can only see applications for their own jobs.',
    'owner-only',
  ],
  [
    'API for desks. Members have a name. Desks have a number. Reservations have a member, a desk and a date. Members can cancel their own reservations until the day before.',
    'Admins can cancel any reservation.',
    'role-only',
  ],
  [
    'API for trips. Trips have a destination and a cost.',
    'Trips that cost more than 2000 need approval by the head of department.',
    'range',
  ],
  [
    'API for expenses. Employees file expenses with an amount and a title.',
    "Expenses over 1000 need a director's approval.",
    'range',
  ],
  [
    'API for raffles. Raffles have a title. Tickets belong to a raffle and have a number.',
    'Nobody may buy more than 10 tickets per raffle.',
    'max-per',
  ],
];

it.each(said)('%s %s', (base, sentence, kind) => {
  const { rules, unsupported } = read(`${base} ${sentence}`);
  expect(unsupported.map(({ words }) => words)).toContain(sentence.slice(0, -1));
  expect(rules.map((rule) => rule.kind)).not.toContain(kind);
});

it('is asked of some of another thing, and not of every row', () => {
  const base =
    'API for boats. Boats have a name and a type (sail, motor). Customers have a name and a licence (optional).';
  const licence = (text: string) => read(text).entities.find(({ name }) => name === 'Customer')?.fields[1]?.required;
  expect(licence(`${base} The licence is required.`)).toBe(true);
  const { unsupported } = read(`${base} Motor boats require a licence.`);
  expect(unsupported.map(({ words }) => words).join()).toMatch(/^Motor boats require/);
  expect(licence(`${base} Motor boats require a licence.`)).toBe(false);
});

it('is the owner of the row itself who alone may', () => {
  const { rules } = read('API for a blog. Users write posts with a title. Only the author of a post may edit it.');
  expect(rules).toMatchObject([{ kind: 'owner-only', entity: 'Post', verbs: ['update'] }]);
});
