import { describe, test } from 'vitest';
import { check, type Expectation } from './expectation.ts';

/** Programs of many domains, from one line to a page. */
const rows: Expectation[] = [
  {
    text: 'REST API for gym class bookings with capacity. Members book classes and can cancel their bookings.',
    entities: 'GymClass Booking Member',
    fields: {
      GymClass: 'capacity:integer startsAt:datetime',
      Booking: 'gymClassId:reference memberId:reference cancelledAt:datetime !capacity',
    },
    rules: [
      {
        kind: 'capacity',
        entity: 'Booking',
        per: 'gymClassId',
        parent: 'GymClass',
        parentField: 'capacity',
        open: { field: 'cancelledAt', equals: null },
      },
    ],
    actions: 'Booking.cancel',
  },
  {
    text: 'Room reservation API without double booking',
    entities: 'Room Reservation',
    rules: [{ kind: 'no-overlap', entity: 'Reservation', scope: 'roomId', start: 'startsAt', end: 'endsAt' }],
  },
  {
    text: 'An API for a clinic: patients book appointments with doctors. A doctor cannot have two appointments at the same time. Patients can cancel appointments.',
    entities: 'Patient Doctor Appointment',
    fields: { Appointment: 'doctorId:reference patientId:reference startsAt:datetime endsAt:datetime' },
    rules: [{ kind: 'no-overlap', entity: 'Appointment', scope: 'doctorId' }],
    actions: 'Appointment.cancel',
  },
  {
    text: 'Build a parking management API. Parking spots have a number and level. Vehicles enter and leave. A spot can hold only one car at a time.',
    entities: 'ParkingSpot Vehicle ParkingSession',
    rules: [
      { kind: 'exclusive', entity: 'ParkingSession', field: 'parkingSpotId', open: { field: 'leftAt', equals: null } },
    ],
    actions: 'ParkingSession.leave',
  },
  {
    text: 'Recipes API with ratings from 1 to 5. Each recipe has a title, ingredients, instructions and cooking time. Each user can rate a recipe only once.',
    entities: 'Recipe Rating Ingredient',
    fields: {
      Recipe: 'title instructions:text cookingTime:integer',
      Rating: 'recipeId:reference userId:reference value:integer',
    },
    rules: [
      { kind: 'range', entity: 'Rating', field: 'value', min: 1, max: 5 },
      { kind: 'unique', entity: 'Rating', fields: ['recipeId', 'userId'] },
    ],
    relations: 'Recipe<Ingredient',
    auth: true,
  },
  {
    text: 'invoices with line items. An invoice belongs to a customer. Line item quantity must be at least 1. Invoice status goes from draft to sent to paid.',
    entities: 'Invoice LineItem Customer',
    relations: 'Customer<Invoice Invoice<LineItem',
    rules: [
      { kind: 'range', entity: 'LineItem', field: 'quantity', min: 1 },
      {
        kind: 'transitions',
        entity: 'Invoice',
        field: 'status',
        allowed: [
          ['draft', 'sent'],
          ['sent', 'paid'],
        ],
      },
    ],
  },
  {
    text: 'Inventory API where stock never goes negative. Products have name, sku (unique), price and stock.',
    entities: 'Product',
    fields: { Product: 'name sku price:money stock:integer' },
    rules: [
      { kind: 'range', entity: 'Product', field: 'stock', min: 0 },
      { kind: 'unique', entity: 'Product', fields: ['sku'] },
    ],
  },
  {
    text: 'A blog with comments where only the author may edit a post',
    entities: 'Post Comment',
    fields: { Post: 'authorId:reference title body:text', Comment: 'postId:reference body:text' },
    rules: [{ kind: 'owner-only', entity: 'Post', verbs: ['update'] }],
    auth: true,
  },
  {
    text: 'Support ticket system with status transitions open → in progress → closed',
    entities: 'SupportTicket',
    rules: [
      {
        kind: 'transitions',
        field: 'status',
        allowed: [
          ['open', 'in_progress'],
          ['in_progress', 'closed'],
        ],
      },
    ],
  },
  {
    text: 'Polls API: a poll has a question and several options; one vote per user',
    entities: 'Poll Option Vote',
    relations: 'Poll<Option Poll<Vote',
    rules: [{ kind: 'unique', entity: 'Vote', fields: ['pollId', 'userId'] }],
    auth: true,
  },
  {
    text: 'Event tickets: events have a capacity; tickets cannot be sold beyond capacity',
    entities: 'Event EventTicket',
    rules: [{ kind: 'capacity', entity: 'EventTicket', parent: 'Event', parentField: 'capacity' }],
  },
  {
    text: 'Car rental: cars, customers, rentals. A car cannot be rented twice for the same period. The return date must be after the pickup date.',
    entities: 'Car Customer Rental',
    relations: 'Car<Rental Customer<Rental',
    rules: [
      { kind: 'no-overlap', entity: 'Rental', scope: 'carId' },
      { kind: 'order', entity: 'Rental' },
    ],
  },
  {
    text: 'Expense tracker with budgets',
    entities: 'Expense Budget',
    fields: { Expense: 'amount:money', Budget: 'limitAmount:money' },
    auth: false,
  },
  { text: 'Build a CRM', entities: 'Contact Company Deal Activity' },
  {
    text: 'School grades API: students, courses and grades between 0 and 100',
    entities: 'Student Course Grade',
    fields: { Grade: 'studentId:reference courseId:reference value' },
    rules: [{ kind: 'range', entity: 'Grade', field: 'value', min: 0, max: 100 }],
  },
  {
    text: 'Hotel booking REST API with rooms, guests and reservations. Check-out must be after check-in. No overlapping reservations for a room.',
    entities: 'Room Guest Reservation',
    fields: { Reservation: 'roomId:reference guestId:reference startDate:date endDate:date' },
    rules: [
      { kind: 'order', entity: 'Reservation', before: 'startDate', after: 'endDate' },
      { kind: 'no-overlap', entity: 'Reservation', scope: 'roomId' },
    ],
  },
  {
    text: 'job board where companies post jobs and candidates apply only once per job',
    entities: 'Company Job Candidate Application',
    relations: 'Company<Job',
    rules: [{ kind: 'unique', entity: 'Application', fields: ['jobId', 'candidateId'] }],
  },
  {
    text: 'Shopping cart API with products, carts and cart items. Quantity must be at least 1.',
    entities: 'Product Cart CartItem',
    rules: [{ kind: 'range', entity: 'CartItem', field: 'quantity', min: 1 }],
  },
  {
    text: 'Courses and enrollments: a student cannot enroll in the same course twice; each course has max 30 students',
    entities: 'Course Enrollment Student',
    rules: [
      { kind: 'unique', entity: 'Enrollment', fields: ['courseId', 'studentId'] },
      { kind: 'max-per', entity: 'Enrollment', per: 'courseId', limit: 30 },
    ],
  },
  {
    text: 'A backend for a car sharing company. Cars have a license plate which must be unique, a model and a daily price. Customers rent cars for a period. A car cannot be rented twice for the same period. Only admins may add or remove cars.',
    entities: 'Car Customer Rental',
    fields: { Car: 'licensePlate model dailyPrice:money' },
    rules: [
      { kind: 'unique', entity: 'Car', fields: ['licensePlate'] },
      { kind: 'no-overlap', entity: 'Rental', scope: 'carId' },
      { kind: 'role-only', role: 'admin', entity: 'Car', verbs: ['create', 'delete'] },
    ],
    auth: true,
    roles: 'admin',
  },
  {
    text: "Build a REST API for managing a veterinary clinic. Owners have pets; each pet has a name, species and birth date. Vets see pets in appointments. An appointment has a start and end time. A vet can't have overlapping appointments. An owner cannot be deleted while he has pets.",
    entities: 'Owner Pet Vet Appointment',
    fields: {
      Pet: 'ownerId:reference name species birthDate:date',
      Appointment: 'vetId petId startTime:datetime endTime:datetime',
    },
    rules: [
      { kind: 'no-overlap', entity: 'Appointment', scope: 'vetId', start: 'startTime', end: 'endTime' },
      { kind: 'no-delete-while', entity: 'Owner', blockedBy: 'Pet', field: 'ownerId' },
    ],
  },
  {
    text: 'REST API to track gym equipment maintenance. Equipment has a name, serial number (unique) and status (working, broken, in repair). Technicians log repairs with cost and date. Cost can never be negative.',
    entities: 'Equipment Technician Repair',
    fields: { Equipment: 'name serialNumber status:enum', Repair: 'cost:money date:date' },
    rules: [{ kind: 'range', entity: 'Repair', field: 'cost', min: 0 }],
  },
  {
    text: 'Ticketing backend: users can open tickets, agents can assign and close them. Ticket status: open, in progress, resolved, closed. A ticket can only be closed after it is resolved. Send an email when the ticket is closed.',
    entities: 'Ticket Agent',
    rules: [{ kind: 'transitions', entity: 'Ticket', field: 'status' }],
    actions: 'Ticket.close',
    unsupported: ['Send an email when the ticket is closed'],
  },
  {
    text: 'Build me a simple notes API where every user sees only their own notes. Notes have title, content, and tags.',
    entities: 'Note Tag',
    relations: 'Note=Tag',
    auth: true,
    owned: 'Note',
  },
  {
    text: 'hello i need a api for my restaurant, there is tables and customers make reservation for table. reservation have date, time, number of guests. number of guests not more than 12.',
    entities: 'Table Customer Reservation',
    fields: { Reservation: 'date:date time:datetime numberOfGuests:integer tableId customerId' },
    rules: [{ kind: 'range', entity: 'Reservation', field: 'numberOfGuests', max: 12 }],
  },
  {
    text: 'A REST API for dragons: each dragon has a name, wingspan (decimal), fire level (1-10) and a rider. Riders have name and age. A rider must be at least 18. A rider can have at most 2 dragons.',
    entities: 'Dragon Rider',
    fields: { Dragon: 'name wingspan:decimal fireLevel riderId:reference', Rider: 'name age:integer' },
    rules: [
      { kind: 'range', entity: 'Dragon', field: 'fireLevel', min: 1, max: 10 },
      { kind: 'range', entity: 'Rider', field: 'age', min: 18 },
      { kind: 'max-per', entity: 'Dragon', per: 'riderId', limit: 2 },
    ],
  },
  {
    text: 'Movie review API. Movies have title, release year, genre. Users can review a movie once. Rating must be between 1 and 10.',
    entities: 'Movie Review',
    rules: [
      { kind: 'unique', entity: 'Review', fields: ['movieId', 'userId'] },
      { kind: 'range', entity: 'Review', field: 'rating', min: 1, max: 10 },
    ],
    auth: true,
  },
  {
    text: 'Build an auction API with login: sellers create auctions with starting price and end date, users place bids. A bid must be greater than 0. Only the seller can close the auction.',
    entities: 'Auction Bid Seller',
    fields: { Auction: 'startingPrice:money endDate:date', Bid: 'amount:money auctionId userId' },
    rules: [
      { kind: 'owner-only', entity: 'Auction', verbs: ['close'] },
      { kind: 'range', entity: 'Bid', field: 'amount', min: 1 },
    ],
    auth: true,
  },
  {
    text: 'API for football league: teams, players, matches. A player belongs to one team. A team has at most 25 players. Jersey number must be unique within a team.',
    entities: 'Team Player Match',
    relations: 'Team<Player',
    rules: [
      { kind: 'max-per', entity: 'Player', per: 'teamId', limit: 25 },
      { kind: 'unique', entity: 'Player', fields: ['jerseyNumber', 'teamId'] },
    ],
  },
  {
    text: 'Project management tool: projects have tasks, tasks have subtasks and are assigned to users. Task status: todo, in_progress, review, done. With authentication.',
    entities: 'Project Task Subtask',
    fields: { Task: 'projectId assigneeId:reference status:enum' },
    relations: 'Project<Task Task<Subtask',
    auth: true,
  },
  {
    text: 'I need an API to track water consumption for households: households have meters, meters have readings. Reading value cannot be negative.',
    entities: 'Household Meter Reading',
    relations: 'Household<Meter Meter<Reading',
    rules: [{ kind: 'range', entity: 'Reading', field: 'value', min: 0 }],
  },
  {
    text: 'A REST API for a university: departments, professors, students, courses. A professor belongs to a department. Students can register for at most 6 courses. Departments cannot be deleted if they have professors.',
    entities: 'Department Professor Student Course Enrollment',
    rules: [
      { kind: 'max-per', entity: 'Enrollment', per: 'studentId', limit: 6 },
      { kind: 'no-delete-while', entity: 'Department', blockedBy: 'Professor' },
    ],
  },
  {
    text: 'Survey API. Surveys have questions, questions have answers. Every user answers a survey once.',
    entities: 'Survey Question Answer Response',
    rules: [{ kind: 'unique', entity: 'Response', fields: ['surveyId', 'userId'] }],
    auth: true,
  },
  {
    text: 'Fleet of drones: drones (serial number, battery level percentage, status idle/flying/charging), missions (name, target location), a drone flies missions.',
    entities: 'Drone Mission',
    fields: {
      Drone: 'serialNumber batteryLevelPercentage:percentage status:enum',
      Mission: 'name targetLocation droneId',
    },
  },
  {
    text: 'Library API\n- Books: title, author, isbn (unique), copies available\n- Members: name, email\n- Members can borrow books and return them\n- A book that is already borrowed cannot be borrowed again\n- A member may have no more than three books at a time\n- A member can’t be deleted while they have open loans',
    entities: 'Book Member Loan',
    fields: { Book: 'title author isbn copiesAvailable:integer' },
    rules: [
      { kind: 'exclusive', entity: 'Loan', field: 'bookId', open: { field: 'returnedAt', equals: null } },
      { kind: 'max-per', entity: 'Loan', per: 'memberId', limit: 3 },
      { kind: 'no-delete-while', entity: 'Member', blockedBy: 'Loan', open: { field: 'returnedAt', equals: null } },
    ],
    actions: 'Loan.return',
  },
];

describe('a description of a domain gives its things, relations and rules', () => {
  test.each(rows.map((row) => [row.text, row] as const))('%s', (_, row) => check(row));
});
