import { describe, test } from 'vitest';
import { check, type Expectation } from './expectation.ts';

/** Ways of saying it: lists, bullets, types, relations, operations, sign-in and roles. */
const rows: Expectation[] = [
  {
    text: 'Entities:\n- books (title, isbn, year)\n- authors (name, country)\nRules:\n- isbn must be unique\n- a book belongs to an author\n- year must be between 1450 and 2100',
    entities: 'Book Author',
    fields: { Book: 'title isbn year:integer authorId:reference', Author: 'name country' },
    rules: [
      { kind: 'unique', entity: 'Book', fields: ['isbn'] },
      { kind: 'range', entity: 'Book', field: 'year', min: 1450, max: 2100 },
    ],
    relations: 'Author<Book',
  },
  {
    text: 'I want make API for my shop. It have products (name, price decimal, quantity int), clients (name, email must be unique) and orders. Client can have max 3 open orders.',
    entities: 'Product Client Order',
    fields: { Product: 'name price:decimal quantity:integer', Client: 'name email:email' },
    rules: [
      { kind: 'unique', entity: 'Client', fields: ['email'] },
      { kind: 'max-per', entity: 'Order', per: 'clientId', limit: 3 },
    ],
  },
  {
    text: 'Each project has a name, a description and a deadline. Each task belongs to a project and has a title, a status (todo, doing, done) and an optional due date. Users can create, edit and delete tasks.',
    entities: 'Project Task',
    fields: {
      Project: 'name description:text deadline:date',
      Task: 'title status:enum dueDate:date projectId:reference',
    },
  },
  {
    text: 'API to manage a music collection: artists have many albums, albums have many songs. songs have title and duration. many to many between playlists and songs.',
    entities: 'Artist Album Song Playlist',
    relations: 'Artist<Album Album<Song Playlist=Song',
  },
  {
    text: 'Conference room booking. Rooms (name, capacity, floor). Employees (name, email unique). Bookings: room, employee, start time, end time. No overlapping bookings for the same room. End time must be after start time. Max 3 active bookings per employee.',
    entities: 'Room Employee Booking',
    fields: { Booking: 'roomId:reference employeeId:reference startTime:datetime endTime:datetime' },
    rules: [
      { kind: 'no-overlap', entity: 'Booking', scope: 'roomId', start: 'startTime', end: 'endTime' },
      { kind: 'order', entity: 'Booking', before: 'startTime', after: 'endTime' },
      { kind: 'max-per', entity: 'Booking', per: 'employeeId', limit: 3 },
    ],
  },
  {
    text: "Make a REST API for a school: students enroll in courses, a course has a maximum capacity, teachers teach courses. Grades are from 0 to 100. A student can't enroll twice in the same course.",
    entities: 'Student Course Teacher Grade Enrollment',
    relations: 'Teacher<Course',
    rules: [
      { kind: 'capacity', entity: 'Enrollment', parent: 'Course' },
      { kind: 'range', entity: 'Grade', field: 'value', min: 0, max: 100 },
      { kind: 'unique', entity: 'Enrollment', fields: ['courseId', 'studentId'] },
    ],
  },
  {
    text: 'An order API: customers place orders; order contains order items with quantity at least 1 and price. Order status pending -> paid -> shipped -> delivered, pending -> cancelled. Paid orders cannot be deleted.',
    entities: 'Customer Order OrderItem',
    fields: { OrderItem: 'orderId quantity:integer price:money' },
    rules: [
      {
        kind: 'transitions',
        entity: 'Order',
        allowed: [
          ['pending', 'paid'],
          ['paid', 'shipped'],
          ['shipped', 'delivered'],
          ['pending', 'cancelled'],
        ],
      },
      { kind: 'range', entity: 'OrderItem', field: 'quantity', min: 1 },
      { kind: 'lasting', entity: 'Order', open: { field: 'status', equals: 'paid' } },
    ],
  },
  {
    text: 'Blog platform with authentication: users write posts and comments. Only the author can edit or delete a post. Admins can delete any comment. Posts have many tags and tags belong to many posts.',
    entities: 'Post Comment Tag',
    rules: [{ kind: 'owner-only', entity: 'Post', verbs: ['update', 'delete'] }],
    relations: 'Post=Tag',
    roles: 'admin',
    auth: true,
  },
  {
    text: 'an api for employees leave requests with approval workflow: pending -> approved or rejected; the start date must be before the end date; only managers can approve',
    entities: 'Employee LeaveRequest',
    rules: [
      {
        kind: 'transitions',
        entity: 'LeaveRequest',
        allowed: [
          ['pending', 'approved'],
          ['pending', 'rejected'],
        ],
      },
      { kind: 'order', entity: 'LeaveRequest', before: 'startDate', after: 'endDate' },
      { kind: 'role-only', role: 'manager', entity: 'LeaveRequest', verbs: ['approve'] },
    ],
    actions: 'LeaveRequest.approve',
  },
  {
    text: 'coupon api: coupons have code, discount percentage and valid from date. code is unique. discount between 5 and 50 percent.',
    entities: 'Coupon',
    fields: { Coupon: 'code discountPercentage:percentage validFromDate:date' },
    rules: [
      { kind: 'unique', entity: 'Coupon', fields: ['code'] },
      { kind: 'range', entity: 'Coupon', field: 'discountPercentage', min: 5, max: 50 },
    ],
  },
  {
    text: 'Event management with authentication, organizers create events (title, date, location, max participants), participants register for events. No more registrations when the event is full.',
    entities: 'Organizer Participant Event Registration',
    fields: { Event: 'title date:date location maxParticipants:integer' },
    rules: [{ kind: 'capacity', entity: 'Registration', parent: 'Event', parentField: 'maxParticipants' }],
    auth: true,
  },
  {
    text: 'I would like a REST API with the following entities: Customer (firstName, lastName, email: string unique, phone optional), Address (street, city, zipCode, country), Customer has many addresses.',
    entities: 'Customer Address',
    fields: { Customer: 'firstName lastName email phone:phone', Address: 'street city country customerId:reference' },
    rules: [{ kind: 'unique', entity: 'Customer', fields: ['email'] }],
    relations: 'Customer<Address',
  },
  {
    text: 'Simple API to store quotes with author and text, with search and pagination and docker',
    entities: 'Quote',
    fields: { Quote: 'author text:text' },
    features: 'search pagination docker',
    auth: false,
  },
  {
    text: 'rest api. entities: student(name, email), course(title, credits int), enrollment. credits between 1 and 10. email unique.',
    entities: 'Student Course Enrollment',
    rules: [
      { kind: 'range', entity: 'Course', field: 'credits', min: 1, max: 10 },
      { kind: 'unique', entity: 'Student', fields: ['email'] },
    ],
  },
  {
    text: 'Gym: trainers run classes; a class has at most 20 participants; members can book a class only once; classes of the same trainer must not overlap.',
    entities: 'Trainer Class Member Booking',
    rules: [
      { kind: 'max-per', entity: 'Booking', per: 'classId', limit: 20 },
      { kind: 'unique', entity: 'Booking', fields: ['classId', 'memberId'] },
      { kind: 'no-overlap', entity: 'Class', scope: 'trainerId' },
    ],
  },
  {
    text: 'podcast api, podcasts have episodes; episode number is unique per podcast; episodes can be published',
    entities: 'Podcast Episode',
    rules: [{ kind: 'unique', entity: 'Episode', fields: ['episodeNumber', 'podcastId'] }],
    actions: 'Episode.publish',
  },
  {
    text: 'Food delivery: restaurants with menus, menu items (name, price, available), customers, orders with order lines. An order can be cancelled only while it is pending. Notes are optional.',
    entities: 'Restaurant Menu MenuItem Customer Order OrderLine',
    actions: 'Order.cancel',
    relations: 'Restaurant<Menu Order<OrderLine',
  },
  {
    text: 'Issue tracker with roles admin, developer and viewer. Only admins can delete issues. Issues have title, description, priority (low, medium, high) default medium, status from open to in progress to done.',
    entities: 'Issue',
    fields: { Issue: 'title description:text priority:enum status:enum' },
    rules: [
      { kind: 'role-only', role: 'admin', entity: 'Issue', verbs: ['delete'] },
      {
        kind: 'transitions',
        entity: 'Issue',
        allowed: [
          ['open', 'in_progress'],
          ['in_progress', 'done'],
        ],
      },
    ],
    auth: true,
  },
  {
    text: 'Todo API in TypeScript with Hono and SQLite. Todos: title (required), done (boolean, default false), dueDate (optional). Users register and log in.',
    entities: 'Todo',
    fields: { Todo: 'title done:boolean dueDate:date !hono !sqlite' },
    owned: 'Todo',
    auth: true,
  },
  {
    text: 'Build an api for a chess club where players play matches, each match has a white player and a black player and a result (white, black, draw).',
    entities: 'Player Match',
    fields: { Match: 'whitePlayerId:reference blackPlayerId:reference result:enum' },
  },
  {
    text: 'Fundraising campaigns with donations; donation amount at least 1; campaigns end after their start date',
    entities: 'Campaign Donation',
    rules: [
      { kind: 'range', entity: 'Donation', field: 'amount', min: 100 },
      { kind: 'order', entity: 'Campaign', before: 'startDate', after: 'endDate' },
    ],
  },
  {
    text: 'A bank API where account balance must never be negative. Customers own accounts. Transfers between accounts have an amount which must be positive.',
    entities: 'Customer Account Transfer',
    relations: 'Customer<Account',
    rules: [
      { kind: 'range', entity: 'Account', field: 'balance', min: 0 },
      { kind: 'range', entity: 'Transfer', field: 'amount', min: 1 },
    ],
  },
  {
    text: 'Create an API for online polls. Users must log in. Each user can vote only once per poll. Polls expire after 7 days.',
    entities: 'Poll Option Vote',
    rules: [
      { kind: 'unique', entity: 'Vote', fields: ['pollId', 'userId'] },
      { kind: 'expires', entity: 'Poll' },
    ],
    auth: true,
  },
  {
    text: 'API for pets. Pet: name (string, required), weight (decimal), vaccinated (boolean), birth date. Weight must be positive.',
    entities: 'Pet',
    fields: { Pet: 'name:string weight:decimal vaccinated:boolean birthDate:date' },
    rules: [{ kind: 'range', entity: 'Pet', field: 'weight' }],
  },
  {
    text: 'warehouse api with products and suppliers. product has name, quantity and price. supplier has name and email. quantity can not be less than 0. a supplier cannot be deleted if it has products.',
    entities: 'Product Supplier',
    rules: [
      { kind: 'range', entity: 'Product', field: 'quantity', min: 0 },
      { kind: 'no-delete-while', entity: 'Supplier', blockedBy: 'Product' },
    ],
  },
  {
    text: 'Todo list API. Users sign up and log in. A todo has a title, a priority from 1 to 3 and a due date. Users can mark a todo as completed.',
    entities: 'Todo',
    fields: { Todo: 'title priority:integer dueDate:date' },
    rules: [{ kind: 'range', entity: 'Todo', field: 'priority', min: 1, max: 3 }],
    actions: 'Todo.complete',
    owned: 'Todo',
    auth: true,
  },
  {
    text: 'Tool lending library. Members borrow tools and return them. A tool can only be lent to one member at a time. Each member may borrow up to two tools.',
    entities: 'Tool Member Loan',
    rules: [
      { kind: 'exclusive', entity: 'Loan', field: 'toolId' },
      { kind: 'max-per', entity: 'Loan', per: 'memberId', limit: 2 },
    ],
    actions: 'Loan.return',
  },
];

describe('however it is said, it is understood', () => {
  test.each(rows.map((row) => [row.text, row] as const))('%s', (_, row) => check(row));
});
