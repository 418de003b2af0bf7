/** Rules of what is in a state, of which of them count, and of bounds said beside something else; as in wordings.rows.ts. */
export const inStates: [base: string, said: [sentence: string, rule: string][]][] = [
  [
    'API for a shelter. Animals have a name and a status (available, reserved, adopted). Visitors have a name. An application belongs to one animal and one visitor, with a message and a status (pending, approved, declined).',
    [
      [
        'An adopted animal cannot get applications.',
        'usable Application animalId Animal {"field":"status","equals":"available","or":["reserved"]}',
      ],
      [
        'No applications can be made for reserved or adopted animals.',
        'usable Application animalId Animal {"field":"status","equals":"available"}',
      ],
      [
        'Visitors cannot apply for an animal that is adopted.',
        'usable Application animalId Animal {"field":"status","equals":"available","or":["reserved"]}',
      ],
      [
        'Applications are only possible for available animals.',
        'usable Application animalId Animal {"field":"status","equals":"available"}',
      ],
      [
        'A visitor can have only one pending application per animal.',
        'max-per Application visitorId ["animalId"] 1 {"field":"status","equals":"pending"}',
      ],
      [
        'No visitor can have two pending applications for the same animal.',
        'max-per Application visitorId ["animalId"] 1 {"field":"status","equals":"pending"}',
      ],
      [
        'A visitor cannot apply for the same animal twice unless the first application was declined.',
        'max-per Application visitorId ["animalId"] 1 {"field":"status","equals":"pending","or":["approved"]}',
      ],
      ['A visitor can apply only once for an animal.', 'unique Application ["animalId","visitorId"]'],
      [
        'Only one application per animal can be approved.',
        'exclusive Application animalId {"field":"status","equals":"approved"}',
      ],
      [
        'A declined application must have a message.',
        'needs Application message {"field":"status","equals":"declined"}',
      ],
      [
        'An application cannot be approved unless it has a message.',
        'needs Application message {"field":"status","equals":"approved"}',
      ],
      ['Once approved, an application cannot be changed.', 'fixed Application {"field":"status","equals":"approved"}'],
      [
        'An application can only be approved or declined while it is pending.',
        'transitions Application status [["pending","approved"],["pending","declined"]]',
      ],
      [
        'Declined applications cannot be approved any more.',
        'transitions Application status [["pending","approved"],["pending","declined"],["approved","pending"],["approved","declined"],["declined","pending"]]',
      ],
      [
        'Only shelter staff approve or decline applications.',
        'role-only staff Application ["approve","decline"]; role-only staff Application ["update"] ["status"]',
      ],
    ],
  ],
  [
    'API for tickets. Tickets have a subject, a status (open, in progress, resolved, closed), a priority (low, high) and an assignee. Comments belong to a ticket and have a body.',
    [
      [
        'No comments on closed or resolved tickets.',
        'usable Comment ticketId Ticket {"field":"status","equals":"open","or":["in_progress"]}',
      ],
      ['High priority tickets must have an assignee.', 'needs Ticket assignee {"field":"priority","equals":"high"}'],
      [
        'A ticket must have an assignee before it can be resolved.',
        'needs Ticket assignee {"field":"status","equals":"resolved"}',
      ],
      [
        'A ticket cannot be closed without a root cause.',
        'needs Ticket rootCause {"field":"status","equals":"closed"}',
      ],
    ],
  ],
  [
    'GraphQL API for a recipe club. Members publish recipes with a title. Recipes have a number of servings. Members have a nickname.',
    [
      [
        'Members rate recipes from 1 to 5, once per recipe, and cannot rate their own.',
        'range Rating value 1 5; unique Rating ["memberId","recipeId"]; apart Rating recipeId Recipe memberId memberId',
      ],
    ],
  ],
  [
    'API for a school. Pupils have a name. Courses have a title. Grades belong to a pupil and a course and have a value.',
    [
      ['Only teachers can enter grades, from 0 to 20.', 'role-only teacher Grade ["create"]; range Grade value 0 20'],
      ['Members have 3 attempts per course.', 'max-per Attempt courseId ["memberId"] 3'],
    ],
  ],
  [
    'API for a garage. Cars have a license plate. Spots have a number. A parking ticket belongs to a spot and a car.',
    [['License plates are unique.', 'unique Car ["licensePlate"]']],
  ],
  [
    'API for a warehouse. Products have a SKU, a name and a minimum stock.',
    [
      ['The stock of a product never goes below zero.', 'range Product stock 0'],
      ['Stock movements are either in or out with a quantity greater than zero.', 'range StockMovement quantity 1'],
    ],
  ],
  [
    'API for a workshop. Cars have a plate. Repairs belong to a car and have a status (received, in repair, done, collected).',
    [
      [
        'A car can have only one repair that is not collected.',
        'max-per Repair carId 1 {"field":"status","equals":"received","or":["in_repair","done"]}',
      ],
    ],
  ],
  [
    'API for leave. Employees have a name. Requests belong to an employee and have a first day and a last day.',
    [['Requests of the same employee must not overlap.', 'no-overlap Request employeeId firstDay lastDay']],
  ],
  [
    'API for a theatre. Performances have a title, a date and a number of seats. Bookings are made for a performance and have a customer email and a number of seats.',
    [
      ['Performances in the past cannot be booked.', 'until Booking create performanceId date'],
      [
        'The seats of all bookings must never exceed the seats of the performance.',
        'capacity Booking performanceId Performance numberOfSeats numberOfSeats',
      ],
      ['No booking may be for more than 6 seats.', 'range Booking numberOfSeats 6'],
    ],
  ],
  [
    'API for music. Albums have a title. Tracks have a title and a position and belong to an album.',
    [['No two tracks of an album may have the same position.', 'unique Track ["albumId","position"]']],
  ],
];
