/** Rules of places, of times that verbs name, and of states of what rows belong to; as in wordings.rows.ts. */
export const placed: [base: string, said: [sentence: string, rule: string][]][] = [
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
      ['Two tours cannot have the same room on the same day.', 'unique Tour ["roomId","date"]'],
    ],
  ],
];
