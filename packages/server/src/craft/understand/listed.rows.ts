import type { Expectation } from './expectation.ts';

/** Descriptions that list: things after a colon, rules with as few words as can be. */
export const listed: Expectation[] = [
  {
    text: 'a REST API for a hiking club with accounts: members, tours and sign-ups; a tour has a title, a date and at most 12 places; only the owner may cancel a sign-up',
    entities: 'Member Tour Registration',
    fields: { Tour: 'title date !place', Registration: 'memberId tourId' },
    rules: [
      { kind: 'max-per', entity: 'Registration', per: 'tourId', limit: 12 },
      { kind: 'owner-only', entity: 'Registration', verbs: ['cancel'] },
    ],
    auth: true,
  },
  {
    text: 'an API for a cooking school: courses with a name, start date and at most 8 participants; a participant can book a course only once',
    entities: 'Course Booking Participant',
    fields: { Course: 'name startDate:date' },
    rules: [
      { kind: 'max-per', entity: 'Booking', per: 'courseId', limit: 8 },
      { kind: 'unique', entity: 'Booking' },
    ],
  },
  {
    text: 'a REST API for a pet hotel: pets, owners, stays; a stay has a start and an end date; a kennel holds one pet at a time; nights are charged at 25 euros',
    entities: 'Pet Owner Stay Kennel',
    fields: { Stay: 'petId kennelId startDate:date endDate:date fee:money' },
    rules: [
      { kind: 'no-overlap', entity: 'Stay', scope: 'kennelId' },
      { kind: 'fee', entity: 'Stay', rate: 2500, unit: 'day' },
    ],
    relations: 'Owner<Pet',
  },
  {
    text: 'a REST API for a food bank: recipients, parcels; a parcel is given out at most once a week per recipient',
    entities: 'Recipient Parcel',
    rules: [
      { kind: 'max-per', entity: 'Parcel', per: 'recipientId', limit: 1, within: { field: 'madeAt', period: 'week' } },
    ],
  },
  {
    text: 'a tool library API: tools, loans, members; a loan lasts 14 days',
    entities: 'Tool Loan Member',
    fields: { Loan: 'toolId memberId dueAt !duration' },
  },
  {
    text: 'a web app for a choir: singers, rehearsals, attendance; each singer is marked once per rehearsal',
    entities: 'Singer Rehearsal Attendance',
    rules: [{ kind: 'unique', entity: 'Attendance', fields: ['rehearsalId', 'singerId'] }],
  },
  {
    text: 'an API for expense reports: employees, reports; a report is submitted, approved or rejected; only a manager approves',
    entities: 'Employee Report',
    rules: [{ kind: 'role-only', role: 'manager', entity: 'Report', verbs: ['approve'] }],
    auth: true,
  },
  {
    text: 'a hackathon API: teams, participants; a team has 2 to 5 participants; a participant is in one team only',
    entities: 'Team Participant',
    rules: [{ kind: 'max-per', entity: 'Participant', per: 'teamId', limit: 5 }],
    unsupported: ['2 to 5'],
  },
  {
    text: 'a dentist API: patients, dentists, appointments; a patient can cancel up to 24 hours before',
    entities: 'Patient Dentist Appointment',
    rules: [{ kind: 'until', entity: 'Appointment', time: 'startsAt', lead: { amount: 24, unit: 'hour' } }],
  },
  {
    text: 'a gift registry API: gifts, guests; a gift is reserved by one guest',
    entities: 'Gift Guest Reservation',
    rules: [{ kind: 'max-per', entity: 'Reservation', per: 'giftId', limit: 1 }],
  },
  {
    text: 'a delivery API: couriers, parcels; a courier carries at most 20 kg',
    entities: 'Courier Parcel',
    fields: { Courier: '!carry' },
    rules: [{ kind: 'max-per', entity: 'Parcel', per: 'courierId', limit: 20, amount: 'weight' }],
  },
  {
    text: 'a cinema API: films, halls, seats, showings, tickets; no two showings overlap in a hall; a seat is sold once per showing',
    entities: 'Film Hall Seat Showing Ticket',
    rules: [
      { kind: 'no-overlap', entity: 'Showing', scope: 'hallId' },
      { kind: 'unique', entity: 'Ticket', fields: ['showingId', 'seatId'] },
    ],
    relations: 'Film<Showing Showing<Ticket Seat<Ticket',
  },
  {
    text: 'an API: halls, seats, showings, tickets; a seat has at most one ticket per showing',
    entities: 'Hall Seat Showing Ticket',
    rules: [{ kind: 'unique', entity: 'Ticket', fields: ['showingId', 'seatId'] }],
  },
  {
    text: 'a chess club API: players, games; a game ends as win, loss or draw',
    entities: 'Player Game',
    fields: { Game: 'result:enum' },
  },
  {
    text: 'a hiking club API: members, tours, sign-ups; only the member who signed up may cancel a sign-up',
    entities: 'Member Tour Registration',
    rules: [{ kind: 'owner-only', entity: 'Registration', verbs: ['cancel'] }],
  },
  {
    text: 'a bank API with accounts: money can be transferred between accounts',
    entities: 'Account Transfer',
    auth: false,
  },
  {
    text: 'a repair cafe API: visitors, devices, repairs; a repair is open, in progress, done or given up',
    entities: 'Visitor Device Repair',
    fields: { Repair: 'status:enum deviceId' },
  },
  {
    text: 'a mountain hut API: guests, beds, reservations; a reservation is for 1 to 7 nights; no bed is booked twice for the same night',
    entities: 'Guest Bed Reservation',
    rules: [
      { kind: 'span', entity: 'Reservation', least: { amount: 1, unit: 'day' }, most: { amount: 7, unit: 'day' } },
      { kind: 'no-overlap', entity: 'Reservation', scope: 'bedId' },
    ],
  },
  {
    text: 'a blood bank API: donors, donations; donors are 18 to 70; 56 days between two donations',
    entities: 'Donor Donation',
    rules: [
      { kind: 'range', entity: 'Donor', field: 'age', min: 18, max: 70 },
      { kind: 'no-overlap', entity: 'Donation', scope: 'donorId' },
    ],
  },
  {
    text: 'a real-time API for auctions: items, bids; a bid must be higher than the last one',
    entities: 'Auction Item Bid',
    rules: [{ kind: 'rising', entity: 'Bid', field: 'amount' }],
  },
  {
    text: 'a driving school API: instructors, pupils, cars, lessons; an instructor and a car have only one lesson at a time',
    entities: 'Instructor Pupil Car Lesson',
    rules: [
      { kind: 'no-overlap', entity: 'Lesson', scope: 'instructorId' },
      { kind: 'no-overlap', entity: 'Lesson', scope: 'carId' },
    ],
  },
  {
    text: 'an API for a beekeeper: hives, inspections, harvests; a harvest has a weight in kg greater than 0',
    entities: 'Hive Inspection Harvest',
    fields: { Inspection: 'hiveId' },
    relations: 'Hive<Inspection Hive<Harvest',
  },
  {
    text: 'a student housing API: buildings, rooms, students, contracts; a room belongs to a building; rent is between 200 and 900 euros',
    entities: 'Building Room Student Contract',
    relations: 'Building<Room Room<Contract Student<Contract',
  },
  {
    text: 'a web app for a climbing gym: members, routes with a grade, ascents; a member logs a route once per day',
    entities: 'Member Route Ascent',
    fields: { Ascent: 'memberId routeId date:date' },
    rules: [{ kind: 'unique', entity: 'Ascent' }],
  },
  {
    text: 'a shop API: products, vouchers; a voucher has a code and a discount; discounts are between 5 and 50 percent',
    entities: 'Product Voucher',
    rules: [{ kind: 'range', entity: 'Voucher', field: 'discount', min: 5, max: 50 }],
  },
  {
    text: 'a sauna API: guests, time slots, bookings; guests book at most 3 times a week',
    entities: 'Guest TimeSlot Booking',
    rules: [
      { kind: 'max-per', entity: 'Booking', per: 'guestId', limit: 3, within: { field: 'bookedAt', period: 'week' } },
    ],
  },
  {
    text: 'a bike repair shop API: bikes, jobs, parts; parts in stock never go below zero; a job is new, waiting for parts, ready or picked up',
    entities: 'Bike Job Part',
    fields: { Job: 'status:enum', Part: 'stock' },
    rules: [{ kind: 'range', entity: 'Part', field: 'stock', min: 0 }],
  },
  {
    text: 'a museum API: guides, tours; a guide leads one tour at a time; 25 visitors per tour',
    entities: 'Guide Tour',
    rules: [{ kind: 'no-overlap', entity: 'Tour', scope: 'guideId' }],
    unsupported: ['25 visitors per tour'],
  },
  {
    text: 'a lost and found API: items, members, claims; an item is claimed by only one member',
    entities: 'Item Member Claim',
    rules: [{ kind: 'unique', entity: 'Claim', fields: ['itemId'] }],
  },
  {
    text: 'a language exchange API: learners, meetings; a meeting has a first learner and a second learner; they may not be the same person',
    entities: 'Learner Meeting',
    rules: [{ kind: 'distinct', entity: 'Meeting', fields: ['firstLearnerId', 'secondLearnerId'] }],
  },
  {
    text: 'a print shop API: orders, invoices; an invoice belongs to one order; an order with an invoice cannot be changed',
    entities: 'Order Invoice',
    unsupported: ['cannot be changed'],
  },
  {
    text: 'a seed library API: seeds, members, loans; a member takes at most 5 packets a year',
    entities: 'Seed Member Loan',
    fields: { Member: '!take' },
    unsupported: ['at most 5 packets'],
  },
  {
    text: 'A kitchen API. Orders have a table number and a status: received, cooking, ready, served. An order cannot go back to an earlier status.',
    entities: 'Order',
    rules: [
      {
        kind: 'transitions',
        entity: 'Order',
        allowed: [
          ['received', 'cooking'],
          ['received', 'ready'],
          ['received', 'served'],
          ['cooking', 'ready'],
          ['cooking', 'served'],
          ['ready', 'served'],
        ],
      },
    ],
  },
  {
    text: 'Design an API that tracks equipment. Equipment: inventory number (unique), name. Students: student number, name. Lending: equipment, student, lent at, due at, returned at. Equipment that is currently lent cannot be lent again; a student may borrow a maximum of 3 items simultaneously',
    entities: 'Equipment Student Lending',
    rules: [
      { kind: 'exclusive', entity: 'Lending', field: 'equipmentId' },
      { kind: 'max-per', entity: 'Lending', per: 'studentId', limit: 3 },
    ],
  },
  {
    text: 'a tennis API: members, courts, bookings. A court can only be booked once per hour.',
    entities: 'Member Court Booking',
    rules: [{ kind: 'no-overlap', entity: 'Booking', scope: 'courtId' }],
  },
  {
    text: 'Real-time board over WebSockets. A board has columns, and columns have cards with a title. When a card is moved, everyone on that board sees it at once. Changes are broadcast to all screens.',
    entities: 'Board Column Card',
  },
  {
    text: 'a puzzle API: teams, puzzles, attempts. An attempt belongs to a team and a puzzle. Each team can try a puzzle only once.',
    entities: 'Team Puzzle Attempt',
    rules: [{ kind: 'unique', entity: 'Attempt', fields: ['puzzleId', 'teamId'] }],
  },
  {
    text: 'Build a REST API. Each device has a serial number (unique). Technicians have a name. Maintenance tasks belong to a device and are assigned to a technician; they have a type (inspection, repair), a planned date and a status that moves from planned to in progress to completed. A technician may not have more than five open tasks. A completed task cannot be modified.',
    entities: 'Device Technician MaintenanceTask',
    fields: { MaintenanceTask: 'type:enum plannedDate:date status:enum technicianId', Technician: '!type' },
    rules: [
      { kind: 'max-per', entity: 'MaintenanceTask', per: 'technicianId', limit: 5 },
      { kind: 'fixed', entity: 'MaintenanceTask', open: { field: 'status', equals: 'completed' } },
    ],
  },
  {
    text: 'An inventory API. Products have a name. Stock movements (in, out, transfer) have a quantity, a timestamp and a reference. Rooms have a name and a flag whether they have a projector.',
    entities: 'Product StockMovement Room',
    fields: { StockMovement: 'type:enum quantity timestamp:datetime reference', Room: 'projector:boolean' },
  },
  {
    text: 'A run API. Runners register with first name, last name, date of birth and email, and get a unique start number. Results have a finishing time.',
    entities: 'Runner Result',
    fields: { Runner: 'firstName lastName dateOfBirth:date email startNumber' },
    auth: false,
  },
  {
    text: 'A ride API: drivers with name, license number (unique) and rating, passengers with name and phone, vehicles with plate and driver, rides with pickup and dropoff address, driver, passenger and status (requested, accepted, started, finished, cancelled). A ride can be cancelled only while it is requested or accepted.',
    entities: 'Driver Passenger Vehicle Ride',
    fields: { Passenger: '!driverId', Ride: 'pickupAddress dropoffAddress', Vehicle: 'driverId' },
  },
  {
    text: 'A course API with authentication. Students enroll in courses; courses have a maximum number of students. A student can enroll in a course only once and enrollment fails when the course is full.',
    entities: 'Student Course Enrollment',
    rules: [
      { kind: 'unique', entity: 'Enrollment' },
      { kind: 'capacity', entity: 'Enrollment' },
    ],
  },
  {
    text: 'An inspection API. Rooms have a name. Each inspection has a room, a date, a result (ok, minor, major) and remarks (optional). Major results require remarks.',
    entities: 'Room Inspection',
    fields: { Inspection: 'result:enum remarks' },
    rules: [{ kind: 'needs', entity: 'Inspection', field: 'remarks', open: { field: 'result', equals: 'major' } }],
  },
  {
    text: 'A courier API. Deliveries have a weight. Couriers have a name and can carry up to 30 kg in total.',
    entities: 'Courier Delivery',
    rules: [{ kind: 'max-per', entity: 'Delivery', per: 'courierId', limit: 30, amount: 'weight' }],
  },
  {
    text: "A league API. Teams have a name. Riders have a name, a price and a team. A team's total price must not exceed 100 million.",
    entities: 'Team Rider',
    rules: [{ kind: 'max-per', entity: 'Rider', per: 'teamId', limit: 10_000_000_000, amount: 'price' }],
  },
  {
    text: 'An API. Rides have a fare and a status (open, in progress, done, cancelled). A ride can be cancelled only while it is open or in progress.',
    entities: 'Ride',
    rules: [
      {
        kind: 'transitions',
        entity: 'Ride',
        allowed: [
          ['open', 'in_progress'],
          ['open', 'done'],
          ['open', 'cancelled'],
          ['in_progress', 'open'],
          ['in_progress', 'done'],
          ['in_progress', 'cancelled'],
          ['done', 'open'],
          ['done', 'in_progress'],
          ['cancelled', 'open'],
          ['cancelled', 'in_progress'],
          ['cancelled', 'done'],
        ],
      },
    ],
  },
  {
    text: 'An API. Rides have a fare and a status (open, in progress, done, cancelled). A ride cannot be cancelled once it is done.',
    entities: 'Ride',
    rules: [
      {
        kind: 'transitions',
        entity: 'Ride',
        allowed: [
          ['open', 'in_progress'],
          ['open', 'done'],
          ['open', 'cancelled'],
          ['in_progress', 'open'],
          ['in_progress', 'done'],
          ['in_progress', 'cancelled'],
          ['done', 'open'],
          ['done', 'in_progress'],
          ['cancelled', 'open'],
          ['cancelled', 'in_progress'],
          ['cancelled', 'done'],
        ],
      },
    ],
  },
  {
    text: 'A real-time service over WebSockets. Games have a title. Each player gets a name and a score.',
    entities: 'Game Player',
    fields: { Player: 'name score' },
  },
  {
    text: 'A real-time order service over WebSockets. Clients have a name. Orders have an amount. Clients receive invoices with a number and a total.',
    entities: 'Client Order Invoice',
  },
  {
    text: 'A REST API for a kennel. A run has a number, a size and holds at most 2 dogs at a time. Dogs have a name.',
    entities: 'Run Dog',
    fields: { Run: 'number size !holds' },
    rules: [{ kind: 'max-per', entity: 'Dog', per: 'runId', limit: 2 }],
  },
  {
    text: 'A REST API for ferries. A ferry has a name and a length and takes up to 40 cars. Cars have a plate.',
    entities: 'Ferry Car',
    fields: { Ferry: 'name length !takes' },
    rules: [{ kind: 'max-per', entity: 'Car', per: 'ferryId', limit: 40 }],
  },
];
