import { describe, test } from 'vitest';
import { type Expectation, check } from '../expectation.ts';

/** What has what, whose it is and what one chooses from, as people say it without brackets. */

const rows: Record<string, Expectation[]> = {
  'values of one sign are values': [
    {
      text: 'REST API for a dairy. Wheels have a class I, II or III and a weight. Eggs have a size S, M, L or XL.',
      entities: 'Wheel Egg',
      fields: { Wheel: 'class:enum weight:decimal', Egg: 'size:enum' },
    },
    {
      text: 'REST API for a fish hall. A lot has a species, a weight in kg, a grade A, B or C, and an opening price.',
      entities: 'Lot',
      fields: { Lot: 'species weight:decimal grade:enum openingPrice:money !gradeA !bOrC' },
    },
  ],
  'what one chooses from needs no bracket': [
    {
      text: 'REST API. Skis have a length, a condition new, good or worn, and a price. Runs have a difficulty blue, red or black.',
      entities: 'Ski Run',
      fields: { Ski: 'length condition:enum price', Run: 'difficulty:enum' },
    },
    {
      text: 'REST API for a helpdesk. Tickets have a subject. A comment has a text. Comments are public or internal.',
      entities: 'Ticket Comment',
      fields: { Comment: 'text visibility:enum' },
    },
    {
      text: 'REST API for a helpdesk. Tickets have a subject. Comments belong to a ticket. Comments are public or internal.',
      entities: 'Ticket Comment',
      fields: { Comment: 'text visibility:enum' },
    },
    {
      text: 'REST API. Tents have a name. Tents are new, good or worn.',
      entities: 'Tent',
      fields: { Tent: 'name condition:enum !status' },
    },
    {
      text: 'REST API. A parcel has a kind and a size or weight. A member has a level.',
      entities: 'Parcel Member',
      fields: { Parcel: 'kind:string', Member: 'level:integer' },
    },
  ],
  'two that share their noun are two moments': [
    {
      text: 'REST API. A stay has an arrival and a departure date and a pen. Pens have a number. Two stays in the same pen may not overlap.',
      entities: 'Stay Pen',
      fields: { Stay: 'arrivalDate:date departureDate:date !startsAt' },
      rules: [{ kind: 'no-overlap', entity: 'Stay', scope: 'penId', start: 'arrivalDate', end: 'departureDate' }],
    },
    {
      text: 'REST API. A shift has a guard, a date, a from and a to time. A guard has a badge. A guard cannot have two shifts at the same time.',
      entities: 'Shift Guard',
      fields: { Shift: 'date:date fromTime:datetime toTime:datetime !from' },
      rules: [{ kind: 'no-overlap', entity: 'Shift', scope: 'guardId', start: 'fromTime', end: 'toTime' }],
    },
  ],
  'behind the list of its lines a thing goes on': [
    {
      text: 'REST API for a bakery. An order has lines with product, quantity and price, a status (new, baked, collected) and a total.',
      entities: 'Order Line',
      fields: { Order: 'status:enum total:money', Line: 'product quantity:integer price:money !status !total' },
    },
    {
      text: 'REST API. A house has a street and rooms with a name and a size.',
      entities: 'House Room',
      fields: { House: 'street !rooms !size', Room: 'houseId name size:decimal' },
    },
  ],
  'what is put up, handed in or sent out has the fields': [
    {
      text: 'REST API. Sellers put up lots with a title and an end time.',
      entities: 'Seller Lot',
      fields: { Lot: 'sellerId:reference title endTime:datetime', Seller: '!title !endTime' },
    },
    {
      text: 'REST API. Hosts put cabins up for rent with a name and a price.',
      entities: 'Host Cabin',
      fields: { Cabin: 'hostId:reference name price:money', Host: '!price' },
    },
    {
      text: 'REST API. Farmers bring in crops with a weight and a date.',
      entities: 'Farmer Crop',
      fields: { Crop: 'farmerId:reference weight:decimal date:date' },
    },
    {
      text: 'REST API. Companies send out invoices with a number and an amount.',
      entities: 'Company Invoice',
      fields: { Invoice: 'companyId:reference number amount:money' },
    },
    {
      text: 'REST API. Volunteers sign up for shifts with a start and an end.',
      entities: 'Volunteer Shift Registration',
      fields: { Shift: 'start:datetime end:datetime', Volunteer: '!start' },
    },
  ],
  'what people offer and whom they enter is theirs': [
    {
      text: 'REST API for a market. Vendors sell lots. A lot has a weight. Coaches give courses with a title and a date.',
      entities: 'Vendor Lot Coach Course',
      fields: { Lot: 'vendorId weight !soldAt', Course: 'coachId title date' },
    },
    {
      text: 'REST API for a swimming school. Parents create accounts for their children with a name and a birthday.',
      entities: 'Parent Child',
      fields: { Child: 'parentId name birthday:date' },
    },
    {
      text: 'REST API for a street. Users register and offer tools with a name, a description and a deposit.',
      entities: 'Tool',
      fields: { Tool: 'name description deposit:money' },
      auth: true,
    },
    {
      text: 'REST API for a choir. Singers have a voice. Rehearsals have a date. Singers say whether they will come to a rehearsal: yes, no or maybe.',
      entities: 'Singer Rehearsal Response',
      fields: { Response: 'singerId rehearsalId answer:enum' },
      rules: [{ kind: 'unique', entity: 'Response', fields: ['singerId', 'rehearsalId'] }],
    },
  ],
  'who manages everything may do what is for others alone': [
    {
      text: '# Plot manager\n## Entities\n- Plot: number, area in m²\n- Payment: plot, amount, paid on\n## Roles\n- Board: manages everything\n- Treasurer: records payments\n\nA REST API please.',
      entities: 'Plot Payment',
      roles: 'board treasurer',
      rules: [
        { kind: 'role-only', role: 'treasurer', entity: 'Payment', verbs: ['create'] },
        { kind: 'role-only', role: 'board', entity: 'Payment', verbs: ['create'] },
      ],
      auth: true,
    },
    {
      text: 'REST API with accounts. Users write posts with a title. Only the author can edit a post. Moderators can do everything.',
      entities: 'Post',
      roles: 'moderator',
      rules: [
        { kind: 'owner-only', entity: 'Post', verbs: ['update'] },
        { kind: 'role-only', role: 'moderator', entity: 'Post', verbs: ['update'] },
      ],
      auth: true,
    },
  ],
  'where something is put and shown is said of the row between': [
    {
      text: 'REST API for a kennel. Dogs have a name. Runs have a number. A stay has an arrival and a departure date. A dog is put in a run for the stay.',
      entities: 'Dog Run Stay',
      fields: { Dog: 'name !runId', Stay: 'dogId runId arrivalDate' },
    },
    {
      text: 'REST API. A screening shows a film at a cinema at a date and time. Films have a title. Cinemas have a name.',
      entities: 'Screening Film Cinema',
      fields: { Screening: 'filmId cinemaId datetime', Film: 'title !cinemaId' },
    },
    {
      text: 'REST API for a league. Teams have a name. Venues have a name. Matches are played between two teams on a date at a venue, with a home score and an away score.',
      entities: 'Team Venue Match',
      fields: { Match: 'homeTeamId awayTeamId date venueId homeScore awayScore !location' },
    },
  ],
  'a way from one person to the other is no row of states': [
    {
      text: 'REST API for a time bank. Members have a name. Services have a title and hours. When a service is done, hours move from the requester to the provider.',
      entities: 'Member Service',
      fields: { Service: 'title hours !status' },
      unsupported: ['hours move'],
    },
  ],
};

for (const [name, expectations] of Object.entries(rows))
  describe(name, () => {
    for (const expectation of expectations) test(expectation.text, () => check(expectation));
  });
