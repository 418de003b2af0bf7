/** What others hold back, and what one has of each; as in wordings.rows.ts. */
export const settled: [base: string, said: [sentence: string, rule: string][]][] = [
  [
    'API for planning. Projects have a name and a status (active, closed). Tasks belong to a project and have a title and a status (open, blocked, done).',
    [
      [
        'A project cannot be closed while it has open tasks.',
        'settled Project {"field":"status","to":"closed"} Task projectId {"field":"status","equals":"open"}',
      ],
      [
        'Projects may not be closed as long as they have tasks that are not done.',
        'settled Project {"field":"status","to":"closed"} Task projectId {"field":"status","equals":"open","or":["blocked"]}',
      ],
      [
        'No project may be closed while there are blocked tasks.',
        'settled Project {"field":"status","to":"closed"} Task projectId {"field":"status","equals":"blocked"}',
      ],
      [
        'A project can only be closed when all of its tasks are done.',
        'settled Project {"field":"status","to":"closed"} Task projectId {"field":"status","equals":"open","or":["blocked"]}',
      ],
      [
        'All tasks must be done before a project can be closed.',
        'settled Project {"field":"status","to":"closed"} Task projectId {"field":"status","equals":"open","or":["blocked"]}',
      ],
      [
        'You cannot close a project with blocked tasks.',
        'settled Project {"field":"status","to":"closed"} Task projectId {"field":"status","equals":"blocked"}',
      ],
      [
        'A project cannot be closed while it still has tasks.',
        'settled Project {"field":"status","to":"closed"} Task projectId',
      ],
    ],
  ],
  [
    'API for a kennel. Stays have a start date. Invoices belong to a stay and have an amount. Stays can be archived.',
    [
      [
        'Stays with unpaid invoices cannot be archived.',
        'settled Stay {"field":"archivedAt","to":"now"} Invoice stayId {"field":"paid","equals":false}',
      ],
      [
        'A stay cannot be archived until all its invoices are paid.',
        'settled Stay {"field":"archivedAt","to":"now"} Invoice stayId {"field":"paid","equals":false}',
      ],
    ],
  ],
  [
    'API for a lending desk. Members have a name. Members borrow books. Loans are due after 14 days.',
    [
      [
        'Overdue loans block new ones.',
        'backed Loan Loan [["memberId","memberId"]] true dueAt {"field":"returnedAt","equals":null}',
      ],
      [
        'An overdue loan blocks further borrowing.',
        'backed Loan Loan [["memberId","memberId"]] true dueAt {"field":"returnedAt","equals":null}',
      ],
    ],
  ],
  [
    'API for recipes. Users sign in. Users post recipes with a title. Users can comment on recipes.',
    [['Nobody may write more than 10 comments per recipe.', 'max-per Comment recipeId ["userId"] 10']],
  ],
  [
    'Rental API. Machines have a serial number and a status (available, rented, in maintenance, out of service). Customers rent machines.',
    [
      [
        "A machine in maintenance can't be rented.",
        'usable Rental machineId Machine {"field":"status","equals":"available","or":["rented","out_of_service"]}',
      ],
      [
        'Machines that are out of service cannot be rented.',
        'usable Rental machineId Machine {"field":"status","equals":"available","or":["rented","in_maintenance"]}',
      ],
    ],
  ],
  [
    'API for talks. Members offer talks with a title. Members have a name.',
    [
      [
        'Members vote for talks once, but never for their own.',
        'unique Vote ["memberId","talkId"]; apart Vote talkId Talk memberId memberId',
      ],
      ['Members rate talks once from 1 to 5, but not their own.', 'apart Rating talkId Talk memberId memberId'],
      [
        'A talk has a length in minutes. Other members can rate it from 1 to 5 once, never their own.',
        'unique Rating ["memberId","talkId"]; apart Rating talkId Talk memberId memberId',
      ],
    ],
  ],
  [
    'API for lockers. Members sign in. Lockers have a number and a status (free, taken, blocked).',
    [
      [
        'Only the caretaker can set lockers to blocked.',
        'role-only caretaker Locker ["block"]; role-only caretaker Locker ["update"] ["status"]',
      ],
    ],
  ],
];
