import { expect, test } from 'vitest';
import type { Screen } from '../requirements.ts';
import { requirementsOf } from './expectation.ts';

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
