import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../../expectation.ts';

const fieldsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    requirementsOf(text).entities.map(({ name, fields }) => [name, fields.map((field) => field.name).join(' ')]),
  );

describe('what holds which others', () => {
  it.each([
    'For each bike there are repairs with a description, a cost and a status that goes from waiting to in progress to done.',
    'Each bike has repairs with a description, a cost and a status that goes from waiting to in progress to done.',
    'For every bike we keep repairs with a description, a cost and a status that goes from waiting to in progress to done.',
  ])('what is told behind the parts is of the parts: %s', (said) => {
    const text = `REST API. Bikes have a model. ${said} A repair that is done can't be changed any more.`;
    expect(fieldsOf(text)).toEqual({ Bike: 'model', Repair: 'bikeId description cost status' });
    const { rules, unsupported } = requirementsOf(text);
    expect(rules.map(({ kind, entity }) => `${kind} ${entity}`).sort()).toEqual(['fixed Repair', 'transitions Repair']);
    expect(unsupported).toEqual([]);
  });

  it('what stands behind the last of a list is of the whole again', () => {
    expect(
      fieldsOf(
        'API for a bakery. An order has lines with product, quantity and price, a status (new, baked) and a total.',
      ),
    ).toMatchObject({ Order: 'status total' });
  });

  it('what is ordered has no one order, and an order no one thing', () => {
    const text =
      'REST API. Trees have a species. Customers have a name. Customers order trees; an order has 1 or more trees.';
    expect(fieldsOf(text)).toMatchObject({ Tree: 'species' });
    expect(requirementsOf(text).relations).toContainEqual(
      expect.objectContaining({ one: 'Order', many: 'Tree', kind: 'many-to-many' }),
    );
  });

  it('how many the parts hold is told of the parts', () => {
    const { rules } = requirementsOf(
      'REST API. Debates have a topic. Each debate has two teams with up to three speakers. Judges score speakers from 0 to 100.',
    );
    expect(rules).toContainEqual(
      expect.objectContaining({ kind: 'max-per', entity: 'Speaker', per: 'teamId', limit: 3 }),
    );
    expect(rules.some((rule) => rule.kind === 'max-per' && rule.entity === 'Score')).toBe(false);
  });

  it('what one is kept track of is no track of music', () => {
    expect(
      Object.keys(fieldsOf("REST API. We want to keep track of our company's laptops. A laptop has a model.")),
    ).toEqual(['Laptop']);
  });

  it('what is assigned to one at a time names that one', () => {
    const text =
      'REST API. Laptops have a model. Employees have a name. Laptops are assigned to employees. A laptop may be assigned to only one employee at a time.';
    expect(fieldsOf(text)).toEqual({ Laptop: 'employeeId model', Employee: 'name' });
  });
});

describe('who was there', () => {
  it.each([
    'For each rehearsal we record which members were present.',
    'We record which members attended each rehearsal.',
    'Each rehearsal has a list of the members who attended.',
    'For every rehearsal note which members came.',
  ])('%s', (said) => {
    const { relations, unread, unsupported } = requirementsOf(
      `REST API. Members have a name. Rehearsals have a date. ${said}`,
    );
    expect(relations.map(({ kind }) => kind)).toEqual(['many-to-many']);
    expect([...unread, ...unsupported]).toEqual([]);
  });
});

describe('what is over', () => {
  it.each([
    'A student can only sign up once for the same class, and not for classes in the past.',
    'A student cannot sign up for past classes.',
    'Nobody can sign up for a class that has already started.',
    'Students can only sign up for upcoming classes.',
    'Sign-ups are only possible before the class starts.',
  ])('%s', (said) => {
    const { rules, unsupported } = requirementsOf(
      `REST API. Students sign up for classes. A class has a title and a start time. ${said}`,
    );
    expect(rules).toContainEqual(
      expect.objectContaining({ kind: 'until', entity: 'Registration', change: 'create', via: 'classId' }),
    );
    expect(unsupported).toEqual([]);
  });

  it.each([
    'When a class is full, nobody else can sign up.',
    'If a class is fully booked then no more students can register.',
  ])('%s', (said) => {
    const { rules, unsupported } = requirementsOf(
      `REST API. Students sign up for classes. A class has a title and a capacity. ${said}`,
    );
    expect(rules.map(({ kind }) => kind)).toEqual(['capacity']);
    expect(unsupported).toEqual([]);
  });
});
