import { expect, test } from 'vitest';
import type { Screen } from '../../requirements.ts';
import { requirementsOf } from '../expectation.ts';

const pages = (text: string): Pick<Screen, 'name' | 'sections'>[] => {
  const found = requirementsOf(text);
  expect(found.kind).toBe('static_site');
  return found.screens.map(({ name, sections }) => ({ name, sections }));
};

test('the pages of a site are those that are listed, in that order', () => {
  expect(
    pages('Static website for the Riverside Rowing Club with pages home, about us, training times and contact'),
  ).toEqual([
    { name: 'about-us', sections: [] },
    { name: 'training-times', sections: [] },
    { name: 'contact', sections: [] },
  ]);
});

test('what stands between two commas, or behind "with", is one page', () => {
  expect(
    pages('A website for my café with a home page, a menu with coffee and cakes, our opening hours and a contact page'),
  ).toEqual([
    { name: 'menu', sections: ['Coffee', 'Cakes'] },
    { name: 'opening-hours', sections: [] },
    { name: 'contact', sections: [] },
  ]);
  expect(pages('A site for our bakery: home, breads and prices, about us and directions')).toEqual([
    { name: 'breads-and-prices', sections: [] },
    { name: 'about-us', sections: [] },
    { name: 'directions', sections: [] },
  ]);
  expect(
    pages('A website for a hair salon with services, prices and opening hours, a gallery and a contact page'),
  ).toEqual(['services', 'prices', 'opening-hours', 'gallery', 'contact'].map((name) => ({ name, sections: [] })));
  // What ends a list is a page of its own.
  expect(pages('A website for a dentist with pages services, prices with plans and contact')).toEqual([
    { name: 'services', sections: [] },
    { name: 'prices', sections: ['Plans'] },
    { name: 'contact', sections: [] },
  ]);
});

test('a blog has posts, and what is told of them makes no pages', () => {
  const found = requirementsOf(
    'A small website for a photographer with a blog: posts are written in Markdown, newest first, with tags and an RSS feed.',
  );
  expect(found.kind).toBe('static_site');
  expect(found.entities).toEqual([]);
  expect(found.screens.map(({ name, posts }) => [name, posts])).toEqual([['blog', true]]);
  expect(found.unsupported).toEqual([]);
  const plain = requirementsOf('Static website for a rowing club with pages home, boats and an RSS feed');
  expect(plain.unsupported.map(({ words }) => words)).toEqual(['RSS feed']);
  expect(plain.screens.some(({ posts }) => posts)).toBe(false);
});

test('a landing page has sections instead of pages', () => {
  expect(pages('landing page for my bakery with opening hours and a price list')).toEqual([
    { name: 'home', sections: ['Opening hours', 'Price list'] },
  ]);
});

test('what stands behind the name of a page stands on it', () => {
  expect(pages('static site "Bean & Leaf". Pages:\n- Home\n- Beans: espresso, filter, decaf\n- Visit us')).toEqual([
    { name: 'beans', sections: ['Espresso', 'Filter', 'Decaf'] },
    { name: 'visit-us', sections: [] },
  ]);
});

test('a site is called what it is called', () => {
  expect(requirementsOf('static site "Bean & Leaf" with a menu page').title).toBe('Bean & Leaf');
  expect(requirementsOf('Static website for the Riverside Rowing Club with pages home and boats').title).toBe(
    'Riverside Rowing Club',
  );
});

test('what needs a server is said not to be part of a site', () => {
  const found = requirementsOf('landing page for a florist with bouquets and a contact form');
  expect(found.unsupported.map((entry) => entry.words)).toEqual(['contact form']);
});

test('pages that are asked for one by one are pages', () => {
  expect(
    pages('need a website for my forge. I want a page about our knives, one with the story and one about courses.').map(
      ({ name }) => name,
    ),
  ).toEqual(['knives', 'story', 'courses']);
});

test('where it is, when it is open and how to reach it stand on the first page', () => {
  const found = requirementsOf(
    "Static site for my bindery 'Paste & Thread' in Hay-on-Wye, pages: home, work, contact. Open Tue-Sat 9 to 5. Phone 01497 555 011.",
  );
  expect(found.title).toBe('Paste & Thread');
  const home = found.screens.find(({ name }) => name === 'home')?.sections.join(' ') ?? '';
  expect(home).toContain('Hay-on-Wye');
  expect(home).toContain('Tue-Sat 9 to 5');
  expect(home).toContain('01497 555 011');
  expect(found.screens.find(({ name }) => name === 'contact')?.sections.join(' ')).toContain('01497 555 011');
});

test('a doctor is not cut at the dot', () => {
  expect(
    requirementsOf('Website for the dental practice Dr. Okonkwo with pages home, team and contact').title,
  ).toContain('Dr. Okonkwo');
});

test('a site that is told of in German is one, though it is mostly names; its pages keep their names', () => {
  const found = requirementsOf(
    'Webseite für die Bäckerei Kornblum in Passau mit den Seiten Start, Brote, Öffnungszeiten und Kontakt. Telefon 0851 555 019.',
  );
  expect(found.kind).toBe('static_site');
  expect(found.screens.map(({ title }) => title)).toEqual(['Home', 'Brote', 'Öffnungszeiten', 'Kontakt']);
  expect(found.screens[0]?.sections.join(' ')).toContain('0851 555 019');
});

test.each(['page statique', 'page web statique'])('a %s is a site, told of in French', (words) => {
  expect(requirementsOf(`Une ${words} pour un atelier avec les horaires et l'adresse.`).kind).toBe('static_site');
});

test('a list behind a colon begins there, and what is told with a page takes no page away', () => {
  expect(
    pages(
      "A website for the bakery 'Korn & Kruste' in Leipzig: home, our breads with prices, contact with the address Hill Road 12 and phone 0341 5550123.",
    ).map(({ name }) => name),
  ).toEqual(['home', 'breads', 'contact']);
});

test('amounts on a page keep their numbers, and how many pages there are is none', () => {
  expect(
    pages(
      'Landing page for the app Stillwater with three pricing tiers (Free, 5 EUR a month, 12 euros a month) and FAQ',
    ),
  ).toEqual([{ name: 'home', sections: ['Pricing tiers', 'Free', '5 EUR a month', '12 euros a month', 'FAQ'] }]);
});

test.each([
  // What a site is about is no program that is to be built.
  // Who needs a site says nothing of what is on it.
  [
    'I need a static website for my café "Blue Cup": home, menu, opening hours, contact.',
    ['menu', 'opening-hours', 'contact'],
  ],
  ['We need a website for our choir: home, concerts, join us and contact.', ['concerts', 'join-us', 'contact']],
  ['Landing page for my iOS app "Pocket Piano" with features, screenshots and an App Store link.', ['home']],
  [
    'A docs site for our REST API with pages Getting started, Authentication and Errors.',
    ['getting-started', 'authentication', 'errors'],
  ],
  ['A website for a desktop app for note taking, with download and changelog pages.', ['download', 'changelog']],
  [
    'Documentation site for a library called Larkspur with pages Guide, API reference, a sidebar and dark mode.',
    ['guide', 'api-reference'],
  ],
  // Parts that sites have, and nothing that anybody does there.
  [
    'Build a conference website: schedule, speakers, venue, code of conduct.',
    ['schedule', 'speakers', 'venue', 'code-of-conduct'],
  ],
  ['Site for my wedding with schedule, location and accommodation.', ['schedule', 'location', 'accommodation']],
])('a site to read is known by what it has: %s', (text, expected) => {
  expect(pages(text).map(({ name }) => name)).toEqual(expected);
});

test.each([
  'A website for a cinema with films, showings and bookings. Customers can book seats.',
  'A web app for a conference with speakers, talks and schedule where users log in.',
])('a site where people do things is no site to read: %s', (text) => {
  expect(requirementsOf(text).kind).not.toBe('static_site');
});

test('one page has what is listed behind its topic', () => {
  expect(pages('Make a one-page website for a plumber, services, areas served and reviews.')).toEqual([
    { name: 'home', sections: ['Services', 'Areas served', 'Reviews'] },
  ]);
});

test('the word for pages before a list of them is no part of their names', () => {
  const names = (text: string): string[] => pages(text).map(({ name }) => name);
  expect(names('Website for a dentist: pages for the team, our services, prices and how to find us.')).toEqual([
    'team',
    'services',
    'prices',
    'contact',
  ]);
  expect(
    names('Homepage for the Riverside rowing club: pages about the boats, training times and membership.'),
  ).toEqual(['boats', 'training-times', 'membership']);
  expect(
    pages(
      'I need a site for my carpentry business. It should have pages for projects, services and a contact page with my address.',
    ),
  ).toEqual([
    { name: 'projects', sections: [] },
    { name: 'services', sections: [] },
    { name: 'contact', sections: ['Address'] },
  ]);
});
