import { describe, expect, test } from 'vitest';
import { type Expectation, check, requirementsOf } from '../understand/expectation.ts';
import { spelledOut } from './notation.ts';

/** Notations of engineers, each in words of its own: what they say is there, as if it had been said in sentences. */

const rows: Record<string, Expectation> = {
  'commands written out behind a colon, without quotes': {
    text: 'An expense tracker CLI in Go. Commands: add <amount> <category> [--note TEXT], list, and delete <id>.',
    entities: 'Expense',
    fields: { Expense: 'amount:money category note' },
  },
  'a table of things and their fields': {
    text: 'REST API.\n\n| Entity | Fields |\n|---|---|\n| Kayak | hull number (unique), length in cm |\n| Hire | kayak, hired on, deposit |',
    entities: 'Kayak Hire',
    fields: { Kayak: 'hullNumber length:decimal', Hire: 'kayakId:reference hiredOn:date deposit:money' },
    relations: 'Kayak<Hire',
    rules: [{ kind: 'unique', entity: 'Kayak' }],
  },
  'a table whose head names the thing': {
    text: 'REST API.\n\n| Kayak field | Type | Notes |\n|---|---|---|\n| hull number | text | required |\n| state | dry / wet / lost | default dry |\n\nA hire has a day and belongs to a kayak.',
    entities: 'Kayak Hire',
    fields: { Kayak: 'hullNumber state:enum', Hire: 'kayakId:reference' },
  },
  'points with types below a numbered heading': {
    text: 'A REST API.\n\n## 2. Entities\n### 2.1 Item\n* `title` – string, required, max 80 characters\n* `category` – one of: tool, kitchen, sport\n* `owner` – reference to Neighbour\n### 2.2 Neighbour\n- name (string)\n- email (string, unique)\n### 2.3 Loan\n- item: reference to Item\n- from: date\n- to: date\n- state: requested | accepted | returned\n\n## 3. Rules\n* R1: `to` must be after `from`.\n* R2: State changes: requested → accepted → returned.\n\n## 4. Not in scope\nPayments, chat and notifications.',
    entities: 'Item Neighbour Loan',
    fields: { Item: 'title category:enum ownerId:reference', Loan: 'itemId:reference from:date state:enum' },
    rules: [
      { kind: 'order', entity: 'Loan', before: 'from', after: 'to' },
      { kind: 'transitions', entity: 'Loan', field: 'state' },
    ],
  },
  'semicolons between fields in a cell': {
    text: 'REST API.\n\n| thing | what we know |\n|---|---|\n| crate | size: small, large; price; week number 1-53 |\n| porter | name; van plate |',
    entities: 'Crate Porter',
    fields: { Crate: 'size:enum price:money weekNumber:integer', Porter: 'name vanPlate' },
  },
  'a table of the fields of the thing above it': {
    text: 'REST API\n\n### Orchard\n| Field | Type | Required | Notes |\n|---|---|---|---|\n| name | string | yes | |\n| slope_deg | integer | no | 0-45 |\n| soil | clay/loam/sand | yes | |\n\n### Picking\n| Field | Type | Required | Notes |\n|---|---|---|---|\n| orchard | Orchard | yes | |\n| yield_kg | decimal | yes | >= 0 |',
    entities: 'Orchard Picking',
    fields: { Orchard: 'name slopeDeg:integer soil:enum', Picking: 'orchardId:reference yieldKg:decimal' },
    rules: [{ kind: 'range', entity: 'Orchard', field: 'slopeDeg', min: 0, max: 45 }],
    relations: 'Orchard<Picking',
  },
  'a sheet pasted in with its rows': {
    text: 'REST API.\n\nBuoys:\n| code | lit | placed_on | depth |\n|---|---|---|---|\n| B12 | yes | 2024-03-01 | 12.5 |\n| B13 | no | 2024-04-02 | 9.0 |',
    entities: 'Buoy',
    fields: { Buoy: 'code lit:boolean placedOn:date depth:decimal' },
  },
  'statements of SQL': {
    text: "A REST API for this:\nCREATE TYPE mood AS ENUM ('calm', 'wild');\nCREATE TABLE falcons (id SERIAL PRIMARY KEY, ring TEXT NOT NULL UNIQUE, wingspan REAL CHECK (wingspan > 0), mood mood);\nCREATE TABLE outings (\n  id SERIAL PRIMARY KEY,\n  falcon_id INTEGER NOT NULL REFERENCES falcons(id),\n  flown_at TIMESTAMP NOT NULL,\n  minutes INTEGER CHECK (minutes BETWEEN 5 AND 240)\n);",
    entities: 'Falcon Outing',
    fields: {
      Falcon: 'ring:string wingspan:decimal mood:enum',
      Outing: 'falconId:reference flownAt:datetime minutes:integer',
    },
    rules: [
      { kind: 'unique', entity: 'Falcon' },
      { kind: 'range', entity: 'Outing', field: 'minutes', min: 5, max: 240 },
    ],
    relations: 'Falcon<Outing',
  },
  'types of TypeScript, with their enumerations': {
    text: "REST API in TypeScript for:\nexport type Rank = 'junior' | 'senior';\nexport interface Sailmaker { name: string; rank: Rank; apprenticeSince?: Date }\nexport interface Spar { sailmaker: Sailmaker; lengthCm: number; varnished: boolean }",
    entities: 'Sailmaker Spar',
    fields: {
      Sailmaker: 'name rank:enum apprenticeSince:date',
      Spar: 'sailmakerId:reference lengthCm:decimal varnished:boolean',
    },
    relations: 'Sailmaker<Spar',
  },
  'types of GraphQL': {
    text: 'GraphQL API.\ntype Glacier { name: String! area: Float }\ntype Reading { glacier: Glacier! takenAt: DateTime! depth: Int! }',
    entities: 'Glacier Reading',
    fields: { Glacier: 'name area:decimal', Reading: 'glacierId:reference takenAt:datetime depth:integer' },
    relations: 'Glacier<Reading',
  },
  'models of Prisma, with the keys that go with relations': {
    text: 'REST API:\n\nmodel Beehive {\n  id Int @id @default(autoincrement())\n  label String @unique\n  frames Frame[]\n}\n\nmodel Frame {\n  id Int @id\n  beehive Beehive @relation(fields: [beehiveId], references: [id])\n  beehiveId Int\n  waxed Boolean\n}',
    entities: 'Beehive Frame',
    fields: { Beehive: 'label', Frame: 'beehiveId:reference waxed:boolean' },
    relations: 'Beehive<Frame',
  },
  'classes of Python': {
    text: 'A REST API in Python.\n\nclass Luthier:\n    name: str\n    founded: date\n\nclass Lute:\n    luthier: Luthier\n    strings: int\n    price: Decimal\n',
    entities: 'Luthier Lute',
    fields: { Luthier: 'name founded:date', Lute: 'luthierId:reference strings:integer price:money' },
    relations: 'Luthier<Lute',
  },
  'JSON with the names of types': {
    text: '{"api": "rest", "entities": {"Canal": {"name": "string", "depth": "number"}, "Lock": {"canal": "Canal", "gate": ["wood", "steel"], "opened": "date"}}}',
    entities: 'Canal Lock',
    fields: { Canal: 'name depth:decimal', Lock: 'canalId:reference gate:enum opened:date' },
    relations: 'Canal<Lock',
  },
  'a JSON schema': {
    text: 'REST API for {"title": "Meteor", "type": "object", "properties": {"code": {"type": "string", "maxLength": 12}, "mass": {"type": "number", "minimum": 0}, "seenAt": {"type": "string", "format": "date-time"}}, "required": ["code"]}',
    entities: 'Meteor',
    fields: { Meteor: 'code mass:decimal seenAt:datetime' },
    rules: [{ kind: 'range', entity: 'Meteor', field: 'mass', min: 0 }],
  },
  'a row of JSON as an example': {
    text: 'REST API. A parcel looks like this:\n{\n  "barcode": "X1",\n  "weight": 2.5,\n  "sentOn": "2024-02-03",\n  "fragile": true\n}',
    entities: 'Parcel',
    fields: { Parcel: 'barcode weight:decimal sentOn:date fragile:boolean' },
  },
  'nested bullets': {
    text: 'Data:\n* Regatta\n  * name\n  * harbour\n  * starts on\n* Dinghy\n  * sail number\n  * hull\n    * wood\n    * carbon\n  * belongs to Regatta\nREST, please.',
    entities: 'Regatta Dinghy',
    fields: { Regatta: 'name harbour startsOn:date', Dinghy: 'sailNumber hull:enum regattaId:reference' },
    relations: 'Regatta<Dinghy',
  },
  'numbers of several levels': {
    text: '1. Chapels\n   1.1 name\n   1.2 parish\n2. Bells\n   2.1 chapel\n   2.2 weight_kg\n   2.3 cast in year\nIt is a REST API.',
    entities: 'Chapel Bell',
    fields: { Chapel: 'name parish', Bell: 'chapelId:reference weightKg:decimal' },
    relations: 'Chapel<Bell',
  },
  'columns that blanks part, below a heading that a line underscores': {
    text: 'REST API\n\nTables\n------\nQuarry    name, county, hectares\nSlab      quarry, stone, cut on\n',
    entities: 'Quarry Slab',
    fields: { Quarry: 'name county', Slab: 'quarryId:reference stone cutOn:date' },
    relations: 'Quarry<Slab',
  },
  routes: {
    text: 'API with these routes:\nPOST /sessions to log in\nGET /walks\nPOST /walks {title, miles, walked_on}\nPOST /walks/:id/stops\nA stop has a place and a note.',
    entities: 'Walk Stop',
    fields: { Walk: 'title miles walkedOn:date', Stop: 'place note:text' },
    relations: 'Walk<Stop',
    auth: true,
  },
  'numbered requirements': {
    text: 'REQ-1: The system MUST store ferries with name and length in metres.\nREQ-2: The system SHALL store crossings with ferry, departure and fare.\nNFR-1: The service SHALL be written in Python and offer a REST interface.',
    entities: 'Ferry Crossing',
    fields: { Ferry: 'name length:decimal', Crossing: 'ferryId:reference departure fare:money' },
    relations: 'Ferry<Crossing',
  },
  'the head of a ticket': {
    text: 'SHIP-88: Harbour log\nType: Story\nPriority: High\nAssignee: unassigned\nDescription: A REST backend that keeps berths (number, length in m).',
    entities: 'Berth',
    fields: { Berth: 'number length:decimal' },
  },
  'a talk of questions and answers': {
    text: 'User: I want to keep track of my orchids\nBot: What do you want to know about them?\nUser: name, colour, bought on\nBot: what kind of program?\nUser: a rest api',
    entities: 'Orchid',
    fields: { Orchid: 'name colour boughtOn:date' },
  },
  'stars for what is required': {
    text: 'REST API\n- Beekeeper: name*, email*, nickname\n- Hive: code*, beekeeper*\n(* = required)',
    entities: 'Beekeeper Hive',
    fields: { Beekeeper: 'name email nickname', Hive: 'code beekeeperId:reference' },
    relations: 'Beekeeper<Hive',
  },
};

describe('notations', () => {
  for (const [name, row] of Object.entries(rows))
    test(`${name} say what sentences would`, () => {
      check(row);
    });

  test('what was made of a notation is shown to whoever wrote it', () => {
    const found = requirementsOf(rows['nested bullets']?.text ?? '');
    expect(found.assumptions.join('\n')).toContain('Regatta: name, harbour, starts on');
    expect(found.description).toBe(rows['nested bullets']?.text);
  });

  test('plain sentences stay as they are', () => {
    const text =
      'A REST API for lighthouses. Each has a name (unique) and a height; keepers tend one - or two: it varies.\n\nThanks!\n- no rush';
    expect(spelledOut(text)).toEqual({ text, shown: [] });
  });

  test('a star left out makes a field optional, one that is there does not', () => {
    const found = requirementsOf(rows['stars for what is required']?.text ?? '');
    const fields = found.entities.find(({ name }) => name === 'Beekeeper')?.fields ?? [];
    expect(fields.find(({ name }) => name === 'nickname')?.required).toBe(false);
    expect(fields.find(({ name }) => name === 'name')?.required).toBe(true);
  });

  test('brackets that never close, deep nesting and long tables are read to the end', () => {
    const texts = [
      '{'.repeat(50_000),
      `interface A {${'x: { '.repeat(5_000)}`,
      `CREATE TABLE t (${'a int, '.repeat(5_000)}`,
      `${' '.repeat(3)}- a\n`.repeat(10_000),
      Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}- item${depth}`).join('\n'),
      `| a | b |\n|---|---|\n${'| x | y |\n'.repeat(4_000)}`,
    ];
    for (const text of texts) expect(spelledOut(text.slice(0, 50_000)).text.length).toBeGreaterThan(0);
  });
});
