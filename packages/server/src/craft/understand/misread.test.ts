import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Expectation, check, requirementsOf } from './expectation.ts';
import { lexicon } from './words/lexicon.ts';
import { understand } from './understand.ts';

/** Classes of sentences that were once misread, each in words of its own. */

const rows: Record<string, Expectation[]> = {
  'values behind a bare word are an enum': [
    {
      text: 'Repair shop API. Jobs have a title, status received, diagnosing, repaired, collected and urgency low, normal, high.',
      entities: 'Job',
      fields: { Job: 'title status:enum urgency:enum !diagnosing !repaired !lowUrgency' },
    },
    {
      text: 'Parcels API: parcels with weight, stage registered, sorted, loaded, delivered, returned. A parcel goes from registered to sorted to loaded to delivered. Loaded parcels can be returned.',
      entities: 'Parcel',
      fields: { Parcel: 'weight:decimal stage:enum !loaded !sorted' },
      rules: [
        {
          kind: 'transitions',
          field: 'stage',
          allowed: [
            ['registered', 'sorted'],
            ['sorted', 'loaded'],
            ['loaded', 'delivered'],
            ['loaded', 'returned'],
          ],
        },
      ],
      actions: 'Parcel.return',
    },
    {
      text: 'API for plants: name, type succulent, fern, palm, last watered date',
      entities: 'Plant',
      fields: { Plant: 'name type:enum lastWateredDate:date !fern !palm' },
    },
  ],
  'fields behind a bare status stay fields': [
    {
      text: 'API for devices with status, location, serial number and notes',
      entities: 'Device',
      fields: { Device: 'status location serialNumber notes:text' },
    },
    {
      text: 'Cats API: cats have name, type, color, weight and birth date',
      entities: 'Cat',
      fields: { Cat: 'name type color weight:decimal birthDate:date' },
    },
  ],
  'words for staff bring sign-in and roles': [
    {
      text: 'Wine cellar API with bottles. Admins can remove bottles.',
      entities: 'Bottle',
      auth: true,
      roles: 'admin',
      rules: [{ kind: 'role-only', role: 'admin', entity: 'Bottle', verbs: ['delete'] }],
    },
    {
      text: 'Holiday desk API: employees, leave requests. Only supervisors approve or reject leave requests.',
      entities: 'Employee LeaveRequest',
      auth: true,
      roles: 'supervisor',
      rules: [{ kind: 'role-only', role: 'supervisor', entity: 'LeaveRequest', verbs: ['approve', 'reject'] }],
      actions: 'LeaveRequest.approve LeaveRequest.reject',
    },
    {
      text: 'Museum API for artworks and exhibitions. The curator role manages exhibitions.',
      entities: 'Artwork Exhibition',
      auth: true,
      roles: 'curator',
      rules: [{ kind: 'role-only', role: 'curator', entity: 'Exhibition' }],
    },
    {
      text: 'Ticket desk: tickets with subject. Editor role and moderator role. Moderators can delete tickets.',
      entities: 'Ticket',
      auth: true,
      roles: 'editor moderator',
      rules: [{ kind: 'role-only', role: 'moderator', entity: 'Ticket', verbs: ['delete'] }],
    },
    { text: 'Stamp collection API with stamps. Authentication needed.', entities: 'Stamp', auth: true },
  ],
  'people who are kept are no roles': [
    {
      text: 'School API: teachers, pupils, lessons. Teachers give lessons.',
      entities: 'Teacher Pupil Lesson',
      auth: false,
    },
    {
      text: 'Managers and stores API: managers have a name, stores have a city.',
      entities: 'Manager Store',
      auth: false,
    },
  ],
  'one rule for one sentence': [
    {
      text: 'Boat hire: boats, customers, rentals with start and end date. A boat must not be rented twice for overlapping dates.',
      entities: 'Boat Customer Rental',
      rules: [{ kind: 'no-overlap', entity: 'Rental', scope: 'boatId' }],
    },
    {
      text: 'Toy library: toys, families, loans. A toy may only be borrowed once at a time.',
      entities: 'Toy Family Loan',
      fields: { Toy: '!status' },
      rules: [{ kind: 'exclusive', entity: 'Loan', field: 'toyId' }],
    },
    {
      text: 'Guest house API: rooms with capacity between 1 and 4, guests, bookings with check-in and check-out. No double booking.',
      entities: 'Room Guest Booking',
      fields: { Booking: 'checkIn:date checkOut:date' },
      rules: [
        { kind: 'range', entity: 'Room', field: 'capacity', min: 1, max: 4 },
        { kind: 'no-overlap', entity: 'Booking', start: 'checkIn', end: 'checkOut' },
      ],
    },
  ],
  'what one may choose from is a list of values, whatever the words mean elsewhere': [
    {
      text: 'Gym API. A visitor has a name and a tariff (basic, plus or first).',
      entities: 'Visitor',
      fields: { Visitor: 'name tariff:enum' },
    },
    { text: 'API for hotels: a hotel has a name, plus a phone.', entities: 'Hotel', fields: { Hotel: 'name phone' } },
  ],
  'unique within something, behind other fields': [
    {
      text: 'Cinema API: halls and seats. A seat has a row in letters, a price and a seat number unique per hall.',
      entities: 'Hall Seat',
      relations: 'Hall<Seat',
      rules: [{ kind: 'unique', entity: 'Seat', fields: ['seatNumber', 'hallId'] }],
    },
  ],
  'things that are counted are no number of what holds them': [
    {
      text: 'Museum API with tours and guides. Tours have many guides and guides have many tours. A tour takes at most 3 guides.',
      entities: 'Tour Guide',
      fields: { Tour: '!take !takes' },
      unsupported: ['A tour takes at most 3 guides'],
    },
  ],
  'a limit of some is no limit of all': [
    {
      text: 'Boat club API: members with a name and a level (junior, senior), boats, loans. Junior members may borrow at most 1 boat.',
      entities: 'Member Boat Loan',
      unsupported: ['Junior members may borrow at most 1 boat'],
    },
  ],
  'back from the last state': [
    {
      text: 'API for contracts with a title. A contract goes from new to active to closed; a closed contract can be reactivated.',
      entities: 'Contract',
      fields: { Contract: 'status:enum' },
      rules: [
        {
          kind: 'transitions',
          allowed: [
            ['new', 'active'],
            ['active', 'closed'],
            ['closed', 'active'],
          ],
        },
      ],
    },
  ],
  'the way out beside the path': [
    {
      text: 'API for claims with a title. A claim goes from sent to read to checked to granted to paid, or is withdrawn before being granted.',
      entities: 'Claim',
      fields: { Claim: 'status:enum' },
      rules: [
        {
          kind: 'transitions',
          allowed: [
            ['sent', 'read'],
            ['read', 'checked'],
            ['checked', 'granted'],
            ['granted', 'paid'],
            ['sent', 'withdrawn'],
            ['read', 'withdrawn'],
            ['checked', 'withdrawn'],
          ],
        },
      ],
    },
  ],
  'two of a kind share their noun': [
    {
      text: 'Boat log API: boats with a make and a name; cruises with start and end mileage. A crate has a net and gross weight. End mileage must be greater than start mileage.',
      entities: 'Boat Cruise Crate',
      fields: {
        Boat: 'make name',
        Cruise: 'startMileage:integer endMileage:integer !start',
        Crate: 'netWeight:decimal grossWeight:decimal',
      },
      rules: [{ kind: 'order', entity: 'Cruise', before: 'startMileage', after: 'endMileage' }],
    },
  ],
  'marks of people are no seats of theirs': [
    {
      text: 'School API with pupils, courses and grades. A course has up to 25 pupils.',
      entities: 'Pupil Course Grade',
      rules: [{ kind: 'max-per', entity: 'Pupil', per: 'courseId', limit: 25 }],
    },
  ],
  'how long rows take, where nobody said when they begin': [
    {
      text: 'Physio API: therapists, patients, appointments. Appointments last 45 minutes. A therapist cannot have two appointments at the same time.',
      entities: 'Therapist Patient Appointment',
      rules: [
        { kind: 'ends', entity: 'Appointment', amount: 45, unit: 'minute' },
        { kind: 'no-overlap', entity: 'Appointment', scope: 'therapistId' },
      ],
    },
  ],
  'what is done once, in two words': [
    {
      text: 'Gate API: passes with a unique code. Each pass can be handed in only once.',
      entities: 'Pass',
      fields: { Pass: 'code handedInAt:datetime' },
      actions: 'Pass.handIn',
    },
  ],
  'a stay between two days, however they are called': [
    {
      text: 'Cottage API: cottages with a name; tenants. Tenants rent cottages from an arrival to a departure date. A cottage cannot be rented again during that time.',
      entities: 'Cottage Tenant Rental',
      fields: { Rental: 'arrivalDate:date departureDate:date' },
      rules: [{ kind: 'no-overlap', entity: 'Rental', scope: 'cottageId', start: 'arrivalDate', end: 'departureDate' }],
    },
  ],
  'columns of a board are states of its cards': [
    {
      text: 'Pinboard API: boards and cards with a title. Cards move through the lanes (backlog, doing, review, done).',
      entities: 'Board Card',
      fields: { Card: 'title status:enum' },
    },
  ],
  'what was delivered is carried no more': [
    {
      text: 'Courier API: couriers, parcels with a weight. A parcel goes from packed to sent to delivered. A courier may carry at most 4 parcels at a time.',
      entities: 'Courier Parcel',
      rules: [
        { kind: 'max-per', entity: 'Parcel', limit: 4, open: { field: 'status', equals: 'packed', or: ['sent'] } },
      ],
    },
  ],
  'what is done is no thing': [
    {
      text: 'API with parcels. Parcels have a weight. Every change of a weight is logged with who and when.',
      entities: 'Parcel',
      unsupported: ['change of a weight is logged'],
    },
  ],
  'the name of the program is no row of it': [
    { text: 'A todo app API with tasks (title, done)', entities: 'Task' },
    { text: 'Club API: members (name, born), teams', entities: 'Member Team', fields: { Member: 'born:date' } },
    { text: 'Gym API: trainers, courses with capacity, members, bookings', entities: 'Trainer Course Member Booking' },
  ],
  'verbs are no things': [
    {
      text: 'Users register with email and password. They write poems with title and body.',
      entities: 'Poem',
      auth: true,
    },
    {
      text: 'Petitions API: petitions with title. Only the owner may close or delete their petition.',
      entities: 'Petition',
      actions: 'Petition.close',
    },
  ],
};

describe.each(Object.entries(rows))('%s', (_, list) => {
  test.each(list.map((row) => [row.text, row] as const))('%s', (__, row) => {
    check(row);
    const { rules } = requirementsOf(row.text);
    const kinds = rules.map((rule) => rule.kind).filter((kind) => /overlap|exclusive|capacity|unique/.test(kind));
    for (const kind of kinds) if (row.rules) expect(row.rules.map((rule) => rule['kind'])).toContain(kind);
  });
});

test('no entity is named by a verb in its plain form, unless the words make a noun of it', () => {
  const { verbForms, nouns, adjectives } = lexicon();
  const described = `(?:(?:${[...adjectives].join('|')}) )?`;
  const verbs = [...verbForms].filter(([form, base]) => form === base && !nouns.has(form)).map(([form]) => form);
  const parts = array(
    constantFrom(
      ...verbs,
      'users',
      'books',
      'members',
      'can',
      'and',
      ',',
      'or',
      '.',
      'with',
      'only',
      'a',
      'the',
      'has',
      'title',
      'must',
      'API for',
    ),
    { minLength: 3, maxLength: 30 },
  );
  assert(
    property(parts, (words) => {
      const found = understand(words.join(' '), { constraints: {}, preferences: {} });
      if (found.verdict !== 'understood') return;
      const text = words.join(' ');
      for (const { name } of found.requirements.entities) {
        // "a charge has", "a clean create": a thing, whatever else the word is.
        if (!new RegExp(`\\b(?:a|the) ${described}${name}\\b`, 'i').test(text))
          expect(verbs).not.toContain(name.toLowerCase());
      }
    }),
    { numRuns: 300 },
  );
});
