import { describe, expect, test } from 'vitest';
import { requirementsOf } from '../expectation.ts';

/** Who does what alone, as `role verbs Entity`. */
const rightsIn = (text: string): string[] =>
  requirementsOf(text).rules.flatMap((rule) =>
    rule.kind === 'role-only' ? [`${rule.role} ${rule.verbs.join('+')} ${rule.entity}`] : [],
  );
const thingsIn = (text: string): string[] => requirementsOf(text).entities.map(({ name }) => name);

const graves = 'REST API for a cemetery. Graves have a number and a section.';
const chess = 'REST API for a chess club. Games have a date and a result text.';
const archive =
  '# Archive\nREST API for an archive.\n## Entities\n- Record: title, year, box\n- Box: number, shelf\n## Roles\n';

describe('people of whom nothing is told but what they may do are roles', () => {
  test.each([
    [`${graves} Only sextons may change graves.`, ['sexton update Grave'], ['Grave']],
    [`${chess} Only the board may delete games.`, ['board delete Game'], ['Game']],
    [`${chess} Only board members can create games.`, ['board create Game'], ['Game']],
    [
      `${archive}- Archivist: can create and edit records, can manage boxes\n- Visitor: can only view records`,
      ['archivist create+update Record', 'archivist create+update+delete Box'],
      ['Record', 'Box'],
    ],
    [
      'REST API for a clinic.\n## Entities\n- Patient: name, phone\n- Visit: patient, date\n## Roles\n- Doctor: writes visits\n- Receptionist: manages patients and visits',
      ['doctor create Visit', 'receptionist create+update+delete Patient', 'receptionist create+update+delete Visit'],
      ['Patient', 'Visit'],
    ],
    [
      'REST API for a lab. Samples have a code. Chemists manage samples; technicians may only read them.',
      ['chemist create+update+delete Sample'],
      ['Sample'],
    ],
    [
      'GraphQL API for a planetarium. Shows have a title. Projectionists manage shows.',
      ['projectionist create+update+delete Show'],
      ['Show'],
    ],
  ])('%s', (text, rights, things) => {
    expect(rightsIn(text)).toEqual(rights);
    expect(thingsIn(text)).toEqual(things);
    expect(requirementsOf(text).unsupported).toEqual([]);
  });

  test('whose rows are kept stay a thing, and animals are no role', () => {
    const ward =
      'REST API for a hospital. Nurses (name, email) and wards (name). Shifts have a nurse, a ward and a start. Nurses manage wards.';
    expect(thingsIn(ward)).toContain('Nurse');
    expect(rightsIn(ward)).toEqual([]);
    const rink = 'REST API for a park. Lawns have a name. Only dogs can enter lawns.';
    expect(rightsIn(rink)).toEqual([]);
    expect(requirementsOf(rink).unsupported.map(({ words }) => words)).toEqual(['Only dogs can enter lawns']);
  });
});

test.each([
  ['Only sextons can edit anything. Everyone can read everything.', 'sexton'],
  ['Sextons edit, everyone reads.', 'sexton'],
  ['Gardeners can add and change everything, everyone else can only look.', 'gardener'],
  ['Only editors can make changes; anyone can read.', 'editor'],
])('who alone may change anything may change each thing: %s', (sentence, role) => {
  const { rules, entities, unsupported } = requirementsOf(`${graves} Trees have a name. ${sentence}`);
  const writes = rules.flatMap((rule) =>
    rule.kind === 'role-only' ? [`${rule.role} ${rule.verbs.join()} ${rule.entity}`] : [],
  );
  expect(writes).toEqual([`${role} create,update,delete Grave`, `${role} create,update,delete Tree`]);
  expect(entities.map(({ name }) => name)).toEqual(['Grave', 'Tree']);
  expect(unsupported).toEqual([]);
});

test('who manages everything shuts nobody out', () => {
  expect(rightsIn(`${graves} Admins manage everything.`)).toEqual([]);
});

/** Who owns a row alone may do with it, as `verbs Entity`. */
const ownersIn = (text: string): string[] =>
  requirementsOf(text).rules.flatMap((rule) =>
    rule.kind === 'owner-only' ? [`${rule.verbs.join('+')} ${rule.entity}`] : [],
  );

describe('what its author may do', () => {
  test.each([
    ['Polls API with login. Users create polls with a question. The author can close it early.', 'close Poll', 'Poll'],
    ['Talks API with login. Users add talks with a title. Only the author can publish it.', 'publish Talk', 'Talk'],
    ['Walks API with login. Users add walks with a name. The owner of a walk may cancel it.', 'cancel Walk', 'Walk'],
  ])('%s', (text, right, things) => {
    expect(ownersIn(text)).toEqual([right]);
    expect(thingsIn(text)).toEqual([things]);
  });

  test.each([
    ['Users can edit their own messages within 15 minutes.', ['update Message']],
    ['Users can edit their own messages and delete them.', ['update Message', 'delete Message']],
  ])('%s', (sentence, rights) => {
    expect(ownersIn(`Chat API with login. Messages have a text. ${sentence}`)).toEqual(rights);
  });

  test('is nobody’s where authors are kept', () => {
    const books = 'Books API. Authors have a name. Books have a title and an author. The author can edit the book.';
    expect(ownersIn(books)).toEqual([]);
  });
});

describe('what some do not see', () => {
  const desk = 'Help desk API with login. Tickets have a subject.';

  test.each([
    `${desk} Only agents may write notes on a ticket, customers don't see them.`,
    `${desk} Only agents may write notes on a ticket that customers cannot see.`,
  ])('%s', (text) => {
    expect(rightsIn(text)).toEqual(['agent create Note', 'agent list+read Note']);
  });

  test('is said where it depends on the row', () => {
    const text = `${desk} Comments belong to a ticket and can be internal; only agents see internal comments.`;
    expect(rightsIn(text)).toEqual([]);
    expect(requirementsOf(text).unsupported.map(({ words }) => words)).toEqual(['only agents see internal comments']);
  });
});
