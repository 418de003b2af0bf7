import { describe, expect, test } from 'vitest';
import { understand } from '../understand/understand.ts';
import { languagesOf, translate } from './translate.ts';

const english = (text: string) => translate(text)?.english;

test('English is left alone, whatever it borrows', () => {
  for (const text of [
    'A REST API for a café with menus and orders. Each order has a total.',
    'A CLI tool',
    'an app for die cast models: each model has a scale',
    'La Palma tours: an API for tours with a guide and a price',
    '',
    '!!! 123',
  ])
    expect(translate(text)).toBeUndefined();
});

test('a language is known by its small words', () => {
  expect(languagesOf('Ein Programm für die Verwaltung von Zelten')[0]?.name).toBe('German');
  expect(languagesOf('Un programme pour gérer des tentes')[0]?.name).toBe('French');
  expect(languagesOf('Un programa para gestionar las tiendas')[0]?.name).toBe('Spanish');
});

describe('German', () => {
  test.each([
    // States in a list are no deeds.
    [
      'Bestellungen haben einen Status (offen, geliefert, storniert, bezahlt).',
      'Orders have a status (open, delivered, cancelled, paid).',
    ],
    // A clause that goes on has its verb first, and no subject behind it.
    [
      'Eine Lieferung gehört zu einem Kunden, hat einen Beginn und einen Preis.',
      'A delivery belongs to a customer, has a start and a price.',
    ],
    // What a modal waits for stands at the end.
    ['Ein Trainer darf höchstens drei Kurse anbieten.', 'A trainer may offer at most three courses.'],
    ['Lieferungen können von Kunden bewertet werden.', 'Deliveries can be rated by customers.'],
    // A prefix stands apart from its verb.
    ['Der Gast gibt das Buch zurück.', 'The guest returns the book.'],
    // The verb of a clause that depends on another comes last.
    ['Eine App, die Rechnungen ausgibt.', 'An app that prints invoices.'],
    ['Eine App, die Rechnungen druckt.', 'An app that prints invoices.'],
    ['Eine API, mit der Ärzte Termine absagen können.', 'An API, with which doctors can cancel appointments.'],
    ['Wenn ein Zimmer reserviert ist, kann niemand es buchen.', 'If a room is reserved, nobody can book it.'],
    ['Ein Programm, um Pflanzen zu verwalten.', 'An app, to manage plants.'],
    // Whatever stands first, the subject comes before its verb in English.
    ['Pro Halle dürfen maximal 8 Mannschaften spielen.', 'At most 8 teams may play per hall.'],
    ['Gelöschte Rezepte zählen nicht.', 'Deleted recipes do not count.'],
    // One of what stands behind "each" and "a", many where the verb says so.
    ['Jeder Spieler hat einen Namen.', 'Each player has a name.'],
    ['Benutzer können Bilder löschen.', 'Users can delete images.'],
    // What is doing something tells of a thing as an adjective does.
    ['Ein Raum darf keine überlappenden Termine haben.', 'A room may have no overlapping appointments.'],
    ['Ein Kurs kann bis 24 Stunden vorher abgesagt werden.', 'A course can be cancelled until 24 hours before.'],
    // Its verb comes behind a whole list, and each part has one.
    [
      'Ein Programm, das Wörter, Zeilen und Spalten zählt und das Ergebnis ausgibt.',
      'An app that counts words, lines and columns and prints the result.',
    ],
    // How much of it there is belongs to the subject.
    [
      'Für jede Bestellung fällt eine Gebühr von 0,50 Euro pro Tag an.',
      'A fee of 0.50 euro per day is charged for each order.',
    ],
  ])('%s', (german, read) => {
    expect(english(`${german} Und das ist alles.`)).toBe(`${read} And the is all.`);
  });

  test('options, addresses and commands stay as they are written', () => {
    expect(english('Ein Programm mit --ignore-case und der Adresse GET /:code oder `add-all`')).toBe(
      'An app with --ignore-case and the address GET /:code or `add-all`',
    );
  });

  test('words that are put together are taken apart', () => {
    expect(english('Die Kundennummer und das Rechnungsdatum')).toBe('The customer number and the invoice date');
    expect(english('Eine Pflanzenverwaltung für die Gärtnerei')).toMatch(/^A plant management for the /);
    expect(english('Die Zugangsnummer ist eindeutig und der Preis')).toBe(
      'The zugang number must be unique and the price',
    );
  });
});

describe('Romance languages', () => {
  test.each([
    // The adjective follows its noun, and so does what a thing is of.
    ['Les chambres libres et les réservations annulées', 'The available rooms and the cancelled bookings'],
    ['La date de livraison et le prix de vente', 'The delivery date and the sale price'],
    // Articles that English does without.
    ["Un outil permettant d'afficher des photos et de supprimer des images", 'A tool to show photos and delete images'],
    ['Un patient ne peut pas annuler les visites.', 'A patient cannot cancel the visits.'],
    ['Los pedidos enviados y las facturas pagadas', 'The sent orders and the paid invoices'],
    ['Una reserva no se puede cancelar dos veces.', 'A booking can not be cancelled twice.'],
    ["Un'applicazione per annotare le spese dell'azienda", 'An app to record the expenses of the company'],
    ['Ogni cliente può restituire i libri prenotati.', 'Each client can return the booked books.'],
    ['Os quartos disponíveis e as reservas canceladas', 'The available rooms and the cancelled bookings'],
    ['Os clientes compram os produtos.', 'The clients buy the products.'],
    ['Cada alumno tiene una fecha de nacimiento.', 'Each student has a date of birth.'],
  ])('%s', (foreign, read) => {
    expect(english(foreign)).toBe(read);
  });
});

test('of two neighbours it is the one that knows more of the words', () => {
  expect(translate('Ferramenta de linha de comando que valide o IBAN, por favor')?.language).toBe('Portuguese');
  expect(translate('Herramienta de línea de comandos que valide el IBAN, por favor')?.language).toBe('Spanish');
});

test('words that no list has stay as names, and are told', () => {
  const found = translate('Eine REST-API für Quietscheentchen. Jedes Quietscheentchen hat einen Namen und eine Farbe.');
  expect(found?.english).toContain('for Quietscheentchen');
  expect(found?.unknown).toEqual(['Quietscheentchen']);
});

test('a name that no list has is one in English too, where many of it are told', () => {
  expect(translate('Una API para los escultores y las obras del museo')?.english).toContain('the escultors');
});

test('quoted texts, numbers and lines stay what they are', () => {
  expect(english('Die App „Zettel & Co“ hat eine Liste:\n- Preise bis 1.250,50 Euro\n- 3 Stufen')).toBe(
    'The app "Zettel & Co" has a list:\n- Prices to 1250.50 euro\n- 3 levels',
  );
});

describe('A description in another language', () => {
  const read = (text: string) => {
    const found = understand(text, { constraints: {}, preferences: {} });
    if (found.verdict !== 'understood') throw new Error(found.questions.join('\n'));
    return found.requirements;
  };
  const rules = (text: string) =>
    read(text)
      .rules.map(({ kind }) => kind)
      .sort();

  test('gives the things, fields and rules that it states, and says how it was read', () => {
    const text =
      'Eine REST-API für eine Kletterhalle: Mitglieder und Kurse. Mitglieder haben einen Namen und eine eindeutige Kundennummer. ' +
      'Kurse haben einen Titel, einen Preis und ein Startdatum. Der Preis darf nicht negativ sein.';
    const requirements = read(text);
    expect(requirements.description).toBe(text);
    expect(requirements.assumptions[0]).toMatch(/^Read from German as: “A rest api for .*members and courses\./i);
    const fields = Object.fromEntries(
      requirements.entities.map((one) => [one.name, one.fields.map(({ name }) => name)]),
    );
    expect(fields['Member']).toEqual(expect.arrayContaining(['name', 'customerNumber']));
    expect(fields['Course']).toEqual(expect.arrayContaining(['title', 'price', 'startDate']));
    expect(rules(text)).toEqual(expect.arrayContaining(['range', 'unique']));
  });

  test('of French and of Spanish has its kind, language and rules', () => {
    const french = read(
      "API REST en Python pour un club de tennis : joueurs (nom, e-mail) et réservations. Un joueur ne peut pas avoir plus de trois réservations. Le prix d'une réservation ne peut pas être négatif.",
    );
    expect([french.kind, french.language]).toEqual(['rest_api', 'python']);
    expect(french.rules.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['max-per', 'range']));
    const spanish = read(
      'Una aplicación full-stack con inicio de sesión: los usuarios crean tareas con título y prioridad.',
    );
    expect(spanish.kind).toBe('fullstack');
    expect(spanish.features.map(({ name }) => name)).toContain('auth');
    expect(spanish.entities.map(({ name }) => name)).toContain('Task');
  });

  test('that there is no dictionary of is asked for again', () => {
    const found = understand(
      'Een kleine toepassing met een lijst van gebruikers voor het beheer van een winkel in Gent',
      {
        constraints: {},
        preferences: {},
      },
    );
    expect(found.verdict).toBe('abstained');
  });
});

test('the plural of a German word that no list has is known beside its singular', () => {
  // Neither is a word of any dictionary.
  expect(english('Knäufe haben einen Preis. Jeder Knauf gehört zu einem Kunden.')).toContain('Knaufs have a price');
  expect(english('Jeder Knauf hat einen Preis. Griffel haben eine Farbe.')).toContain('Each Knauf has a price');
});

test('a noun that is declined weakly is one behind an article that says so', () => {
  expect(english('Dozierende und Absolventen haben einen Namen. Jede Karte gehört zu einem Absolventen.')).toMatch(
    /Absolvents .*belongs to an? Absolvent\b/s,
  );
});

test('how many there are of something is a number of them', () => {
  expect(english('Kisten haben eine Anzahl Flaschen, die nie negativ wird, und einen Ort.')).toContain(
    'a number of bottles',
  );
});

test('a list of nouns is in the language whose dictionary has them', () => {
  expect(
    english(
      'Haus (Straße, Baujahr), Wohnung (Haus, Stockwerk, Fläche), Mieter (Name), Mietvertrag (Wohnung, Mieter, Beginn, Miete)',
    ),
  ).toContain('House');
  expect(
    english('house (street, year), flat (floor, area), tenant (name), contract (flat, tenant, rent, start)'),
  ).toBeUndefined();
});

test('what is so or not, neither of two, and what is possible until a time', () => {
  expect(
    english('Weder Lehrer noch Raum dürfen doppelt belegt sein. Stornieren ist bis 24 Stunden vorher möglich.'),
  ).toBe('Neither teacher nor rooms may be double booked. Canceling is possible until 24 hours before.');
  expect(english('Mitglieder haben einen Namen, Mitgliedsbeitrag bezahlt oder nicht.')).toContain('fee paid or not');
  expect(english('Les membres ont un nom et une cotisation payée ou non.')).toContain('a fee paid or not');
  expect(english('Los socios tienen un nombre y una cuota pagada o no.')).toContain('a fee paid or not');
});

test('French words in -es are no plurals of Spanish kind', () => {
  expect(english('Une API pour des cercles. Les cercles ont un nom et une adresse.')).toContain('cercles');
});

test('what German says is kept of each is what each has', () => {
  const told = (text: string) => english(`Eine API für unseren Verein. ${text}`)?.split('. ')[1];
  expect(told('Zu jedem Boot werden Name, Länge und Liegeplatz gespeichert.')).toBe(
    'Each boat has name, length and berth.',
  );
  expect(told('Für jeden Einsatz erfassen wir ein Datum und einen Ort.')).toBe('Each mission has a date and a place.');
  expect(told('Zu jeder Fahrt gehören ein Datum und ein Boot.')).toBe('Each trip has a date and a boat.');
});

test('French "neuf" and "bon" are values where nothing is counted and no coupon is meant', () => {
  expect(
    english('Une API pour des vélos. Un vélo a un nom et un état (neuf, bon, usé). Une voiture a neuf places.'),
  ).toBe('An API for bikes. A bike has a name and a status (new, good, worn). A car has nine places.');
  expect(english("Une API pour une boutique. Un client a un bon d'achat. Les bons ont une valeur.")).toMatch(
    /vouchers? ha/,
  );
});
