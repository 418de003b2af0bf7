import { describe, test } from 'vitest';
import { check, type Expectation } from './expectation.ts';

/** Domains that the lexicon knows little of. */
const rows: Expectation[] = [
  {
    text: "A REST API for a dog walking service. Owners register dogs. Walkers have a name, phone and hourly rate. A walk has a dog, a walker, a start time and a duration in minutes. A walker can't do two walks at the same time. Duration must be between 15 and 180 minutes.",
    entities: 'Dog Owner Walker Walk',
    fields: { Walk: 'dogId walkerId startTime:datetime duration:integer', Walker: 'name phone:phone hourlyRate:money' },
    rules: [
      { kind: 'no-overlap', entity: 'Walk', scope: 'walkerId', start: 'startTime' },
      { kind: 'range', entity: 'Walk', field: 'duration', min: 15, max: 180 },
    ],
  },
  {
    text: "API for managing a beehive inventory: hives (location, queen year, status), inspections (date, notes, mite count), honey harvests with weight in kg. Mite count can't be negative. An inspection belongs to a hive.",
    entities: 'Hive Inspection HoneyHarvest',
    fields: {
      Hive: 'location queenYear:integer',
      Inspection: 'hiveId date:date miteCount:integer',
      HoneyHarvest: 'weight:decimal',
    },
    rules: [{ kind: 'range', entity: 'Inspection', field: 'miteCount', min: 0 }],
  },
  {
    text: 'We need a backend for our theatre group. There are plays, actors and rehearsals. An actor can play in many plays and a play has many actors. Each rehearsal belongs to a play and takes place at a venue. Rehearsals at the same venue must not overlap.',
    entities: 'Play Actor Rehearsal Venue',
    relations: 'Play=Actor Play<Rehearsal Venue<Rehearsal',
    rules: [{ kind: 'no-overlap', entity: 'Rehearsal', scope: 'venueId' }],
  },
  {
    text: 'Construction site API: sites, workers, shifts. A worker cannot have overlapping shifts. A shift has start and end. Workers have a unique badge number. Hourly wage must be at least 15.',
    entities: 'Site Worker Shift',
    fields: { Shift: 'workerId start:datetime end:datetime', Worker: 'badgeNumber hourlyWage:money' },
    rules: [
      { kind: 'no-overlap', entity: 'Shift', scope: 'workerId', start: 'start', end: 'end' },
      { kind: 'unique', entity: 'Worker', fields: ['badgeNumber'] },
      { kind: 'range', entity: 'Worker', field: 'hourlyWage', min: 1500 },
    ],
  },
  {
    text: 'Make an API which manages plants and watering. Every plant has name, species, and watering interval in days. Users can water plants.',
    entities: 'Plant',
    fields: { Plant: 'name species wateringInterval:integer lastWateredAt:datetime' },
    actions: 'Plant.water',
  },
  {
    text: "Flight booking system with flights, passengers, bookings. can't book more than the seats of a flight; a passenger can book the same flight only once.",
    entities: 'Flight Passenger Booking',
    rules: [
      { kind: 'capacity', entity: 'Booking', parent: 'Flight', parentField: 'seats' },
      { kind: 'unique', entity: 'Booking', fields: ['flightId', 'passengerId'] },
    ],
  },
  {
    text: 'Kanban board API with boards, columns and cards. Cards have position, title and label. Each board has at most 10 columns.',
    entities: 'Board Column Card',
    fields: { Card: 'position:integer title label' },
    rules: [{ kind: 'max-per', entity: 'Column', per: 'boardId', limit: 10 }],
  },
  {
    text: "Rest api for wedding planner: guests with rsvp status (pending, accepted, declined), tables with capacity, guests are assigned to tables. A table can't have more guests than its capacity.",
    entities: 'Guest Table',
    fields: { Guest: 'rsvpStatus:enum tableId:reference', Table: 'capacity:integer' },
    rules: [{ kind: 'capacity', entity: 'Guest', per: 'tableId', parent: 'Table', parentField: 'capacity' }],
  },
  {
    text: 'Ad platform: advertisers run campaigns with a budget; ads belong to campaigns; an ad has a headline (max 60 characters), url, and clicks; clicks never negative; a campaign cannot be deleted while it has ads',
    entities: 'Campaign Ad',
    relations: 'Campaign<Ad',
    rules: [
      { kind: 'range', entity: 'Ad', field: 'clicks', min: 0 },
      { kind: 'no-delete-while', entity: 'Campaign', blockedBy: 'Ad' },
    ],
  },
  {
    text: 'A live chat service with channels over WebSockets.',
    entities: 'Channel Message',
    fields: { Message: 'channelId:reference body author' },
  },
  {
    text: 'Chat server with rooms. Sign-in with a password.',
    entities: 'Room Message',
    fields: { Room: 'name !capacity !location', Message: 'roomId:reference body !author' },
  },
  {
    text: 'A poll service where everybody can add polls and vote, with live results.',
    entities: 'Poll Option Vote',
    fields: { Option: 'pollId:reference text', Vote: 'pollId:reference optionId:reference' },
  },
  {
    text: 'REST API with login: kayaks with a colour and a length; trips of a kayak with a date.',
    entities: 'Kayak Trip',
    fields: { Kayak: 'colour length !capacity', Trip: 'kayakId:reference date:date' },
    auth: true,
  },
  {
    text: 'Backend in TypeScript using PostgreSQL: lamps with a brand and a wattage.',
    entities: 'Lamp',
    fields: { Lamp: 'brand wattage !name' },
  },
  {
    text: 'API for an office: rooms.',
    entities: 'Room',
    fields: { Room: 'name capacity location' },
  },
  {
    text: 'Simple address book API with contacts: name, phone, email and birthday',
    entities: 'Contact',
    fields: { Contact: 'name phone:phone email:email birthday:date !company' },
  },
];

describe('what the lexicon hardly knows is taken from the words', () => {
  test.each(rows.map((row) => [row.text, row] as const))('%s', (_, row) => check(row));
});
