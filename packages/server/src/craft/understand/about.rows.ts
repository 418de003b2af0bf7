import type { Expectation } from './expectation.ts';

/** What `plain/about` tells: two lists in one sentence, several deeds, two bounds of one value, what one state asks for. */
export const about: Expectation[] = [
  {
    text: 'REST API for a library: the members (name, email unique) borrow documents (title, type: book, DVD or magazine, number of copies). A loan lasts 21 days.',
    entities: 'Member Document Loan',
    fields: { Document: 'title type:enum numberOfCopies:integer', Loan: '!bookId' },
    relations: 'Document<Loan Member<Loan',
  },
  {
    text: 'REST API. Owners register their dogs (name, breed), book appointments and pay invoices. Appointments have a dog and a start. Invoices have an amount.',
    entities: 'Owner Dog Appointment Invoice Payment',
    fields: { Dog: 'name breed' },
  },
  {
    text: 'We have plots, each with a number and a size in square metres, and gardeners with name, email and phone.',
    entities: 'Plot Gardener',
    fields: { Plot: 'number size', Gardener: 'name email phone !plotId' },
  },
  {
    text: 'REST API with plots (number) and gardeners (name). A gardener rents a plot. Nobody may rent more than two plots at once. When all plots are taken people go on a waiting list.',
    entities: 'Plot Gardener Rental',
    fields: { Gardener: '!capacity' },
    rules: [{ kind: 'max-per', entity: 'Rental', per: 'gardenerId', limit: 2 }],
    unsupported: ['When all plots are taken'],
  },
  {
    text: 'REST API: tickets with subject, priority (low, normal, urgent) and a deadline. Urgent tickets must have a deadline.',
    entities: 'Ticket',
    rules: [{ kind: 'needs', entity: 'Ticket', field: 'deadline', open: { field: 'priority', equals: 'urgent' } }],
  },
  {
    text: 'REST API: tickets with subject, priority (low, normal, urgent), agents with name. Urgent tickets must have an assigned agent.',
    entities: 'Ticket Agent',
    relations: 'Agent<Ticket',
    unsupported: ['Urgent tickets must have'],
  },
  {
    text: 'REST API: lots (title, starting price, end time), bids (amount). A bid must be higher than the current highest bid and no less than the starting price. Bidding after the end time is refused.',
    entities: 'Lot Bid',
    rules: [
      { kind: 'rising', entity: 'Bid', field: 'amount', of: 'lotId' },
      { kind: 'fits', entity: 'Bid', field: 'amount', parentField: 'startingPrice', least: true },
      { kind: 'until', entity: 'Bid', change: 'create', via: 'lotId', time: 'endTime' },
    ],
  },
  {
    text: 'An app to manage the leave of employees. Leave request: employee, from, to, status (requested, approved, rejected, cancelled). Employee: name. The end date is not before the start date. Managers approve or reject requests. A comment is mandatory when a request is rejected.',
    entities: 'LeaveRequest Employee',
    fields: { LeaveRequest: 'comment:text status:enum' },
    rules: [
      { kind: 'order', entity: 'LeaveRequest', before: 'from', after: 'to' },
      { kind: 'needs', entity: 'LeaveRequest', field: 'comment', open: { field: 'status', equals: 'rejected' } },
      { kind: 'role-only', role: 'manager', entity: 'LeaveRequest', verbs: ['approve', 'reject'] },
    ],
  },
  {
    text: 'REST API. Rides have a bike, started at, ended at and a fare. Bikes have a code. A ride costs 0.20 per minute, at least 1.00.',
    entities: 'Ride Bike',
    fields: { Ride: 'fare:money !fee' },
    rules: [{ kind: 'fee', entity: 'Ride', field: 'fare', rate: 20, unit: 'minute' }],
    unsupported: ['at least 1.00'],
  },
  {
    text: 'REST API for a clinic. Pets have a name. Appointments have a pet and a start time. A pet that is deceased cannot be booked.',
    entities: 'Pet Appointment',
    rules: [{ kind: 'usable', entity: 'Appointment', parent: 'Pet', open: { field: 'deceased', equals: false } }],
  },
  {
    text: 'API: trucks (name, cuisine), stands (number), bookings where a truck takes a stand on a date. A stand only once per day.',
    entities: 'Truck Stand Booking',
    fields: { Booking: 'date:date' },
    relations: 'Truck<Booking Stand<Booking',
    rules: [{ kind: 'unique', entity: 'Booking', fields: ['standId', 'date'] }],
  },
  {
    text: 'REST API. Teachers have a name. Only administrators may create teachers. Admins delete teachers.',
    entities: 'Teacher',
    roles: 'admin',
    rules: [
      { kind: 'role-only', role: 'admin', entity: 'Teacher', verbs: ['create'] },
      { kind: 'role-only', role: 'admin', entity: 'Teacher', verbs: ['delete'] },
    ],
  },
  {
    text: 'REST API. Students have a name. Lessons have a student, a start and a duration in minutes. Students may book at most 3 hours per week.',
    entities: 'Student Lesson',
    rules: [{ kind: 'max-per', entity: 'Lesson', per: 'studentId', limit: 180, amount: 'duration' }],
  },
  {
    text: 'Eine REST-API. Lehrer haben einen Namen, Schüler haben einen Namen. Eine Unterrichtsstunde gehört zu einem Lehrer und einem Schüler, hat einen Beginn, eine Dauer in Minuten und einen Raum. Nur die Verwaltung darf Lehrer anlegen.',
    entities: 'Teacher Student Lesson',
    fields: { Lesson: 'start duration:integer room' },
    roles: 'admin',
  },
  {
    text: 'REST API. Ticket type: event, name, price (>= 0), quantity. Event: title. Order: buyer email, ticket type, quantity (1..10).',
    entities: 'TicketType Event Order',
    fields: { TicketType: 'name price:money quantity:integer' },
    relations: 'Event<TicketType TicketType<Order',
  },
  {
    text: 'REST API. drivers (name, licence plate unique, status free/busy/offline) send their position (latitude -90 to 90, longitude -180 to 180).',
    entities: 'Driver Position',
    fields: { Driver: 'licencePlate:string status:enum', Position: 'latitude:decimal longitude:decimal' },
    relations: 'Driver<Position',
    rules: [
      { kind: 'range', entity: 'Position', field: 'latitude', min: -90, max: 90 },
      { kind: 'range', entity: 'Position', field: 'longitude', min: -180, max: 180 },
    ],
  },
  {
    text: 'REST API. Films have title. Venues have name. Screenings link a film with a venue and a start time. Jury members score films from 0 to 10, each film only once.',
    entities: 'Film Venue Screening Score JuryMember',
    fields: { Film: '!venueId !startTime', Screening: 'startTime:datetime' },
    relations: 'Film<Screening Venue<Screening JuryMember<Score Film<Score',
    rules: [
      { kind: 'range', entity: 'Score', field: 'points', min: 0, max: 10 },
      { kind: 'unique', entity: 'Score', fields: ['filmId', 'juryMemberId'] },
    ],
  },
  {
    text: 'REST API. Breads: name, price. Orders have a customer name, phone, pick-up date and a list of breads with quantities.',
    entities: 'Bread Order OrderItem',
    fields: { Bread: '!orderId !quantities', OrderItem: 'quantity:integer' },
    relations: 'Order<OrderItem Bread<OrderItem',
  },
  {
    text: "REST API. Donors have a name and a weight in kg. Donations have a donor and a date. Donors must be at least 18 and weigh at least 50 kg. Doctors can block a donor; blocked donors can't donate.",
    entities: 'Donor Donation Doctor',
    fields: { Donor: 'blockedAt !blocked' },
    rules: [
      { kind: 'range', entity: 'Donor', field: 'weight', min: 50 },
      { kind: 'usable', entity: 'Donation', parent: 'Donor', open: { field: 'blockedAt', equals: null } },
    ],
  },
  {
    text: 'REST API. Items: name, daily price. Rentals: item, customer, start date, end date, total price. The total price is the daily price times the number of days.',
    entities: 'Item Rental',
    rules: [{ kind: 'fee', entity: 'Rental', field: 'totalPrice', unit: 'day' }],
  },
  {
    text: 'REST API: clients (name, phone), vehicles (plate unique, brand) that belong to a client, and repairs with vehicle, description and price.',
    entities: 'Client Vehicle Repair',
    fields: { Vehicle: 'plate brand' },
    relations: 'Client<Vehicle Vehicle<Repair',
    rules: [{ kind: 'unique', entity: 'Vehicle', fields: ['plate'] }],
  },
  {
    text: 'REST API. Passes (kind: day, week, month; valid until), boats (name, type: single, double; seats; locked yes/no).',
    entities: 'Pass Boat',
    fields: { Pass: 'kind:enum validUntil', Boat: 'name type:enum seats:integer locked:boolean' },
  },
  {
    text: 'REST API. Shows: title. Episodes: show, number (unique per show), title, status = draft|scheduled|published, publish date. Scheduled episodes need a publish date in the future.',
    entities: 'Show Episode',
    fields: { Episode: 'number title status:enum publishDate' },
    rules: [{ kind: 'unique', entity: 'Episode', fields: ['number', 'showId'] }],
    unsupported: ['publish date in the future'],
  },
  {
    text: 'REST API. Shows have a title. Listeners have a name. Listeners subscribe to shows (once per show).',
    entities: 'Show Listener Subscription',
    fields: { Show: '!oncePerShow' },
    rules: [{ kind: 'unique', entity: 'Subscription', fields: ['showId', 'listenerId'] }],
  },
  {
    text: 'REST API. Routes have a grade. Members have a name. Ascents have a route, a member and a date. Only one ascent per member, route and date.',
    entities: 'Route Member Ascent',
    rules: [{ kind: 'unique', entity: 'Ascent', fields: ['memberId', 'routeId', 'date'] }],
  },
  {
    text: '# Student housing\n\n**Rooms**\n- number: unique text\n- floor: 0-12\n- beds: 1-4\n\n**Tenants**\n- full name\n- email (unique)\n- room\n- moved in: date\n\n**Repairs**\n- room, reported by (tenant), urgency low|normal|high, status: reported → scheduled → done, cost\n',
    entities: 'Room Tenant Repair',
    fields: {
      Room: 'number:text floor:integer beds:integer',
      Tenant: 'fullName email:email movedIn:date',
      Repair: 'reportedById urgency:enum status:enum cost',
    },
    relations: 'Room<Tenant Room<Repair Tenant<Repair',
    rules: [
      { kind: 'range', entity: 'Room', field: 'beds', min: 1, max: 4 },
      { kind: 'transitions', entity: 'Repair', field: 'status' },
    ],
  },
  {
    text: 'REST API.\n\n## Technical requirements\n- Database: PostgreSQL\n\n## Rooms\n- floor: 0-12\n- name',
    entities: 'Room',
    fields: { Room: 'floor:integer name' },
  },
  {
    text: 'REST API. Vans: plate. Drivers: name. Trips: van, driver, started at, ended at. A van and a driver can be on one trip at a time. A driver with an expired licence cannot start a trip.',
    entities: 'Van Driver Trip',
    fields: { Driver: '!expiredLicence' },
    rules: [
      { kind: 'no-overlap', entity: 'Trip', scope: 'vanId' },
      { kind: 'no-overlap', entity: 'Trip', scope: 'driverId' },
    ],
    unsupported: ['expired licence'],
  },
  {
    text: 'REST API. Boards (title), notes on a board (text), votes on notes. Participants have a name. Each participant has 3 votes per board.',
    entities: 'Board Note Vote Participant',
    rules: [{ kind: 'max-per', entity: 'Vote', limit: 3 }],
  },
  {
    text: 'fullstack app, invoices for freelancers. invoice: client, number unique, total. invoice lines: invoice, text, quantity, unit price. total of invoice = sum of lines. Client: name.',
    entities: 'Invoice InvoiceLine Client',
    rules: [{ kind: 'sum', entity: 'Invoice', field: 'total', of: 'InvoiceLine', factors: ['quantity', 'unitPrice'] }],
  },
  {
    text: 'REST API. Members (name), products (name, stock). Purchases belong to a member and contain several products with quantities, and a purchase lowers the stock.',
    entities: 'Member Product Purchase PurchaseItem',
    relations: 'Purchase<PurchaseItem Product<PurchaseItem',
    rules: [{ kind: 'stock', entity: 'PurchaseItem', item: 'productId', stock: 'stock', quantity: 'quantity' }],
  },
  {
    text: 'REST API: levels (name, number of spots), spots (level, number unique within a level, type: regular, electric).',
    entities: 'Level Spot',
    rules: [{ kind: 'unique', entity: 'Spot', fields: ['number', 'levelId'] }],
  },
  {
    text: 'REST API. Firefighters have a name. Trainings have a topic, a date and a maximum of 15 participants. A firefighter attends a training only once.',
    entities: 'Firefighter Training Registration',
    rules: [
      { kind: 'max-per', entity: 'Registration', per: 'trainingId', limit: 15 },
      { kind: 'unique', entity: 'Registration', fields: ['trainingId', 'firefighterId'] },
    ],
  },
  {
    text: 'Spec for "Lab samples" service (TypeScript, REST, PostgreSQL)\nSample: code (unique), patient, type (blood/urine/tissue), taken at, received at, temperature in °C between 2 and 8\nTest: sample, name, result (text), unit, status (requested, running, finished, released), performed by\nPatient: first name, last name, date of birth (in the past)\n1. received at must not be earlier than taken at\n2. a released test can\'t be changed\n3. results are mandatory for finished tests\n',
    entities: 'Sample Test Patient',
    fields: { Sample: '!firstName temperature', Test: 'status:enum performedBy', Patient: 'dateOfBirth:date' },
    relations: 'Patient<Sample Sample<Test',
    rules: [
      { kind: 'order', entity: 'Sample', before: 'takenAt', after: 'receivedAt' },
      { kind: 'fixed', entity: 'Test', open: { field: 'status', equals: 'released' } },
      { kind: 'needs', entity: 'Test', field: 'result', open: { field: 'status', equals: 'finished' } },
    ],
  },
  {
    text: 'REST API. Sensors (id, location, kind smoke/water/motion, battery percent) send alerts with severity 1-5 and a timestamp.',
    entities: 'Sensor Alert',
    fields: { Sensor: 'location kind:enum batteryPercent', Alert: 'severity:integer timestamp' },
    relations: 'Sensor<Alert',
    rules: [{ kind: 'range', entity: 'Alert', field: 'severity', min: 1, max: 5 }],
  },
  {
    text: 'REST API. Courses: language, max students. Students: name. Students enrol in courses (not twice, not when full, and only if their level is high enough).',
    entities: 'Course Student Enrollment',
    fields: { Course: '!notTwice !notWhenFull' },
    rules: [
      { kind: 'unique', entity: 'Enrollment', fields: ['courseId', 'studentId'] },
      { kind: 'capacity', entity: 'Enrollment', parentField: 'maxStudents' },
    ],
    unsupported: ['only if their level is high enough'],
  },
  {
    text: 'REST API. Petitions: title, opens on, closes on. Players: nickname, rating default 1200.',
    entities: 'Petition Player',
    fields: { Petition: 'opensOn:date closesOn:date' },
  },
  {
    text: 'REST API. Clients have dogs (name, breed, size small/medium/large, notes). Walkers (name, phone, max dogs) do walks on a date at a start time.',
    entities: 'Client Dog Walker Walk',
    fields: { Dog: 'name breed size:enum notes', Walk: 'date:date startTime' },
    relations: 'Client<Dog Walker<Walk',
  },
  {
    text: 'REST API. Customers rent tools. Tools have a name. A customer may have at most 4 tools out at the same time.',
    entities: 'Customer Tool Rental',
    fields: { Tool: '!customerId' },
    rules: [{ kind: 'max-per', entity: 'Rental', per: 'customerId', limit: 4 }],
  },
  {
    text: 'REST API. Orders: code, status (received, checked, shipped). Only technicians may move orders to checked.',
    entities: 'Order',
    rules: [{ kind: 'role-only', role: 'technician', entity: 'Order', verbs: ['markChecked'] }],
    actions: 'Order.markChecked',
  },
  {
    text: 'Backend für Bestellungen. Bestellungen mit Kunde und Status (offen, geliefert, storniert, bezahlt). Kunden: Name.',
    entities: 'Order Customer',
    fields: { Order: 'status:enum' },
  },
  {
    text: 'A GraphQL API for recipes with users, ratings from 1 to 5 (one rating per user and recipe), tags, and a favourites list.',
    entities: 'Recipe Rating Tag Favourite',
    fields: { Rating: 'value:integer !ratingPerUser' },
    rules: [
      { kind: 'range', entity: 'Rating', field: 'value', min: 1, max: 5 },
      { kind: 'unique', entity: 'Rating', fields: ['recipeId', 'userId'] },
    ],
  },
  {
    text: 'REST API for recipes with users and reviews (1 to 5 stars, one per user and recipe).',
    entities: 'Recipe Review',
    rules: [
      { kind: 'range', entity: 'Review', field: 'rating', min: 1, max: 5 },
      { kind: 'unique', entity: 'Review', fields: ['recipeId', 'userId'] },
    ],
  },
  {
    text: 'REST API for films. Films have a title. Users rate films from 1 to 10, one rating per user and film.',
    entities: 'Film Rating',
    rules: [
      { kind: 'range', entity: 'Rating', field: 'value', min: 1, max: 10 },
      { kind: 'unique', entity: 'Rating', fields: ['filmId', 'userId'] },
    ],
  },
  {
    text: 'REST API. Repair orders have a description, a status (received, in progress, done, picked up) and a mechanic. A mechanic works on at most 3 orders in progress at a time.',
    entities: 'RepairOrder Mechanic',
    rules: [{ kind: 'max-per', entity: 'RepairOrder', per: 'mechanicId', limit: 3 }],
  },
  {
    text: 'REST API. Loan applications have an amount and a status (submitted, approved, rejected). An application can be approved.',
    entities: 'LoanApplication',
    fields: { LoanApplication: 'amount status:enum' },
    actions: 'LoanApplication.approve',
  },
  {
    text: 'REST API for a library. A member may have no more than 3 books at once, a loan lasts 14 days, each day overdue costs 10 cents.',
    entities: 'Member Book Loan',
    rules: [
      { kind: 'max-per', entity: 'Loan', per: 'memberId', limit: 3 },
      { kind: 'fee', entity: 'Loan', start: 'dueAt', rate: 10, unit: 'day' },
    ],
  },
  {
    text: 'REST API for a gym: members (name, email unique), classes (title, trainer, start, max participants), sign-ups. A member signs up for a class once. No sign-ups once the class is full or has started.',
    entities: 'Member Class Registration',
    fields: { Class: '!signedAt' },
    rules: [
      { kind: 'unique', entity: 'Registration', fields: ['classId', 'memberId'] },
      { kind: 'capacity', entity: 'Registration', per: 'classId', parent: 'Class' },
      { kind: 'until', entity: 'Registration', change: 'create', via: 'classId', time: 'start' },
    ],
  },
  {
    text: 'REST API for a gym. Members have a name. Classes have a title and a start. Members sign up for classes. Nobody can sign up after the class has started.',
    entities: 'Member Class Booking',
    rules: [{ kind: 'until', entity: 'Booking', change: 'create', via: 'classId', time: 'start' }],
  },
  {
    text: 'API for parking garages. Garages have a name and a number of spots. A car (license plate, unique) enters and leaves. It costs 2 euros per started hour, at most 20 euros per day. A garage never holds more cars than spots.',
    entities: 'Garage Car ParkingSession',
    rules: [
      { kind: 'unique', entity: 'Car', fields: ['licensePlate'] },
      { kind: 'fee', entity: 'ParkingSession', start: 'enteredAt', end: 'leftAt', rate: 200, unit: 'hour' },
      { kind: 'capacity', entity: 'ParkingSession', per: 'garageId', parent: 'Garage' },
    ],
  },
  {
    text: 'REST API for a tool library. Tools have a name. Members reserve tools for a period. Reservations of the same tool must not overlap and last at most 7 days.',
    entities: 'Tool Member Reservation',
    rules: [
      { kind: 'no-overlap', entity: 'Reservation', scope: 'toolId' },
      { kind: 'span', entity: 'Reservation', most: { amount: 7, unit: 'day' } },
    ],
  },
];
