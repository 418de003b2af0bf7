import { expect, it } from 'vitest';
import type { Rule } from '../../requirements.ts';
import { understand } from '../understand.ts';
import { agreed } from './agreed.rows.ts';
import { further } from './further.rows.ts';
import { refusals } from './refusals.rows.ts';
import { otherwise } from './otherwise.rows.ts';
import { placed } from './placed.rows.ts';
import { settled } from './settled.rows.ts';
import { inStates } from './states.rows.ts';
import { twofold } from './twofold.rows.ts';
import { ordinary } from './wordings.rows.ts';

/** Rules as people say them, each with what it must come to: the parts of the rule, and of a second one behind a semicolon. */
const wordings: [base: string, said: [sentence: string, rule: string][]][] = [
  [
    'API for employees: name, email, badge number, salary, age, city.',
    [
      ['No two employees share a badge number.', 'unique Employee ["badgeNumber"]'],
      ['A badge number must not already be in use.', 'unique Employee ["badgeNumber"]'],
      ['The badge number has to be different for every employee.', 'unique Employee ["badgeNumber"]'],
      ["The same badge number can't be used by two employees.", 'unique Employee ["badgeNumber"]'],
      ['A second employee with the same badge number is refused.', 'unique Employee ["badgeNumber"]'],
      ['Each badge number may be assigned only once.', 'unique Employee ["badgeNumber"]'],
      ["Badge numbers can't be taken twice.", 'unique Employee ["badgeNumber"]'],
      ['No badge number may occur more than once.', 'unique Employee ["badgeNumber"]'],
      ["There can't be two employees with the same name in the same city.", 'unique Employee ["city","name"]'],
      ['Name and city together are unique.', 'unique Employee ["city","name"]'],
      ['The combination of name and city may exist only once.', 'unique Employee ["city","name"]'],
      ['Nobody earns less than 1200 euros.', 'range Employee salary 120000'],
      ['The minimum salary is 1200 euros.', 'range Employee salary 120000'],
      ['A negative salary is not allowed.', 'range Employee salary 0'],
      ['Salaries of 0 or less are rejected.', 'range Employee salary 1'],
      ['Employees must be 18 or older.', 'range Employee age 18'],
      ['Nobody younger than 18 or older than 67 can be an employee.', 'range Employee age 18 67'],
      ['Ages above 67 are refused.', 'range Employee age 67'],
    ],
  ],
  [
    'API for a boat club. Boats have a name, a length and a price. Members have a name. Trips: boat, member, starts at, ends at, passengers.',
    [
      ['A boat is at least 3 metres and at most 40 metres long.', 'range Boat length 3 40'],
      ['The price has to be above zero.', 'range Boat price 1'],
      ["The same boat can't be booked twice for overlapping times.", 'no-overlap Trip boatId startsAt endsAt'],
      ["A boat can't be out on two trips at the same time.", 'no-overlap Trip boatId startsAt endsAt'],
      ['Two trips of the same boat must not collide.', 'no-overlap Trip boatId startsAt endsAt'],
      ['Trips of one boat never intersect.', 'no-overlap Trip boatId startsAt endsAt'],
      ['It must be impossible to double-book a boat.', 'no-overlap Trip boatId startsAt endsAt'],
      ['If the boat is already taken in that period the trip is refused.', 'no-overlap Trip boatId startsAt endsAt'],
      ["A member can't be on two trips at once.", 'no-overlap Trip memberId startsAt endsAt'],
      ["A trip can't end before it starts.", 'order Trip startsAt endsAt'],
      ['The end has to come later than the start.', 'order Trip startsAt endsAt'],
      ['Ends at must lie after starts at.', 'order Trip startsAt endsAt'],
      ['A member may have at most three trips.', 'max-per Trip memberId 3'],
      ['No member has more than 3 trips.', 'max-per Trip memberId 3'],
      ['Members are limited to three trips each.', 'max-per Trip memberId 3'],
      ['More than three trips per member are not allowed.', 'max-per Trip memberId 3'],
      [
        'A member can go on no more than two trips a day.',
        'max-per Trip memberId 2 {"field":"startsAt","period":"day"}',
      ],
      ['Deleting a boat that has trips is refused.', 'no-delete-while Boat Trip boatId'],
      ['Trips can only start in the future.', 'moment Trip startsAt future'],
      ['Starts at must not be in the past.', 'moment Trip startsAt future true'],
    ],
  ],
  [
    'API for a course school. Courses have a title and a number of places. Students have a name. Enrolments: course, student, enrolled at.',
    [
      ["A course can't take more students than it has places.", 'capacity Enrolment courseId Course numberOfPlaces'],
      ['When all places are taken nobody else can enrol.', 'capacity Enrolment courseId Course numberOfPlaces'],
      [
        'The enrolments of a course never exceed its number of places.',
        'capacity Enrolment courseId Course numberOfPlaces',
      ],
      ['A course that is full accepts no more enrolments.', 'capacity Enrolment courseId Course numberOfPlaces'],
      ['No overbooking of courses.', 'capacity Enrolment courseId Course numberOfPlaces'],
      ['A student can enrol in a course only once.', 'unique Enrolment ["courseId","studentId"]'],
      ['Nobody can be enrolled twice in the same course.', 'unique Enrolment ["courseId","studentId"]'],
      ["The same student can't enrol in the same course again.", 'unique Enrolment ["courseId","studentId"]'],
      ['One enrolment per student and course.', 'unique Enrolment ["courseId","studentId"]'],
      ['A course has room for 25 students.', 'max-per Enrolment courseId 25'],
      ['A student may be enrolled in up to four courses.', 'max-per Enrolment studentId 4'],
      [
        'If a course is full, further enrolments go to a waiting list.',
        'capacity Enrolment courseId Course numberOfPlaces waiting {"field":"status","equals":"confirmed"}',
      ],
    ],
  ],
  [
    'API for orders: reference, status (new, paid, shipped, cancelled).',
    [
      ['An order goes from new to paid to shipped.', 'transitions Order status [["new","paid"],["paid","shipped"]]'],
      [
        'The status moves from new to paid and from paid to shipped; new orders can be cancelled.',
        'transitions Order status [["new","paid"],["paid","shipped"],["new","cancelled"]]',
      ],
      [
        'A new order can be paid or cancelled, a paid order can be shipped.',
        'transitions Order status [["new","paid"],["new","cancelled"],["paid","shipped"]]',
      ],
      [
        'First an order is new, then paid, then shipped.',
        'transitions Order status [["new","paid"],["paid","shipped"]]',
      ],
      [
        'new -> paid -> shipped, new -> cancelled',
        'transitions Order status [["new","paid"],["paid","shipped"],["new","cancelled"]]',
      ],
      ["Shipped orders can't be changed.", 'fixed Order {"field":"status","equals":"shipped"}'],
    ],
  ],
  [
    'API for vouchers: code, value.',
    [
      ['Vouchers are valid for 30 days.', 'expires Voucher expiresAt'],
      ['After 30 days a voucher can no longer be used.', 'expires Voucher expiresAt'],
      ['A voucher stops working after 30 days.', 'expires Voucher expiresAt'],
      ['A voucher lives for 30 days.', 'expires Voucher expiresAt'],
      ['30 days after creation a voucher becomes invalid.', 'expires Voucher expiresAt'],
      ['Vouchers older than 30 days are no longer accepted.', 'expires Voucher expiresAt'],
      ['Each voucher has a lifetime of 30 days.', 'expires Voucher expiresAt'],
      ['Voucher codes are never given out twice.', 'unique Voucher ["code"]'],
      ["A voucher's value lies between 5 and 100 euros.", 'range Voucher value 5 100'],
      ['The code of a voucher never changes.', 'fixed Voucher ["code"]'],
    ],
  ],
  [
    'REST API with login for a blog. Posts have a title and a body. Comments belong to a post and have a text.',
    [
      ['People may only change or delete posts they wrote themselves.', 'owner-only Post ["update","delete"]'],
      ['Nobody but the author can edit a post.', 'owner-only Post ["update"]'],
      ['A post can be edited by its author only.', 'owner-only Post ["update"]'],
      ["Users can't edit or delete other people's posts.", 'owner-only Post ["update","delete"]'],
      ['You can only edit your own posts.', 'owner-only Post ["update"]'],
      ['Everyone can read posts, only their author may change them.', 'owner-only Post ["update"]'],
      ['Admins may delete any post.', 'role-only admin Post ["delete"]'],
      ['Deleting posts is reserved for admins.', 'role-only admin Post ["delete"]'],
      ['Posts can only be deleted by moderators.', 'role-only moderator Post ["delete"]'],
      ['A user can like a post only once.', 'unique Like ["postId","userId"]'],
      ['Every user may like each post once.', 'unique Like ["postId","userId"]'],
      ['Users can like a post, but only once.', 'unique Like ["postId","userId"]'],
    ],
  ],
  [
    'API for bank accounts: owner name, balance. Transfers: from account, to account, amount, made at.',
    [
      [
        'Transfers are atomic: the amount leaves one account and arrives at the other.',
        'transfer Transfer fromAccountId toAccountId amount balance',
      ],
      [
        'Making a transfer lowers the balance of the one and raises the balance of the other account.',
        'transfer Transfer fromAccountId toAccountId amount balance',
      ],
      [
        'Money is moved from one account to another and the balance may never go below zero.',
        'transfer Transfer fromAccountId toAccountId amount balance',
      ],
      ["You can't transfer more than the balance.", 'transfer Transfer fromAccountId toAccountId amount balance'],
    ],
  ],
  [
    'API for a shop: products (name, price, stock), orders (customer name, status: open, paid), order lines (order, product, quantity).',
    [
      ['You cannot order more than we have in stock.', 'stock OrderLine productId stock quantity'],
      ['Ordering reduces the stock.', 'stock OrderLine productId stock quantity'],
      ['An order line takes its quantity from the stock of the product.', 'stock OrderLine productId stock quantity'],
      ["If there isn't enough stock the order line is refused.", 'stock OrderLine productId stock quantity'],
      [
        'The stock goes down by the quantity of each order line and must never be negative.',
        'range Product stock 0; stock OrderLine productId stock quantity',
      ],
    ],
  ],
  [
    'API for a parking garage. Cars have a plate. Stays: car, arrived at, left at, fee.',
    [
      ['We charge 2 euros per hour or part of an hour.', 'fee Stay fee arrivedAt leftAt 200 hour'],
      ['The fee is 2 euros for every hour begun.', 'fee Stay fee arrivedAt leftAt 200 hour'],
      ['Parking is 2€ an hour, rounded up.', 'fee Stay fee arrivedAt leftAt 200 hour'],
      [
        '2 euros per started hour but never more than 15 euros a day.',
        'fee Stay fee arrivedAt leftAt 200 hour {"amount":1500,"each":"day"}',
      ],
      ['A car can only have one open stay.', 'exclusive Stay carId {"field":"leftAt","equals":null}'],
    ],
  ],
  [
    'API for products: name, price, discount in percent, net price, end price.',
    [
      ['The discount is a percentage between 0 and 50.', 'range Product discount 0 50'],
      [
        'The end price is the price minus the discount.',
        'computed Product endPrice ["price"] {"field":"discount","sign":-1}',
      ],
      ['End price = price less discount.', 'computed Product endPrice ["price"] {"field":"discount","sign":-1}'],
      [
        'The discount is taken off the price to give the end price.',
        'computed Product endPrice ["price"] {"field":"discount","sign":-1}',
      ],
    ],
  ],
  [
    'API for members: name, email, phone, date of birth, member number, IBAN, postcode, notes.',
    [['The date of birth must lie in the past.', 'moment Member dateOfBirth past']],
  ],
  [
    'API for tickets: subject, status (open, in progress, resolved, closed).',
    [
      [
        'A ticket starts as open, then goes to in progress, then resolved, and finally closed.',
        'transitions Ticket status [["open","in_progress"],["in_progress","resolved"],["resolved","closed"]]',
      ],
      [
        'An open ticket can become in progress. In progress tickets can be resolved. Resolved ones can be closed.',
        'transitions Ticket status [["open","in_progress"],["in_progress","resolved"],["resolved","closed"]]',
      ],
      [
        'From open it can go to in progress, from there to resolved and then to closed.',
        'transitions Ticket status [["open","in_progress"],["in_progress","resolved"],["resolved","closed"]]',
      ],
      [
        'Tickets move from open to in progress, and from in progress to resolved or closed.',
        'transitions Ticket status [["open","in_progress"],["in_progress","resolved"],["in_progress","closed"]]',
      ],
      [
        'Status order: open, in progress, resolved, closed; no step may be skipped.',
        'transitions Ticket status [["open","in_progress"],["in_progress","resolved"],["resolved","closed"]]',
      ],
      [
        'Once closed, a ticket stays closed.',
        'transitions Ticket status [["open","in_progress"],["open","resolved"],["open","closed"],["in_progress","open"],["in_progress","resolved"],["in_progress","closed"],["resolved","open"],["resolved","in_progress"],["resolved","closed"]]',
      ],
      [
        'The status can only move forward.',
        'transitions Ticket status [["open","in_progress"],["open","resolved"],["open","closed"],["in_progress","resolved"],["in_progress","closed"],["resolved","closed"]]',
      ],
      [
        'Only resolved tickets can be closed.',
        'transitions Ticket status [["open","in_progress"],["open","resolved"],["in_progress","resolved"],["resolved","closed"]]',
      ],
      [
        "A ticket can't be closed before it is resolved.",
        'transitions Ticket status [["open","in_progress"],["open","resolved"],["in_progress","resolved"],["resolved","closed"]]',
      ],
      [
        'To be closed a ticket has to be resolved first.',
        'transitions Ticket status [["open","in_progress"],["open","resolved"],["in_progress","resolved"],["resolved","closed"]]',
      ],
    ],
  ],
  [
    'API for appointments: customer name, starts at, ends at, status (open, confirmed, done), note.',
    [
      ['An appointment must lie in the future.', 'moment Appointment startsAt future'],
      ['Starts at must not be in the past.', 'moment Appointment startsAt future true'],
      ['Appointments can only be made for the future.', 'moment Appointment startsAt future'],
      ['The start has to be after now.', 'moment Appointment startsAt future'],
      [
        'Appointments have to be booked at least two days before they start.',
        'moment Appointment startsAt future {"amount":2,"unit":"day"}',
      ],
      ['Starts at must be at least 24 hours ahead.', 'moment Appointment startsAt future {"amount":24,"unit":"hour"}'],
      [
        'Once an appointment is done it can no longer be changed.',
        'fixed Appointment {"field":"status","equals":"done"}',
      ],
      ["Confirmed appointments can't be changed.", 'fixed Appointment {"field":"status","equals":"confirmed"}'],
      [
        'An appointment can only be changed while it is open.',
        'fixed Appointment {"field":"status","equals":"confirmed","or":["done"]}',
      ],
      [
        "An appointment can't be edited after it has been confirmed.",
        'fixed Appointment {"field":"status","equals":"confirmed","or":["done"]}',
      ],
      ['Customer names are immutable.', 'fixed Appointment ["customerName"]'],
      [
        'The note is required when an appointment is done.',
        'needs Appointment note {"field":"status","equals":"done"}',
      ],
    ],
  ],
  [
    'API for members: name, email, date of birth, joined on, member number. Events: title, date, seats.',
    [
      ['A member must be 16 or older.', 'moment Member dateOfBirth past {"amount":16,"unit":"year"}'],
      ['Members must be over 18.', 'moment Member dateOfBirth past {"amount":18,"unit":"year"}'],
      ['The date of birth must lie in the past.', 'moment Member dateOfBirth past'],
      ["The date of birth can't be in the future.", 'moment Member dateOfBirth past true'],
      ["Joined on can't be later than today.", 'moment Member joinedOn past true'],
      ["The email and the member number of a member can't be changed.", 'fixed Member ["email","memberNumber"]'],
      ['The date of an event must be in the future.', 'moment Event date future'],
      ["Events can't be in the past.", 'moment Event date future true'],
    ],
  ],
  [
    'API for a chess club: players (name), games (white player, black player, result, played on).',
    [
      ["A player can't play against himself.", 'distinct Game ["whitePlayerId","blackPlayerId"]'],
      ['White player and black player must be different.', 'distinct Game ["whitePlayerId","blackPlayerId"]'],
      ['The white player must not be the same as the black player.', 'distinct Game ["whitePlayerId","blackPlayerId"]'],
    ],
  ],
  [
    'We offer pottery workshops. REST service please: workshops have a title, a date that must be in the future and a number of seats (1-12).',
    [],
  ],
  [
    'A GraphQL API for our housing co-op. Members have a name and a flat number. Proposals have a title and a text. Votes: proposal, member, choice (yes, no).',
    [
      ['Everybody gets one vote per proposal.', 'unique Vote ["memberId","proposalId"]'],
      ['Each member may cast one vote per proposal.', 'unique Vote ["memberId","proposalId"]'],
    ],
  ],
  [
    'Python API where people sign up with a password and keep a dream diary. A dream has a date, a title and a text.',
    [
      [
        'Nobody but the person who wrote a dream may read, change or delete it.',
        'owner-only Dream ["list","read","update","delete"]',
      ],
      ['Only the person who wrote a dream may change it.', 'owner-only Dream ["update"]'],
    ],
  ],
  [
    'API for a toy library: toys (name), members (name), loans (toy, member, lent on, returned on).',
    [['Toys that were ever lent cannot be deleted.', 'no-delete-while Toy Loan toyId']],
  ],
  [
    'REST API for bike sharing. Bikes have a frame number. Rides: bike, rider name, started at, ended at.',
    [
      ['One ride per bike at a time.', 'max-per Ride bikeId 1 {"field":"endedAt","equals":null}'],
      ['Only one ride per bike at a time.', 'max-per Ride bikeId 1 {"field":"endedAt","equals":null}'],
    ],
  ],
  [
    'API for bouquets and orders. Orders: customer name, state (new, paid, delivered, cancelled).',
    [
      [
        'New orders can be paid or cancelled, paid ones delivered.',
        'transitions Order state [["new","paid"],["new","cancelled"],["paid","delivered"]]',
      ],
    ],
  ],
  [
    'js rest api for a school canteen. pupils have a name, a class and a credit. pupils can send credit to each other.',
    [],
  ],
  [
    'API for invitations: email, code. Invitations expire after 48 hours.',
    [["The email of an invitation can't be changed later.", 'fixed Invitation ["email"]']],
  ],
  [
    'Issue tracker REST API with login. Projects have a key and a name. Issues belong to a project: title, description, status.',
    [],
  ],
  [
    'API for a choir.',
    [['Concerts have a title, a date that must be in the future and a fee.', 'moment Concert date future']],
  ],
];

/** What a rule says, without where it was said; fields that are unique together in any order. */
function parts({ from: _from, ...rule }: Rule): string {
  return Object.values(rule.kind === 'unique' ? { ...rule, fields: rule.fields.toSorted() } : rule)
    .filter((part) => part !== false && !(Array.isArray(part) && part.length === 0))
    .map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part)))
    .join(' ');
}

it.each(
  [
    ...wordings,
    ...ordinary,
    ...agreed,
    ...further,
    ...inStates,
    ...twofold,
    ...refusals,
    ...settled,
    ...otherwise,
    ...placed,
  ].flatMap(([base, said]) => said.map(([sentence, rule]) => [sentence, base, rule] as const)),
)('%s', (sentence, base, rule) => {
  const read = understand(`${base} ${sentence}`, { constraints: {}, preferences: {} });
  if (read.verdict !== 'understood') expect.fail(read.questions.join(' '));
  expect(read.requirements.rules.map(parts)).toEqual(expect.arrayContaining(rule.split('; ')));
  expect(read.requirements.unsupported).toEqual([]);
});
