import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../expectation.ts';

/** Two things with two fields each, one belonging to the other, told in ways that no pass was written for. */
const said: readonly ((parents: string, parent: string, children: string, child: string) => string)[] = [
  (_p, parent, children, child) =>
    `REST API. A ${parent} (name, city) owns several ${children}. A ${child} has a number and a weight.`,
  (parents, parent, children, child) =>
    `Build an API for ${parents} and their ${children}. Store name and city of every ${parent}, and number and weight of every ${child}.`,
  (parents, _p, children) =>
    `A REST backend where ${parents} have a name and a city, and each of them can have any number of ${children} with number and weight.`,
  (_p, parent, _c, child) => `Entities:\n- ${parent}: name, city\n- ${child}: number, weight, ${parent}`,
  (_p, parent, _c, child) => `Entities:\n- ${parent}(id, name, city)\n- ${child}(id, number, weight, ${parent}_id)`,
  (parents, parent, children) =>
    `I need a service to keep ${parents} with name and city. For every ${parent} I also want to keep its ${children}, with number and weight.`,
  (parents, parent, children, child) =>
    `REST API with nested resources: /${parents}/{id}/${children}. A ${parent} has name and city, a ${child} has number and weight.`,
  (_p, parent, children, child) =>
    `Create an API: ${parent} has name, city; ${child} has number, weight; one ${parent} to many ${children}.`,
  (parents, parent, children) =>
    `We manage ${parents}. In each ${parent} (name, city) there are ${children} (number, weight). Please build the REST API.`,
  (parents, _p, children) =>
    `The API should know ${parents} with a name and a city and, for each of these ${parents}, a list of ${children} with their number and weight.`,
  (parents, parent, children, child) =>
    `I want to track ${children} of ${parents}. A ${child} is described by number and weight, a ${parent} by name and city. REST API.`,
  (parents, parent, children) =>
    `Users manage ${parents} (name, city). Inside a ${parent} they manage ${children} (number, weight). Make it a REST API.`,
  (_p, parent, children) =>
    `An API where each ${parent} has a name, a city and a collection of ${children}; ${children} have a number and a weight.`,
];
const capital = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;

describe('what belongs to what, in words that nobody knew', () => {
  it.each(
    said.flatMap((tell) => [
      [tell('vineyards', 'vineyard', 'barrels', 'barrel'), 'vineyard', 'barrel'] as const,
      [tell('museums', 'museum', 'exhibits', 'exhibit'), 'museum', 'exhibit'] as const,
      [tell('trucks', 'truck', 'inspections', 'inspection'), 'truck', 'inspection'] as const,
    ]),
  )('%s', (text, parent, child) => {
    const { entities, relations, unread, unsupported } = requirementsOf(text);
    expect(entities.map(({ name }) => name).sort()).toEqual([capital(child), capital(parent)].sort());
    const fieldsOf = (name: string): string[] =>
      (entities.find((entity) => entity.name === capital(name))?.fields ?? []).map((field) => field.name).sort();
    expect(fieldsOf(parent)).toEqual(['city', 'name']);
    expect(fieldsOf(child)).toEqual([`${parent}Id`, 'number', 'weight'].sort());
    expect(relations).toEqual([expect.objectContaining({ one: capital(parent), many: capital(child) })]);
    expect([...unread, ...unsupported]).toEqual([]);
  });

  it.each([
    // A thing that is in the list itself has none of its fields.
    ['REST API. Berths have a number. A booking has a berth, a departure date and an arrival date.', 'Berth', 'number'],
    // Nobody knows whose the second half is.
    [
      'Recipes API. Each recipe has a title, ingredients, instructions and cooking time.',
      'Recipe',
      'title instructions cookingTime',
    ],
    // The head of "trips of a kayak" has what stands behind it.
    ['REST API: kayaks with a colour and a length; trips of a kayak with a date.', 'Kayak', 'colour length'],
    // What one chooses from is no list of fields.
    ['REST API. Members have an email and a plan (basic, plus, premium).', 'Member', 'email plan'],
    // A limit is more than a tie.
    ['An API: halls, seats, tickets; a hall has at most one ticket per seat.', 'Hall', 'name capacity'],
    // What a field is stands in its bracket.
    ['REST API. Shows have a title and a start (date and time).', 'Show', 'title start'],
    ['API for products: name, price, discount in percent, net price.', 'Product', 'name price discount netPrice'],
    // Others that are told of behind a comma belong to nothing.
    ['REST API: orders with a number and a date, couriers with a name.', 'Courier', 'name'],
    ['REST API. Teachers have a name, students have a name.', 'Student', 'name'],
    // Behind "and has" it is still spoken of the first.
    ['REST API. Files have a name. Each document is stored in a file and has a title and a size.', 'File', 'name'],
    ['Motel booking API with motels and guests. Motels have a name.', 'Motel', 'name'],
    ['REST API. Desks have a label. Members book desks for a day.', 'Desk', 'label'],
    // What lies in something belongs to it, however it came there.
    ['REST API. Boxes have a label. Lamps (name, weight) are put into boxes.', 'Lamp', 'boxId name weight'],
    ['REST API for boxes (label) and the lamps in them. Lamps have a name.', 'Lamp', 'boxId name'],
    ['REST API. Boxes have a label. Lamps have a name and a reference to their box.', 'Lamp', 'boxId name'],
    ['REST API. A box has a label and contains any number of lamps. A lamp has a name.', 'Box', 'label'],
    // Ships are things, whatever else is shipped.
    ['REST API for ships and their cabins. Ships have a name. Cabins have a title and a color.', 'Ship', 'name'],
  ])('gives nothing to another: %s', (text, name, fields) => {
    const entity = requirementsOf(text).entities.find((one) => one.name === name);
    expect(entity?.fields.map((field) => field.name)).toEqual(fields.split(' '));
  });
});
