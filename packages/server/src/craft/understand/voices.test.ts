import { describe, test } from 'vitest';
import { type Expectation, check } from './expectation.ts';

/** Descriptions in many voices: what each must be read as, written from its meaning. */

const rows: Expectation[] = [
  {
    text: '- films with title, director, year\n- cinemas have halls, halls have seats (row, number)\n- screenings: film, hall, starts at, price\n- customers book seats for screenings\n- a seat can’t be booked twice for the same screening',
    entities: 'Film Cinema Hall Seat Screening Customer Booking',
    fields: {
      Screening: 'filmId:reference hallId:reference startsAt:datetime price:money',
      Booking: 'seatId screeningId',
    },
    relations: 'Cinema<Hall Hall<Seat',
    rules: [{ kind: 'unique', entity: 'Booking', fields: ['seatId', 'screeningId'] }],
  },
  {
    text: 'As a setter I want to add routes with name, grade, color and wall. As a visitor I want to rate a route from 1 to 5, but only once per route.',
    entities: 'Route Visitor Rating',
    fields: { Route: 'name grade color wall' },
    rules: [
      { kind: 'range', entity: 'Rating', field: 'value', min: 1, max: 5 },
      { kind: 'unique', entity: 'Rating', fields: ['routeId', 'visitorId'] },
    ],
  },
  {
    text: '# Tattoo studio\n## Entities\n- Artist: name, style, hourly rate, active\n- Session: starts at, ends at, deposit, status (booked, done, cancelled)\n\n## Rules\n- sessions of an artist must not overlap\n- deposit can’t be negative',
    entities: 'Artist Session',
    fields: { Session: 'startsAt:datetime endsAt:datetime deposit:money artistId:reference' },
    rules: [
      { kind: 'no-overlap', entity: 'Session', scope: 'artistId' },
      { kind: 'range', entity: 'Session', field: 'deposit', min: 0 },
    ],
  },
  {
    text: 'Letting agency: landlords own flats, tenants rent flats through leases with start date, end date, monthly rent and deposit. Maintenance requests for a flat have a description, urgency (low, medium, high) and status going from reported to scheduled to fixed. A flat can’t have two leases that overlap.',
    entities: 'Landlord Flat Tenant Lease MaintenanceRequest',
    fields: { Lease: 'startDate endDate monthlyRent:money deposit:money', MaintenanceRequest: 'urgency:enum flatId' },
    relations: 'Landlord<Flat',
    rules: [{ kind: 'no-overlap', entity: 'Lease', scope: 'flatId' }],
  },
  {
    text: 'Pet hotel: pets (name, species dog, cat, rabbit, owner), owners, kennels (number unique, size), stays with pet, kennel, check-in, check-out, daily price. A kennel can’t host two stays at the same time. Check-out after check-in.',
    entities: 'Pet Owner Kennel Stay',
    fields: { Pet: 'species:enum', Stay: 'petId kennelId checkIn:date checkOut:date dailyPrice:money' },
    rules: [
      { kind: 'no-overlap', entity: 'Stay', scope: 'kennelId' },
      { kind: 'order', entity: 'Stay', before: 'checkIn', after: 'checkOut' },
    ],
  },
  {
    text: 'Municipal complaints. Citizens submit complaints with subject, description and category noise, waste, roads, other. Staff can assign complaints to departments and resolve them. Citizens see only their own complaints. Authentication needed.',
    entities: 'Complaint Department',
    fields: { Complaint: 'subject description:text category:enum departmentId' },
    roles: 'staff',
    auth: true,
    owned: 'Complaint',
    actions: 'Complaint.resolve',
  },
  {
    text: 'laundromat: machines (number, kind washer/dryer, price per cycle), customers with balance, cycles started by a customer on a machine. balance must never be negative.',
    entities: 'Machine Customer Cycle',
    fields: { Machine: 'kind:enum pricePerCycle:money', Cycle: 'customerId machineId' },
    rules: [{ kind: 'range', entity: 'Customer', field: 'balance', min: 0 }],
  },
  {
    text: 'Elevator maintenance: buildings, elevators (serial number unique, floors). A building can’t be deleted while it has elevators.',
    entities: 'Building Elevator',
    relations: 'Building<Elevator',
    rules: [{ kind: 'no-delete-while', entity: 'Building', blockedBy: 'Elevator' }],
  },
  {
    text: 'Kindergarten: children (first name, last name), applications with desired start date and status waiting, offered, accepted. One application per child.',
    entities: 'Child Application',
    fields: { Application: 'desiredStartDate:date status:enum childId' },
    rules: [{ kind: 'unique', entity: 'Application', fields: ['childId'] }],
  },
  {
    text: 'Escrow service: deals between a buyer and a seller. A deal has an amount, a description and a state: draft, funded, shipped, released. Users sign in.',
    entities: 'Deal Buyer Seller',
    fields: { Deal: 'amount:money buyerId sellerId state:enum' },
    auth: true,
  },
  {
    text: 'Festival API: stages (name, capacity), acts (name, genre), performances (act, stage, start, end). Performances on the same stage must not overlap.',
    entities: 'Stage Act Performance',
    fields: { Stage: 'name capacity:integer', Performance: 'actId stageId' },
    rules: [{ kind: 'no-overlap', entity: 'Performance', scope: 'stageId' }],
  },
  {
    text: 'Truck maintenance log. Trucks: plate (unique), model, mileage. Services: date, description, cost, belongs to a truck. A truck with services can’t be deleted.',
    entities: 'Truck Service',
    relations: 'Truck<Service',
    rules: [{ kind: 'no-delete-while', entity: 'Truck', blockedBy: 'Service' }],
  },
];

describe('whoever says it, it is read by its meaning', () => {
  for (const row of rows) test(row.text.slice(0, 100).replaceAll('\n', ' '), () => check(row));
});
