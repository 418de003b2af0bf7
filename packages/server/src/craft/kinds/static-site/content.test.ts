import { describe, expect, test } from 'vitest';
import { understand } from '../../understand/understand.ts';
import { pagesOf } from './content.ts';

function pages(text: string) {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') throw new Error(`abstained: ${found.questions.join(' ')}`);
  return pagesOf(found.requirements);
}

describe('a site', () => {
  test.each(['a photographer', 'a bakery', 'a yoga studio', 'an app', 'a choir', 'a restaurant'])(
    'for %s makes up no prices, times, praise or people',
    (whom) => {
      const made = pages(
        `A website for ${whom} with the pages prices, testimonials, team, trainers, menu, products, classes, concerts, opening hours, location and contact`,
      );
      expect(made.length).toBeGreaterThan(8);
      const told = made.flatMap(({ sections }) => sections.map(({ body }) => body)).join('\n');
      expect(told).toContain('will stand here');
      expect(told).not.toMatch(/\d|^>|["“”]|\bAda\b/m);
    },
  );

  test('shows the figures that it is told', () => {
    const [home] = pages(
      'A landing page for a time tracking app with hero, pricing with three plans (Free 0 EUR, Team 9 EUR, Business 29 EUR per month) and FAQ',
    );
    const pricing = home?.sections.filter(({ heading }) => heading === 'Pricing');
    expect(pricing?.map(({ body }) => body)).toEqual(['- Free 0 EUR\n- Team 9 EUR\n- Business 29 EUR per month']);
  });

  test('has the pages that are listed before "a page about"', () => {
    const made = pages('A portfolio site for a photographer with a gallery, a page about prices and a contact page');
    expect(made.map(({ title }) => title)).toEqual(['Home', 'Gallery', 'Prices', 'Contact']);
  });
});
