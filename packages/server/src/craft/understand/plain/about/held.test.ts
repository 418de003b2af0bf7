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

describe('what joins, what is told of the rows and who may', () => {
  it.each([
    [
      'Recipes have a name. Ingredients have a name and a unit. A recipe uses ingredients with an amount.',
      { Recipe: 'name', Ingredient: 'name unit', RecipeIngredient: 'name recipeId ingredientId amount' },
    ],
    [
      'Screenings have a start time. Tickets are sold for a screening with a seat number.',
      { Screening: 'startTime', Ticket: 'screeningId seatNumber' },
    ],
    [
      'Children have a name. Attendance is recorded every day: child, date, present or absent.',
      { Child: 'name', Attendance: 'childId date status' },
    ],
    [
      'Vehicles have a plate. Each piece of equipment is stored in a vehicle and has an inspection date.',
      { Vehicle: 'plate', Equipment: 'name vehicleId inspectionDate' },
    ],
  ])('%s', (said, fields) => {
    expect(fieldsOf(`REST API. ${said}`)).toEqual(fields);
  });

  it.each([
    ['Shelves have a number. Bottles have a name. Shelves hold bottles, at most 12 per shelf.', 'Bottle', 12],
    ['Children have a name. A child has one or two parents. Parents have a phone number.', 'Parent', 2],
  ])('%s', (said, entity, limit) => {
    expect(requirementsOf(`REST API. ${said}`).rules).toEqual([
      expect.objectContaining({ kind: 'max-per', entity, limit }),
    ]);
  });

  it('several kinds that take part are each tied', () => {
    const { relations } = requirementsOf(
      'REST API. Firefighters have a name. Vehicles have a plate. Missions have a start; several firefighters and vehicles take part in a mission.',
    );
    expect(relations.map(({ one, many, kind }) => `${one} ${many} ${kind}`).sort()).toEqual([
      'Mission Firefighter many-to-many',
      'Mission Vehicle many-to-many',
    ]);
  });

  it('whoever reported it made it', () => {
    const { rules } = requirementsOf(
      'REST API with login. Issues have a title and a status: open, closed. Only the reporter or an admin can close an issue.',
    );
    expect(rules.map(({ kind }) => kind).sort()).toEqual(['owner-only', 'role-only']);
    const named = requirementsOf(
      'REST API with login. Issues have a title and a reporter name. Only the reporter can delete an issue.',
    );
    expect(named.rules).toEqual([]);
    expect(named.unsupported).toHaveLength(1);
  });

  it('who may do it and that others may only look are one right', () => {
    const { rules, unsupported } = requirementsOf(
      'REST API with login. Routes have a name. Setters can add and remove routes; everybody else can only look.',
    );
    expect(rules).toEqual([
      expect.objectContaining({ kind: 'role-only', role: 'setter', verbs: ['create', 'delete'] }),
    ]);
    expect(unsupported).toEqual([]);
  });

  it('an age rating has no stars', () => {
    const { entities } = requirementsOf('REST API. Movies have a title and an age rating.');
    expect(entities[0]?.fields.find(({ name }) => name === 'ageRating')).toMatchObject({ type: 'string' });
  });
});
