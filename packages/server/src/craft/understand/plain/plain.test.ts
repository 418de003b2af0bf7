import { describe, expect, test } from 'vitest';
import { clausesOf } from '../sentences/clauses.ts';
import { type Expectation, check, requirementsOf } from '../expectation.ts';

/** Ways of speaking that were once misread, each in words of its own. */

const rows: Record<string, Expectation[]> = {
  'greetings, thanks and headers of mails and tickets are no part of it': [
    {
      text: 'Dear team,\n\nI hope this finds you well. Could you build us a REST API? We have kayaks with a colour and a length in cm.\n\nKind regards,\nMartha',
      entities: 'Kayak',
      fields: { Kayak: 'colour length:decimal' },
    },
    {
      text: 'TICKET #77 - REST API for a choir library\nPriority: low\nAssignee: none\n- Score: title, composer, number of voices',
      entities: 'Score',
      fields: { Score: 'title composer numberOfVoices:integer' },
    },
  ],
  'what is not wanted is not built': [
    {
      text: 'REST API. Lamps have a name and a wattage. Yearly overview not needed. There is a guest book as well but that stays on paper.',
      entities: 'Lamp',
      fields: { Lamp: 'name wattage' },
    },
  ],
  'words of fashion name no things': [
    {
      text: 'Build a robust, production-ready REST API with clean architecture. Tents have a brand and a capacity.',
      entities: 'Tent',
      fields: { Tent: 'brand capacity !cleanArchitecture' },
    },
  ],
  'a pronoun at the head of a sentence is the thing spoken of before': [
    {
      text: 'REST API. A kite has a shape. It has a wingspan in cm and a price. Its lines have a length and a colour.',
      entities: 'Kite Line',
      fields: { Kite: 'shape wingspan:decimal price:money', Line: 'length colour' },
      relations: 'Kite<Line',
    },
    {
      text: "REST backend. Rowers have a name. They're in one boat, they've got a seat number from 1 to 8. Boats have a name.",
      entities: 'Rower Boat',
      fields: { Rower: 'name seatNumber:integer' },
      rules: [{ kind: 'range', entity: 'Rower', field: 'seatNumber', min: 1, max: 8 }],
      relations: 'Boat<Rower',
    },
    {
      text: 'REST API. Tenants ring me, I write down their name, address and phone. Then I file complaints for them. A complaint has a subject.',
      entities: 'Tenant Complaint',
      fields: { Tenant: 'name address phone:phone' },
      relations: 'Tenant<Complaint',
    },
  ],
  'they are what was kept in the sentence before': [
    {
      text: "REST API. We have saddles with a colour and a girth in cm. They're stored in lockers. Lockers have a letter and a hall.",
      entities: 'Saddle Locker',
      fields: { Saddle: 'colour girth:decimal' },
      relations: 'Locker<Saddle',
    },
  ],
  'whose a thing is, is said with an apostrophe': [
    {
      text: "REST API. The guild's looms have a width in cm and a maker.",
      entities: 'Loom',
      fields: { Loom: 'width:decimal maker' },
    },
    {
      text: "REST API. Foals have a name, their breeder's phone number and a colour.",
      entities: 'Foal',
      fields: { Foal: 'name breederPhoneNumber:phone colour' },
    },
  ],
  'a question is a field': [
    {
      text: 'REST API. Each jar has a label, how many pickles are in it, how long it was boiled in minutes, when it was sealed and whether it has been opened yet.',
      entities: 'Jar',
      fields: { Jar: 'label numberOfPickles:integer duration:integer sealedOn:date opened:boolean' },
    },
    {
      text: 'REST API. Ovens have a code. We also want to record whether an oven has been cleaned.',
      entities: 'Oven',
      fields: { Oven: 'code cleaned:boolean' },
    },
    {
      text: 'REST API for foresters. Logs have a species, how much they weigh in kg and the metres they measure (1 to 20).',
      entities: 'Log',
      fields: { Log: 'species weight:decimal metres' },
      rules: [{ kind: 'range', entity: 'Log', field: 'metres', min: 1, max: 20 }],
    },
  ],
  'what never comes twice is unique': [
    'REST API. Violins have a serial mark and a maker. Serial marks are never used twice.',
    'REST API. Violins have a serial mark, which is different for every violin, and a maker.',
    'REST API. Violins have a serial mark (no duplicates) and a maker.',
    'REST API. Violins have a maker and a serial mark. Serial mark should not repeat.',
    'REST API. Violins have a serial mark that no other violin has, and a maker.',
    'REST API. Violins are identified by a unique serial mark and have a maker.',
  ].map((text) => ({
    text,
    entities: 'Violin',
    fields: { Violin: 'serialMark maker' },
    rules: [{ kind: 'unique', entity: 'Violin', fields: ['serialMark'] }],
  })),
  'no two of one place share a number': [
    {
      text: 'REST API. Stables have a name. Horses belong to a stable and have a box number. Two horses cannot wear the same box number in the same stable.',
      entities: 'Stable Horse',
      rules: [{ kind: 'unique', entity: 'Horse', fields: ['boxNumber', 'stableId'] }],
    },
  ],
  'what is made, kept or led somewhere belongs there': [
    {
      text: 'REST API. Cheeses are pressed from a milking and have a weight in kg. Milkings have a date.',
      entities: 'Cheese Milking',
      fields: { Cheese: 'weight:decimal' },
      relations: 'Milking<Cheese',
    },
    {
      text: 'REST API. Pipelines have a name. Probes hang on a pipeline, placed at a depth, with a serial and pressure in bar.',
      entities: 'Pipeline Probe',
      fields: { Probe: 'depth serial pressure:decimal' },
      relations: 'Pipeline<Probe',
    },
    {
      text: 'REST API. Donations are collected by deacons weekly: amount, given on. Deacons have a name.',
      entities: 'Donation Deacon',
      fields: { Donation: 'amount:money givenOn:date' },
      relations: 'Deacon<Donation',
    },
    {
      text: 'REST API. Crews have a nickname and compete in a regatta. Regattas have a lake and a date.',
      entities: 'Crew Regatta',
      fields: { Crew: 'nickname' },
      relations: 'Regatta<Crew',
    },
  ],
  'a list is introduced in many ways': [
    {
      text: 'REST API. Baskets are numbered, have a volume in litres and a colour.',
      entities: 'Basket',
      fields: { Basket: 'number volume:decimal colour' },
    },
    {
      text: 'REST API. Every morning we record catches: kilos between 1 and 500 and the pier.',
      entities: 'Catch',
      fields: { Catch: 'kilos pier' },
      rules: [{ kind: 'range', entity: 'Catch', field: 'kilos', min: 1, max: 500 }],
    },
    {
      text: 'REST API. For every tunnel we note the length in m and the year it was dug.',
      entities: 'Tunnel',
      fields: { Tunnel: 'length:decimal year' },
    },
    {
      text: 'REST API. Owls, hawks and kites are entered as birds with a ring, a date and the name of the finder.',
      entities: 'Bird',
      fields: { Bird: 'ring date:date' },
    },
    {
      text: 'REST API. Ledger: puppet -> name, height in cm; booth -> title, width in cm.',
      entities: 'Puppet Booth',
      fields: { Puppet: 'name height:decimal', Booth: 'title width:decimal' },
    },
    {
      text: 'REST API\n\n# Canoes\nname, length in cm, number of paddles (at least 1)\n\n# Moorings\ncanoe, pier, rent',
      entities: 'Canoe Mooring',
      fields: { Canoe: 'name length:decimal numberOfPaddles:integer', Mooring: 'pier rent:money' },
      relations: 'Canoe<Mooring',
    },
    {
      text: 'REST API. So there are flocks, with a shepherd and a number of sheep of two or more.',
      entities: 'Flock',
      fields: { Flock: 'shepherd numberOfSheep:integer' },
      rules: [{ kind: 'range', entity: 'Flock', field: 'numberOfSheep', min: 2 }],
    },
    {
      text: 'REST API. Each sledge carries parcels, each having a label and a weight in kg. Sledges have a colour.',
      entities: 'Sledge Parcel',
      fields: { Parcel: 'label weight:decimal' },
    },
  ],
  'values are told in many ways': [
    {
      text: 'REST API. Quilts have a size (S, M, XL), a fabric which is linen or wool, and a mode of sale i.e. auction, shop or gift.',
      entities: 'Quilt',
      fields: { Quilt: 'size:enum fabric:enum modeOfSale:enum' },
    },
    {
      text: 'REST API. Shells have a finder and a lustre. The lustre shall be one of dull, silky, glossy.',
      entities: 'Shell',
      fields: { Shell: 'finder lustre:enum' },
    },
    {
      text: 'REST API. Riddles have a text and a level (1, 2 or 3).',
      entities: 'Riddle',
      rules: [{ kind: 'range', entity: 'Riddle', field: 'level', min: 1, max: 3 }],
    },
  ],
  'a bound may be said of several fields at once': [
    {
      text: 'REST API. Crates with a label, a tare and a gross weight, both never below zero.',
      entities: 'Crate',
      rules: [
        { kind: 'range', entity: 'Crate', field: 'tare', min: 0 },
        { kind: 'range', entity: 'Crate', field: 'grossWeight', min: 0 },
      ],
    },
    {
      text: 'REST API. Divers with name and tank number, the latter unique.',
      entities: 'Diver',
      fields: { Diver: 'name tankNumber !latter' },
      rules: [{ kind: 'unique', entity: 'Diver', fields: ['tankNumber'] }],
    },
  ],
  'a word that is mostly something else may name a thing': [
    {
      text: 'REST API for a film crew. Scenes have a title. A role has a name and an age. A role is played by one actor. Actors have a name.',
      entities: 'Scene Role Actor',
      fields: { Role: 'name age:integer' },
      relations: 'Actor<Role',
    },
  ],
  'deleting is forbidden in many ways': [
    'REST API. Piers have a name. Boats belong to a pier and have a name. Deletion of a pier which has boats is forbidden.',
    "REST API. Piers have a name. Boats belong to a pier and have a name. A pier that still has boats can't be removed.",
  ].map((text) => ({
    text,
    entities: 'Pier Boat',
    rules: [{ kind: 'no-delete-while', entity: 'Pier' }],
  })),
  'measures are numbers': [
    {
      text: 'REST API. Pumps have a speed in km/h, a flow in l/min, a heat in kelvin and a wear as a percentage.',
      entities: 'Pump',
      fields: { Pump: 'speed:decimal flow:decimal heat:decimal wear:percentage' },
    },
  ],
};

describe.each(Object.entries(rows))('%s', (_, list) => {
  test.each(list.map((row) => [row.text, row] as const))('%s', (__, row) => {
    check(row);
  });
});

test('what is not wanted is said among what was assumed', () => {
  const say = 'REST API. Lamps have a name and a wattage.';
  const left = (text: string) => requirementsOf(text).assumptions.filter((line) => line.startsWith('Left out'));
  expect(left(`${say} Yearly overview not needed.`)).toEqual([
    'Left out, because it is said not to be wanted: yearly overview.',
  ]);
  expect(left(`${say} The wattage is not needed.`)).toEqual([]);
});

test('only those who are signed in may use it', () => {
  expect(requirementsOf('REST API. Masks have a name. Only signed in staff may use it.').stack.auth).toBe('token');
});

test('an abbreviation ends no sentence', () => {
  expect(clausesOf('Halls have a name and max. visitors. Bands have a name.')).toHaveLength(2);
});

test('what is plain stays as it is', () => {
  const plain = 'each member has a name and an email';
  expect(clausesOf(`${plain}.`).map((clause) => clause.text)).toEqual([plain]);
});
