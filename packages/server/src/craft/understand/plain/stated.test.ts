import { describe, expect, test } from 'vitest';
import { type Expectation, check, requirementsOf } from '../expectation.ts';

/** How requirement documents, stories and mails state things, each in words of its own. */

const rows: Record<string, Expectation[]> = {
  'a requirement says what must be stored': [
    {
      text: 'The system shall store anglers with name and licence number. The system must keep catches with angler, date and weight in kg. The application must be written in Python and provide a REST interface.',
      entities: 'Angler Catch',
      fields: { Angler: 'name licenceNumber', Catch: 'anglerId:reference date:date weight:decimal' },
      unsupported: [],
    },
    {
      text: 'REST API. Kiosks are kept with a number and a street. Mailboxes are registered with colour, kiosk and slot count.',
      entities: 'Kiosk Mailbox',
      fields: { Kiosk: 'number street', Mailbox: 'colour kioskId:reference' },
    },
  ],
  'a thing is told of by what happens': [
    {
      text: 'REST API. Buoys have a code. Boats have a name. A rounding is when a boat passes a buoy: passed at and wind speed in knots.',
      entities: 'Buoy Boat Rounding',
      fields: { Rounding: 'buoyId boatId passedAt:datetime' },
      relations: 'Buoy<Rounding Boat<Rounding',
    },
    {
      text: 'REST API. Judges have a name. Dances have a title. A mark is what a judge gave in a dance (0-10).',
      entities: 'Judge Dance Mark',
      rules: [{ kind: 'range', entity: 'Mark', field: 'value', min: 0, max: 10 }],
      relations: 'Judge<Mark Dance<Mark',
    },
    {
      text: 'REST API. Sponsors have a name. Floats have a theme. A pledge concerns a sponsor and a float, with an amount.',
      entities: 'Sponsor Float Pledge',
      fields: { Pledge: 'sponsorId floatId amount:money' },
    },
    {
      text: 'REST API. Desks have a code. Clerks have a name. A reservation is made for a desk by a clerk for a day.',
      entities: 'Desk Clerk Reservation',
      fields: { Reservation: 'deskId clerkId day:date' },
    },
  ],
  'what goes on about a thing is of that thing': [
    {
      text: 'REST API. A kiln has a code (there cannot be two with the same one). A firing is of one kiln; we note the cone (zero or more) and the weather. Codes have 12 characters at most.',
      entities: 'Kiln Firing',
      fields: { Firing: 'kilnId cone weather', Kiln: 'code' },
      rules: [{ kind: 'unique', entity: 'Kiln' }],
    },
    {
      text: 'I keep losing track of my magazines: what it is called, what it costs a month, which genre (news, craft), and if I cancelled it. A web app please.',
      entities: 'Magazine',
      fields: { Magazine: 'name monthlyCost:money genre:enum cancelled:boolean' },
    },
  ],
  'whoever tells a story is no row': [
    {
      text: 'As a curator I want to register exhibits with a title and a year so that nothing is lost.\nAs a curator I want exhibits to have an inventory number.\nREST API.',
      entities: 'Exhibit',
      fields: { Exhibit: 'title year:integer' },
      auth: false,
    },
    {
      text: 'REST API.\n- As a coach, I want to create drills with a name and a level.\n- As a coach, I want to add steps to a drill: caption, seconds, hint.\n- As a developer I want Playwright tests.',
      entities: 'Drill Step',
      fields: { Drill: 'name level', Step: 'drillId caption' },
    },
    {
      text: 'REST API. Galas have a name and a date. People buy vouchers for a gala with name and email.',
      entities: 'Gala Voucher',
      fields: { Voucher: 'galaId name email:email' },
    },
  ],
  'a bare list is of what the sentence before ended with': [
    {
      text: 'REST API where I keep my stamps? country, year, value in cents, condition and notes if I want',
      entities: 'Stamp',
      fields: { Stamp: 'country year:integer condition notes' },
    },
  ],
  'what a value may be stands behind a dash, an or or a word of its own': [
    {
      text: 'REST API. Sleds: name, kind - racing / touring, state – parked, rented or lost. Huskies: name, colour grey or white, weight in kg, more than 0.',
      entities: 'Sled Husky',
      fields: { Sled: 'kind:enum state:enum', Husky: 'colour:enum weight:decimal' },
    },
    {
      text: 'REST API. A shirt has a code and a size (S/M/L). A bill has an issue date, a due date that is after the issue date, and a status (open, settled).',
      entities: 'Shirt Bill',
      fields: { Shirt: 'size:enum', Bill: 'issueDate:date dueDate:date status:enum' },
      rules: [{ kind: 'order', entity: 'Bill', before: 'issueDate', after: 'dueDate' }],
    },
  ],
  'a sheet of paper has parts that are no things': [
    {
      text: '**Lockers – product brief (v3)**\n\nProblem: nobody knows which lockers are taken.\n\nWhat we want: a REST backend. A locker has a code and a floor.\n\nLists need paging. OpenAPI document required so that others can start.\n\nNon-goals: billing, reminders, reports.',
      entities: 'Locker',
      fields: { Locker: 'code floor' },
      features: 'pagination openapi',
    },
    {
      text: 'Live service over websockets. Gauges (code, river). Levels (gauge, centimetres, taken at). Clients subscribe and receive new levels as they come in. Every screen gets each change.',
      entities: 'Gauge Level',
    },
  ],
  'fields that are in brackets behind one item are of another thing': [
    {
      text: 'REST API. Invoice: client (name, email), entries (article, amount), status (open, paid).',
      entities: 'Invoice Client Entry',
      fields: { Client: 'name email', Invoice: 'clientId status:enum' },
    },
    {
      text: 'REST API. Clubs have a name. Fixtures: home club, away club, played on, seller (a club), the goals of both sides.',
      entities: 'Club Fixture',
      fields: { Fixture: 'homeClubId awayClubId sellerId:reference homeGoals:integer awayGoals:integer' },
    },
  ],
};

describe('how things are stated', () => {
  for (const [name, list] of Object.entries(rows))
    for (const row of list)
      test(`${name}: ${row.text.slice(0, 60).replaceAll('\n', ' ')}`, () => {
        check(row);
      });

  test.each([
    ['REST API. Courses run in spring. A course has a title.', 'typescript'],
    ['JS + websockets: a board of departures. Trains (number, platform).', 'javascript'],
    ['REST service for kites. Node.js, plain JavaScript (no TypeScript here). A kite has a name.', 'javascript'],
    ['REST API in TypeScript. Deliveries with express cost more. A delivery has a code.', 'typescript'],
  ])('%s is to be made in %s', (text, language) => {
    expect(requirementsOf(text).language).toBe(language);
  });
});
