/** Rules as a hundred people would say them, each with the description that it is added to and what it amounts to. */
export const ordinary: [base: string, said: [sentence: string, rule: string][]][] = [
  [
    'REST API for a shop. Products have a name, a SKU, a price and a stock. Orders have a customer name and a status (open, paid, cancelled). Order lines belong to an order and a product and have a quantity.',
    [
      ['The stock of a product must not be allowed to drop below zero.', 'range Product stock 0'],
      ['There is no such thing as a negative price.', 'range Product price 0'],
      ['Duplicate SKUs are rejected with a 409.', 'unique Product ["sku"]'],
      ['An order line must be for at least one piece.', 'range OrderLine quantity 1'],
      [
        'As long as there are order lines for a product, it must not be deleted.',
        'no-delete-while Product OrderLine productId',
      ],
    ],
  ],
  [
    'API for product reviews. Customers have a name. Products have a name. Reviews belong to a product and a customer and have a rating and a text.',
    [
      ['A rating below 1 or above 5 is refused.', 'range Review rating 1 5'],
      ['Each customer may leave a single review per product.', 'unique Review ["customerId","productId"]'],
    ],
  ],
  [
    'API for courses with a title and a fee. Participants have a name. Participants enrol in courses.',
    [["A course's fee can be anything up to 500 euros, but not less than 20.", 'range Course fee 2000 50000']],
  ],
  [
    'API for a sports club. Members have a name, an email, a phone number, a membership number and a date of birth.',
    [
      ['Nobody can sign up with an email address that somebody else already uses.', 'unique Member ["email"]'],
      ['The same membership number must not be handed out a second time.', 'unique Member ["membershipNumber"]'],
      ['Nobody can be born in the future.', 'moment Member dateOfBirth past true'],
      ['Nobody under 18 can become a member.', 'moment Member dateOfBirth past {"amount":18,"unit":"year"}'],
    ],
  ],
  [
    'API for a cinema. Halls have a name. Seats belong to a hall and have a row and a number.',
    [
      ['The combination of row and number identifies a seat within its hall.', 'unique Seat ["hallId","number","row"]'],
      ['Inside one hall every seat number occurs just once.', 'unique Seat ["hallId","number"]'],
    ],
  ],
  [
    'API for meeting rooms. Rooms have a name. Meetings: room, title, starts at, ends at.',
    [
      ['Double bookings of a room are impossible.', 'no-overlap Meeting meetingRoomId startsAt endsAt'],
      ['A room can be booked only if it is free during that time.', 'no-overlap Meeting meetingRoomId startsAt endsAt'],
    ],
  ],
  [
    'API for a helpdesk. Agents have a name. Tickets: subject, agent, status (open, in progress, resolved, closed).',
    [
      [
        'A ticket can only be closed if it has been resolved before.',
        'transitions Ticket status [["open","in_progress"],["open","resolved"],["in_progress","resolved"],["resolved","closed"]]',
      ],
      [
        'A closed ticket must never be reopened.',
        'transitions Ticket status [["open","in_progress"],["open","resolved"],["open","closed"],["in_progress","open"],["in_progress","resolved"],["in_progress","closed"],["resolved","open"],["resolved","in_progress"],["resolved","closed"]]',
      ],
    ],
  ],
  [
    'API for orders: reference, status (new, paid, shipped, cancelled).',
    [
      [
        'Orders are new at first, become paid, and are then shipped; only new orders can be cancelled.',
        'transitions Order status [["new","paid"],["paid","shipped"],["new","cancelled"]]',
      ],
      [
        'There is no way back from shipped to paid.',
        'transitions Order status [["new","paid"],["new","shipped"],["new","cancelled"],["paid","new"],["paid","shipped"],["paid","cancelled"],["shipped","new"],["shipped","cancelled"],["cancelled","new"],["cancelled","paid"],["cancelled","shipped"]]',
      ],
    ],
  ],
  [
    'API for invitations with an email and a code.',
    [
      ['Invitations are automatically invalidated after 48 hours.', 'expires Invitation expiresAt'],
      [
        'Unless it is accepted within 3 days, an invitation expires.',
        'expires Invitation expiresAt {"field":"acceptedAt","equals":null}',
      ],
    ],
  ],
  [
    'API for coupons: code, discount, expiry date.',
    [
      ['A coupon past its expiry date must not be used.', 'expires Coupon expiryDate'],
      ['The discount is a percentage, never above 50.', 'range Coupon discount 50'],
    ],
  ],
  [
    'API for workshops. Workshops have a title and a number of seats. Registrations: workshop, name, email.',
    [
      [
        'Nobody can register for a workshop once all its seats are taken.',
        'capacity Registration workshopId Workshop numberOfSeats',
      ],
      [
        'There can be as many registrations as the workshop has seats.',
        'capacity Registration workshopId Workshop numberOfSeats',
      ],
      [
        'Registrations are accepted until the workshop is full.',
        'capacity Registration workshopId Workshop numberOfSeats',
      ],
    ],
  ],
  [
    'API for a restaurant. Tables have a number and a number of seats. Reservations: table, name, party size, starts at, ends at.',
    [
      [
        'The party size of a reservation must not exceed the seats of the table.',
        'fits Reservation partySize tableId Table numberOfSeats',
      ],
      [
        "A table can't be reserved for more guests than it has seats.",
        'fits Reservation partySize tableId Table numberOfSeats',
      ],
      [
        "The number of guests may not be greater than the table's seats.",
        'fits Reservation partySize tableId Table numberOfSeats',
      ],
    ],
  ],
  [
    'API for items: name, price, net amount, gross amount, VAT rate, discount, final price.',
    [
      [
        'The gross amount is the net amount plus the VAT rate.',
        'computed Item grossAmount ["netAmount"] {"field":"vatRate","sign":1}',
      ],
      [
        'The final price is the price reduced by the discount.',
        'computed Item finalPrice ["price"] {"field":"discount","sign":-1}',
      ],
    ],
  ],
  [
    'API for a car park. Cars have a plate. Stays: car, entered at, left at, fee.',
    [
      ['The fee is 1.50 euros per started half hour.', 'fee Stay fee enteredAt leftAt 150 minute 30'],
      ['We charge 1 euro for every 30 minutes begun.', 'fee Stay fee enteredAt leftAt 100 minute 30'],
      [
        'Parking costs 50 cents per started quarter of an hour, up to 12 euros a day.',
        'fee Stay fee enteredAt leftAt 50 minute 15 {"amount":1200,"each":"day"}',
      ],
    ],
  ],
  [
    'API for a small bank. Accounts have an owner name and a balance. Transfers: from account, to account, amount.',
    [
      [
        'A transfer either happens completely or not at all.',
        'transfer Transfer fromAccountId toAccountId amount balance',
      ],
      ['Support atomic transfers between accounts.', 'transfer Transfer fromAccountId toAccountId amount balance'],
      [
        'Transfers between accounts have to be done in a single transaction.',
        'transfer Transfer fromAccountId toAccountId amount balance',
      ],
      [
        'Transfers between accounts are atomic. Frozen accounts can neither send nor receive.',
        'usable Transfer fromAccountId Account {"field":"frozen","equals":false}; usable Transfer toAccountId Account {"field":"frozen","equals":false}; transfer Transfer fromAccountId toAccountId amount balance',
      ],
      [
        'Transfers between accounts are atomic. Accounts can be frozen. No transfers from frozen accounts.',
        'usable Transfer fromAccountId Account {"field":"frozenAt","equals":null}; transfer Transfer fromAccountId toAccountId amount balance',
      ],
      ['No account may be overdrawn by a transfer.', 'range Account balance 0'],
    ],
  ],
  [
    'API for a shop. Products have a name and a stock. Orders: product, quantity, status (new, cancelled).',
    [['An order can only be placed if there is enough stock.', 'stock Order productId stock quantity']],
  ],
  ['API for events: title, date, place.', [["You can't plan an event in the past.", 'moment Event date future true']]],
  [
    'API for claims: description, amount, status (new, accepted, rejected), reason.',
    [
      ['A rejected claim needs a reason.', 'needs Claim reason {"field":"status","equals":"rejected"}'],
      [
        'If a claim is rejected, a reason has to be given.',
        'needs Claim reason {"field":"status","equals":"rejected"}',
      ],
      ['A claim cannot be rejected without a reason.', 'needs Claim reason {"field":"status","equals":"rejected"}'],
    ],
  ],
  [
    'API for a library. Books have a title. Members have a name. Loans: book, member, lent on, returned on.',
    [
      [
        "A book with open loans can't be removed.",
        'no-delete-while Book Loan bookId {"field":"returnedOn","equals":null}',
      ],
      [
        'Deleting a book that is lent gives a 409.',
        'no-delete-while Book Loan bookId {"field":"returnedOn","equals":null}',
      ],
    ],
  ],
  [
    'API for invoices: invoice number, customer name, amount, status (draft, sent, paid).',
    [
      [
        'Once an invoice has been sent, nothing about it may change.',
        'fixed Invoice {"field":"status","equals":"sent","or":["paid"]}',
      ],
      ['Paid invoices are locked.', 'fixed Invoice {"field":"status","equals":"paid"}'],
      ['Only draft invoices can be edited.', 'fixed Invoice {"field":"status","equals":"sent","or":["paid"]}'],
    ],
  ],
  [
    'API with login and the roles admin, editor and reader. Articles have a title, a text, a priority (low, high) and a status (draft, published).',
    [
      [
        'Readers cannot create, change or delete articles.',
        'role-only admin Article ["create","update","delete"]; role-only editor Article ["create","update","delete"]',
      ],
    ],
  ],
  [
    'REST API for hot desks. Desks have a code and a floor. Reservations: desk, employee name, day.',
    [['On any given day a desk can only be reserved once.', 'unique Reservation ["day","deskId"]']],
  ],
  [
    'API for a tool library. Items have a name. Borrowers have a name. Loans: item, borrower, loaned at, returned at.',
    [
      [
        'I want an item to be on loan to only one borrower at a time, until it is returned.',
        'exclusive Loan itemId {"field":"returnedAt","equals":null}',
      ],
      [
        'I do not want anybody to have more than 6 loans at once.',
        'max-per Loan borrowerId 6 {"field":"returnedAt","equals":null}',
      ],
    ],
  ],
  [
    'API for kayaks. Kayaks have a name. Rentals: kayak, customer name, from, until, fee.',
    [['Every started hour costs 9 EUR.', 'fee Rental fee from until 900 hour']],
  ],
  [
    'API for carts: customer email, state (open, ordered, abandoned).',
    [
      [
        'An open cart can be ordered or abandoned, an ordered one cannot be opened again.',
        'transitions Cart state [["open","ordered"],["open","abandoned"]]',
      ],
    ],
  ],
  [
    'API for wind farms. Turbines have a name. Inspections belong to a turbine and have a date.',
    [['turbine w/ inspections not deletable', 'no-delete-while Turbine Inspection turbineId']],
  ],
  [
    'API with login for polls. Polls have a question. Options belong to a poll and have a text. Votes: option, user.',
    [['Every user can vote only one time in the poll.', 'unique Vote ["pollId","userId"]']],
  ],
  [
    'API with login. Polls have a question. Votes: poll, choice.',
    [['Not possible to change or delete the vote of other user.', 'owner-only Vote ["update","delete"]']],
  ],
  [
    'API for hockey. Clubs have a name. Matches have a home club, an away club, a date, home goals and away goals.',
    [
      [
        "Goals can't be negative. A club can't play against itself.",
        'range Match homeGoals 0; range Match awayGoals 0; distinct Match ["homeClubId","awayClubId"]',
      ],
    ],
  ],
  [
    'API for a time bank. Neighbours have a name and a balance in minutes.',
    [
      [
        'Neighbours can transfer minutes to one another.',
        'transfer Transfer fromNeighbourId toNeighbourId amount balance',
      ],
    ],
  ],
  [
    'API with login for offers. Offers have a title and a text.',
    [['Only who wrote an offer may change or delete it.', 'owner-only Offer ["update","delete"]']],
  ],
  [
    'API for polls. Questions have a text. Answers belong to a question and have a text. Votes: answer, nickname.',
    [['One vote per nickname and answer.', 'unique Vote ["answerId","nickname"]']],
  ],
  [
    'API for a cinema. Films have a title and a running time in minutes. Screens have a number of seats. Showings: film, screen, starts at, ends at. Bookings: showing, email, seats.',
    [['No two showings on the same screen may overlap.', 'no-overlap Showing screenId startsAt endsAt']],
  ],
  [
    'API for a cycling league. Teams have a name. Sponsors have a name. Riders have a name, a team and a sponsor.',
    [['No more than 3 riders of the same sponsor.', 'max-per Rider sponsorId 3']],
  ],
  [
    'API for a library. Books have a title and a number of copies. Members have a name. Loans: book, member, loaned at, returned at.',
    [
      [
        'A book can only be borrowed if a copy is available.',
        'capacity Loan bookId Book numberOfCopies {"field":"returnedAt","equals":null}',
      ],
      [
        'Members can borrow at most 5 books at a time for 14 days.',
        'max-per Loan memberId 5 {"field":"returnedAt","equals":null}',
      ],
    ],
  ],
  [
    'API for events: name, venue, date, total tickets. Tickets belong to an event and have a name and an email.',
    [['Up to 4 tickets per email per event.', 'max-per Ticket eventId ["email"] 4']],
  ],
  [
    'API for a hotel. Rooms have a number and a price per night. Bookings: room, guest name, check-in date, check-out date, total price.',
    [
      [
        'Check-out must be after check-in, and stays are at most 30 nights.',
        'order Booking checkInDate checkOutDate; span Booking checkInDate checkOutDate {"amount":30,"unit":"day"}',
      ],
    ],
  ],
];
