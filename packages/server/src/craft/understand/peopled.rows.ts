import type { Expectation } from './expectation.ts';

/** Who acts and what is theirs, fields of several parts, kinds that there are of something. */
export const peopled: Expectation[] = [
  {
    text: 'REST API for a baking contest. Bakers submit cakes to a contest, each with a title and a weight in kg. Assessors rate each cake from 1 to 5. A contest has a theme and a deadline.',
    entities: 'Contest Cake Baker Assessor Rating',
    fields: { Rating: '!bakerId assessorId cakeId', Baker: 'name email' },
    relations: 'Contest<Cake Baker<Cake Cake<Rating Assessor<Rating',
  },
  {
    text: 'REST API for a garage. Cars have a plate. Mechanics log inspections. Inspections have a car, a date and a result.',
    entities: 'Car Mechanic Inspection',
    relations: 'Car<Inspection Mechanic<Inspection',
  },
  {
    text: 'REST API for a gym with athletes, exercises and workouts. An exercise has a name and a muscle. Athletes record workouts of exercises with a date, the number of sets and an optional comment.',
    entities: 'Athlete Exercise Workout',
    fields: { Exercise: 'name muscle !date !comment', Workout: 'date numberOfSets:integer comment' },
    relations: 'Exercise<Workout Athlete<Workout',
  },
  {
    text: 'Backend for a stable. Horses have a name. Grooms record measurements (pulse, weight, temperature) for horses.',
    entities: 'Horse Groom Measurement',
    fields: { Measurement: 'pulse:integer weight:decimal temperature:decimal' },
    relations: 'Horse<Measurement Groom<Measurement',
  },
  {
    text: 'REST API. A promoter hosts many concerts. Promoters have a name. Concerts have a title and a date.',
    entities: 'Promoter Concert',
    relations: 'Promoter<Concert',
  },
  {
    text: '# Course site\n\nREST API.\n\n## Roles\n- Learner: enrolls in courses, submits essays\n- Tutor: creates courses and marks essays\n- Admin: manages users\n\n## Data\n- Course: title, price\n- Essay: course, learner, text\n- Learner: name\n- Tutor: name',
    entities: 'Course Essay Learner Tutor Enrollment',
    fields: { Learner: 'name !submitsEssays', Tutor: 'name !createsCourses' },
    relations: 'Course<Enrollment Learner<Enrollment Course<Essay Learner<Essay',
    roles: 'admin',
  },
  {
    text: 'REST API. Buoys have a code, a location (latitude, longitude) and dimensions (width in cm, height in cm). Sightings have the date it was last checked, GPS coordinates and a buoy.',
    entities: 'Buoy Sighting',
    fields: {
      Buoy: 'code latitude:decimal longitude:decimal width:decimal height:decimal !location !dimensions',
      Sighting: 'lastCheckedDate:date latitude:decimal longitude:decimal buoyId',
    },
  },
  {
    text: 'REST API. Lockers are numbered and come in three sizes: small, medium and large. Halls are public or private and have a name.',
    entities: 'Locker Hall',
    fields: { Locker: 'number size:enum !medium !large', Hall: 'visibility:enum name' },
  },
  {
    text: 'REST API: scooters that are either free, rented or in repair; riders with name and email. Each rider has one plan, which is monthly, yearly or free.',
    entities: 'Scooter Rider',
    fields: { Scooter: 'status:enum', Rider: 'name email plan:enum' },
  },
  {
    text: '# Blood bank\n\nREST API.\n\n## Donor\n- full name\n- blood type: one of A+, A-, B+, B-\n\n## Sample\n- donor\n- tested: yes or no\n- units needed',
    entities: 'Donor Sample',
    fields: { Donor: 'fullName bloodType:enum !bplus', Sample: 'tested:boolean unitsNeeded:integer' },
  },
  {
    text: 'REST API. Hospital: name. Transfusion: hospital, blood type, date.',
    entities: 'Hospital Transfusion',
    fields: { Transfusion: 'bloodType date:date' },
    relations: 'Hospital<Transfusion',
  },
  {
    text: 'A simple app to keep track of my houseplants. For every plant I want to store its name and the room it stands in.',
    entities: 'Plant',
    fields: { Plant: 'name room' },
  },
  {
    text: 'API to manage batches. A batch is roasted from a recipe, rested in a silo and packed into crates. A silo has a number and a volume in litres. Crates have a code. Recipes have a name. Each batch has a start date.',
    entities: 'Batch Silo Crate Recipe',
    relations: 'Recipe<Batch Silo<Batch',
  },
  {
    text: 'REST API for a laboratory: samples come from patients and are tested by technicians. A sample has a barcode. A result has a sample, a measured value, a reference range (low, high) and a flag whether it is abnormal.',
    entities: 'Sample Patient Technician Result',
    fields: {
      Result:
        'measuredValue:decimal referenceRangeLow:decimal referenceRangeHigh:decimal abnormal:boolean !referenceRange',
    },
    relations: 'Patient<Sample Technician<Sample Sample<Result',
  },
  {
    text: 'REST API. Riders register their horses for shows. A horse has a name. Shows have a title and a date. Ring masters are assigned to rehearsals. Rehearsals have a date.',
    entities: 'Rider Horse Show Registration RingMaster Rehearsal',
    fields: { Horse: '!showId' },
    relations: 'Rider<Registration Horse<Registration Show<Registration RingMaster<Rehearsal',
  },
  {
    text: 'A REST API for managing a campsite: pitches, clients and bookings. A pitch has a number. A booking has an arrival date and a departure date.',
    entities: 'Pitch Client Booking',
  },
  {
    text: '# Shared office\n\nREST API.\n\n1. **Location** – name, address, city\n2. **Desk** – belongs to a location; number (unique per location), type: hot / dedicated, has monitor (yes/no)\n3. **Room** – name, hourly rate (EUR), amenities (list of text)\n4. **Member** – full name, e-mail (unique), plan: basic, plus or premium, joined at\n5. **Reservation** – member, desk or room, start, end',
    entities: 'Location Desk Room Member Reservation',
    fields: {
      Desk: 'number type:enum monitor:boolean',
      Room: 'hourlyRate:money amenities:text !eur',
      Member: 'email plan:enum joinedAt:datetime',
      Reservation: 'deskId roomId start end !deskOrRoom',
    },
    relations: 'Location<Desk Member<Reservation Desk<Reservation Room<Reservation',
  },
  {
    text: '# Rescue center\n\nWe take in animals. I need a backend that stores:\n\nAnimals:\n  - species\n  - sex: male, female, unknown\n  - status: in care, released, died\n  - finder: name, phone\n  - follow-up needed?\n\nTreatments (per animal):\n  - date\n  - medication and dosage (mg)\n\nVets have a name.',
    entities: 'Animal Treatment Vet',
    fields: {
      Animal: 'sex:enum status:enum finderName finderPhone:phone followUpNeeded:boolean !finder',
      Treatment: 'date medication dosage:decimal',
    },
    relations: 'Animal<Treatment',
  },
  {
    text: 'Project: HelpDesk\n\nEntities and attributes\n\nCustomer (id, name)\nAgent (id, name, team_id)\nTeam (id, name)\nTicket (id, subject, customer_id, agent_id nullable, first_response_at nullable)',
    entities: 'Customer Agent Team Ticket',
    fields: { Ticket: 'customerId:reference agentId:reference firstResponseAt:datetime !agentIdNullable' },
    relations: 'Team<Agent Customer<Ticket Agent<Ticket',
  },
  {
    text: 'REST API.\n\n- Farm: name\n- Customer: name, delivery address (street, postal code, city)\n- Order: customer, ordered at, lines\n- Order line: product, quantity\n- Product: farm, name',
    entities: 'Farm Customer Order OrderLine Product',
    fields: { Customer: 'deliveryStreet deliveryPostalCode deliveryCity !deliveryAddress' },
    relations: 'Order<OrderLine Product<OrderLine Customer<Order',
  },
  {
    text: 'Ein Backend für eine Hundeschule. Trainer leiten Kurse. Ein Hund hat einen Namen, eine Rasse und ein Geburtsdatum. Kurse haben einen Titel und einen Wochentag.',
    entities: 'Trainer Course Dog',
    fields: { Dog: 'name breed dateOfBirth' },
    relations: 'Trainer<Course',
  },
  {
    text: 'API REST para una ludoteca: cada juego tiene un título, un número de jugadores y un estado (nuevo, usado, dañado). Una exposición tiene un título y un plazo.',
    entities: 'Game Exhibition',
    fields: { Game: 'title numberOfPlayers:integer status:enum', Exhibition: 'title deadline:date' },
  },
  {
    text: 'REST API. Quotations: each quotation has a price, an expiry date and is either open, accepted or declined. Levels have a name and several bays; a bay is for cars, motorcycles or trucks.',
    entities: 'Quotation Level Bay',
    fields: { Quotation: 'price expiryDate status:enum', Bay: 'type:enum !carId' },
    relations: 'Level<Bay',
  },
  {
    text: 'I need a backend for my studio - artists with name and style, clients with name and phone, appointments between an artist and a client with start, end, deposit paid or not and a reference image url.',
    entities: 'Artist Client Appointment',
    fields: { Client: '!end !depositPaid', Appointment: 'start end depositPaid:boolean referenceImageUrl:url' },
    relations: 'Artist<Appointment Client<Appointment',
  },
  {
    text: 'REST API: orders have a number, cooks change the status of an order (queued, cooking, ready). An order can only have one open complaint at a time. Complaints have a text and an order.',
    entities: 'Order Complaint',
    fields: { Order: 'number status:enum !openComplaint' },
    relations: 'Order<Complaint',
  },
  {
    text: 'Build an inventory service for a clinic. Products have a SKU. Suppliers have a name, a contact person and a website.',
    entities: 'Product Supplier',
    fields: { Supplier: 'name contactPerson website:url' },
  },
  {
    text: 'Product: PawWalk\n\nREST API.\n\nEntities: Dog, Walker, Walk\n\nDog: name; breed; size S/M/L\nWalker: name, email\nWalk: dog, walker, start time',
    entities: 'Dog Walker Walk',
    fields: { Dog: 'name breed size:enum' },
  },
  {
    text: '# Things\n\nREST API.\n\n### Item\n| Field | Type | Notes |\n|---|---|---|\n| title | string | required, max 80 |\n| deposit | decimal | EUR, >= 0 |',
    entities: 'Item',
    fields: { Item: 'title:string deposit:money' },
  },
  {
    text: 'REST API. Films: title, runtime (min), year.',
    entities: 'Film',
    fields: { Film: 'title runtime:integer year:integer' },
  },
  {
    text: 'REST API for a car park. Car parks have levels, levels have bays with a number unique per level.',
    entities: 'CarPark Level Bay',
    fields: { CarPark: '!levelId', Level: 'carParkId', Bay: 'levelId number' },
  },
  {
    text: 'REST API. Divers have a name. Divers can register for dives with a phone number.',
    entities: 'Diver Dive Registration',
    fields: { Diver: 'name', Registration: 'diveId diverId' },
  },
  {
    text: 'REST API. Flats have flatmates. Costs have a purpose, an amount and who paid. Chores have a title and the flatmate who planned it.',
    entities: 'Flat Flatmate Cost Chore',
    fields: { Cost: 'purpose amount paidById', Chore: 'title flatmateId' },
  },
  {
    text: 'REST API. A claim is filed when somebody calls, with a plate and a description. Keys have a number.',
    entities: 'Claim Key',
    fields: { Claim: 'plate description', Key: 'number' },
  },
  {
    text: 'A TypeScript command line tool that keeps a packing list in a file: add items with a weight, check them off, remove them.',
    entities: 'Item',
    fields: { Item: 'weight !checkThemOff' },
    actions: 'Item.complete',
  },
  {
    text: 'REST API. Doughs have a name. Ingredients have a dough, an amount and a unit (g, ml). Fines have a reader and an amount.',
    entities: 'Dough Ingredient Fine',
    fields: { Ingredient: 'amount:decimal unit:enum', Fine: 'amount:money' },
  },
  {
    text: 'REST API for swimming lessons. A lesson has a title, a start time, a level of 1, 2 or 3 and a length of 20, 40 or 60 minutes. A float has a colour and a weight of 2.5 or 5 kg.',
    entities: 'Lesson Float',
    fields: { Lesson: 'level:integer length:integer', Float: 'weight:decimal' },
    rules: [
      { kind: 'range', entity: 'Lesson', field: 'level', min: 1, max: 3 },
      { kind: 'range', entity: 'Lesson', field: 'length', min: 20, max: 60, choices: [20, 40, 60] },
      { kind: 'range', entity: 'Float', field: 'weight', choices: [2.5, 5] },
    ],
  },
  {
    text: 'REST API for a cattery. Keepers (name, phone, email) have cats (name, breed, weight). Vaccinations have a vaccine name, date given and date due.',
    entities: 'Keeper Cat Vaccination',
    fields: { Keeper: 'name phone:phone email:email !type', Vaccination: 'dateGiven:date dateDue:date' },
    relations: 'Keeper<Cat',
  },
  {
    text: 'REST API for a skating club. Coaches have a name. Skaters have a name. A coach writes a plan for a skater with a goal, a start date and notes. A lap has a skater, a finish time in seconds and a position.',
    entities: 'Coach Skater Plan Lap',
    fields: { Skater: 'name !goal', Plan: 'goal startDate:date notes skaterId coachId', Lap: 'finishTime:integer' },
  },
  {
    text: 'REST API for a fair. Halls have a name and capacity. Talks have a title. A slot puts a talk in a hall with a start and end; slots in the same hall must not overlap.',
    entities: 'Hall Talk Slot',
    fields: { Hall: '!start', Slot: 'talkId hallId start:datetime end:datetime' },
    rules: [{ kind: 'no-overlap', entity: 'Slot', scope: 'hallId', start: 'start', end: 'end' }],
  },
  {
    text: 'REST API. A horse has a name, a breed and an owner with a phone number. A stall has a number, a row and holds one horse. Families register with a surname, number of people and allergies.',
    entities: 'Horse Owner Stall Family',
    fields: {
      Horse: 'ownerId !owner',
      Owner: 'name phoneNumber:phone',
      Stall: 'horseId !holds',
      Family: 'surname numberOfPeople:integer allergies',
    },
  },
  {
    text: 'The gallery needs a catalogue API. Each sculpture has a title and a year. Rooms have a name. A sculpture stands in a room.',
    entities: 'Sculpture Room',
  },
  {
    text: 'Courier backend. Drivers have a name. Each trip has a driver, a date, kilometres and whether by day or night.',
    entities: 'Driver Trip',
    fields: { Trip: 'driverId date:date kilometres:decimal type:enum' },
  },
  {
    text: 'A community garden. The garden has plots. Each plot has a number and a size. Visitors can browse the line-up of workshops and save favourite workshops. Workshops have a title.',
    entities: 'Plot Visitor Workshop Favorite',
    relations: 'Workshop<Favorite Visitor<Favorite',
  },
  {
    text: 'REST API. Pupils have a name. Teachers have a name. The teacher gives a pupil a grade from 1 to 6 and a comment.',
    entities: 'Pupil Teacher Grade',
    fields: { Grade: 'comment:text' },
  },
  {
    text: 'REST API. Receipts have an amount and a date. Receipts can be filtered by month. Films have a title and a year and can be filtered by year.',
    entities: 'Receipt Film',
    unsupported: ['Receipts can be filtered by month'],
  },
  {
    text: 'REST API. Crates have a number. A crate is loaded on at most one voyage at a time. A voyage has a ship, a departure date and an arrival date. Ships have a name.',
    entities: 'Crate Voyage Ship',
    rules: [{ kind: 'no-overlap', entity: 'Voyage', scope: 'crateId', start: 'departureDate', end: 'arrivalDate' }],
  },
  {
    text: 'REST API. Berths have a number. A booking has a berth, a departure date and an arrival date. Bookings of a berth must not overlap.',
    entities: 'Berth Booking',
    rules: [{ kind: 'no-overlap', entity: 'Booking', scope: 'berthId', start: 'arrivalDate', end: 'departureDate' }],
  },
  {
    text: 'REST API. Neighbours lend each other ladders. A ladder has a name. A neighbour can borrow a ladder for a week; a borrower returns the ladder. Incidents have a location and the crew assigned. Crews have a call sign and the date they started.',
    entities: 'Neighbour Ladder Loan Incident Crew',
    fields: { Loan: 'neighbourId !borrowerId', Incident: 'crewId', Crew: 'startedDate:date' },
  },
  {
    text: 'REST API for a cinema club. Members suggest a title with director and year and mark it as watched. Visitors submit an entry with a subject, a text and a date.',
    entities: 'Film Member Visitor Entry',
    fields: { Film: 'memberId title director year:integer watched:boolean', Entry: 'visitorId subject text date:date' },
    actions: 'Film.markWatched',
  },
  {
    text: 'REST API. Turbines have a code, a rated power in kW and an installed kWp. Halls have a name. Clubs (name, contact email) book halls from a start to an end.',
    entities: 'Turbine Hall Club Booking',
    fields: {
      Turbine: 'ratedPower:decimal installedKwp:decimal',
      Booking: 'hallId clubId',
      Club: 'contactEmail:email',
    },
  },
];
