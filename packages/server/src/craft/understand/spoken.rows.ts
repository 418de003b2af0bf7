import type { Expectation } from './expectation.ts';

/** The same kinds of programs in other mouths: clumsy, long, terse, bulleted, typed. */
export const spoken: Expectation[] = [
  {
    text: 'hello, i want you make for me rest api for my dry cleaning shop. customers bring orders, every order have items (shirt, pants, dress), price and pickup date. order is ready or picked up',
    entities: 'Customer Order Item',
    fields: { Order: 'customerId price:money pickupDate:date', Item: 'orderId !shirt !pants' },
  },
  {
    text: 'Need API for swimming school. Groups have max 8 children. Children have name and age. Age must be from 4 to 12. Each group has one instructor.',
    entities: 'Group Child Instructor',
    fields: { Child: 'name age:integer groupId', Group: 'instructorId' },
    rules: [
      { kind: 'max-per', entity: 'Child', per: 'groupId', limit: 8 },
      { kind: 'range', entity: 'Child', field: 'age', min: 4, max: 12 },
    ],
    relations: 'Instructor<Group',
  },
  {
    text: 'Resources:\n* User: email, password\n* Team: name\n* Membership: user, team, role (owner, member)\n\nRules:\n* a user can be in a team only once\n* passwords must have at least 8 characters',
    entities: 'User Team Membership',
    fields: { Team: 'name', Membership: 'userId teamId role:enum' },
    rules: [{ kind: 'unique', entity: 'Membership', fields: ['teamId', 'userId'] }],
    auth: true,
  },
  {
    text: 'Create an API for a coworking space.\n\n- Members have a name, an email (unique) and a company\n- Desks have a label and a floor\n- Members book desks for a day\n- A desk can be booked by only one member per day\n- Members can cancel a booking',
    entities: 'Member Desk Booking',
    fields: { Member: 'name email:email company', Desk: 'label floor', Booking: 'deskId memberId' },
    rules: [
      { kind: 'unique', entity: 'Member', fields: ['email'] },
      { kind: 'unique', entity: 'Booking', fields: ['deskId', 'date'] },
    ],
    actions: 'Booking.cancel',
  },
  {
    text: 'user { id, email, name } article { title: string, body: text, published: boolean, author } — authors can publish their articles',
    entities: 'User Article Author',
    fields: { User: 'email:email name', Article: 'title:string body:text published:boolean authorId' },
    actions: 'Article.publish',
  },
  {
    text: 'Build me a REST API in TypeScript for a bike workshop: customers (name, phone), bikes (brand, serial number unique, belongs to customer), repairs (bike, description, cost, status: received, in repair, finished). A bike can have at most one open repair.',
    entities: 'Customer Bike Repair',
    fields: { Bike: 'brand serialNumber customerId', Repair: 'bikeId description:text cost:money status:enum' },
    rules: [
      { kind: 'unique', entity: 'Bike', fields: ['serialNumber'] },
      { kind: 'max-per', entity: 'Repair', per: 'bikeId', limit: 1 },
    ],
  },
  {
    text: 'an API for a tennis club, members reserve courts, a court cannot be reserved twice for the same time slot, each member can have at most 2 upcoming reservations',
    entities: 'Member Court Reservation',
    fields: { Reservation: 'courtId memberId' },
    rules: [{ kind: 'no-overlap', entity: 'Reservation', scope: 'courtId' }],
    unsupported: ['each member can have at most 2 upcoming reservations'],
  },
  {
    text: 'We run a small bakery. We would like to keep track of our products and of the orders of our customers. A product has a name and a price, which is never negative. An order consists of order lines; each line has a product and a quantity. The quantity is at least one. Orders are first new, then baked, then delivered.',
    entities: 'Product Order Customer OrderLine',
    fields: {
      Product: 'name price:money',
      OrderLine: 'orderId productId quantity:integer',
      Order: 'customerId status:enum',
    },
    rules: [
      { kind: 'range', entity: 'Product', field: 'price', min: 0 },
      { kind: 'range', entity: 'OrderLine', field: 'quantity', min: 1 },
      {
        kind: 'transitions',
        entity: 'Order',
        allowed: [
          ['new', 'baked'],
          ['baked', 'delivered'],
        ],
      },
    ],
  },
  {
    text: 'Design an API to manage conference talks. Speakers submit talks. A talk has a title (max 120 characters), an abstract and a level: beginner, intermediate or advanced. Organizers accept or reject talks.',
    entities: 'Speaker Talk Organizer',
    fields: { Talk: 'title abstract:text level:enum speakerId' },
    actions: 'Talk.accept Talk.reject',
  },
  {
    text: 'Pharmacy: medicines (name, stock int >= 0, price decimal > 0, requires prescription bool), sales (medicine, quantity int, sold at datetime)',
    entities: 'Medicine Sale',
    fields: {
      Medicine: 'name stock:integer price:decimal requiresPrescription:boolean',
      Sale: 'medicineId quantity:integer soldAt:datetime',
    },
    rules: [{ kind: 'range', entity: 'Medicine', field: 'stock', min: 0 }],
  },
  {
    text: 'A car has many services. Each service has a date, an odometer reading, a cost and notes. Cars are identified by their VIN, which must be unique. Users must be logged in and can only see their own cars.',
    entities: 'Car Service',
    fields: { Car: 'vin', Service: 'carId date:date odometerReading cost:money notes:text' },
    rules: [{ kind: 'unique', entity: 'Car', fields: ['vin'] }],
    auth: true,
    owned: 'Car',
  },
  {
    text: 'quiz api - quizzes with questions, every question has four answers and exactly one is correct. players take quizzes and get a score between 0 and 100',
    entities: 'Quiz Question Answer Player',
    relations: 'Quiz<Question Question<Answer',
    unsupported: ['exactly one is correct'],
  },
  {
    text: 'Volunteer management: volunteers sign up for shifts. A shift has a location, a start time, an end time and needs at most 10 volunteers. A volunteer cannot sign up for the same shift twice.',
    entities: 'Volunteer Shift Registration',
    fields: { Shift: 'location startTime:datetime endTime:datetime', Registration: 'shiftId volunteerId' },
    rules: [
      { kind: 'max-per', entity: 'Registration', per: 'shiftId', limit: 10 },
      { kind: 'unique', entity: 'Registration', fields: ['shiftId', 'volunteerId'] },
    ],
  },
  {
    text: 'Make an API for our student dormitory. Rooms have a number and a number of beds. Students live in rooms. There cannot be more students in a room than beds.',
    entities: 'Room Student',
    fields: { Room: 'number numberOfBeds:integer', Student: 'roomId' },
    rules: [{ kind: 'capacity', entity: 'Student', per: 'roomId', parent: 'Room', parentField: 'numberOfBeds' }],
  },
  {
    text: 'Track my plants: plant name, species, location, last watered. I want to water a plant and see when it was watered.',
    entities: 'Plant',
    fields: { Plant: 'name species location' },
    actions: 'Plant.water',
  },
  {
    text: 'Support desk with roles admin and agent. Customers create tickets, agents resolve tickets, only admins can delete tickets. Ticket status: open, pending, resolved.',
    entities: 'Customer Agent Ticket',
    fields: { Ticket: 'status:enum customerId' },
    actions: 'Ticket.resolve',
    rules: [{ kind: 'role-only', role: 'admin', entity: 'Ticket', verbs: ['delete'] }],
    roles: 'admin',
    auth: true,
  },
  {
    text: 'Bus company: routes have stops, buses drive routes. Trip = bus + route + departure time. A bus has 50 seats at most. Tickets are sold for trips, not more tickets than seats of the bus.',
    entities: 'Route Stop Bus Trip Ticket',
    fields: { Trip: 'busId routeId departureTime:datetime', Ticket: 'tripId', Bus: 'seats:integer' },
    rules: [{ kind: 'range', entity: 'Bus', field: 'seats', max: 50 }],
  },
  {
    text: 'Apartment building management. Apartments have a number, a floor and an area. Tenants sign leases for apartments; an apartment can have only one active lease at a time. Lease has start date, end date and monthly rent.',
    entities: 'Apartment Tenant Lease',
    fields: {
      Apartment: 'number floor area:decimal',
      Lease: 'apartmentId tenantId startDate:date endDate:date monthlyRent:money',
    },
    rules: [{ kind: 'no-overlap', entity: 'Lease', scope: 'apartmentId' }],
  },
  {
    text: 'movie watchlist: movies (title, year, genre, watched yes/no), user can mark a movie as watched',
    entities: 'Movie',
    fields: { Movie: 'title year:integer genre watched:boolean' },
  },
  {
    text: 'Implement a service for hackathon: participants form teams, a team has between 2 and 5 participants, every team submits one project. A participant can only be in one team.',
    entities: 'Participant Team Project',
    fields: { Participant: 'teamId', Project: 'teamId' },
    rules: [{ kind: 'max-per', entity: 'Participant', per: 'teamId', limit: 5 }],
    unsupported: ['between 2 and 5'],
  },
  {
    text: 'Library of board games. Game: title, min players int, max players int, playing time. Friends borrow games, one game can be borrowed by one friend at a time.',
    entities: 'Game Friend Loan',
    fields: { Game: 'title minPlayers:integer maxPlayers:integer', Loan: 'gameId friendId' },
    rules: [{ kind: 'exclusive', entity: 'Loan', field: 'gameId' }],
  },
  {
    text: 'api for hr: employees, departments, leave requests. employee belongs to department. leave request from - to, can not overlap for same employee. max 25 days per year.',
    entities: 'Employee Department LeaveRequest',
    fields: { Employee: 'departmentId', LeaveRequest: 'employeeId' },
    rules: [{ kind: 'no-overlap', entity: 'LeaveRequest', scope: 'employeeId' }],
    unsupported: ['max 25 days per year'],
  },
  {
    text: 'A marathon has runners; runners register for a marathon with a bib number. The bib number must be unique per marathon. At most 500 runners per marathon.',
    entities: 'Marathon Runner Registration',
    fields: { Registration: 'marathonId runnerId bibNumber' },
    rules: [
      { kind: 'unique', entity: 'Registration', fields: ['bibNumber', 'marathonId'] },
      { kind: 'max-per', per: 'marathonId', limit: 500 },
    ],
  },
  {
    text: 'Podcast hosting API: podcasts have episodes. Episode has title (required), audio url, duration in seconds, season number and published date (optional). Podcasts cannot be deleted while they have episodes.',
    entities: 'Podcast Episode',
    fields: { Episode: 'title audioUrl:url duration:integer seasonNumber:integer publishedDate:date podcastId' },
    rules: [{ kind: 'no-delete-while', entity: 'Podcast', blockedBy: 'Episode' }],
  },
  {
    text: 'Equipment rental: customers rent equipment for days; equipment that is rented out can not be rented again until it is returned',
    entities: 'Customer Equipment Rental',
    fields: { Rental: 'customerId equipmentId' },
    rules: [{ kind: 'exclusive', entity: 'Rental', field: 'equipmentId' }],
  },
  {
    text: 'Membership management for a chess club: members and their payments. Member has name, email unique, rating between 0 and 3000 and joined date. Payments have amount and year. One payment per member per year.',
    entities: 'Member Payment',
    fields: {
      Member: 'name email:email rating:integer joinedDate:date',
      Payment: 'memberId amount:money year:integer',
    },
    rules: [
      { kind: 'unique', entity: 'Member', fields: ['email'] },
      { kind: 'range', entity: 'Member', field: 'rating', min: 0, max: 3000 },
      { kind: 'unique', entity: 'Payment', fields: ['memberId', 'year'] },
    ],
  },
  {
    text: 'Given a bank: customers open accounts, accounts have a balance that must not go below zero, transactions (deposit or withdrawal) belong to an account and have an amount above zero',
    entities: 'Customer Account Transaction',
    fields: { Account: 'balance:money customerId', Transaction: 'accountId amount:money' },
    rules: [
      { kind: 'range', entity: 'Account', field: 'balance', min: 0 },
      { kind: 'range', entity: 'Transaction', field: 'amount', min: 1 },
    ],
  },
  {
    text: 'An API for weather stations. Stations have name, latitude (-90 to 90) and longitude (-180 to 180). Each station records measurements: temperature, humidity in percent, time.',
    entities: 'Station Measurement',
    fields: {
      Station: 'name latitude:decimal longitude:decimal',
      Measurement: 'stationId temperature:decimal humidity:percentage time:datetime',
    },
    rules: [
      { kind: 'range', entity: 'Station', field: 'latitude', min: -90, max: 90 },
      { kind: 'range', entity: 'Station', field: 'longitude', min: -180, max: 180 },
    ],
  },
  {
    text: 'ticket shop: events, tickets, customers. customers buy tickets for events, no more than 6 tickets per customer and event. event has date, location and capacity. sold tickets never more than capacity',
    entities: 'Event Ticket Customer',
    fields: { Event: 'date:date location capacity:integer', Ticket: 'eventId customerId' },
    rules: [{ kind: 'capacity', entity: 'Ticket', parent: 'Event', parentField: 'capacity' }],
  },
  {
    text: 'each department has a name and a budget. each employee has a name, a salary and works in a department. salary must be at least 1000. employees can be promoted by managers.',
    entities: 'Department Employee Manager',
    fields: { Department: 'name budget:money', Employee: 'name salary:money departmentId' },
    rules: [{ kind: 'range', entity: 'Employee', field: 'salary', min: 100000 }],
    actions: 'Employee.promote',
  },
  {
    text: 'REST API: Elections with candidates and voters. Each voter may vote only once in an election. Voters must be 18 or older. An election has a start and an end, the end comes after the start.',
    entities: 'Election Candidate Voter Vote',
    fields: { Vote: 'electionId voterId', Voter: 'age:integer' },
    rules: [
      { kind: 'unique', entity: 'Vote', fields: ['electionId', 'voterId'] },
      { kind: 'range', entity: 'Voter', field: 'age', min: 18 },
      { kind: 'order', entity: 'Election' },
    ],
  },
  {
    text: 'Simple API to store bookmarks. A bookmark has a url, a title and tags. Bookmarks can be archived. Users need an account. I should be able to search bookmarks by title.',
    entities: 'Bookmark Tag',
    fields: { Bookmark: 'url:url title' },
    relations: 'Bookmark=Tag',
    actions: 'Bookmark.archive',
    features: 'search',
    auth: true,
  },
  {
    text: 'Laundry room booking for our house: residents book the washing machine for a time slot; no two bookings at the same time; max two bookings per resident per week',
    entities: 'Resident WashingMachine Booking',
    fields: { Booking: 'residentId washingMachineId' },
    rules: [
      { kind: 'no-overlap', entity: 'Booking' },
      { kind: 'max-per', entity: 'Booking', per: 'residentId', limit: 2 },
    ],
  },
  {
    text: 'Orders API with states: NEW, PAID, SHIPPED, DELIVERED, CANCELLED. Allowed: NEW to PAID, PAID to SHIPPED, SHIPPED to DELIVERED, NEW to CANCELLED. Order has customer email and total.',
    entities: 'Order',
    fields: { Order: 'customerEmail:email total:money' },
    rules: [
      {
        kind: 'transitions',
        entity: 'Order',
        allowed: [
          ['NEW', 'PAID'],
          ['PAID', 'SHIPPED'],
          ['SHIPPED', 'DELIVERED'],
          ['NEW', 'CANCELLED'],
        ],
      },
    ],
  },
  {
    text: 'guitar lessons: a teacher has students, a lesson belongs to a student and a teacher and has a date, a duration in minutes and a price; a teacher cannot have overlapping lessons',
    entities: 'Teacher Student Lesson',
    fields: { Lesson: 'studentId teacherId date duration price:money' },
    rules: [{ kind: 'no-overlap', entity: 'Lesson', scope: 'teacherId' }],
  },
  {
    text: 'Zoo management API. Enclosures have a name and a capacity. Animals live in an enclosure. An enclosure must not contain more animals than its capacity. Keepers feed animals.',
    entities: 'Enclosure Animal Keeper',
    fields: { Enclosure: 'name capacity:integer', Animal: 'enclosureId' },
    rules: [{ kind: 'capacity', entity: 'Animal', per: 'enclosureId', parent: 'Enclosure', parentField: 'capacity' }],
    actions: 'Animal.feed',
  },
  {
    text: 'API for our volunteer fire brigade: Members (badge number unique, name, rank), Vehicles (call sign unique), Missions (date, place, type: fire / rescue / other). Many members take part in a mission.',
    entities: 'Member Vehicle Mission',
    fields: { Member: 'badgeNumber name rank', Vehicle: 'callSign', Mission: 'date:date place type:enum' },
    relations: 'Mission=Member',
    rules: [
      { kind: 'unique', entity: 'Member', fields: ['badgeNumber'] },
      { kind: 'unique', entity: 'Vehicle', fields: ['callSign'] },
    ],
  },
  {
    text: 'product reviews api. products: name, price. reviews: product, reviewer name, rating 1-5, comment. one can not review the same product twice. price must be greater than 0.',
    entities: 'Product Review',
    fields: { Product: 'name price:money', Review: 'productId reviewerName rating:integer comment:text' },
    rules: [
      { kind: 'range', entity: 'Review', field: 'rating', min: 1, max: 5 },
      { kind: 'range', entity: 'Product', field: 'price', min: 1 },
      { kind: 'unique', entity: 'Review', fields: ['productId', 'reviewerName'] },
    ],
  },
  {
    text: 'We have freelancers and clients. Clients post gigs with budget and deadline; freelancers send proposals for gigs with a price. A freelancer may send one proposal per gig. The client accepts a proposal.',
    entities: 'Freelancer Client Gig Proposal',
    fields: { Gig: 'budget:money deadline:date clientId', Proposal: 'gigId freelancerId price:money' },
    rules: [{ kind: 'unique', entity: 'Proposal', fields: ['gigId', 'freelancerId'] }],
    actions: 'Proposal.accept',
  },
  {
    text: 'Elevator maintenance: buildings, elevators, technicians, service visits. Each elevator is in a building and has a serial number (unique) and a max load in kg. Each visit: elevator, technician, date, result (ok, needs repair, out of order).',
    entities: 'Building Elevator Technician Visit',
    fields: {
      Elevator: 'buildingId serialNumber maxLoad:decimal',
      Visit: 'elevatorId technicianId date:date result:enum',
    },
    relations: 'Building<Elevator',
  },
];
