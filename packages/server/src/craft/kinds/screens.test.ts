import { describe, expect, test } from 'vitest';
import type { Requirements } from '../requirements.ts';
import { understand } from '../understand/understand.ts';
import { blueprintFor, leftOut } from './registry.ts';

/** What people look at, as it is written; how it looks was judged by looking. */

async function filesOf(description: string): Promise<Map<string, string>> {
  const { found, blueprint } = await read(description);
  const versions = Object.fromEntries(blueprint.packageNeeds(found).map(({ name }) => [name, '1.0.0']));
  return new Map(blueprint.generateProject(found, versions).map(({ path, content }) => [path, content]));
}

async function read(description: string) {
  const understood = understand(description, { constraints: {}, preferences: {} });
  if (understood.verdict !== 'understood') throw new Error(`Not understood: ${description}`);
  const found: Requirements = understood.requirements;
  const blueprint = await blueprintFor(found);
  if (!blueprint) throw new Error(`Nothing builds ${found.kind}.`);
  return { found, blueprint };
}

const app = 'web app for a bakery: breads have a name, a price in euros and a weight in grams';

describe('Tailwind', () => {
  test.each([
    app,
    'a web page that checks IBANs',
    'a static site for a bakery with pages about us, opening hours and contact',
  ])('is there where it is asked for, and nowhere else: %s', async (description) => {
    const without = [...(await filesOf(description)).values()].join('\n');
    const files = await filesOf(`${description}, styled with Tailwind`);
    expect(without.toLowerCase()).not.toContain('tailwind');
    expect(files.get('package.json')).toContain('"tailwindcss"');
    expect([...files.values()].join('\n')).toContain('@import "tailwindcss"');
  });
});

describe('tests in a browser', () => {
  test('are there where they are asked for, and nowhere else', async () => {
    expect([...(await filesOf(app)).values()].join('\n')).not.toMatch(/playwright/i);
    const files = await filesOf(`${app}, with Playwright tests`);
    expect(files.get('package.json')).toMatch(/"test:browser": "playwright test"/);
    expect(files.get('e2e/app.spec.ts')).toMatch(/There are no breads yet/);
    expect(files.has('src/tests/routes.ts')).toBe(false);
  });

  test('are said to be left out where nothing is shown', async () => {
    const { found } = await read(
      'REST API for a bakery: breads have a name and a price, with Playwright tests and Tailwind',
    );
    expect(leftOut(found).map(({ words }) => words.toLowerCase())).toEqual(
      expect.arrayContaining([expect.stringMatching(/playwright/), expect.stringMatching(/tailwind/)]),
    );
  });
});

test('a web app shows money in the currency of the description and numbers with their unit', async () => {
  const model = (await filesOf(app)).get('web/src/model.ts') ?? '';
  expect(model).toMatch(/currency: 'EUR'/);
  expect(model).toMatch(/unit: 'g'/);
});

test('only where people sign in, the screens know of users', async () => {
  const text = (files: Map<string, string>) => [...files].filter(([path]) => path.startsWith('web/')).join('\n');
  expect(text(await filesOf(app))).not.toMatch(/\buser\b|sign.?out/i);
  expect(text(await filesOf(`full stack ${app}, with login`))).toMatch(/Sign out/);
});

describe('a site', () => {
  const description =
    'A website for the bakery Krume with the pages our breads, gallery and find us. We bake sourdough bread every morning.';

  test('opens with what the description tells of its subject', async () => {
    const home = (await filesOf(description)).get('content/home.md') ?? '';
    expect(home).toContain('We bake sourdough bread every morning.');
    expect(home).toMatch(/^button: .+ -> \/find-us\/$/m);
  });

  test('has the texts of its subject, and the pictures that it shows', async () => {
    const files = await filesOf(description);
    expect(files.get('content/breads.md') ?? files.get('content/our-breads.md')).toMatch(/loaf/i);
    for (const [, path = ''] of (files.get('content/gallery.md') ?? '').matchAll(/\((\/images\/[^)]+)\)/g)) {
      expect(files.has(`public${path}`)).toBe(true);
    }
  });

  test('is called by the name in its description', async () => {
    const { found } = await read('Landing page for a yoga studio called Stillpoint: hero, classes and contact');
    expect(found.title).toBe('Stillpoint');
  });
});
