import { expect, it } from 'vitest';
import { understand } from '../understand.ts';

function thingsOf(description: string): string[] {
  const read = understand(description, { constraints: {}, preferences: {} });
  if (read.verdict !== 'understood') expect.fail(read.questions.join(' '));
  return read.requirements.entities.map(({ name }) => name);
}

it('what was told to have all that it needs is given nothing that nobody spoke of', () => {
  const told =
    'A REST API for time tracking. Employees have a name. A time entry belongs to an employee and has a date and hours.';
  expect(thingsOf(told)).toEqual(['Employee', 'TimeEntry']);
  expect(thingsOf(`${told} Time entries are for a project.`)).toContain('Project');
});

it('the name of somebody is a field of the booking, not somebody else', () => {
  const told = 'A REST API for a hotel. Rooms have a number. A booking belongs to a room and has a guest name.';
  expect(thingsOf(told)).toEqual(['Room', 'Booking']);
  expect(thingsOf('A REST API for a hotel. Rooms have a number. Guests book rooms.')).toContain('Guest');
});

it('what goes on behind "and has" is said of whom the sentence began with', () => {
  const read = understand(
    'A REST API for talks. Rooms have a name. A talk takes place in a room and has a title and a start time.',
    { constraints: {}, preferences: {} },
  );
  if (read.verdict !== 'understood') expect.fail(read.questions.join(' '));
  const talk = read.requirements.entities.find(({ name }) => name === 'Talk');
  expect(talk?.fields.map(({ name }) => name)).toEqual(['roomId', 'title', 'startTime']);
  expect(read.requirements.unread).toEqual([]);
});

it('what a third thing ties together is not tied a second time', () => {
  const told =
    'A REST API for a store: products (sku unique, name, unit price), warehouses (code unique, city), stock movements with product, warehouse, quantity and a time.';
  const read = understand(told, { constraints: {}, preferences: {} });
  if (read.verdict !== 'understood') expect.fail(read.questions.join(' '));
  const product = read.requirements.entities.find(({ name }) => name === 'Product');
  expect(product?.fields.map(({ name }) => name)).toEqual(['sku', 'name', 'unitPrice']);
});

it('a number that a list is asked for is no thing of its own', () => {
  const told =
    'A CLI for board games. Each game has a title and max players. I want to list games for a given number of players.';
  expect(thingsOf(told)).toEqual(['Game']);
  expect(thingsOf(`${told} Players have a name.`)).toContain('Player');
});

it.each([
  ['A CLI: decks with a name, cards with a front and a back belong to a deck.', ['Deck', 'Card']],
  ['A CLI for gardens. Each bed with a name and a size belongs to a garden. Gardens have a name.', ['Garden', 'Bed']],
  ['A CLI: bottles with a name, tastings with a date, a score and a note belong to a bottle.', ['Bottle', 'Tasting']],
])('what belongs there is what was told to have a list: %s', (text, things) => {
  expect(thingsOf(text).sort()).toEqual(things.sort());
});
