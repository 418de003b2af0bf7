import type { Expectation } from './expectation.ts';

/** Descriptions as the brief of a project: five sentences and more, each with something of its own. */
export const briefs: Expectation[] = [
  {
    text: 'Create a GraphQL API for managing a bookstore inventory. The system should support authors (name, biography, birth year), books (title, ISBN, price, stock quantity) and publishers (name, country). Each book has one publisher and one or more authors. Include mutations for restocking and selling books; selling must fail when there is not enough stock.',
    entities: 'Author Book Publisher Restock Sale',
    fields: { Restock: 'bookId quantity:integer', Sale: 'bookId quantity:integer', Book: '!supportedAt !authorId' },
    rules: [
      { kind: 'stock', entity: 'Restock', stock: 'stockQuantity', adds: true },
      { kind: 'stock', entity: 'Sale', stock: 'stockQuantity', quantity: 'quantity' },
    ],
    relations: 'Book=Author Publisher<Book',
  },
  {
    text: "I need a backend for our company's leave management. Employees submit leave requests with a start date, end date, type (vacation, sick, unpaid) and an optional comment. Managers approve or reject requests. Nobody can approve their own request. Two approved requests of the same employee must not overlap. Each employee has 25 vacation days a year. Requests can be withdrawn until they are approved.",
    entities: 'Employee LeaveRequest',
    fields: {
      Employee: 'numberOfVacationDays:integer !vacationDaysAYear',
      LeaveRequest: 'status:enum comment !withdrawnAt',
    },
    rules: [
      { kind: 'role-only', role: 'manager', entity: 'LeaveRequest', verbs: ['approve', 'reject'] },
      {
        kind: 'no-overlap',
        entity: 'LeaveRequest',
        scope: 'employeeId',
        open: { field: 'status', equals: 'approved' },
      },
    ],
    actions: 'LeaveRequest.approve LeaveRequest.reject LeaveRequest.withdraw',
    roles: 'manager',
    unsupported: ['Nobody can approve their own request', '25 vacation days a year'],
  },
  {
    text: 'Build a full-stack web application for a local farmers market where vendors can list their products and customers can place pre-orders for pickup. Vendors have a stall name and a description. Products have a name, price per unit, unit (kg, piece, bunch), and available quantity. Customers place pre-orders consisting of several products with quantities. A pre-order cannot exceed the available quantity of a product. A customer can have at most one open pre-order per market day.',
    entities: 'Vendor Product Preorder PreorderItem Customer',
    fields: { PreorderItem: 'quantity:integer', Preorder: 'marketDayDate:date !name', Product: '!quantities' },
    rules: [
      { kind: 'stock', entity: 'PreorderItem', stock: 'availableQuantity', quantity: 'quantity' },
      { kind: 'unique', entity: 'Preorder', fields: ['customerId', 'marketDayDate'] },
    ],
    relations: 'Preorder<PreorderItem Product<PreorderItem Customer<Preorder Vendor<Product',
  },
  {
    text: 'Develop a web application for a co-working space. Members sign up with their name, email and company, and choose a plan (day pass, part-time, full-time). Administrators manage rooms, each with a name, a capacity and a list of amenities. Members can book a room for a given time slot; bookings of the same room must not overlap. A booking lasts at least 30 minutes and at most 4 hours. The number of attendees must not exceed the capacity of the room. The dashboard should show the upcoming bookings of the day.',
    entities: 'Member Room Booking',
    fields: {
      Member: 'company plan:enum !chooseAPlan',
      Room: 'amenities:string',
      Booking: 'numberOfAttendees !duration',
    },
    rules: [
      { kind: 'fits', entity: 'Booking', field: 'numberOfAttendees', parentField: 'capacity' },
      { kind: 'span', entity: 'Booking', least: { amount: 30, unit: 'minute' }, most: { amount: 240, unit: 'minute' } },
      { kind: 'no-overlap', entity: 'Booking', scope: 'roomId' },
    ],
    unsupported: ['The dashboard should show the upcoming bookings of the day'],
  },
  {
    text: 'Create a REST API in Python for a food bank that distributes donations to families. Each donation records the item name, the quantity, the category (canned, fresh, frozen) and the expiry date. Families have a name and an address. Volunteers hand out items to families: a distribution records the family, the donation, the quantity and the date. The system must ensure that no more than the remaining quantity of a donation is handed out.',
    entities: 'Donation Family Distribution Volunteer',
    fields: { Donation: 'category:enum !familyId', Family: '!volunteerId' },
    rules: [{ kind: 'stock', entity: 'Distribution', stock: 'quantity', quantity: 'quantity' }],
    relations: 'Volunteer<Distribution Family<Distribution Donation<Distribution',
  },
  {
    text: 'Build a GraphQL API for managing podcasts. Each show has a title and a language. Episodes belong to a show and have a title and an episode number. Listeners can subscribe to shows and leave a review with a rating from 1 to 5 and a comment. Clients should be able to search episodes by title.',
    entities: 'Show Episode Listener Review Subscription',
    fields: { Review: 'rating comment:text !leftAt', Show: 'language:string' },
  },
  {
    text: 'Create a REST API for a gym chain. The API should support members (name, membership type: basic, premium), trainers (name) and classes (title, start time, duration in minutes, capacity). Trainers teach classes, and members can register for classes. Members with a basic membership may register for at most 2 classes per week. A trainer must not teach two classes at the same time.',
    entities: 'Member Trainer Class Registration',
    fields: { Member: 'membershipType:enum !basicMembership', Class: 'trainerId capacity:integer' },
    rules: [{ kind: 'no-overlap', entity: 'Class', scope: 'trainerId' }],
    unsupported: ['Members with a basic membership may register for at most 2 classes per week'],
  },
  {
    text: 'We need a GraphQL backend for a recipe sharing platform. Users register and can create recipes consisting of a title, a description, difficulty (easy, medium, hard) and a list of ingredients with amounts. Users can rate recipes of other users from 1 to 5 stars, but only once per recipe. Recipes are either drafts or published. Only the author may edit or delete a recipe. Recipes can be tagged.',
    entities: 'Recipe Ingredient Rating Tag',
    fields: { Recipe: 'title description difficulty:enum status:enum', Ingredient: 'name quantity recipeId' },
    rules: [
      { kind: 'owner-only', entity: 'Recipe', verbs: ['update', 'delete'] },
      { kind: 'unique', entity: 'Rating' },
    ],
    relations: 'Recipe=Tag Recipe<Ingredient',
  },
  {
    text: 'Build a web app for a veterinary practice where pet owners can book appointments online. Owners create an account and register their pets with name, species and date of birth. Appointments take place with one of the veterinarians and last 20, 40 or 60 minutes. A veterinarian can only have one appointment at a time. Owners can reschedule or cancel their appointments up to 24 hours in advance.',
    entities: 'Owner Pet Appointment Veterinarian',
    fields: { Pet: 'ownerId species', Appointment: 'veterinarianId !last !or' },
    rules: [
      { kind: 'no-overlap', entity: 'Appointment', scope: 'veterinarianId' },
      { kind: 'until', entity: 'Appointment', change: 'update', lead: { amount: 24, unit: 'hour' } },
      { kind: 'until', entity: 'Appointment', change: { field: 'status', to: 'cancelled' } },
    ],
    auth: true,
    unsupported: ['last 20, 40 or 60 minutes'],
  },
  {
    text: 'Design a REST API for a crowdfunding platform. Campaigns have a title, a funding goal and a deadline. A reward tier has a name, a minimum pledge amount and an optional limit on the number of backers. Storage locations are identified by a code such as A-01-03 and have a maximum weight. Every movement must be kept in a history and cannot be modified. Campaigns that reach their goal are marked as successful, otherwise as failed. A referee can only officiate one match per day.',
    entities: 'Campaign RewardTier StorageLocation Movement Referee Match',
    fields: {
      RewardTier: 'maximumNumberOfBackers:integer',
      StorageLocation: 'code maximumWeight',
      Movement: '!history',
      Match: '!officiatedAt',
    },
    unsupported: ['Campaigns that reach their goal are marked as successful, otherwise as failed'],
  },
  {
    text: 'Build a REST API for a small hotel. The hotel has rooms with a room number (unique), a type (single, double) and a price per night. Guests have a name. Only receptionists can check guests in and out. Time entries have a date, the number of hours (max 24) and belong to a guest. Invoices have a unique number and an issue date. An invoice that has been sent can no longer be edited.',
    entities: 'Room Guest TimeEntry Invoice',
    fields: { Room: 'roomNumber type:enum pricePerNight:money !hotelId', TimeEntry: 'numberOfHours' },
    rules: [
      { kind: 'fixed', entity: 'Invoice', fields: [], open: { field: 'sent', equals: true } },
      { kind: 'range', entity: 'TimeEntry', field: 'numberOfHours', max: 24 },
    ],
    unsupported: ['Only receptionists can check guests in and out'],
  },
  {
    text: 'GraphQL API for movies. Movies have a title. Actors and directors have a name, a birth date and a nationality. A movie has exactly one director and any number of actors, and for every actor the name of the character played is stored.',
    entities: 'Movie Actor Director',
    fields: { Movie: 'directorId !anyNumberOfActors', Actor: 'nationality', Director: 'nationality !movieId' },
    relations: 'Movie=Actor Director<Movie',
    unsupported: ['for every actor the name of the character played is stored'],
  },
];
