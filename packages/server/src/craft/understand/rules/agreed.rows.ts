/** Rules as the people of a service agree on them: two bounds at once, what is lent at a time, what is noted and what stays; as in wordings.rows.ts. */
export const agreed: [base: string, said: [sentence: string, rule: string][]][] = [
  [
    'API for a depot. Crates have a label, a weight in kg and a price.',
    [
      ['Crates over 40 kg are refused.', 'range Crate weight 40'],
      ['Crates under 2 kg cannot be accepted.', 'range Crate weight 2'],
      ['Crates above 900 euros are not allowed.', 'range Crate price 90000'],
      ['The price must be more than 0 and no more than 900 euros.', 'range Crate price 1; range Crate price 90000'],
      ['The weight is never 0.', 'range Crate weight 0.01'],
    ],
  ],
  [
    'API for a nursery. Plants have a name. Visitors have a name.',
    [
      [
        'A purchase is for one plant by one visitor with a number of pots, at most 12.',
        'range Purchase numberOfPots 12',
      ],
    ],
  ],
  [
    'API for a flea market. Stalls have a name and a minimum price. Offers belong to a stall and have an amount.',
    [
      ['Offers lower than the minimum price are rejected.', 'fits Offer amount stallId Stall minimumPrice true'],
      ['Offers below the minimum price are not accepted.', 'fits Offer amount stallId Stall minimumPrice true'],
    ],
  ],
  [
    'API for a toy library. Toys have a name. Families have a name. Loans belong to a toy and a family and have a lend date.',
    [
      ['Families may keep at most 4 toys at once.', 'max-per Loan familyId 4'],
      ['Each family can only have 2 toys at the same time.', 'max-per Loan familyId 2'],
      ['A toy can be lent out only once at the same time.', 'exclusive Loan toyId'],
    ],
  ],
  [
    'API for a club. Meetings have a title and a start time. Talks belong to a meeting and have a title.',
    [
      ['Past meetings cannot be edited.', 'until Meeting update startTime'],
      ['Meetings in the past can no longer be changed.', 'until Meeting update startTime'],
      ['Meetings that have already taken place must not be changed.', 'until Meeting update startTime'],
    ],
  ],
  [
    'API for a lab. Samples have a code, a volume and a state (fresh, tested, destroyed).',
    [
      [
        'Once a sample is tested, its volume must not be changed.',
        'fixed Sample ["volume"] {"field":"state","equals":"tested","or":["destroyed"]}',
      ],
      [
        'The code of a tested sample can no longer be changed.',
        'fixed Sample ["code"] {"field":"state","equals":"tested"}',
      ],
      ['Only tested samples can be discarded.', 'lasting Sample {"field":"state","equals":"fresh","or":["destroyed"]}'],
    ],
  ],
  [
    'API for a blood bank. Donors have a name. Donations belong to a donor and have a date and a status (planned, done, discarded).',
    [
      [
        'Only planned donations can be discarded.',
        'transitions Donation status [["planned","done"],["planned","discarded"]]',
      ],
      [
        'Donations can only be changed while they are planned.',
        'fixed Donation {"field":"status","equals":"done","or":["discarded"]}',
      ],
      ['A donor can give at most 6 times a year.', 'max-per Donation donorId 6 {"field":"date","period":"year"}'],
      ['A donor may give only twice a month.', 'max-per Donation donorId 2 {"field":"date","period":"month"}'],
    ],
  ],
  [
    'API for a forum. Threads have a title. Writers have a name. Comments belong to a thread and a writer and have a text.',
    [['Writers may comment on a thread at most 5 times per thread.', 'max-per Comment threadId ["writerId"] 5']],
  ],
  [
    'API for a greenhouse. Benches have a name and a capacity. Trays belong to a bench and have a state (growing, empty). Harvests belong to a tray and have a weight.',
    [
      ["Empty trays can't be harvested.", 'usable Harvest trayId Tray {"field":"state","equals":"growing"}'],
      ['Benches hold trays, at most as many as their capacity.', 'capacity Tray benchId Bench capacity'],
    ],
  ],
  [
    'API for races. Rounds have a title and a state (waiting, running, finished). Players join a round with a nickname.',
    [['Nicknames are unique within a round.', 'unique Player ["nickname","roundId"]']],
  ],
  [
    'API for pools. Pools have a name. Bookings belong to a pool and have a start and an end.',
    [['A booking lasts at most 2 hours.', 'span Booking start end {"amount":2,"unit":"hour"}']],
  ],
  [
    'API for a choir. Concerts have a title and a date. Sign-ups belong to a concert and have a singer name and an email.',
    [['The same email can sign up only once per concert.', 'unique Registration ["concertId","email"]']],
  ],
  [
    'API for a shelter. Pets have a name and a status (available, reserved, adopted). Applications belong to a pet and have a message and a status (pending, approved, rejected).',
    [
      [
        'When an application is approved, its pet becomes adopted.',
        'marks Application {"field":"status","to":"approved"} petId Pet status adopted',
      ],
      [
        'The pet is marked as adopted as soon as an application for it is approved.',
        'marks Application {"field":"status","to":"approved"} petId Pet status adopted',
      ],
      [
        'Approving an application sets the status of its pet to adopted.',
        'marks Application {"field":"status","to":"approved"} petId Pet status adopted',
      ],
      [
        'Once an application is made, the status of the pet changes to reserved.',
        'marks Application petId Pet status reserved',
      ],
    ],
  ],
  [
    'API for a car park. Bays have a number. Stays belong to a bay and have a plate. Stays can be finished.',
    [
      ['When a stay is created, the bay becomes occupied.', 'marks Stay bayId Bay occupied true'],
      [
        'When a stay is created, the bay becomes occupied. Finishing a stay makes the bay free again.',
        'marks Stay bayId Bay occupied true; marks Stay {"field":"finishedAt","to":"now"} bayId Bay occupied',
      ],
    ],
  ],
];
