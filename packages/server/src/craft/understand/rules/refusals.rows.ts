/** Rules said of what is refused, of who alone may, of figures by a name and of where rows begin; as in wordings.rows.ts. */
export const refusals: [base: string, said: [sentence: string, rule: string][]][] = [
  [
    'API for a fund. Projects have a title and a deadline. Pledges belong to a project and have an amount.',
    [
      ['Pledges are not accepted after the deadline.', 'until Pledge create projectId deadline'],
      ['No pledges after the deadline.', 'until Pledge create projectId deadline'],
      ['A project accepts no pledges after its deadline.', 'until Pledge create projectId deadline'],
      ['New pledges are refused once the deadline has passed.', 'until Pledge create projectId deadline'],
      ['The total pledged is the sum of its pledges.', 'sum Project totalPledged Pledge projectId ["amount"]'],
      ["A project's raised amount is the sum of its pledges.", 'sum Project raisedAmount Pledge projectId ["amount"]'],
    ],
  ],
  [
    'API for a cookbook. Recipes have a title. Ingredients belong to a recipe and have a quantity. Ratings belong to a recipe and have a score.',
    [
      ['The average score of a recipe is shown with it.', 'sum Recipe averageScore Rating recipeId ["score"] true'],
      ["A recipe's rating is the average of its ratings.", 'sum Recipe rating Rating recipeId ["score"] true'],
    ],
  ],
  [
    'API for a bureau. Invoices have a number, an issue date, a due date and a status (draft, sent, paid, void).',
    [
      ['The due date is 30 days after the issue date.', 'ends Invoice dueDate issueDate 30 day'],
      [
        'An invoice that is paid can never be voided.',
        'transitions Invoice status [["draft","sent"],["draft","paid"],["draft","void"],["sent","draft"],["sent","paid"],["sent","void"],["paid","draft"],["paid","sent"],["void","draft"],["void","sent"],["void","paid"]]',
      ],
    ],
  ],
  [
    'API for an inn. Guests have a name. Rooms have a number and a price per night. Bookings have a guest, a room, a check-in and a check-out date.',
    [
      ['Stays are limited to 30 nights.', 'span Booking checkInDate checkOutDate {"amount":30,"unit":"day"}'],
      [
        'The check-out must be after the check-in and at most 14 days later.',
        'order Booking checkInDate checkOutDate; span Booking checkInDate checkOutDate {"amount":14,"unit":"day"}',
      ],
    ],
  ],
  [
    'API for a tracker. Issues have a title and a reason.',
    [
      [
        'An issue goes from open to in progress, and from in progress to done or back to open.',
        'transitions Issue status [["open","in_progress"],["in_progress","done"],["in_progress","open"]]',
      ],
      ['Nobody but a manager may delete issues.', 'role-only manager Issue ["delete"]'],
      ['No one except managers can delete issues.', 'role-only manager Issue ["delete"]'],
    ],
  ],
  [
    'API for a pantry. Items have a name. Requests belong to an item and have a note.',
    [
      [
        'Requests start as waiting and become fulfilled or declined. Only coordinators may decline a request.',
        'transitions Request status [["waiting","fulfilled"],["waiting","declined"]]',
      ],
    ],
  ],
  [
    'API for absences. Employees have a name. Requests belong to an employee and have a start date and a status (pending, approved, rejected).',
    [['New requests are pending. Managers approve or reject them.', 'role-only manager Request ["approve","reject"]']],
  ],
  [
    'API for a gym. Members have a name and a membership status (active or suspended). Ascents belong to a member and have a date.',
    [
      [
        'A suspended member cannot log ascents.',
        'usable Ascent memberId Member {"field":"membershipStatus","equals":"active"}',
      ],
    ],
  ],
  [
    'API for a stage. Events have a title and a date. Orders have an event and a quantity.',
    [['No orders can be placed for past events.', 'until Order create eventId date']],
  ],
  [
    'API for couriers. Couriers have a name. Parcels have a weight in kg. Deliveries belong to a parcel and a courier.',
    [
      [
        'A delivery can be assigned, picked up, delivered or failed, in this order.',
        'transitions Delivery status [["assigned","picked_up"],["picked_up","delivered"],["picked_up","failed"]]',
      ],
      [
        'A delivery moves from planned to packed, then shipped, then delivered or lost.',
        'transitions Delivery status [["planned","packed"],["packed","shipped"],["shipped","delivered"],["shipped","lost"]]',
      ],
      ['A parcel weighs no more than 30 kg.', 'range Parcel weight 30'],
    ],
  ],
  [
    'API for desks. Members have a name. Desks have a number. Reservations have a member, a desk and a date.',
    [
      [
        'Members can cancel their reservations until the day before.',
        'until Reservation {"field":"cancelledAt","to":"now"} date {"amount":1,"unit":"day"}',
      ],
    ],
  ],
  [
    'API for a campus. Clubs have a name. Students have a name. A student joins a club through a membership with a role (chair, treasurer).',
    [['A student may be a member of at most 3 clubs.', 'max-per Membership studentId 3']],
  ],
  [
    'API for a wall. Columns have a name. Cards belong to a column and have a title.',
    [['A column that contains cards cannot be removed.', 'no-delete-while Column Card columnId']],
  ],
  [
    'API for tools. Tools have a name. Requests belong to a tool and have a start date, an end date and a status (pending, accepted).',
    [
      [
        'Accepted requests for the same tool may not overlap.',
        'no-overlap Request toolId startDate endDate {"field":"status","equals":"accepted"}',
      ],
    ],
  ],
  [
    'API for shows. Shows have a title. Tickets have a show and a holder email.',
    [['An email can have at most 4 tickets per show.', 'max-per Ticket showId ["holderEmail"] 4']],
  ],
  [
    'API for flights. Flights have a number of seats. Passengers have a name and a birth date. Bookings belong to a flight and a passenger and have a seat number.',
    [
      ['A seat can be booked only once per flight.', 'unique Booking ["flightId","seatNumber"]'],
      [
        'Passengers must be of full age, that is 18 or older.',
        'moment Passenger birthDate past {"amount":18,"unit":"year"}',
      ],
    ],
  ],
  [
    'API for plots. Plots have a number. Gardeners have a name. Leases have a plot, a gardener, a start date and an end date.',
    [['A plot is leased to one gardener at a time.', 'no-overlap Lease plotId startDate endDate']],
  ],
  [
    'Room API. Rooms have a name. Meetings have a room, a start time and an end time.',
    [['Meetings may not last longer than 4 hours.', 'span Meeting startTime endTime {"amount":4,"unit":"hour"}']],
  ],
  [
    'Task API. People have a name. Tasks belong to a person and have a title. A task is todo, doing or done.',
    [
      [
        'A person may have at most three tasks in doing at once.',
        'max-per Task personId 3 {"field":"status","equals":"doing"}',
      ],
    ],
  ],
  [
    'API for claims. Claims have a title and a status (draft, submitted, approved, rejected).',
    [['Managers approve or reject submitted claims.', 'role-only manager Claim ["approve","reject"]']],
  ],
];
