/** Rules of places, of times that verbs name, and of states of what rows belong to; as in wordings.rows.ts. */
export const placed: [base: string, said: [sentence: string, rule: string][]][] = [
  [
    'API for a club. Courts have a name.',
    [
      ['Members can reserve courts in one hour slots.', 'ends Reservation endsAt startsAt 1 hour'],
      ['Courts are booked by members in slots of 30 minutes.', 'ends Booking endsAt startsAt 30 minute'],
      [
        'Members can reserve courts between 8:00 and 22:00.',
        'hours Reservation startsAt 08:00 22:00; hours Reservation endsAt 08:00 22:00',
      ],
    ],
  ],
  [
    'API for a ferry. Ferries: name, seats. Crossings: ferry, departs at, arrives at (after departure), price. A booking has a crossing and a number of persons. Passengers have a name.',
    [
      [
        'There must be enough seats.',
        'order Crossing departsAt arrivesAt; capacity Booking crossingId Ferry seats ferryId numberOfPersons',
      ],
    ],
  ],
  [
    'API for a pottery. Kilns have a name, a maximum temperature and a capacity. A firing has a kiln, a date and a status: planned, loaded, fired. Pieces belong to a firing and have a title.',
    [
      ["A firing cannot take more pieces than the kiln's capacity.", 'capacity Piece firingId Kiln capacity kilnId'],
      [
        'Pieces can only be added while the firing is planned.',
        'usable Piece firingId Firing {"field":"status","equals":"planned"}',
      ],
    ],
  ],
  [
    'API for a school. Rooms have a name. A lesson has a room, a date, a start time and an end time. A tour has a room, a date and a title.',
    [
      ['Two lessons may not use the same room at the same time.', 'no-overlap Lesson roomId startTime endTime'],
      ['Two tours cannot have the same room on the same day.', 'unique Tour ["date","roomId"]'],
    ],
  ],
  [
    'API for a bank. Accounts have a number and a balance. Children have a name.',
    [
      [
        'Transfers move money from one account to another, at least 0.10 and at most 500 euros.',
        'range Transfer amount 10; range Transfer amount 50000; transfer Transfer fromAccountId toAccountId amount balance',
      ],
      [
        'A payment moves money from one account to another. Payments have a purpose.',
        'transfer Payment fromAccountId toAccountId amount balance',
      ],
    ],
  ],
  [
    'API for a club. Tools have a name. Singers: name. Rehearsals: date, place. Judges have a name. Cakes have a name. A loan has a tool, a start date and a due date.',
    [
      [
        'The due date is at most 14 days after the start date.',
        'span Loan startDate dueDate {"amount":14,"unit":"day"}',
      ],
      [
        'Attendance per singer and rehearsal (present, excused, absent).',
        'unique Attendance ["rehearsalId","singerId"]',
      ],
      ['Scores per judge and cake from 1 to 10.', 'range Score value 1 10; unique Score ["cakeId","judgeId"]'],
    ],
  ],
  [
    'API for a club. Boats have a name.',
    [
      [
        'A trip has a boat, a start date, an end date (at most 10 days later) and a note.',
        'span Trip startDate endDate {"amount":10,"unit":"day"}',
      ],
    ],
  ],
  [
    'API for a ward. Shifts: date, volunteers needed 1-5, signature needed. Volunteers have a name.',
    [['Sign-ups of volunteers for shifts.', 'range Shift volunteersNeeded 1 5']],
  ],
  [
    'API for a sailing club. Sailors have a name and whether the dues are paid. Courses have a title, seats and a start. Boats have a name.',
    [
      [
        'Sailors register for courses once and only if their dues are paid.',
        'unique Registration ["courseId","sailorId"]; usable Registration sailorId Sailor {"field":"paid","equals":true}',
      ],
      [
        'A sailor registers for a course only once, only if their dues are paid, and never when the course is full.',
        'unique Registration ["courseId","sailorId"]; usable Registration sailorId Sailor {"field":"paid","equals":true}; capacity Registration courseId Course seats',
      ],
      [
        'Sailors may only rent boats while their licence is valid.',
        'usable Rental sailorId Sailor {"field":"licenceValid","equals":true}',
      ],
      [
        'Sailors cannot rent boats unless they are verified.',
        'usable Rental sailorId Sailor {"field":"verified","equals":true}',
      ],
    ],
  ],
  [
    'API for a school of dance. Teachers have a name. Halls have a name. Lessons have a teacher, a dancer, a hall, a start and a duration in minutes. Dancers have a name.',
    [
      // A lesson is what is booked.
      [
        'A dancer can book at most two lessons per week.',
        'max-per Lesson dancerId 2 {"field":"start","period":"week"}',
      ],
      [
        'A dancer can book at most two hours per week.',
        'max-per Lesson dancerId 120 duration {"field":"start","period":"week"}',
      ],
      [
        'Neither the teacher nor the hall may be booked twice.',
        'ends Lesson endsAt start duration 1 minute; no-overlap Lesson teacherId start endsAt; no-overlap Lesson hallId start endsAt',
      ],
    ],
  ],
  [
    'API for a library of games. Games have a title, min players and max players. Guests have a name.',
    [
      // Who plays a game is no row of those who borrow it.
      ['Guests borrow games. Max players must not be less than min players.', 'order Game minPlayers maxPlayers true'],
    ],
  ],
  [
    'API for a museum. Workshops have a title, a date and 12 seats.',
    [['People sign up for workshops with name and email.', 'max-per Registration workshopId 12']],
  ],
  [
    'API for a car park. Spots have a number. A parking ticket has a spot, a plate and an entry time.',
    [
      // Said before it is known that there is an end.
      [
        'A spot holds one vehicle at a time. On exit, the fee is 2 euro per started hour.',
        'max-per ParkingTicket spotId 1 {"field":"endedAt","equals":null}; fee ParkingTicket fee entryTime endedAt 200 hour',
      ],
    ],
  ],
  [
    'API for a tool shop: products with name, cost, price, sale price, min order, max order, first sold date and last sold date.',
    [
      ['The sale price cannot exceed the price.', 'order Product salePrice price true'],
      ['The sale price is always at most the price.', 'order Product salePrice price true'],
      ['The sale price must be below the price.', 'order Product salePrice price'],
      ['The price of a product may never be lower than its cost.', 'order Product cost price true'],
      ['The price has to be greater than or equal to the cost.', 'order Product cost price true'],
      ['Max order >= min order.', 'order Product minOrder maxOrder true'],
      ['Max order must be higher than min order.', 'order Product minOrder maxOrder'],
      ['The min order must never be more than the max order.', 'order Product minOrder maxOrder true'],
      ['The last sold date must be on or after the first sold date.', 'order Product firstSoldDate lastSoldDate true'],
      ['The last sold date comes after the first sold date.', 'order Product firstSoldDate lastSoldDate'],
    ],
  ],
  [
    'API for a taxi firm: drivers have a name. Rides belong to a driver and have a start time and an end time. Claims belong to a driver and have an amount and a status (open, paid).',
    [
      ['A driver cannot have two running rides.', 'max-per Ride driverId 1 {"field":"endTime","equals":null}'],
      ['A driver can have at most one running ride.', 'max-per Ride driverId 1 {"field":"endTime","equals":null}'],
      [
        "A driver can't start another ride while one is ongoing.",
        'max-per Ride driverId 1 {"field":"endTime","equals":null}',
      ],
      [
        'A driver may not begin a new ride until the previous one is over.',
        'max-per Ride driverId 1 {"field":"endTime","equals":null}',
      ],
      [
        'Drivers must finish a ride before starting another one.',
        'max-per Ride driverId 1 {"field":"endTime","equals":null}',
      ],
      ['Only one ride per driver may be running.', 'max-per Ride driverId 1 {"field":"endTime","equals":null}'],
      ['No driver has two open claims.', 'max-per Claim driverId 1 {"field":"status","equals":"open"}'],
      [
        'A driver may never have more than 3 open claims.',
        'max-per Claim driverId 3 {"field":"status","equals":"open"}',
      ],
      [
        'A driver cannot submit a second claim while another is still open.',
        'max-per Claim driverId 1 {"field":"status","equals":"open"}',
      ],
    ],
  ],
  [
    'API for a print shop: invoices with a number, a net amount, a shipping fee and a paid amount; runs with a page count and a blank page count.',
    [
      [
        'The total is the net amount plus the shipping fee.',
        'computed Invoice total ["netAmount"] [{"field":"shippingFee","sign":1}]',
      ],
      [
        'The outstanding amount of an invoice is the net amount minus the paid amount.',
        'computed Invoice outstandingAmount ["netAmount"] [{"field":"paidAmount","sign":-1}]',
      ],
      [
        'amount due = net amount + shipping fee - paid amount',
        'computed Invoice amountDue ["netAmount"] [{"field":"shippingFee","sign":1},{"field":"paidAmount","sign":-1}]',
      ],
      [
        'The printed pages are the difference between the page count and the blank page count.',
        'computed Run printedPages ["pageCount"] [{"field":"blankPageCount","sign":-1}]',
      ],
      [
        'The gross amount is the sum of the net amount and the tax amount. The tax amount is 19 % of the net amount.',
        'computed Invoice grossAmount ["netAmount"] [{"field":"taxAmount","sign":1}]',
      ],
    ],
  ],
];
