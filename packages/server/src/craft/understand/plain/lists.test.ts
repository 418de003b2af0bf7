import { describe, test } from 'vitest';
import { type Expectation, check } from '../expectation.ts';

/** Lists in shapes that were once misread, each in words of its own. */

const rows: Record<string, Expectation[]> = {
  'a library where people borrow is no code for other programs': [
    {
      text: 'School library in Rust: pupils (name, class), books (title, author, ISBN unique, copies). A pupil can borrow at most 3 books at a time.',
      entities: 'Pupil Book Loan',
      rules: [{ kind: 'max-per', entity: 'Loan', limit: 3 }],
    },
    {
      text: 'Tool library in Go: members with name, tools with name and copies. Members borrow tools.',
      entities: 'Member Tool Loan',
      fields: { Member: 'name', Tool: 'name copies:integer !memberId' },
    },
    {
      text: 'REST API. Books have a title. Readers have a name and borrow books.',
      entities: 'Reader Book Loan',
      fields: { Reader: 'name', Book: 'title !readerId' },
    },
  ],
  'the ends of an amount, what is unique within another and when something costs': [
    {
      text: 'REST API: jobs with title, salary from, salary to and location.',
      entities: 'Job',
      fields: { Job: 'title salaryFrom:money salaryTo:money location' },
    },
    {
      text: 'REST API: podcasts with title; episodes with number, title and publish date, unique number per podcast.',
      entities: 'Podcast Episode',
      fields: { Episode: 'number title publishDate:date !perPodcast' },
      rules: [{ kind: 'unique', entity: 'Episode', fields: ['number', 'podcastId'] }],
    },
    {
      text: 'REST API: orders with a total. Delivery costs 2.50 unless the total is over 30 euros.',
      entities: 'Order',
      rules: [],
      unsupported: ['Delivery costs 2.50 unless'],
    },
    {
      text: 'REST API: orders with a number and a date, couriers with a name. Couriers can deliver one order at a time.',
      entities: 'Order Courier',
      rules: [{ kind: 'exclusive', entity: 'Order', field: 'courierId' }],
    },
  ],
  'kinds in brackets are no fields where the fields stand behind them': [
    {
      text: 'Hostel API: beds (single, twin, dorm) with a number and a price.',
      entities: 'Bed',
      fields: { Bed: 'type:enum number price:money' },
    },
    {
      text: 'Depot API. Stock movements (in, out, transfer) with a quantity and a date.',
      entities: 'StockMovement',
      fields: { StockMovement: 'type:enum quantity:integer date:date' },
    },
    {
      text: 'Hotel API. Rooms (single, double, suite), guests and bookings.',
      entities: 'Room Guest Booking',
      fields: { Room: 'type:enum' },
    },
    {
      text: 'School API. Courses (title, level, price) with a teacher.',
      entities: 'Course Teacher',
      fields: { Course: 'title level price:money' },
    },
  ],
  'how many rows of another thing there are is no bound of the field before': [
    {
      text: 'A polls API: users create polls with a question and 2 to 10 options.',
      entities: 'Poll Option',
      fields: { Poll: 'question:string' },
      rules: [{ kind: 'max-per', entity: 'Option', limit: 10 }],
    },
    {
      text: 'REST API. A coach adds crews with a name and at most 8 rowers. Rowers have a name.',
      entities: 'Coach Crew Rower',
      fields: { Crew: 'name:string' },
      rules: [{ kind: 'max-per', entity: 'Rower', limit: 8 }],
    },
  ],
  'a name on a line by itself heads the bullets below it': [
    {
      text: 'Lantern\n- colour\n- wick (cotton | glass)\n\nPier\n- length in m\n- lantern\n\nA REST API please.',
      entities: 'Lantern Pier',
      fields: { Lantern: 'colour wick:enum', Pier: 'length:decimal lanternId:reference' },
    },
  ],
  'a deed behind the title is no field': [
    {
      text: 'A barrel tracker: add a barrel with a label, a volume and a date.',
      entities: 'Barrel',
      fields: { Barrel: 'label volume:decimal date:date' },
    },
    {
      text: 'A REST API for barrels: record a barrel with label and date.',
      entities: 'Barrel',
      fields: { Barrel: 'label date:date' },
    },
  ],
  'numbers within a line begin items': [
    {
      text: 'REST API. I need: 1) sailors - name, cabin 2) watches - sailor, day, mood (calm/rough), logged yes/no',
      entities: 'Sailor Watch',
      fields: { Sailor: 'name cabin', Watch: 'day:date mood:enum logged:boolean' },
      relations: 'Sailor<Watch',
    },
  ],
  'how many there are of a part is a number': [
    {
      text: 'REST API. Wagons: number, axles, doors, colour. Ferries: name, decks from 1 to 5.',
      entities: 'Wagon Ferry',
      fields: { Wagon: 'number axles:integer doors:integer colour', Ferry: 'name decks:integer' },
    },
  ],
  'a plural of which nothing more is said is a text among other fields': [
    {
      text: 'REST API. Checks: engine, date, findings. Engines: code, power in kw.',
      entities: 'Check Engine',
      fields: { Check: 'date:date findings:text' },
      relations: 'Engine<Check',
    },
  ],
  'what a thing weighs and where it lies is said with verbs': [
    {
      text: 'REST API. A sack weighs between 5 and 80 kg and lies on a pallet. Pallets have a bay and a height in cm.',
      entities: 'Sack Pallet',
      fields: { Sack: 'weight:decimal', Pallet: 'bay height:decimal' },
      rules: [{ kind: 'range', entity: 'Sack', field: 'weight', min: 5, max: 80 }],
      relations: 'Pallet<Sack',
    },
    {
      text: 'REST API. Coats are stored in wardrobes, of which we know the corridor and the width in cm. Coats have a colour.',
      entities: 'Coat Wardrobe',
      fields: { Wardrobe: 'corridor width:decimal' },
      relations: 'Wardrobe<Coat',
    },
  ],
  'rows are told of per row of another': [
    {
      text: 'REST API. Boilers have a maker. Cleanings are recorded per boiler with the date and the pressure in bar.',
      entities: 'Boiler Cleaning',
      fields: { Cleaning: 'date:date pressure:decimal' },
      relations: 'Boiler<Cleaning',
    },
    {
      text: 'REST API. A mentorship links a mentor to a novice and records the opening day. Mentors and novices have a name.',
      entities: 'Mentorship Mentor Novice',
      fields: { Mentorship: 'openingDay:date' },
      relations: 'Mentor<Mentorship Novice<Mentorship',
    },
    {
      text: 'REST API. Each cruise has exactly one captain. Captains have a name. Cruises have a harbour and a date.',
      entities: 'Cruise Captain',
      fields: { Cruise: 'harbour date:date captainId:reference' },
      relations: 'Captain<Cruise',
    },
  ],
  'from one moment to another is two moments in order': [
    {
      text: 'REST API. Sheds have a code. A lease is for one shed, from a start date to an end date.',
      entities: 'Shed Lease',
      fields: { Lease: 'startDate:date endDate:date shedId:reference' },
      rules: [{ kind: 'order', entity: 'Lease', before: 'startDate', after: 'endDate' }],
    },
    {
      text: 'REST API. Voyages have a ship, a sailing date and a docking date which comes after it.',
      entities: 'Voyage',
      rules: [{ kind: 'order', entity: 'Voyage', before: 'sailingDate', after: 'dockingDate' }],
    },
  ],
  'what is known about a thing is told in many sentences': [
    {
      text: 'REST API. What we know about a glove: size, fabric, pairs left (not below 0), whether it must be ironed.',
      entities: 'Glove',
      fields: { Glove: 'size fabric ironed:boolean' },
    },
    {
      text: 'REST API. In the cupboards are vases - engraving unique, width cm max 90, cracked yes or no. Cupboards have a colour.',
      entities: 'Cupboard Vase',
      fields: { Vase: 'engraving width:decimal cracked:boolean' },
      rules: [{ kind: 'unique', entity: 'Vase', fields: ['engraving'] }],
      relations: 'Cupboard<Vase',
    },
    {
      text: 'REST API. Memoirs have a title. There are also excerpts, each taken from a memoir, with the wording and a mood.',
      entities: 'Memoir Excerpt',
      fields: { Excerpt: 'wording mood' },
      relations: 'Memoir<Excerpt',
    },
    {
      text: 'REST API. A picnic is for one meadow, one day and a purpose. Meadows have an owner name. A meal is a name plus a spice level.',
      entities: 'Picnic Meadow Meal',
      fields: { Picnic: 'day:date purpose', Meal: 'name spiceLevel' },
      relations: 'Meadow<Picnic',
    },
    {
      text: 'REST API. A rehearsal connects an actor with a stagehand at a time, duration in minutes, mood. Actors have a name. Stagehands have a name.',
      entities: 'Rehearsal Actor Stagehand',
      fields: { Rehearsal: 'time:datetime duration:integer mood' },
      relations: 'Actor<Rehearsal Stagehand<Rehearsal',
    },
  ],
  'fields are told with a modal, a place or a giver': [
    {
      text: 'REST API. Each inspection shall refer to exactly one crane and shall state the finding, the starting time and the load in kg. Each crane shall have a unique name and a reach in m.',
      entities: 'Inspection Crane',
      fields: { Inspection: 'finding startingTime:datetime load:decimal', Crane: 'name reach:decimal' },
      rules: [{ kind: 'unique', entity: 'Crane', fields: ['name'] }],
      relations: 'Crane<Inspection',
    },
    {
      text: 'REST API. Springs have a code. At each spring we take probes: day, nitrate in mg/l (never negative), smell.',
      entities: 'Spring Probe',
      fields: { Probe: 'day:date nitrate:decimal smell' },
      relations: 'Spring<Probe',
    },
    {
      text: 'REST API. Grades of apprentices in trades: marks obtained between 0 and 100, remark. Apprentices give us their name and phone number. Trades have a code.',
      entities: 'Grade Apprentice Trade',
      fields: { Grade: 'marksObtained remark', Apprentice: 'name phoneNumber:phone' },
      relations: 'Apprentice<Grade Trade<Grade',
    },
    {
      text: 'REST API. A sculpture is a piece of stone or wood with a title and a price that is never negative, and it is carved, polished or sold.',
      entities: 'Sculpture',
      fields: { Sculpture: 'title price:money status:enum' },
    },
    {
      text: 'REST API. Ponies (name, coat), outings: pony, pick up time, treats 0-3. Pantries have between 4 and 9 shelves and a colour.',
      entities: 'Pony Outing Pantry',
      fields: { Outing: 'pickUpTime:datetime treats:integer', Pantry: 'shelves:integer colour' },
      relations: 'Pony<Outing',
    },
  ],
  'a business may be named after what it keeps': [
    {
      text: 'REST API for a clock workshop (clocks, screws, repairs with cost and date).',
      entities: 'Clock Screw Repair',
      fields: { Repair: 'cost:money date:date' },
    },
  ],
  'the steps of a manual are written, those of a walk are counted': [
    {
      text: 'REST API. A manual has a title, a version and steps. Walks: day, steps, calories.',
      entities: 'Manual Walk',
      fields: { Manual: 'steps:text', Walk: 'steps:integer' },
    },
  ],
  'names of the same thing are no things, and what is sent is no field': [
    {
      text: 'REST API. Wrestlers have a name and aliases. Wrestlers get a yearly report.',
      entities: 'Wrestler',
      fields: { Wrestler: 'name aliases !yearlyReport' },
    },
  ],
  'rows of rows are told within a list, and stays of those who stay': [
    {
      text: 'REST API: Operas (title, composer), stagings of an opera in a theatre at a time, theatres with name and city.',
      entities: 'Opera Staging Theatre',
      fields: { Staging: 'time:datetime' },
      relations: 'Opera<Staging Theatre<Staging',
    },
    {
      text: 'REST API. Cabins have a number and a price. Hikers have a name and a town. Hikers stay in a cabin from a first night until a last night.',
      entities: 'Cabin Hiker Stay',
      fields: { Stay: 'firstNight lastNight' },
      relations: 'Cabin<Stay Hiker<Stay',
    },
  ],
  'where slashes part the values, a comma ends them': [
    {
      text: 'REST API. Kilts (tartan, kind = dress/work/dance, sewn on).',
      entities: 'Kilt',
      fields: { Kilt: 'tartan kind:enum sewnOn:date' },
    },
  ],
  'who does more than those who only look is somebody with rights': [
    {
      text: 'REST API. Curers can create and edit hams, visitors can only view. A ham has a breed and a weight in kg.',
      entities: 'Ham',
      roles: 'curer',
      auth: true,
    },
  ],
};

describe.each(Object.entries(rows))('%s', (_, list) => {
  test.each(list.map((row) => [row.text, row] as const))('%s', (__, row) => {
    check(row);
  });
});
