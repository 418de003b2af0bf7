import type { Expectation } from './expectation.ts';

/** Descriptions of everyday programs, each with what its meaning asks for. */
export const everyday: Expectation[] = [
  {
    text: 'gym class bookings: members book classes taught by trainers; a class has a capacity and nobody can book the same class twice',
    entities: 'Member GymClass Trainer Booking',
    fields: { GymClass: 'capacity:integer trainerId:reference', Booking: 'gymClassId memberId' },
    rules: [
      { kind: 'capacity', entity: 'Booking', per: 'gymClassId', parent: 'GymClass', parentField: 'capacity' },
      { kind: 'unique', entity: 'Booking', fields: ['gymClassId', 'memberId'] },
    ],
    relations: 'Trainer<GymClass',
  },
  {
    text: 'REST API for parking lots with spots, vehicles, and tickets. A spot can only have one active ticket.',
    entities: 'ParkingLot Spot Vehicle Ticket',
    fields: { Ticket: 'spotId vehicleId enteredAt:datetime leftAt:datetime !subject !priority', Spot: 'parkingLotId' },
    rules: [{ kind: 'exclusive', entity: 'Ticket', field: 'spotId', open: { field: 'leftAt', equals: null } }],
  },
  {
    text: 'api for gym with members, classes and bookings, class capacity 20; nobody can book the same class twice',
    entities: 'Member Class Booking',
    fields: { Booking: 'classId memberId' },
    rules: [
      { kind: 'max-per', entity: 'Booking', per: 'classId', limit: 20 },
      { kind: 'unique', entity: 'Booking', fields: ['classId', 'memberId'] },
    ],
  },
  {
    text: 'hotel bookings, rooms with a price per night, guests with name and email; two bookings of the same room must not overlap',
    entities: 'Room Guest Booking',
    fields: { Room: 'pricePerNight:money', Guest: 'name email:email', Booking: 'roomId guestId' },
    rules: [{ kind: 'no-overlap', entity: 'Booking', scope: 'roomId' }],
  },
  {
    text: 'a spot can only have one active ticket: parking api with spots and tickets',
    entities: 'Spot Ticket',
    fields: { Ticket: 'spotId leftAt' },
    rules: [{ kind: 'exclusive', entity: 'Ticket', field: 'spotId' }],
  },
  {
    text: 'I need a library system. Books have title, author name, isbn (unique) and number of copies. Members can borrow up to three books at the same time.',
    entities: 'Book Member Loan',
    fields: { Book: 'title authorName isbn', Loan: 'bookId memberId' },
    rules: [
      { kind: 'unique', entity: 'Book', fields: ['isbn'] },
      { kind: 'max-per', entity: 'Loan', per: 'memberId', limit: 3 },
    ],
  },
  {
    text: 'clinic: patients, doctors, appointments. Doctor can not have two appointments in same time. Appointment must end after it starts.',
    entities: 'Patient Doctor Appointment',
    fields: { Appointment: 'patientId doctorId' },
    rules: [
      { kind: 'no-overlap', entity: 'Appointment', scope: 'doctorId' },
      { kind: 'order', entity: 'Appointment' },
    ],
  },
  {
    text: 'School grades API. Students have a first name, a last name and an email. Subjects have a name. A grade is given to a student in a subject, with a value from 1 to 6 and a date.',
    entities: 'Student Subject Grade',
    fields: { Student: 'firstName lastName email:email', Grade: 'studentId subjectId value' },
    rules: [{ kind: 'range', entity: 'Grade', field: 'value', min: 1, max: 6 }],
  },
  {
    text: 'Invoices: number (unique), client, issue date, due date, status (draft, sent, paid). Invoice has lines with description, quantity and unit price. Due date must not be before issue date. Only draft invoices can be edited.',
    entities: 'Invoice Line',
    fields: {
      Invoice: 'number client issueDate:date dueDate:date status:enum',
      Line: 'invoiceId quantity:integer unitPrice:money',
    },
    rules: [
      { kind: 'unique', entity: 'Invoice', fields: ['number'] },
      { kind: 'order', entity: 'Invoice', before: 'issueDate', after: 'dueDate' },
      { kind: 'fixed', entity: 'Invoice', open: { field: 'status', equals: 'sent', or: ['paid'] } },
    ],
  },
  {
    text: 'Inventory management backend. Products (sku unique, name, quantity, reorder level), suppliers (name, email), stock movements (product, type in/out, quantity, date). Quantity of a product can never be negative.',
    entities: 'Product Supplier StockMovement',
    fields: {
      Product: 'sku name quantity:integer reorderLevel:integer',
      StockMovement: 'productId type:enum quantity:integer date:date',
    },
    rules: [
      { kind: 'unique', entity: 'Product', fields: ['sku'] },
      { kind: 'range', entity: 'Product', field: 'quantity', min: 0 },
    ],
  },
  {
    text: 'Build a blog API where users sign up and write posts. Readers leave comments on posts. Title at most 100 characters. Only the author may edit or delete a post.',
    entities: 'Post Comment Reader',
    fields: { Post: 'title:string', Comment: 'postId' },
    rules: [{ kind: 'owner-only', entity: 'Post', verbs: ['update', 'delete'] }],
    auth: true,
  },
  {
    text: 'As a customer I want to open a ticket so that I get help. As an agent I want to assign tickets to myself and close them. Tickets have a subject, a description and a priority (low, medium, high).',
    entities: 'Customer Agent Ticket',
    fields: { Ticket: 'subject description:text priority:enum customerId agentId' },
    actions: 'Ticket.close',
  },
  {
    text: 'Polls API: a poll has a question and options; logged in users vote for one option; each user votes only once per poll',
    entities: 'Poll Option Vote',
    fields: { Poll: 'question', Option: 'pollId', Vote: 'optionId userId' },
    rules: [{ kind: 'unique', entity: 'Vote' }],
    auth: true,
  },
  {
    text: 'recipe sharing service, recipes have title, preparation time in minutes, difficulty (easy, medium, hard) and ingredients; users rate recipes from 1 to 5',
    entities: 'Recipe Ingredient Rating',
    fields: {
      Recipe: 'title preparationTime:integer difficulty:enum',
      Ingredient: 'recipeId',
      Rating: 'recipeId value:integer',
    },
    rules: [{ kind: 'range', entity: 'Rating', field: 'value', min: 1, max: 5 }],
  },
  {
    text: 'Car rental. Every car has plate (unique), brand, model, daily price. Customers rent cars from a start date to an end date. A car can not be rented twice in the same period. Customers must be at least 21 years old.',
    entities: 'Car Customer Rental',
    fields: {
      Car: 'plate brand model dailyPrice:money',
      Customer: 'age:integer',
      Rental: 'carId customerId startDate:date endDate:date',
    },
    rules: [
      { kind: 'unique', entity: 'Car', fields: ['plate'] },
      { kind: 'no-overlap', entity: 'Rental', scope: 'carId' },
      { kind: 'range', entity: 'Customer', field: 'age', min: 21 },
    ],
  },
  {
    text: 'Expense tracker with login. Each expense has an amount greater than zero, a date, a category and a note. Users only see their own expenses.',
    entities: 'Expense',
    fields: { Expense: 'amount:money date:date note:text category' },
    rules: [{ kind: 'range', entity: 'Expense', field: 'amount', min: 1 }],
    auth: true,
    owned: 'Expense',
  },
  {
    text: 'CRM for small company: contacts belong to companies, deals have a value and a stage (new, qualified, won, lost), every deal belongs to a contact. Notes can be added to deals.',
    entities: 'Contact Company Deal Note',
    fields: { Contact: 'companyId', Deal: 'value:money stage:enum contactId', Note: 'dealId' },
    relations: 'Company<Contact Contact<Deal Deal<Note',
  },
  {
    text: 'job board where companies post jobs and candidates apply to them; a candidate may apply to a job only once; jobs have a title, a salary and a location',
    entities: 'Company Job Candidate Application',
    fields: { Job: 'title salary:money location companyId', Application: 'jobId candidateId' },
    rules: [{ kind: 'unique', entity: 'Application', fields: ['jobId', 'candidateId'] }],
    relations: 'Company<Job',
  },
  {
    text: 'Shopping cart API. A cart belongs to a customer and contains items; each item refers to a product and has a quantity between 1 and 99. Products have a name and a price.',
    entities: 'Cart Customer Item Product',
    fields: { Cart: 'customerId', Item: 'cartId productId quantity:integer', Product: 'name price:money' },
    rules: [{ kind: 'range', entity: 'Item', field: 'quantity', min: 1, max: 99 }],
  },
  {
    text: 'Online courses: instructors create courses, students enroll in courses. A course has a title, a price and a maximum of 30 students. A student can enroll in at most 5 courses.',
    entities: 'Instructor Course Student Enrollment',
    fields: { Course: 'title price:money instructorId', Enrollment: 'courseId studentId' },
    rules: [
      { kind: 'max-per', entity: 'Enrollment', per: 'courseId', limit: 30 },
      { kind: 'max-per', entity: 'Enrollment', per: 'studentId', limit: 5 },
    ],
  },
  {
    text: 'Events with name, venue, start and end time and max attendees. People register for events with their name and email. Registration is not possible when the event is full.',
    entities: 'Event Registration',
    fields: { Event: 'name venue maxAttendees:integer', Registration: 'eventId name email:email' },
    rules: [{ kind: 'capacity', entity: 'Registration', parent: 'Event', parentField: 'maxAttendees' }],
  },
  {
    text: 'vet clinic backend: owners have pets (name, species, birth date), vets do visits. each visit has a pet, a vet, a date and a diagnosis',
    entities: 'Owner Pet Vet Visit',
    fields: { Pet: 'name species birthDate:date ownerId', Visit: 'petId vetId date:date diagnosis' },
    relations: 'Owner<Pet',
  },
  {
    text: 'Football league API: teams, players, matches. A player belongs to one team. Shirt number is unique within a team. A match has a home team, an away team, a date and scores.',
    entities: 'Team Player Match Score',
    fields: { Player: 'teamId shirtNumber', Match: 'homeTeamId:reference awayTeamId:reference date:date' },
    rules: [{ kind: 'unique', entity: 'Player', fields: ['shirtNumber', 'teamId'] }],
    relations: 'Team<Player',
  },
  {
    text: 'Warehouse: shelves hold boxes. A shelf has a code (unique) and a max weight. A box has weight in kg and label. A shelf can hold at most 12 boxes.',
    entities: 'Shelf Box',
    fields: { Shelf: 'code maxWeight', Box: 'weight:decimal label shelfId' },
    rules: [
      { kind: 'unique', entity: 'Shelf', fields: ['code'] },
      { kind: 'max-per', entity: 'Box', per: 'shelfId', limit: 12 },
    ],
  },
  {
    text: 'Restaurant table reservations - tables have a number and seats, guests reserve a table for a date and time, party size can not be more than the seats of the table. No double booking of tables.',
    entities: 'Table Guest Reservation',
    fields: { Table: 'number seats:integer', Reservation: 'tableId guestId' },
    rules: [{ kind: 'no-overlap', entity: 'Reservation', scope: 'tableId' }],
    unsupported: ['party size'],
  },
  {
    text: 'Music app backend with artists, albums, songs and playlists. Songs belong to an album, albums belong to an artist. Users log in and create playlists; a playlist contains many songs and a song can be in many playlists.',
    entities: 'Artist Album Song Playlist',
    relations: 'Artist<Album Album<Song Playlist=Song',
    auth: true,
  },
  {
    text: 'survey service: surveys have questions, questions have answers. Survey has a title and a closing date. Question text is required and at most 500 characters.',
    entities: 'Survey Question Answer Response',
    fields: { Survey: 'title closingDate:date', Question: 'text surveyId', Answer: 'questionId' },
    relations: 'Survey<Question Question<Answer',
  },
  {
    text: 'Property listings: agents publish listings with address, price, number of bedrooms, area in square meters and status (available, under offer, sold). Buyers can save listings as favorites.',
    entities: 'Agent Listing Buyer Favorite',
    fields: {
      Listing: 'address price:money numberOfBedrooms:integer area:decimal status:enum agentId',
      Favorite: 'listingId buyerId',
    },
  },
  {
    text: 'flight booking system: flights (number, origin, destination, departure time, arrival time, seats), passengers (name, passport number unique), bookings. Arrival must be after departure. Bookings for a flight cannot exceed its seats.',
    entities: 'Flight Passenger Booking',
    fields: {
      Flight: 'number departureTime:datetime arrivalTime:datetime seats:integer',
      Booking: 'flightId passengerId',
    },
    rules: [
      { kind: 'unique', entity: 'Passenger', fields: ['passportNumber'] },
      { kind: 'order', entity: 'Flight', before: 'departureTime', after: 'arrivalTime' },
      { kind: 'capacity', entity: 'Booking', parent: 'Flight', parentField: 'seats' },
    ],
  },
  {
    text: 'Donations platform. Campaigns have a title, a goal amount and an end date. Donors donate to campaigns. A donation has an amount of at least 1 euro and an optional message.',
    entities: 'Campaign Donor Donation',
    fields: { Campaign: 'title goalAmount:money endDate:date', Donation: 'amount:money message campaignId donorId' },
    rules: [{ kind: 'range', entity: 'Donation', field: 'amount', min: 100 }],
  },
  {
    text: 'Projects, tasks and teams. A team has many projects, a project has many tasks. Tasks go from todo to in progress to done. Each task is assigned to a team member.',
    entities: 'Project Task Team TeamMember',
    fields: { Task: 'projectId status:enum teamMemberId' },
    rules: [
      {
        kind: 'transitions',
        entity: 'Task',
        allowed: [
          ['todo', 'in_progress'],
          ['in_progress', 'done'],
        ],
      },
    ],
    relations: 'Team<Project Project<Task',
  },
  {
    text: 'Chat rooms over REST: users with accounts create rooms and post messages to rooms. Messages can be at most 2000 characters long. Room names are unique.',
    entities: 'Room Message',
    fields: { Message: 'roomId', Room: 'name' },
    rules: [{ kind: 'unique', entity: 'Room', fields: ['name'] }],
    auth: true,
  },
  {
    text: 'vaccination records: people (name, date of birth), vaccines (name, manufacturer), vaccinations (person, vaccine, date, dose number). Nobody can get the same dose of the same vaccine twice.',
    entities: 'Person Vaccine Vaccination',
    fields: { Person: 'name dateOfBirth:date', Vaccination: 'personId vaccineId date:date doseNumber:integer' },
    rules: [{ kind: 'unique', entity: 'Vaccination' }],
  },
  {
    text: 'Lab samples API. A sample has a barcode which is unique, a collection date and a type (blood, urine, saliva). Tests are run on samples. A test has a name, a result and a technician.',
    entities: 'Sample Test',
    fields: { Sample: 'barcode collectionDate:date type:enum', Test: 'name result technician sampleId' },
    rules: [{ kind: 'unique', entity: 'Sample', fields: ['barcode'] }],
  },
  {
    text: 'Neighbourhood tool lending library: neighbours lend tools. Every tool has a name, a condition and an owner. A tool that is lent out cannot be lent again until it is returned.',
    entities: 'Tool Neighbour Loan',
    fields: { Tool: 'name condition', Loan: 'toolId' },
    rules: [{ kind: 'exclusive', entity: 'Loan', field: 'toolId' }],
  },
  {
    text: 'subscriptions api: plans (name, monthly price), customers, subscriptions. customer can have only one active subscription. subscription status: active, paused, cancelled.',
    entities: 'Plan Customer Subscription',
    fields: { Plan: 'name monthlyPrice:money', Subscription: 'planId customerId status:enum' },
    rules: [
      {
        kind: 'max-per',
        entity: 'Subscription',
        per: 'customerId',
        limit: 1,
        open: { field: 'status', equals: 'active' },
      },
    ],
  },
  {
    text: 'Coupons. A coupon has a unique code, a discount percent between 1 and 100, valid from and valid until dates. Valid until has to be after valid from.',
    entities: 'Coupon',
    fields: { Coupon: 'code discountPercent:percentage validFrom:date validUntil:date' },
    rules: [
      { kind: 'unique', entity: 'Coupon', fields: ['code'] },
      { kind: 'range', entity: 'Coupon', field: 'discountPercent', min: 1, max: 100 },
      { kind: 'order', entity: 'Coupon', before: 'validFrom', after: 'validUntil' },
    ],
  },
  {
    text: 'Auction house: sellers put up items with a starting price, bidders place bids on items. Bid amount must be positive. A bid must be higher than the current highest bid.',
    entities: 'Seller Item Bidder Bid',
    fields: { Item: 'startingPrice:money sellerId', Bid: 'amount:money itemId bidderId' },
    rules: [
      { kind: 'range', entity: 'Bid', field: 'amount', min: 1 },
      { kind: 'rising', entity: 'Bid', field: 'amount', of: 'itemId' },
    ],
  },
  {
    text: 'TIMESHEETS FOR CONSULTANTS: consultants log hours on projects. Each time entry has date, hours (max 24), description. Hours must be more than 0.',
    entities: 'Consultant Project TimeEntry Timesheet',
    fields: { TimeEntry: 'date:date hours description:text consultantId projectId' },
    rules: [{ kind: 'range', entity: 'TimeEntry', field: 'hours' }],
  },
  {
    text: 'Fleet: vehicles, drivers, trips. A vehicle has a plate number and mileage. Trip: vehicle, driver, start mileage, end mileage. End mileage must be greater than start mileage. License plate must be unique.',
    entities: 'Vehicle Driver Trip',
    fields: {
      Vehicle: 'plateNumber mileage:integer',
      Trip: 'vehicleId driverId startMileage:integer endMileage:integer',
    },
    rules: [{ kind: 'order', entity: 'Trip', before: 'startMileage', after: 'endMileage' }],
  },
  {
    text: 'museum api with artworks, artists, exhibitions; artwork has title, year, artist; artworks can be shown in many exhibitions and exhibitions show many artworks; exhibition end date after start date',
    entities: 'Artwork Artist Exhibition',
    fields: { Artwork: 'title year:integer artistId', Exhibition: 'startDate:date endDate:date' },
    rules: [{ kind: 'order', entity: 'Exhibition', before: 'startDate', after: 'endDate' }],
    relations: 'Artist<Artwork Artwork=Exhibition',
  },
  {
    text: 'Water meters: households have meters, meters have readings. A reading has a value in cubic meters and a date. The value must never be negative. One reading per meter per day.',
    entities: 'Household Meter Reading',
    fields: { Meter: 'householdId', Reading: 'meterId value date:date' },
    rules: [
      { kind: 'range', entity: 'Reading', field: 'value', min: 0 },
      { kind: 'unique', entity: 'Reading', fields: ['meterId', 'date'] },
    ],
  },
];
