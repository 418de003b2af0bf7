/** Rules said in halves, of lines and of what is in whose right, in three languages; as in wordings.rows.ts. */
export const twofold: [base: string, said: [sentence: string, rule: string][]][] = [
  [
    'API for a dojo. Members have a name. Lessons have a title and a start time. Bookings: lesson, member, date. Teams have a name.',
    [
      [
        'A member cannot book the same lesson twice and at most 3 lessons per day.',
        'unique Booking ["lessonId","memberId"]; max-per Booking memberId 3 {"field":"date","period":"day"}',
      ],
      ['Teams have a colour and at most 25 members.', 'max-per Member teamId 25'],
      ['Bookings for past dates are rejected.', 'moment Booking date future true'],
      [
        'A member must wait 7 days between two bookings.',
        'ends Booking nextOn date 7 day; no-overlap Booking memberId date nextOn',
      ],
      [
        'Cancelling is possible until 12 hours before the lesson starts.',
        'until Booking {"field":"cancelledAt","to":"now"} lessonId startTime {"amount":12,"unit":"hour"}',
      ],
    ],
  ],
  [
    'API for a stall. Wares have a name, a price and a status (new, sold). A ware can be sold.',
    [
      ['Only managers may change the price of a ware.', 'role-only manager Ware ["update"] ["price"]'],
      ['The price of a ware can only be changed by managers.', 'role-only manager Ware ["update"] ["price"]'],
      ['Only admins may change the price.', 'role-only admin Ware ["update"] ["price"]'],
      // Whoever may not set the state does not do what sets it either.
      [
        'Only admins may change the status of a ware.',
        'role-only admin Ware ["update"] ["status"]; role-only admin Ware ["sell"]',
      ],
    ],
  ],
  [
    'API for a bistro. Menu items have a name and a price.',
    [
      [
        'An order has a table number and contains several menu items with quantities. The total of the order is computed from them.',
        'range OrderItem quantity 1; computed OrderItem lineTotal ["quantity"] {"via":"menuItemId","field":"price"}; sum Order total OrderItem orderId ["lineTotal"]',
      ],
      [
        'An order belongs to a guest and contains one or more menu items with a quantity. The order total is the sum of quantity times price.',
        'computed OrderItem lineTotal ["quantity"] {"via":"menuItemId","field":"price"}; sum Order total OrderItem orderId ["lineTotal"]',
      ],
    ],
  ],
  [
    'API for a fair. Coupons have a code. Customers have a name.',
    [
      [
        'A coupon can be used 5 times in all and once per customer.',
        'max-per Redemption couponId 5; unique Redemption ["couponId","customerId"]',
      ],
      ['Coupons can be used only once per customer.', 'unique Redemption ["couponId","customerId"]'],
    ],
  ],
  [
    'API for a till. Sales have a total in euros. Refunds belong to a sale and have an amount.',
    [['Refunds must not exceed the sale total.', 'capacity Refund saleId Sale total amount']],
  ],
  [
    'API for a depot. Customers have a name.',
    [
      [
        'A parcel belongs to a customer and goes from packed to sent to received.',
        'transitions Parcel status [["packed","sent"],["sent","received"]]',
      ],
    ],
  ],
  [
    'API for a spa. Therapists have a name. Guests have a name.',
    [
      [
        'A massage is for a guest with a therapist, starts at a time and lasts 30 minutes. A therapist cannot have two massages that overlap.',
        'ends Massage endsAt time 30 minute; no-overlap Massage therapistId time endsAt',
      ],
      [
        'Therapists offer classes with a name, a capacity and a start time. Guests book classes; when a class is full, they go on a waiting list. Cancelling is possible until 12 hours before the class starts.',
        'until Booking {"field":"status","to":"cancelled"} classId startTime {"amount":12,"unit":"hour"}',
      ],
    ],
  ],
  [
    'Crea una API REST para una tienda en línea. Los productos tienen un nombre y un precio. Los clientes tienen un nombre.',
    [
      [
        'Un pedido pertenece a un cliente. Un pedido pasa de pendiente a pagado, enviado y entregado.',
        'transitions Order status [["pending","paid"],["paid","sent"],["sent","delivered"]]',
      ],
      ['Un cupón solo se puede usar una vez por cliente.', 'unique Redemption ["clientId","couponId"]'],
      ['El precio de un producto debe ser mayor que cero.', 'range Product price 1'],
    ],
  ],
  [
    'Une API REST pour un hôtel. Les chambres ont un numéro. Une réservation appartient à une chambre et a une date d’arrivée et une date de départ.',
    [
      [
        "Deux réservations d'une même chambre ne peuvent pas se chevaucher.",
        'no-overlap Booking roomId arrivalDate departureDate',
      ],
      [
        'Une réservation passe de demandée à confirmée à terminée.',
        'transitions Booking status [["requested","confirmed"],["confirmed","done"]]',
      ],
    ],
  ],
  [
    'API for a lender. Readers have a name. Books have a title. A loan connects a reader with a book. It is due 21 days after it was made.',
    [
      [
        'A reader with an overdue loan cannot borrow another book.',
        'backed Loan Loan [["readerId","readerId"]] true dueAt {"field":"returnedAt","equals":null}',
      ],
    ],
  ],
  [
    'API for a grocer. Customers have a name. Invoices belong to a customer and have an amount and a status (open, paid). Orders belong to a customer and have a date.',
    [
      [
        'Customers who have unpaid invoices may not place orders.',
        'backed Order Invoice [["customerId","customerId"]] true {"field":"status","equals":"open"}',
      ],
    ],
  ],
  [
    'API for a garage. Spots have a number. A parking session has a spot, an entry time and an exit time.',
    [['A spot can hold only one car at a time.', 'exclusive ParkingSession spotId {"field":"exitTime","equals":null}']],
  ],
  [
    'API for a rink. Halls have a name. Films have a title. Screenings show a film in a hall at a time. Tickets belong to a screening and have a price.',
    [
      [
        'Tickets have a condition of GOOD, WORN or BROKEN and a colour. Broken tickets cannot be changed.',
        'fixed Ticket {"field":"condition","equals":"BROKEN"}',
      ],
    ],
  ],
  [
    'API for a tracker. Cards have a title. A card goes from todo to doing to checked to done.',
    [
      [
        'From checked a card may go back to doing.',
        'transitions Card status [["todo","doing"],["doing","checked"],["checked","done"],["checked","doing"]]',
      ],
    ],
  ],
  [
    'API for a press. Users write essays. Essays have a title. Users rate essays from 1 to 5.',
    [
      ['Users may rate an essay once, but not their own.', 'apart Rating essayId Essay'],
      ['The average rating is shown with each essay.', 'sum Essay averageRating Rating essayId ["value"] true'],
    ],
  ],
  [
    'API for tools. Tools have a name and a number of copies. Readers have a name. A loan connects a reader with a tool.',
    [
      [
        'It is due 21 days after it was made. A tool with no copies left cannot be lent.',
        'capacity Loan toolId Tool numberOfCopies {"field":"returnedAt","equals":null}',
      ],
    ],
  ],
  [
    'API for crates. Crates have a code. A crate goes from packed to sent to received.',
    [
      [
        'Barrels have a code. A barrel goes from empty to filled, closed and sold.',
        'transitions Barrel status [["empty","filled"],["filled","closed"],["closed","sold"]]',
      ],
      [
        'From sent it may also become lost.',
        'transitions Crate status [["packed","sent"],["sent","received"],["sent","lost"]]',
      ],
      ['A crate that was received cannot be changed any more.', 'fixed Crate {"field":"status","equals":"received"}'],
    ],
  ],
  [
    'API for a clinic. Doctors have a name. Visits: doctor, start time, status (planned, done, billed).',
    [
      [
        'Only clerks may edit a visit, and not once it is done.',
        'role-only clerk Visit ["update"]; fixed Visit {"field":"status","equals":"done"}',
      ],
      [
        'Only clerks may edit a visit, but only while it is planned.',
        'role-only clerk Visit ["update"]; fixed Visit {"field":"status","equals":"done","or":["billed"]}',
      ],
      [
        'Done or billed visits cannot be changed.',
        'fixed Visit {"field":"status","equals":"done"}; fixed Visit {"field":"status","equals":"billed"}',
      ],
      [
        'Once a visit is done or billed, it cannot be updated.',
        'fixed Visit {"field":"status","equals":"done"}; fixed Visit {"field":"status","equals":"billed"}',
      ],
      [
        'Visits that are billed cannot be edited or deleted.',
        'fixed Visit {"field":"status","equals":"billed"}; lasting Visit {"field":"status","equals":"billed"}',
      ],
    ],
  ],
  [
    'API for a hall. Guests book courts from a start time to an end time. Courts have a name.',
    [
      [
        'A guest may cancel a booking, but not after it has started.',
        'until Booking {"field":"cancelledAt","to":"now"} startTime',
      ],
      [
        'Bookings can be cancelled by their guest, though never once they have started.',
        'until Booking {"field":"cancelledAt","to":"now"} startTime',
      ],
      [
        'Guests can write one review per court, with 1 to 10 stars and a text of up to 700 characters.',
        'unique Review ["courtId","guestId"]; range Review rating 1 10',
      ],
    ],
  ],
  [
    'API for a forum. Users write posts and book halls. Posts have a title. Halls have a name and a fee.',
    [
      [
        'Posts can only be deleted by their author or an admin.',
        'owner-only Post ["delete"]; role-only admin Post ["delete"]',
      ],
      [
        'Only the user who wrote a post or a moderator may edit it.',
        'owner-only Post ["update"]; role-only moderator Post ["update"]',
      ],
      [
        'Only admins and the author of a post can delete it.',
        'owner-only Post ["delete"]; role-only admin Post ["delete"]',
      ],
      ['Posts can be edited by their author.', 'owner-only Post ["update"]'],
      ['The fee is between 50 cents and 20 euros.', 'range Hall fee 50 2000'],
      ['The fee is at least 250 cents.', 'range Hall fee 250'],
      ['The fee lies between 5 euros and 20 euros.', 'range Hall fee 500 2000'],
    ],
  ],
  [
    'API for a press. Essays have a title. Users rate essays from 1 to 5.',
    [
      ['Show the average rating.', 'sum Essay averageRating Rating essayId ["value"] true'],
      ['The average rating is shown.', 'sum Essay averageRating Rating essayId ["value"] true'],
      ['Every essay has an average rating.', 'sum Essay averageRating Rating essayId ["value"] true'],
      ['The list shows the average rating of every essay.', 'sum Essay averageRating Rating essayId ["value"] true'],
    ],
  ],
  [
    'API for a shop. Wares have a name. Buyers write reviews of wares with 1 to 5 stars.',
    [
      [
        'Wares have an average rating computed from their reviews.',
        'sum Ware averageRating Review wareId ["rating"] true',
      ],
    ],
  ],
  [
    'API for a gym: courses (title, capacity), bookings.',
    [
      ['A course cannot exceed its capacity.', 'capacity Booking courseId Course capacity'],
      ["Courses can't exceed their maximum capacity.", 'capacity Booking courseId Course capacity'],
    ],
  ],
  [
    'API for a lab. Samples have a code and a status (taken, tested, discarded). Analysts have a name. Rounds have a closing time. Users bid on rounds.',
    [
      [
        'Only chemists may mark a sample as tested.',
        'role-only chemist Sample ["test"]; role-only chemist Sample ["update"] ["status"]',
      ],
      ['After the closing time no bids are accepted.', 'until Bid create roundId closingTime'],
      ['After the closing time of a round, nobody can bid.', 'until Bid create roundId closingTime'],
    ],
  ],
  [
    'API for a lodge: rooms (number unique, price per night), guests, bookings from check-in to check-out. Readings of rooms have a note. Halls have a number of seats. Concerts take place in a hall at a time. Tickets are for one seat of a concert.',
    [
      [
        'No double bookings, check-out after check-in, at most 9 nights.',
        'order Booking startDate endDate; span Booking startDate endDate {"amount":9,"unit":"day"}',
      ],
      [
        'The total is nights times price per night.',
        'fee Booking total startDate endDate {"via":"roomId","field":"pricePerNight"} day',
      ],
      ['Each seat only once.', 'unique Ticket ["concertId","seatId"]'],
      ['Readings may only be entered by managers.', 'role-only manager Reading ["create"]'],
      ['Only managers can record readings.', 'role-only manager Reading ["create"]'],
    ],
  ],
  [
    'API for a blood bank: donors, donations (date, status). Couriers have a name.',
    [
      [
        'There must be 56 days between two donations of the same donor.',
        'ends Donation nextOn date 56 day; no-overlap Donation donorId date nextOn',
      ],
      ['Only a nurse closes a donation.', 'role-only nurse Donation ["close"]'],
    ],
  ],
];
