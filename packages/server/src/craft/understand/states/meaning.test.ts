import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../expectation.ts';

/** The states of a thing, in as many wordings as people have for them: T is the thing, Ts many of them, P to S its states. */

const domains = [
  { T: 'repair', states: ['received', 'diagnosed', 'repaired', 'collected'] },
  { T: 'claim', states: ['open', 'checked', 'approved', 'paid'] },
];

interface Read {
  /** States by their letters, X where a row leaves its way; empty where none were found. */
  states: string;
  first: string;
  /** "PQ QR": from P to Q and from Q to R. */
  ways: string[];
  /** "fixed S", "lasting S". */
  rules: string[];
  /** What was not read, or is said not to be built. */
  left: string[];
}

function read({ T, states }: (typeof domains)[number], before: string, words: string): Read {
  const [P = '', Q = '', R = '', S = ''] = states;
  const names: Record<string, string> = { P, Q, R, S, T, Ts: `${T}s` };
  const said = `REST API. ${before} ${words}.`.replaceAll(/\b(?:Ts|[PQRST])\b/g, (sign) => names[sign] ?? sign);
  const text = said.replaceAll(/(?:^|[.;] )[a-z]/g, (start) => start.toUpperCase());
  const { entities, rules, unread, unsupported } = requirementsOf(text);
  const letter = (state: unknown): string => 'PQRS'[states.indexOf(String(state))] ?? 'X';
  const field = entities.find(({ name }) => name.toLowerCase() === T)?.fields.find(({ values }) => values);
  const stateOf = (rule: { open?: { equals: unknown; or?: unknown[] } | undefined }): string =>
    [rule.open?.equals, ...(rule.open?.or ?? [])].map(letter).join('');
  return {
    states: (field?.values ?? []).map(letter).join(''),
    first: letter(field?.default),
    ways: rules.flatMap((rule) =>
      rule.kind === 'transitions' ? rule.allowed.map(([from, to]) => letter(from) + letter(to)).toSorted() : [],
    ),
    rules: rules.flatMap((rule) =>
      rule.kind === 'fixed' || rule.kind === 'lasting' ? [`${rule.kind} ${stateOf(rule)}`] : [],
    ),
    left: [...unread, ...unsupported.map((item) => item.words), ...entities.map(({ name }) => name).slice(1)],
  };
}

const told = 'Ts have a title and a price.';
const listed = 'Ts have a title and a status (P, Q, R, S).';
const cancellable = 'Ts have a title and a status (P, Q, R, S, cancelled).';
const unordered = 'Ts have a title and a status (S, R, Q, P).';
const way = { states: 'PQRS', first: 'P', ways: ['PQ', 'QR', 'RS'], rules: [], left: [] };

describe.each(domains)('the states of a $T', (domain) => {
  describe('are told with their order', () => {
    it.each([
      'A T starts as P, then it is Q, then R and finally S',
      'The life of a T is: P, Q, R, S, in this order',
      'We follow each T through four stages: P, Q, R, S. No stage may be skipped',
      'A new T is P. A P T becomes Q, a Q one becomes R, and a R one becomes S',
      'When a T is created it is P; later it gets Q, then R, then S',
      'Workflow of a T: P > Q > R > S',
      'The status of a T advances from P over Q and R to S',
      'Each T is in one of four states, P, Q, R or S, and can only move to the next one',
      'A T has a state. It is P to begin with, and moves on to Q, R and S one at a time',
      'The states are P, Q, R and S. You can only go from one to the next',
      'First, a T is P. Then it is Q. Then it is R. Finally it is S',
      'Status of a T: P (initial), then Q, then R, then S (final)',
      'A T is created as P. It can then be Q. A Q T can be R. A R T can be S',
      'Track for each T how far it is: P, Q, R, S. It only moves forward one step at a time',
    ])('%s', (words) => {
      expect(read(domain, told, words)).toEqual(way);
    });
  });

  describe('follow each other', () => {
    it.each([
      'It always goes one step forward, never back, and no step is left out',
      'The status can only be changed to the next one in the list',
      'The order of the statuses is fixed: you cannot skip one or go back',
      'Only these changes are possible: P to Q, Q to R, R to S',
      'P can only be followed by Q, Q only by R and R only by S',
      'After P comes Q, after Q comes R, and after R comes S',
      'Before a T can be S it must be R, before it can be R it must be Q, and before it can be Q it must be P',
      'A T can only become Q when it is P, only become R when it is Q, and only become S when it is R',
      'Any other order than P, Q, R, S must be refused with an error',
      'It is not possible to jump over a status or to return to an earlier one',
      'Valid status transitions are P to Q, Q to R, R to S; anything else must return an error',
      'Moving a T to a status that is not the next one is rejected with 409',
      'Going back or leaving out a status must be rejected',
    ])('%s', (words) => {
      expect(read(domain, listed, words)).toEqual(way);
    });
  });

  describe('one comes only after another', () => {
    it.each([
      'A T can be R only if it was Q before',
      'Only when a T is Q may it become R',
      'You cannot mark a T as R unless it is Q',
      'To become R, a T must have been Q',
      'A T that is not Q cannot be set to R',
      'Nothing gets R that was not Q first',
      'If a T is not yet Q, changing it to R is rejected',
      'Marking a T as R requires that it is Q',
      'Being Q is a precondition for being R',
      'A T may be R provided that it is Q',
    ])('%s', (words) => {
      const { states, ways, left } = read(domain, listed, words);
      expect([states, left, ways.filter((pair) => pair.endsWith('R'))]).toEqual(['PQRS', [], ['QR']]);
      expect(ways).toEqual(expect.arrayContaining(['PQ', 'RS']));
    });
  });

  describe('nothing leads out of the last', () => {
    it.each([
      'Once S, a T stays S',
      'The status of a S T can never change again',
      'There is no way back from S',
      'S is the last status, nothing comes after it',
      'When a T has been S its status is frozen',
      'From S no further change is possible',
      'S Ts keep their status forever',
      'Leaving the status S is not possible',
      'As soon as a T is S, no more status changes are accepted',
    ])('%s', (words) => {
      const { ways, left } = read(domain, listed, words);
      expect([left, ways.filter((pair) => pair.startsWith('S'))]).toEqual([[], []]);
      expect(ways).toEqual(expect.arrayContaining(['PQ', 'QR', 'RS']));
    });
  });

  describe('a row leaves its way only here', () => {
    it.each([
      'A T can be cancelled as long as it is not R or S',
      'Cancelling is possible while a T is P or Q',
      'Once a T is R or S it can no longer be cancelled',
      'Cancelling a T that is R or S is an error',
      'Cancellation is allowed only from P and Q',
      'A T can still be cancelled when it is P or Q, but not later',
      'You can cancel a T as long as it has not been R',
      'A T in status P or Q may be cancelled, otherwise not',
      'Nobody can cancel a R or S T',
    ])('%s', (words) => {
      const { ways, left } = read(domain, cancellable, words);
      expect([left, ways.filter((pair) => pair.endsWith('X'))]).toEqual([[], ['PX', 'QX']]);
    });
  });

  describe('a row begins with one', () => {
    it.each([
      'A new T is P',
      'When a T is created, its status is P',
      'Freshly created Ts have the status P',
      'In the beginning a T is P',
      'If nothing is said, a T is P',
      'A T gets status P when it is entered',
      'On creation, Ts are automatically P',
      'Initial status: P',
    ])('%s', (words) => {
      const { states, first, left } = read(domain, unordered, words);
      expect([states, first, left]).toEqual(['SRQP', 'P', []]);
    });
  });

  describe('some bar changes of a row', () => {
    it.each([
      ['After it is S, nothing about a T may change', 'fixed S'],
      ['You cannot edit a T that is S', 'fixed S'],
      ['A T can be edited until it is S', 'fixed S'],
      ['As soon as a T is S it is frozen', 'fixed S'],
      ['Changes to S Ts are refused', 'fixed S'],
      ['A T is only editable while it is not S', 'fixed S'],
      ['After it was R, a T must not be modified', 'fixed RS'],
      ['Deleting a S T is forbidden', 'lasting S'],
      ['A T may be deleted before it is S but not after', 'lasting S'],
      ['Nobody may delete S Ts', 'lasting S'],
      ['Once a T is Q, it can no longer be deleted', 'lasting QRS'],
    ])('%s', (words, rule) => {
      const { rules, left } = read(domain, listed, words);
      expect([rules.map((one) => one.split(' ')[0]), left]).toEqual([rules.map(() => rule.split(' ')[0]), []]);
      expect(rules.map((one) => one.split(' ')[1]).join('')).toBe(rule.split(' ')[1]);
    });
  });
});

describe('whole descriptions', () => {
  const waysOf = (text: string): string[] => {
    const { rules, unread, unsupported } = requirementsOf(text);
    return [
      ...rules.flatMap((rule) => (rule.kind === 'transitions' ? rule.allowed.map(([a, b]) => `${a} ${b}`) : [])),
      ...unread,
      ...unsupported.map(({ words }) => words),
    ];
  };

  it.each([
    [
      'REST API for purchase requests. A purchase request has a title and an amount. Requests start in draft, can be submitted for approval, and are then approved or rejected. Approved requests become ordered and finally received. Rejected requests can be reopened (back to draft).',
      [
        'draft submitted',
        'submitted approved',
        'submitted rejected',
        'approved ordered',
        'ordered received',
        'rejected draft',
      ],
    ],
    [
      'An API for a print shop: orders with customer name, pages and copies. Order status: new -> printing -> ready -> delivered. Orders can be cancelled unless they are ready or delivered.',
      ['new printing', 'printing ready', 'ready delivered', 'new cancelled', 'printing cancelled'],
    ],
    [
      'Task tracker API. Tasks have a title and a due date. Possible states: todo, doing, done. A task moves from todo to doing and from doing to done, and may go back from doing to todo. Done tasks stay done.',
      ['todo doing', 'doing done', 'doing todo'],
    ],
    [
      'REST API for a film festival. Films have a title and a length in minutes. A film is submitted, then either accepted or rejected; accepted films can be scheduled, and scheduled ones shown.',
      ['submitted accepted', 'submitted rejected', 'accepted scheduled', 'scheduled shown'],
    ],
    [
      'REST API: contracts with a title and a value. A contract is a draft first. A draft can be sent, a sent contract can be signed or declined.',
      ['draft sent', 'sent signed', 'sent declined'],
    ],
    [
      'REST API. Acquisitions have a title. Status values: suggested, ordered, received. The allowed status changes are suggested to ordered and ordered to received.',
      ['suggested ordered', 'ordered received'],
    ],
    [
      'A backend for bug reports: title, description, status (open, confirmed, fixed, closed). New bugs are open. A bug can be confirmed, a confirmed bug can be fixed, and a fixed bug can be closed or reopened.',
      ['open confirmed', 'confirmed fixed', 'fixed closed', 'fixed open'],
    ],
  ])('%s', (text, ways) => {
    expect(waysOf(text)).toEqual(ways);
  });

  it('a state that nothing is said to lead to is not shut off', () => {
    const { rules } = requirementsOf(
      'REST API. Cases have a subject. Every case is open at the start. Cases in progress can be solved. A solved case can be closed, a closed one cannot be reopened.',
    );
    const [ways] = rules.flatMap((rule) => (rule.kind === 'transitions' ? [rule.allowed] : []));
    expect(ways).toContainEqual(['open', 'in_progress']);
    expect(ways?.filter(([from]) => from === 'closed')).not.toContainEqual(['closed', 'open']);
  });

  it('who does it is not kept, and said', () => {
    const { unread, unsupported } = requirementsOf(
      'REST API. Events have a name. An event is requested, then confirmed by the cook, then billed.',
    );
    expect([...unread, ...unsupported.map(({ words }) => words)].join(' ')).toContain('by the cook');
  });
});

describe('what says more than this', () => {
  it('is left to those who know it', () => {
    const { rules, unsupported } = requirementsOf(
      'REST API. Repairs have a title and a status (open, done). P repair can only be done if its parts are paid by the insurance.',
    );
    expect(rules).toEqual([]);
    expect(unsupported).toHaveLength(1);
  });

  it('keeps to the thing that is spoken of', () => {
    const { rules } = requirementsOf(
      'REST API. Products have a name. Orders have a date and a status (open, paid, sent). Allowed changes: open to paid, paid to sent.',
    );
    expect(rules).toEqual([expect.objectContaining({ kind: 'transitions', entity: 'Order' })]);
  });

  it('names the thing for the pronoun behind a sentence', () => {
    const { operations } = requirementsOf(
      'REST API. Requests have a text and a status (pending, approved, rejected). New requests are pending. Managers approve or reject them.',
    );
    expect(operations.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['approve', 'reject']));
  });
});
