import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../../shared/yaml.ts';
import { blueprintsFolder, render } from '../../emit/templates.ts';
import type { Feature, GeneratedFile, Requirements } from '../../requirements.ts';

/** Colours and letters of what people look at, chosen by its subject. */

export interface Looks {
  /** Degrees of OKLCH. */
  hue: number;
  chroma: number;
  headings: 'serif' | 'sans';
}

const schema = z.object({
  looks: z.array(
    z.object({
      match: z.string(),
      hue: z.number(),
      chroma: z.number(),
      headings: z.enum(['serif', 'sans']).default('sans'),
    }),
  ),
  others: z.array(z.number()).min(1),
});
let known: { looks: (Looks & { pattern: RegExp })[]; others: number[] } | undefined;

function knownLooks(): NonNullable<typeof known> {
  if (known) return known;
  const file = join(blueprintsFolder(), '..', 'knowledge', 'looks.yaml');
  const { looks, others } = schema.parse(readYaml(readFileSync(file, 'utf8'), file).value);
  known = { looks: looks.map(({ match, ...look }) => ({ ...look, pattern: new RegExp(match, 'i') })), others };
  return known;
}

export function looksOf({ title, description }: { title: string; description: string }): Looks {
  const { looks, others } = knownLooks();
  const of = (text: string) => looks.find(({ pattern }) => pattern.test(text));
  const found = of(title) ?? of(description);
  if (found) return found;
  const place = createHash('sha256').update(title).digest().readUInt16BE(0) % others.length;
  return { hue: others[place] ?? 230, chroma: 0.11, headings: 'sans' };
}

/** The colours as custom properties of CSS. */
function paletteOf(looks: Looks): string {
  return render('shared/palette.css', { ...looks, softChroma: Math.round(looks.chroma * 90) / 100 }).trimEnd();
}

/** A sign for the tab of the browser: the first letter of the title on the accent. */
export function faviconOf(title: string, { hue, chroma }: Looks): string {
  const [letter = '•'] = /[\p{L}\p{N}]/u.exec(title) ?? [];
  return render('shared/favicon.svg', { letter: letter.toUpperCase(), hue, chroma });
}

/** Fonts that a reader has anyway; nothing is loaded from elsewhere. */
function headingFontOf({ headings }: Looks): string {
  return headings === 'serif' ? "'Iowan Old Style', 'Palatino Linotype', P052, Georgia, serif" : 'inherit';
}

/** What templates of styles ask for. */
export function styleValues(requirements: Requirements): Record<string, unknown> {
  const looks = looksOf(requirements);
  const tailwind = wishes(requirements, 'tailwind');
  return {
    tailwind,
    palette: paletteOf(looks),
    theme: tailwind ? render('shared/theme.css', {}).trimEnd() : '',
    headingFont: headingFontOf(looks),
  };
}

/** The stylesheet of a web app, one subject after the other; `own`: those that not every one has. */
export function stylesheet(values: Record<string, unknown>, own: readonly ('sign-in' | 'tools')[]): GeneratedFile {
  const subjects = ['base', 'frame', 'buttons', 'lists', 'rows', 'forms', ...own, 'dialogs', 'narrow'];
  const parts = subjects.map((subject) => render(`web-app/styles/${subject}.css`, values));
  return { path: 'web/src/styles.css', content: parts.join('') };
}

export function wishes({ features }: Requirements, wish: Feature): boolean {
  return features.some(({ name }) => name === wish);
}
