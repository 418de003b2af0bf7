import { describe, test } from 'vitest';
import { type Expectation, check } from '../expectation.ts';

/** Sentences that tie things together, each class in words of its own. */

const rows: Record<string, Expectation[]> = {
  'what is moved from state to state has the state, and what is rented has its own name': [
    {
      text: 'REST API. Applicants apply for jobs with a cover letter. Companies move applications from received to shortlisted to offered.',
      entities: 'Applicant Job Application',
      fields: { Application: 'coverLetter status:enum' },
    },
    {
      text: 'REST API for equipment rental. Machines have a serial number. Customers rent machines.',
      entities: 'Machine Customer Rental',
      fields: { Rental: 'machineId:reference !equipmentId' },
    },
    {
      text: 'REST API for equipment rental. Customers rent equipment.',
      entities: 'Equipment Customer Rental',
    },
  ],
  'who plays or works in several is seldom alone there': [
    {
      text: 'REST API. Crews have a name. Rowers have a name. A rower can row for several crews, and a crew has several rowers.',
      entities: 'Crew Rower',
      relations: 'Crew=Rower',
    },
    {
      text: 'REST API. Drivers have a name. Tours have a date. Drivers can be assigned to several tours, and a tour can have several drivers.',
      entities: 'Driver Tour',
      relations: 'Driver=Tour',
    },
    {
      text: 'REST API. Musicians have a name. Bands have a name. Musicians play in several bands.',
      entities: 'Musician Band',
      relations: 'Musician=Band',
    },
    {
      text: 'REST API. Nurses have a name. Shifts have a ward, a start and an end. A nurse is assigned to shifts.',
      entities: 'Nurse Shift',
      relations: 'Nurse<Shift',
    },
  ],
  'of which kind something is, and what reviews are given with, are fields': [
    {
      text: 'REST API for a gym: members (name, email unique, monthly or annual subscription).',
      entities: 'Member',
      fields: { Member: 'name email subscription:enum' },
    },
    {
      text: 'REST API. Flats have a street and a single, double or shared kitchen. Tenants have a name and a contract full-time or part-time.',
      entities: 'Flat Tenant',
      fields: { Flat: 'street kitchen:enum', Tenant: 'name contract:enum' },
    },
    {
      text: 'REST API: guests, hotels. Guests leave reviews of hotels with 1 to 7 stars and a text of up to 600 characters.',
      entities: 'Guest Hotel Review',
      fields: { Review: 'rating text' },
      rules: [{ kind: 'range', entity: 'Review', field: 'rating', min: 1, max: 7 }],
    },
  ],
  'a verb between three things ties the first to both others': [
    {
      text: 'REST API. Horses have a name. Boxes have a number. An assignment puts a horse into a box from one date to another.',
      entities: 'Horse Box Assignment',
      fields: { Assignment: 'startDate:date endDate:date' },
      relations: 'Horse<Assignment Box<Assignment',
    },
    {
      text: 'REST API. Singers have a name and an e-mail. Choirs have a town. A membership is a singer in a choir.',
      entities: 'Singer Choir Membership',
      relations: 'Singer<Membership Choir<Membership',
    },
    {
      text: 'REST API. Cooks have a name. A menu has a title, a season and is written by a cook.',
      entities: 'Cook Menu',
      fields: { Menu: 'title season' },
      relations: 'Cook<Menu',
    },
    {
      text: 'REST API. Boilers have a code. Faults belong to a boiler: what happened, weight minor/major/fatal, cleared yes/no',
      entities: 'Boiler Fault',
      fields: { Fault: 'weight cleared:boolean' },
      relations: 'Boiler<Fault',
    },
  ],
  'plurals that tie, with the days that they last, and bounds in the middle of a list': [
    {
      text: 'REST API. Nurses have a name. Wards have a letter. Shifts put a nurse on a ward from a start day to an end day. The pay is the rate per night for each started day.',
      entities: 'Nurse Ward Shift',
      fields: { Shift: 'startDay endDay' },
      relations: 'Nurse<Shift Ward<Shift',
      unsupported: ['The pay is the rate'],
    },
    {
      text: "REST API. Ovens have a label, a heat that can't be below zero, weight in kg and a state (cold, hot).",
      entities: 'Oven',
      fields: { Oven: 'label heat weight state:enum' },
    },
  ],
  'where things are, who leads them and what is given to whom ties them': [
    {
      text: 'REST API. Barrels have a code and a wood. Racks have a number. Barrels of cider lie on racks.',
      entities: 'Barrel Rack',
      relations: 'Rack<Barrel',
    },
    {
      text: 'REST API. Teachers have a name. Pupils have a name. Teachers give a grade from 1 to 6 and a remark to each pupil.',
      entities: 'Teacher Pupil Grade',
      fields: { Grade: 'value:integer remark' },
      relations: 'Teacher<Grade Pupil<Grade',
    },
    {
      text: 'REST API. Lenses: price, mount (14 mm, 35 mm or 50 mm), caps. Lists have pages.',
      entities: 'Lense',
      fields: { Lense: 'mount:enum caps' },
      features: 'pagination',
    },
  ],
  'what people answer is one of the values that were named': [
    {
      text: 'REST API. Delegates have a name. Motions have a title. Delegates vote on motions with yes, no or abstain.',
      entities: 'Delegate Motion Vote',
      fields: { Vote: 'choice:enum' },
      relations: 'Motion<Vote Delegate<Vote',
    },
    {
      text: 'REST API. Guests have a name. Guests respond with yes, no or maybe.',
      entities: 'Guest',
      fields: { Guest: 'name response:enum' },
    },
  ],
  'items that begin with a verb are fields': [
    {
      text: 'REST API. Huts: name (unique), size in m² between 10 and 90, has stove yes/no, number in stock',
      entities: 'Hut',
      fields: { Hut: 'name size:decimal stove:boolean stock:integer' },
    },
    {
      text: 'REST API. Pumps have a code. Readings belong to a pump and say how many litres (0 to 90) people took and when it was written.',
      entities: 'Pump Reading',
      fields: { Reading: 'litres' },
      relations: 'Pump<Reading',
    },
    {
      text: 'REST API. Tours have a title, a day that must be in the future and a number of places (1-8); guides have a name.',
      entities: 'Tour Guide',
      fields: { Tour: 'title day:date numberOfPlaces:integer' },
    },
    {
      text: 'REST API. Parcels must have a code; further a weight in kg and a state - packed, sent or lost.',
      entities: 'Parcel',
      fields: { Parcel: 'code weight:decimal state:enum' },
    },
  ],
  'what the program has and where it runs are no things': [
    {
      text: 'A little web app for errands, runs in the browser. An errand has a title, who does it, and whether it is done. It would be nice to tick them off. Include unit tests. Use Tailwind.',
      entities: 'Errand',
      fields: { Errand: 'title assignee done:boolean' },
      actions: 'Errand.complete',
    },
    {
      text: 'Full-stack app: ski trips for groups of colleagues. Trips have a name and a slope.',
      entities: 'Trip',
    },
  ],
};

for (const [name, list] of Object.entries(rows)) {
  describe(name, () => {
    test.each(list.map((row) => [row.text, row] as const))('%s', (_, row) => {
      check(row);
    });
  });
}
