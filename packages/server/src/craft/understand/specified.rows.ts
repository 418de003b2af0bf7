import type { Expectation } from './expectation.ts';

/** Specifications with sections, tables and criteria, and the same in other languages. */
export const specified: Expectation[] = [
  {
    text: `# Veterinary clinic API

Build a REST API for a small veterinary clinic.

## Entities
- **Owner**: name, phone, email (unique)
- **Pet**: name, species (dog, cat, rabbit), birth date, weight in kg
- **Visit**: date and time, reason, diagnosis (optional), status (scheduled, done, cancelled)

## Relationships
- A pet belongs to one owner.
- A visit belongs to a pet.

## Rules
1. A visit can only be cancelled while it is scheduled.
2. An owner with pets cannot be deleted.

## Non-functional
- SQLite, pagination, OpenAPI`,
    entities: 'Owner Pet Visit',
    relations: 'Owner<Pet Pet<Visit',
    rules: [{ kind: 'no-delete-while', entity: 'Owner', blockedBy: 'Pet' }],
    features: 'pagination openapi',
  },
  {
    text: `# Parking Garage Management

## Overview
This service manages the spaces of a parking garage. It is written in Python and exposes a REST API.

## Data model

### Space
| Field | Type | Notes |
|---|---|---|
| number | string | unique |
| level | integer | between -3 and 5 |
| kind | enum | car, motorcycle, disabled |

### Ticket
| Field | Type | Notes |
|---|---|---|
| licence plate | string | required |
| entered at | datetime | required |
| left at | datetime | optional |

## Business rules
1. A space may have at most one open ticket at a time.
2. \`left at\` must be after \`entered at\`.

## Out of scope
- Payment processing
- User accounts

## Acceptance criteria
- [ ] Creating a second open ticket for a space returns 409
- [ ] The list of tickets can be filtered by licence plate`,
    entities: 'Space Ticket',
    fields: { Space: 'number level:integer kind:enum', Ticket: 'spaceId leftAt:datetime' },
    rules: [
      { kind: 'range', entity: 'Space', field: 'level', min: -3, max: 5 },
      { kind: 'exclusive', entity: 'Ticket', field: 'spaceId', open: { field: 'leftAt', equals: null } },
      { kind: 'order', entity: 'Ticket', before: 'enteredAt', after: 'leftAt' },
    ],
    auth: false,
  },
  {
    text: `# Recipe Sharing Platform

## User stories
- As a visitor, I want to browse recipes so that I can find something to cook.
- As a cook, I want to publish recipes with a title, ingredients and steps.
- As a cook, I want to edit and delete only my own recipes.
- As a registered user, I want to rate a recipe from 1 to 5 stars, once per recipe.

## Technical requirements
- Database: PostgreSQL
- Authentication: JWT`,
    entities: 'Recipe Ingredient Rating',
    rules: [
      { kind: 'owner-only', entity: 'Recipe', verbs: ['update', 'delete'] },
      { kind: 'unique', entity: 'Rating', fields: ['recipeId', 'userId'] },
    ],
    auth: true,
  },
  {
    text: `An API with shifts that have a title and a start. Coordinators plan shifts and volunteers sign up for them.

**Acceptance criteria:**
- Given a full shift, when a volunteer signs up, then the request is rejected.`,
    entities: 'Shift Volunteer Registration',
    fields: { Shift: '!volunteerId', Registration: 'shiftId volunteerId' },
    rules: [{ kind: 'capacity', entity: 'Registration', per: 'shiftId' }],
  },
  {
    text: 'An API for shifts with a title. Given a coordinator, when they cancel a shift, then its status is cancelled.',
    entities: 'Shift',
    actions: 'Shift.cancel',
  },
  {
    text: `An API with shifts that have a title.

## Tech stack
- Go 1.22
- Docker

## Out of scope
- Login`,
    entities: 'Shift',
    features: 'docker',
    auth: false,
  },
  {
    text: 'There are readers with name, address and card number (unique) as well as books with title, author and isbn. A book that is currently on loan cannot be borrowed by another reader. The data is saved in PostgreSQL.',
    entities: 'Reader Book Loan',
    fields: { Reader: 'cardNumber !isbn', Book: 'isbn author' },
    rules: [{ kind: 'exclusive', entity: 'Loan', field: 'bookId' }],
  },
  {
    text: 'Ein REST-API für eine Fahrschule: Fahrschüler (Name, Geburtsdatum, E-Mail), Fahrlehrer (Name, Telefon) und Fahrstunden (Beginn, Dauer in Minuten, Preis). Eine Fahrstunde gehört zu einem Fahrschüler und einem Fahrlehrer. Ein Fahrlehrer darf keine überlappenden Fahrstunden haben. Die Dauer liegt zwischen 45 und 90 Minuten. Eine Fahrstunde kann bis 24 Stunden vorher abgesagt werden.',
    entities: 'Student Instructor DrivingLesson',
    fields: { DrivingLesson: 'start:datetime duration:integer price:money' },
    rules: [
      { kind: 'no-overlap', entity: 'DrivingLesson', scope: 'instructorId' },
      { kind: 'until', entity: 'DrivingLesson', time: 'start', lead: { amount: 24, unit: 'hour' } },
      { kind: 'range', entity: 'DrivingLesson', field: 'duration', min: 45, max: 90 },
    ],
  },
  {
    text: 'Wir brauchen eine Webanwendung für unsere Stadtbücherei. Es gibt Leser mit Name, Adresse und Ausweisnummer (eindeutig) sowie Bücher mit Titel, Autor und ISBN. Ein Leser kann höchstens fünf Bücher gleichzeitig ausleihen. Ein Buch, das bereits ausgeliehen ist, kann nicht noch einmal ausgeliehen werden. Nur Bibliothekare dürfen Bücher anlegen und löschen. Für jede verspätete Rückgabe fällt eine Gebühr von 0,50 Euro pro Tag an. Die Daten werden in PostgreSQL gespeichert.',
    entities: 'Reader Book Loan',
    fields: { Reader: '!isbn cardNumber' },
    rules: [
      { kind: 'max-per', entity: 'Loan', per: 'readerId', limit: 5 },
      { kind: 'exclusive', entity: 'Loan', field: 'bookId' },
      { kind: 'role-only', role: 'librarian', entity: 'Book', verbs: ['create', 'delete'] },
      { kind: 'fee', entity: 'Loan', rate: 50, unit: 'day' },
    ],
  },
  {
    text: "Une API REST en Python pour gérer les réservations d'un restaurant. Les tables ont un numéro unique et un nombre de places entre 1 et 12. Les clients ont un nom et un téléphone. Une réservation concerne une table et un client, avec une date, un nombre de convives et un statut (en attente, confirmée, annulée). Le nombre de convives ne peut pas dépasser le nombre de places de la table. Une réservation annulée ne peut plus être modifiée. Seuls les gérants peuvent supprimer des clients.",
    entities: 'Table Client Booking',
    rules: [
      { kind: 'fits', entity: 'Booking', field: 'numberOfGuests', parentField: 'numberOfSeats' },
      { kind: 'role-only', role: 'manager', entity: 'Client', verbs: ['delete'] },
      { kind: 'fixed', entity: 'Booking' },
    ],
  },
  {
    text: 'Necesito una aplicación web para un taller mecánico. Los clientes tienen nombre y teléfono. Cada cliente puede tener varios vehículos (matrícula única, marca y modelo). Las órdenes de trabajo tienen descripción, fecha de entrada, fecha de salida opcional, coste estimado y estado (recibida, en reparación, terminada). Cada orden pertenece a un vehículo y a un mecánico. Un mecánico no puede tener más de tres órdenes en reparación. La fecha de salida debe ser posterior a la fecha de entrada. No se puede eliminar un cliente con vehículos.',
    entities: 'Client Vehicle Order Mechanic',
    fields: { Order: 'estimatedCost:money status:enum vehicleId mechanicId' },
    rules: [
      { kind: 'max-per', entity: 'Order', per: 'mechanicId', limit: 3 },
      { kind: 'order', entity: 'Order', before: 'arrivalDate', after: 'departureDate' },
      { kind: 'no-delete-while', entity: 'Client', blockedBy: 'Vehicle' },
    ],
  },
  {
    text: `# Coworking Space Booking API

A REST API that lets members of a coworking space book desks and meeting rooms.

## Resources

### Room
- name (unique)
- capacity (1-20)

### Booking
- member
- room
- start time
- end time

## Functional requirements
- FR-1: A booking must be at least 30 minutes and at most 8 hours long.
- FR-2: Only admins can create, update or delete rooms.

## Non-functional requirements
- NFR-1: All endpoints require authentication.
- NFR-2: Responses are JSON.
- NFR-3: Written in TypeScript with PostgreSQL.`,
    entities: 'Member Room Desk Booking',
    rules: [
      {
        kind: 'span',
        entity: 'Booking',
        least: { amount: 30, unit: 'minute' },
        most: { amount: 480, unit: 'minute' },
      },
      { kind: 'role-only', role: 'admin', entity: 'Room', verbs: ['create', 'update', 'delete'] },
    ],
    auth: true,
  },
  {
    text: `An API for pets and shelters.

Application: applicant name, email, message, status (new, approved, rejected).

Every pet belongs to exactly one shelter. An application is for one pet. Only available pets can receive applications. A pet can have at most one approved application.

Pet: name, status (available, adopted)`,
    entities: 'Pet Shelter Application',
    fields: { Shelter: '!petId', Application: 'applicantName petId status:enum' },
    rules: [
      { kind: 'exclusive', entity: 'Application', field: 'petId', open: { field: 'status', equals: 'approved' } },
      { kind: 'usable', entity: 'Application', parent: 'Pet' },
    ],
  },
  {
    text: 'An API for books, students and loans. A lent book cannot be deleted.',
    entities: 'Book Student Loan',
    rules: [{ kind: 'no-delete-while', entity: 'Book', blockedBy: 'Loan' }],
  },
  {
    text: 'Bitte entwickle ein Backend in Python für einen Tennisverein. Mitglieder haben Vorname, Nachname, E-Mail (eindeutig) und Geburtsdatum. Plätze haben eine Nummer und einen Belag (Sand, Hartplatz, Rasen). Eine Buchung gehört zu einem Mitglied und einem Platz und hat eine Startzeit und eine Endzeit. Buchungen können bis zu 3 Stunden vor Beginn storniert werden. Mitglieder müssen mindestens 6 Jahre alt sein. Nur der Platzwart darf Plätze sperren.',
    entities: 'Member Place Booking',
    rules: [
      { kind: 'until', entity: 'Booking', lead: { amount: 3, unit: 'hour' } },
      { kind: 'role-only', role: 'groundskeeper', entity: 'Place', verbs: ['block'] },
    ],
  },
  {
    text: "Nous voulons une application web pour une association sportive. Les adhérents ont un nom et une adresse e-mail unique. Les cours ont un intitulé, une heure de début et un nombre maximum de participants. Un adhérent peut s'inscrire à plusieurs cours, mais une seule fois par cours. Un cours complet n'accepte plus d'inscriptions. Un adhérent peut annuler son inscription jusqu'à 24 heures avant le début du cours. Les données sont stockées dans PostgreSQL.",
    entities: 'Member Course Registration',
    fields: { Course: '!memberId maximumNumberOfParticipants:integer' },
    rules: [
      { kind: 'unique', entity: 'Registration', fields: ['courseId', 'memberId'] },
      { kind: 'capacity', entity: 'Registration', parentField: 'maximumNumberOfParticipants' },
      { kind: 'until', entity: 'Registration', lead: { amount: 24, unit: 'hour' } },
    ],
  },
  {
    text: 'Quiero una API REST para una biblioteca escolar. Los libros tienen título, autor, ISBN único y número de ejemplares. Los alumnos tienen nombre y apellidos. Un préstamo registra el alumno, el libro y la fecha de préstamo. No se puede prestar un libro si no quedan ejemplares. Solo el bibliotecario puede dar de alta libros. Un libro prestado no se puede borrar.',
    entities: 'Book Student Loan',
    rules: [
      { kind: 'capacity', entity: 'Loan', per: 'bookId', parentField: 'numberOfCopies' },
      { kind: 'role-only', role: 'librarian', entity: 'Book', verbs: ['create'] },
      { kind: 'no-delete-while', entity: 'Book', blockedBy: 'Loan' },
    ],
  },
];
