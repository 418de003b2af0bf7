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
];
