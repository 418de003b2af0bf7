import { describe, expect, test } from 'vitest';
import type { Requirements, Rule } from '../../requirements.ts';
import { understand } from '../understand.ts';

/** Rules of time, money and stock in many voices: what is kept of them, and what must not be made of the same words. */

function read(text: string): Requirements {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') throw new Error(`${text}: ${found.questions.join(' ')}`);
  return found.requirements;
}

function rulesOf<K extends Rule['kind']>(text: string, kind: K): Extract<Rule, { kind: K }>[] {
  return read(text).rules.filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
}

describe('what expires', () => {
  test.each([
    [
      'REST API. Vouchers have a code and lapse after 3 weeks. Expired vouchers cannot be redeemed.',
      'Voucher',
      3,
      'week',
    ],
    [
      'REST API for a photo lab. Download links have a URL; they are only valid for 12 hours.',
      'DownloadLink',
      12,
      'hour',
    ],
    [
      'API: quotes (client, amount). A quote can be accepted within 10 days, after that it is expired.',
      'Quote',
      10,
      'day',
    ],
    [
      'API for a marina. Berths have a code. Guests reserve berths. A reservation that is not paid within 40 minutes is released.',
      'Reservation',
      40,
      'minute',
    ],
    ['API for a barber. Bookings have a name. Unconfirmed bookings expire after 45 minutes.', 'Booking', 45, 'minute'],
  ])('%s', (text, name, amount, unit) => {
    const [rule] = rulesOf(text, 'expires');
    expect(rule).toMatchObject({ entity: name });
    const field = read(text)
      .entities.find((entity) => entity.name === name)
      ?.fields.find((one) => one.name === rule?.field);
    expect(field).toMatchObject({ readOnly: true, default: 'now', after: { amount, unit } });
    expect(read(text).unsupported).toEqual([]);
  });

  test('only those that wait for something expire, where that is said', () => {
    const say = 'REST API. Pitches have a number. Bookings of a pitch have a status (held, paid, cancelled)';
    expect(rulesOf(`${say}. Bookings expire after 20 minutes if they are not paid.`, 'expires')).toMatchObject([
      { entity: 'Booking', open: { field: 'status', equals: 'held' } },
    ]);
    expect(rulesOf(`${say}. Bookings expire after 20 minutes.`, 'expires')[0]?.open).toBeUndefined();
  });

  test('a link that may not be opened any more is not read', () => {
    const say = 'REST API. Invites have an email and expire after 2 days.';
    expect(rulesOf(`${say} Expired invites answer 410.`, 'expires')).toMatchObject([{ hidden: true }]);
    expect(rulesOf(say, 'expires')).toMatchObject([{ hidden: false }]);
  });

  test('a cache of a library is no row that expires', () => {
    const found = understand('TypeScript LRU cache library, capacity 50, entries expire after 3 minutes', {
      constraints: {},
      preferences: {},
    });
    expect(found).toMatchObject({ verdict: 'understood', requirements: { kind: 'library', rules: [] } });
  });
});

describe('what time costs', () => {
  test.each([
    [
      'Scooter API. Scooters have a code. Rides start and end. 1.20 euros per started minute.',
      'Ride',
      120,
      'minute',
      undefined,
    ],
    [
      'Kayak rental API: kayaks, customers, rentals. Renting costs 4 EUR per hour, at most 20 per day.',
      'Rental',
      400,
      'hour',
      { amount: 2000, each: 'day' },
    ],
    [
      'Sledge hire API. Sledges have a code. Hires belong to a sledge, start and end. Each started hour costs 3.50 euros, at most 15 euros per day.',
      'Hire',
      350,
      'hour',
      { amount: 1500, each: 'day' },
    ],
    [
      'Toy library API: toys, families, loans. Loans are due after 3 weeks. Fine of 50 cents per day late, capped at 10.',
      'Loan',
      50,
      'day',
      { amount: 1000, each: 'all' },
    ],
  ])('%s', (text, name, rate, unit, most) => {
    const [rule] = rulesOf(text, 'fee');
    expect(rule).toMatchObject({ entity: name, rate, unit, ...(most ? { most } : {}) });
    const field = read(text)
      .entities.find((entity) => entity.name === name)
      ?.fields.find((one) => one.name === rule?.field);
    expect(field).toMatchObject({ type: 'money', readOnly: true });
  });

  test('a price per hour that each thing has of its own is a field', () => {
    const found = read('REST API. Kayaks have a name and a price per hour.');
    expect(found.rules).toEqual([]);
  });

  test('a loan that is late knows when it was due', () => {
    const text = 'Library API: books, readers, loans. Loans are due after 14 days. Late fee of 0.20 per day.';
    expect(rulesOf(text, 'fee')).toMatchObject([{ start: 'dueAt', end: 'returnedAt' }]);
    const due = read(text)
      .entities.find((entity) => entity.name === 'Loan')
      ?.fields.find((field) => field.name === 'dueAt');
    expect(due).toMatchObject({ after: { amount: 14, unit: 'day' }, readOnly: true });
  });
});

describe('what moves between two rows', () => {
  test.each([
    [
      'REST API. Piggy banks have a name and a balance. Money can be moved from one piggy bank to another.',
      'PiggyBank',
      'balance',
    ],
    ['Loyalty API: members with name and points. Members can send points to another member.', 'Member', 'points'],
    ['CLI with envelopes (name, balance) and transfers between envelopes, both or neither.', 'Envelope', 'balance'],
  ])('%s', (text, account, field) => {
    const [rule] = rulesOf(text, 'transfer');
    expect(rule).toMatchObject({ entity: 'Transfer', field });
    const transfer = read(text).entities.find((entity) => entity.name === 'Transfer');
    const ends = transfer?.fields.filter((one) => one.references === account).map((one) => one.name);
    expect(ends).toEqual([rule?.source, rule?.target]);
  });

  test('players who change their team move no amount', () => {
    expect(
      rulesOf(
        'REST API. Players have a name. Teams have a name. Players can move from one team to another.',
        'transfer',
      ),
    ).toEqual([]);
  });
});

describe('how many in a day, a week, a month', () => {
  test.each([
    [
      'Gym API: members, classes. Members book classes. A member can book at most 3 classes per week.',
      'Booking',
      3,
      'week',
    ],
    ['API for a tool shed: neighbours borrow tools, no more than 2 tools per month per neighbour.', 'Loan', 2, 'month'],
  ])('%s', (text, name, limit, period) => {
    expect(rulesOf(text, 'max-per')).toMatchObject([{ entity: name, limit, within: { period } }]);
  });

  test('several states count together', () => {
    const text =
      'Repair API: mechanics (name), jobs (mechanic, title, status: new, in progress, done). A mechanic has at most 4 jobs that are new or in progress.';
    expect(rulesOf(text, 'max-per')).toMatchObject([
      { entity: 'Job', limit: 4, open: { field: 'status', equals: 'new', or: ['in_progress'] } },
    ]);
  });
});

describe('places', () => {
  test.each([
    [
      'REST API. Sheds have a name and a number of stalls. Horses have a name and belong to a shed. Never more horses than stalls.',
      'Horse',
      'Shed',
    ],
    [
      'API: courses with title and capacity; pupils enroll in courses. A full course cannot be booked.',
      'Enrollment',
      'Course',
    ],
    [
      'REST API: ferries (name, capacity), passengers (name). Passengers book ferries. When a ferry is full, no further bookings are accepted.',
      'Booking',
      'Ferry',
    ],
    [
      'REST API. Car parks have a name and spaces. Cars have a plate and belong to a car park. A car park cannot hold more cars than its spaces.',
      'Car',
      'CarPark',
    ],
  ])('%s', (text, rows, parent) => {
    expect(rulesOf(text, 'capacity')).toMatchObject([{ entity: rows, parent }]);
  });

  test('who finds no room waits, where there is a waiting list', () => {
    const text =
      'REST API: workshops (title, capacity), guests (name, email). Guests book workshops. When a workshop is full, further bookings go on a waiting list; the first on the list moves up when somebody cancels.';
    expect(rulesOf(text, 'capacity')).toMatchObject([
      { entity: 'Booking', waiting: 'waiting', open: { field: 'status', equals: 'confirmed' } },
    ]);
    expect(read(text).operations).toContainEqual(expect.objectContaining({ entity: 'Booking', verb: 'cancel' }));
  });

  test.each([
    'Choir API: concerts with a title and 40 seats. Singers sign up for concerts. Once a concert is full, singers are put on a waitlist.',
    'Ceramics API: evenings (title, capacity), potters (name, email). Potters book evenings. If the evening is full, later bookings go to the waiting list.',
  ])('%s', (text) => {
    expect(rulesOf(text, 'capacity')).toMatchObject([{ waiting: 'waiting' }]);
    expect(read(text).entities.map((entity) => entity.name)).not.toContain('Waitlist');
    expect(read(text).unsupported).toEqual([]);
  });

  test('seats of the hall are those of each show, not of a whole year', () => {
    const found = read(
      'REST API. Halls have 80 seats. Shows have a title and a hall. Tickets are for a show. Tickets cannot exceed the seats of the hall.',
    );
    expect(found.rules.filter((rule) => rule.kind === 'capacity')).toMatchObject([
      { entity: 'Ticket', per: 'showId', parent: 'Hall', parentField: 'seats', through: 'hallId' },
    ]);
    expect(found.unsupported).toEqual([]);
  });
});

describe('totals and stock', () => {
  test('a total is the sum of what its lines cost', () => {
    const text =
      'Bakery API: orders (customer name), order items with quantity and unit price. The total of an order is calculated from its items.';
    expect(rulesOf(text, 'sum')).toMatchObject([
      { entity: 'Order', field: 'total', of: 'OrderItem', factors: ['quantity', 'unitPrice'] },
    ]);
  });

  test('a discount is taken off', () => {
    const text =
      'REST API. Lamps have a name, a price and a discount percentage. The sale price is the price minus the discount.';
    expect(rulesOf(text, 'computed')).toMatchObject([
      { field: 'salePrice', factors: ['price'], percent: { field: 'discountPercentage', sign: -1 } },
    ]);
  });

  test.each([
    [
      'Jobs have a title, a word count and a price per word. The total price of a job is the word count times the price per word.',
      'Job',
      'totalPrice',
      ['wordCount', 'pricePerWord'],
      'money',
    ],
    [
      'Parcels have a weight and a price per kg; the shipping cost is weight * price per kg.',
      'Parcel',
      'shippingCost',
      ['weight', 'pricePerKg'],
      'money',
    ],
    [
      'Boxes have a length, a width and a height. The volume is length times width times height.',
      'Box',
      'volume',
      ['length', 'width', 'height'],
      'decimal',
    ],
    [
      'Timesheets have hours worked and an hourly rate. The pay is calculated by multiplying the hours worked and the hourly rate.',
      'Timesheet',
      'pay',
      ['hoursWorked', 'hourlyRate'],
      'money',
    ],
    [
      'Trips have a distance and a price per km. The cost is automatically calculated as distance x price per km.',
      'Trip',
      'cost',
      ['distance', 'pricePerKm'],
      'money',
    ],
  ])('a product of values of one row: %s', (text, entity, field, factors, type) => {
    const { rules, entities } = read(`REST API. ${text}`);
    expect(rules.filter(({ kind }) => kind === 'computed')).toMatchObject([{ entity, field, factors }]);
    expect(entities[0]?.fields.find(({ name }) => name === field)).toMatchObject({ type, readOnly: true });
  });

  test('an order takes stock and gives it back', () => {
    const text =
      'Seed shop API: products (name, price, stock), orders, order lines (product, quantity). Orders reduce the stock. Cancelled orders give the stock back.';
    expect(rulesOf(text, 'stock')).toMatchObject([{ entity: 'OrderLine', stock: 'stock', holder: { via: 'orderId' } }]);
  });
});
