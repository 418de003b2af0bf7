/** Rules of states, amounts that follow from others, and lists of rules in one sentence; as in wordings.rows.ts. */
export const further: [base: string, said: [sentence: string, rule: string][]][] = [
  [
    'REST API with login. Messages have a text.',
    [['A message is only edited within 5 minutes.', 'until Message update madeAt {"amount":5,"unit":"minute"}']],
  ],
  [
    'API for tickets. Events have a title and a status (draft, published, cancelled). Orders: event, email.',
    [['Only published events can be ordered.', 'usable Order eventId Event {"field":"status","equals":"published"}']],
  ],
  [
    'API for kayaks. Kayaks have a number and a status (ready, broken). Trips: kayak, paddler name, from, until.',
    [['A broken kayak cannot be rented.', 'usable Trip kayakId Kayak {"field":"status","equals":"ready"}']],
  ],
  [
    'API for surveys. Surveys have a title and a status (open, closed). Entries have a survey and a nickname.',
    [
      [
        'Entries are only accepted while the survey is open.',
        'usable Entry surveyId Survey {"field":"status","equals":"open"}',
      ],
    ],
  ],
  [
    'API for a nursery. Parents have a name. Fees: parent, net amount, due on.',
    [
      [
        'The gross amount is the net amount plus 7.7 % VAT.',
        'computed Fee grossAmount ["netAmount"] {"percent":7.7,"as":"more"}',
      ],
      [
        'The discount is 5 percent of the net amount.',
        'computed Fee discount ["netAmount"] {"percent":5,"as":"alone"}',
      ],
      ['Fees over 200 euros get 5 % off.', 'computed Fee total ["netAmount"] {"percent":5,"as":"less","over":20000}'],
    ],
  ],
  [
    'API for a tuner. Pianos have a maker. Visits: piano, tuner, start time, duration in minutes.',
    [
      [
        'A tuner must not have overlapping visits.',
        'ends Visit endsAt startTime duration 1 minute; no-overlap Visit tuner startTime endsAt',
      ],
    ],
  ],
  [
    'API for grants. Grants have a title and a budget in euros. Payouts: grant, amount.',
    [['The payouts of a grant must not exceed its budget.', 'capacity Payout grantId Grant budget amount']],
  ],
  [
    'API for phone cards. Cards have a number and a balance. Calls have a card and an amount.',
    [['A call takes its amount off the balance of the card.', 'stock Call cardId balance amount']],
  ],
  [
    'API for kennels. Owners have a name. Bookings: owner, arrival date, departure date.',
    [
      [
        'Bookings are for a minimum of 3 nights and a maximum of 20 nights.',
        'span Booking arrivalDate departureDate {"amount":3,"unit":"day"} {"amount":20,"unit":"day"}',
      ],
    ],
  ],
  [
    'API for a wine cellar. Bottles have a label code, a vintage and a price.',
    [
      [
        'Label codes are unique, at most 12 characters long and cannot be changed.',
        'unique Bottle ["labelCode"]; fixed Bottle ["labelCode"]',
      ],
    ],
  ],
  [
    'API for a choir. Singers have a name. Conductors have a name. Rehearsals: singer, conductor, start, end.',
    [
      [
        'Neither a singer nor a conductor may have two rehearsals at the same time.',
        'no-overlap Rehearsal singerId start end; no-overlap Rehearsal conductorId start end',
      ],
    ],
  ],
  [
    'API for parcels: weight, status (packed, sent, cancelled). Parcels go from packed to sent.',
    [
      [
        'Given a parcel that is sent, when somebody cancels it, then it is refused.',
        'transitions Parcel status [["packed","sent"],["packed","cancelled"]]',
      ],
    ],
  ],
  [
    'API for letters. Letters have a text and a recipient.',
    [["Sent letters can't be changed.", 'fixed Letter {"field":"sent","equals":true}']],
  ],
  [
    'API for quarries with sign-in. Quarries have a name. Blasts: quarry, tons.',
    [
      [
        'Admins can delete any blast, users only their own.',
        'owner-only Blast ["delete"]; role-only admin Blast ["delete"]',
      ],
    ],
  ],
  [
    'API for anglers. Anglers have a name. Catches: angler, day, kilos.',
    [
      [
        'An angler can have at most 3 catches on the same day.',
        'max-per Catch anglerId 3 {"field":"day","period":"day"}',
      ],
    ],
  ],
  [
    'API for an auction. Items have a title and a starting price. Bids belong to an item and have an amount.',
    [
      ['Each bid has to be higher than the highest bid on that item so far.', 'rising Bid amount itemId'],
      ['A bid must exceed the previous bid.', 'rising Bid amount itemId'],
      ['A bid must be at least the starting price of its item.', 'fits Bid amount itemId Item startingPrice true'],
    ],
  ],
  [
    'API for a fair. Projects have a title.',
    [
      ['The fair takes 40 projects at most.', 'total Project 40'],
      ['There can never be more than 25 projects.', 'total Project 25'],
    ],
  ],
  [
    'API for recipes with sign-in. Users post recipes with a title. Users rate recipes with stars from 1 to 5.',
    [
      ['Nobody may rate their own recipes.', 'apart Rating recipeId Recipe'],
      ['Users cannot rate their own recipes.', 'apart Rating recipeId Recipe'],
      ["Authors can't rate a recipe they wrote.", 'apart Rating recipeId Recipe'],
    ],
  ],
  [
    'API for invoices. Invoices have a number and a status (draft, sent, paid).',
    [
      ['Only draft invoices can be deleted.', 'lasting Invoice {"field":"status","equals":"sent","or":["paid"]}'],
      ['Sent invoices cannot be deleted.', 'lasting Invoice {"field":"status","equals":"sent"}'],
      [
        "An invoice can't be deleted once it is sent.",
        'lasting Invoice {"field":"status","equals":"sent","or":["paid"]}',
      ],
    ],
  ],
  [
    'API for a notary. Consultations have a client name and a start.',
    [
      ['Consultations can only start between 8:00 and 18:00.', 'hours Consultation start 08:00 18:00'],
      ['Consultations take place Monday to Friday from 9am to 5pm.', 'hours Consultation start 09:00 17:00 [1,5]'],
      ['Consultations are only possible on weekdays.', 'hours Consultation start [1,5]'],
      ['No consultations on Sundays.', 'hours Consultation start [1,6]'],
      ['Rooms have a name and an opening time between 6:00 and 9:30.', 'hours Room openingTime 06:00 09:30'],
    ],
  ],
  [
    'API for a school. Students have a name. Courses have a title. Students enrol in courses. Students give reviews for courses with a rating from 1 to 5.',
    [
      [
        'Only students who are enrolled in the course can review it.',
        'backed Review Enrollment [["courseId","courseId"],["studentId","studentId"]]',
      ],
      [
        'A student must be enrolled in a course to give a review.',
        'backed Review Enrollment [["courseId","courseId"],["studentId","studentId"]]',
      ],
    ],
  ],
  [
    'API for purses. Purses have a holder and a balance.',
    [
      [
        'Customers can deposit and withdraw money.',
        'stock Deposit purseId balance amount true; stock Withdrawal purseId balance amount',
      ],
      [
        'A deposit increases the balance of the purse, a withdrawal decreases it.',
        'stock Deposit purseId balance amount true; stock Withdrawal purseId balance amount',
      ],
      [
        'Money can be deposited and withdrawn. A single withdrawal may not exceed 2000 euros.',
        'range Withdrawal amount 200000; stock Withdrawal purseId balance amount',
      ],
    ],
  ],
  [
    'API for a till. Payments have an amount.',
    [
      [
        'Payments can be refunded within 30 days.',
        'until Payment {"field":"refundedAt","to":"now"} madeAt {"amount":30,"unit":"day"}',
      ],
    ],
  ],
  [
    'API for cars. Cars have a plate and a status (available, maintenance). Rentals: car, from, until.',
    [["Cars in maintenance can't be rented.", 'usable Rental carId Car {"field":"status","equals":"available"}']],
  ],
  [
    'API for locks. Locks have a name. Keys: lock, code.',
    [['Locks used by a key cannot be deleted.', 'no-delete-while Lock Key lockId']],
  ],
  [
    'API for claims. Claims have a title.',
    [
      [
        'Claims start as filed and are then accepted or refused.',
        'transitions Claim status [["filed","accepted"],["filed","refused"]]',
      ],
    ],
  ],
  [
    'API for a campground. Plots have a number. Stays: plot, guest name, arrival date, departure date.',
    [['Each night costs 20 euros.', 'fee Stay fee arrivalDate departureDate 2000 day']],
  ],
  [
    'API for time. Employees have a name. Time entries belong to an employee and have a date, hours and a note.',
    [
      [
        'An employee may log at most 12 hours per day.',
        'max-per TimeEntry employeeId 12 hours {"field":"date","period":"day"}',
      ],
      [
        'The hours of one employee on the same date never add up to more than 10.',
        'max-per TimeEntry employeeId 10 hours {"field":"date","period":"day"}',
      ],
      [
        'No employee may log more than 40 hours a week.',
        'max-per TimeEntry employeeId 40 hours {"field":"date","period":"week"}',
      ],
    ],
  ],
  [
    'API for cards. Cards have a number. Withdrawals belong to a card and have an amount and a date.',
    [
      [
        'The withdrawals of a card may not exceed 500 EUR per day in total.',
        'max-per Withdrawal cardId 50000 amount {"field":"date","period":"day"}',
      ],
    ],
  ],
  [
    'API for lifts. Sheds have a number of berths. Trips take place in a shed and have a title. Tickets are for a trip and have a holder.',
    [
      [
        'A trip cannot sell more tickets than its shed has berths.',
        'capacity Ticket tripId Shed numberOfBerths shedId',
      ],
      [
        'The number of tickets of a trip cannot exceed the berths of its shed.',
        'capacity Ticket tripId Shed numberOfBerths shedId',
      ],
    ],
  ],
  [
    'API for huts. Huts have a name and a price per night. Stays belong to a hut and have an arrival date and a departure date.',
    [
      [
        'The total price of a stay is the number of nights times the price per night of the hut.',
        'fee Stay totalPrice arrivalDate departureDate {"via":"hutId","field":"pricePerNight"} day',
      ],
      [
        "A stay's price is computed from the number of nights and the hut's price per night.",
        'fee Stay price arrivalDate departureDate {"via":"hutId","field":"pricePerNight"} day',
      ],
    ],
  ],
  [
    'API for a kiosk. Sweets have a name and a price. Lines have a sweet and a quantity.',
    [
      [
        'The total is the quantity multiplied by the price of the sweet.',
        'computed Line total ["quantity"] {"via":"sweetId","field":"price"}',
      ],
    ],
  ],
  [
    'API for a mill. Products have a name and a price. Orders have a buyer. Order items belong to an order and a product and have a quantity.',
    [
      [
        'The total of an order is the sum of its items.',
        'computed OrderItem lineTotal ["quantity"] {"via":"productId","field":"price"}; sum Order total OrderItem orderId ["lineTotal"]',
      ],
    ],
  ],
];
