/** Rules told by what is refused, limited or checked for, each with the description that it is added to and what it amounts to. */
export const otherwise: [base: string, said: [sentence: string, rule: string][]][] = [
  [
    'REST API. Products have a name, a code, a price and a stock. Customers have a name, an email and an age. Orders have a customer, an order date, a delivery date and a status (open, paid, shipped, cancelled).',
    [
      ['Reject a product whose name already exists.', 'unique Product ["name"]'],
      ['Names of products have to be distinct.', 'unique Product ["name"]'],
      ['A name may occur only once among the products.', 'unique Product ["name"]'],
      ['No product costs more than 500 euros.', 'range Product price 50000'],
      ['The age must be 18 or above.', 'range Customer age 18'],
      [
        'The number of orders per customer is limited to 5.',
        'max-per Order customerId 5 {"field":"status","equals":"open","or":["paid","shipped"]}',
      ],
      [
        'Limit orders to 5 per customer.',
        'max-per Order customerId 5 {"field":"status","equals":"open","or":["paid","shipped"]}',
      ],
      [
        'A customer with 5 orders cannot place another one.',
        'max-per Order customerId 5 {"field":"status","equals":"open","or":["paid","shipped"]}',
      ],
      [
        'Allowed status changes: open to paid, paid to shipped, open to cancelled.',
        'transitions Order status [["open","paid"],["paid","shipped"],["open","cancelled"]]',
      ],
      ['Refuse to delete a customer as long as there are orders.', 'no-delete-while Customer Order customerId'],
      ['Before a customer is deleted, all their orders must be gone.', 'no-delete-while Customer Order customerId'],
      ['No delivery date in the past.', 'moment Order deliveryDate future true'],
      ['An order date in the future is rejected.', 'moment Order orderDate past true'],
    ],
  ],
  [
    'REST API. Courses have a title, a start time, an end time and a number of places. Members have a name, an email and a birth date. Bookings belong to a course and a member.',
    [
      [
        'A course cannot have more bookings than its number of places.',
        'capacity Booking courseId Course numberOfPlaces',
      ],
      ['A member cannot have two bookings for the same course.', 'unique Booking ["courseId","memberId"]'],
      ['Double bookings of a course by the same member are rejected.', 'unique Booking ["courseId","memberId"]'],
      ['A member who has already booked the course cannot book it again.', 'unique Booking ["courseId","memberId"]'],
      ['Once a course has started, it can no longer be booked.', 'until Booking create courseId startTime'],
      ['Each email belongs to one member only.', 'unique Member ["email"]'],
      ['Birth dates in the future are invalid.', 'moment Member birthDate past true'],
      ['Members must be born before today.', 'moment Member birthDate past'],
    ],
  ],
];
