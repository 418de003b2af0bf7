import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../../shared/yaml.ts';
import { capital } from '../../emit/names.ts';
import { blueprintsFolder, render } from '../../emit/templates.ts';
import type { Requirements, Screen } from '../../requirements.ts';
import type { Looks } from '../shared/looks.ts';

/** The pages of a site and what stands on them. */

export interface SitePage {
  name: string;
  title: string;
  /** File in the finished site. */
  file: string;
  path: string;
  description: string;
  /** What the first page opens with. */
  lead: string;
  /** What a visitor most likely wants to do next. */
  button: { label: string; to: string } | undefined;
  sections: { heading: string; body: string }[];
}

const pattern = z.string().transform((text) => new RegExp(text, 'i'));
const schema = z.object({
  leads: z.array(z.object({ subject: pattern, text: z.string() })),
  buttons: z.array(z.object({ match: pattern, label: z.string() })),
  sections: z.array(
    z.object({ match: pattern, subject: pattern.optional(), gallery: z.boolean().default(false), body: z.string() }),
  ),
});
type Texts = z.output<typeof schema>;
let known: Texts | undefined;

function texts(): Texts {
  if (known) return known;
  const file = join(blueprintsFolder(), '..', 'knowledge', 'site-sections.yaml');
  known = schema.parse(readYaml(readFileSync(file, 'utf8'), file).value);
  return known;
}

/** At least a first page; pages that the description names come after it, in its order. */
export function pagesOf(requirements: Requirements): SitePage[] {
  const { screens } = requirements;
  const home = screens.find((screen) => screen.name === 'home');
  const others = screens.filter((screen) => screen.name !== 'home').map((screen) => pageOf(requirements, screen));
  const first = pageOf(requirements, home ?? { name: 'home', title: 'Home', sections: [] });
  // A site of one page without sections would say nothing but its name.
  if (others.length === 0 && first.sections.length === 0) {
    first.sections = ['About', 'Contact'].map((heading) => sectionOf(requirements, heading));
  }
  return [{ ...first, lead: leadOf(requirements), button: buttonOf(first, others) }, ...others];
}

/** Pictures that stand in for those of the owner; empty where no page shows any. */
export function picturesOf(pages: readonly SitePage[], looks: Looks): { path: string; content: string }[] {
  const shown = new Set(
    pages.flatMap((page) =>
      page.sections.flatMap(({ body }) => [...body.matchAll(/\/images\/(\d+)\.svg/g)].map(([, n]) => Number(n))),
    ),
  );
  return [...shown].map((number) => ({
    path: `public/images/${number}.svg`,
    content: render('static-site/picture.svg', { ...looks, number, light: 0.7 + ((number * 7) % 5) / 25 }),
  }));
}

function pageOf(requirements: Requirements, screen: Pick<Screen, 'name' | 'title' | 'sections' | 'posts'>): SitePage {
  const { title } = requirements;
  const isHome = screen.name === 'home';
  const sections = screen.sections
    .map((heading) => sectionOf(requirements, heading))
    .filter(({ heading, body }) => heading !== '' || body !== '');
  const page =
    sections.length === 0 && !isHome && !screen.posts
      ? [{ heading: '', body: bodyOf(requirements, screen.title) }]
      : sections;
  return {
    name: screen.name,
    title: screen.title,
    file: isHome ? 'index.html' : `${screen.name}/index.html`,
    path: isHome ? '/' : `/${screen.name}/`,
    lead: '',
    button: undefined,
    description: isHome ? leadOf(requirements) : (sentenceIn(page[0]?.body ?? '') ?? `${screen.title} – ${title}`),
    sections: page,
  };
}

/** The first sentence of a text that is one; tables, lists and pictures have none. */
function sentenceIn(body: string): string | undefined {
  const [first = ''] = /^[^.!?]+[.!?](?= |$)/m.exec(body) ?? [];
  return /^[\p{L}\d]/u.test(first) && !/[*[\]|]|example/i.test(first) && first.length <= 150 && !first.includes('\n')
    ? first
    : undefined;
}

function sectionOf(requirements: Requirements, heading: string): { heading: string; body: string } {
  // "Pricing (Free 0 EUR, Team 9 EUR)": what stands in it is told.
  const [, name, told] = /^([^(]{3,40}) \((.+,.+)\)$/.exec(heading) ?? [];
  if (name !== undefined && told !== undefined) {
    const items = told.split(/, (?:and )?| and (?=[^,]+$)/);
    return { heading: capital(name), body: items.map((item) => `- ${capital(item.trim())}`).join('\n') };
  }
  // A whole sentence of the user's is a text, not a heading.
  if (/[.!?]$/.test(heading) || heading.split(' ').length > 8) return { heading: '', body: heading };
  const body = bodyOf(requirements, heading);
  return { heading: body === '' ? '' : capital(heading), body };
}

/** An empty text is for what the page has anyway, such as its opening. */
function bodyOf({ title, description }: Requirements, heading: string): string {
  const found = texts().sections.find(
    ({ match, subject }) => match.test(heading) && (!subject || subject.test(`${title} ${description}`)),
  );
  return (
    found?.body ?? `Soon you will read here about ${heading.toLowerCase().replace(/^(?:our|the|my) /, '')}.`
  ).replaceAll('{site}', title);
}

/** What the description tells of the subject itself stands on the first page, in its own words. */
function leadOf({ title, description }: Requirements): string {
  const told = description
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter(
      (sentence) =>
        /^(?:We|Our|I|My)\b[^:]{8,220}[.!]$/.test(sentence) &&
        !/\b(?:need|want|like|page|pages|site|website|section|sections|design|please|should|must|tailwind|docker)\b/i.test(
          sentence,
        ),
    );
  if (told.length > 0) return told.slice(0, 3).join(' ');
  return texts().leads.find(({ subject }) => subject.test(`${title} ${description}`))?.text ?? title;
}

/** The first of what visitors want that the site has: a page, or a section of the first one. */
function buttonOf(home: SitePage, others: readonly SitePage[]): SitePage['button'] {
  for (const { match, label } of texts().buttons) {
    const page = others.find(({ title }) => match.test(title));
    if (page) return { label, to: page.path };
    const section = home.sections.find(({ heading }) => match.test(heading));
    if (section) return { label, to: `#${anchorOf(section.heading)}` };
  }
  return undefined;
}

/** As the layout of the site names its sections. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}

/** The page as Markdown with its head. */
export function markdownOf(page: SitePage, requirements: Requirements, order: number): string {
  const isHome = page.name === 'home';
  const lead = isHome ? [page.lead] : [];
  const body = page.sections.flatMap(({ heading, body: text }) => (heading === '' ? [text] : [`## ${heading}`, text]));
  const button = page.button ? `\nbutton: ${page.button.label} -> ${page.button.to}` : '';
  return [
    `---\ntitle: ${page.title}\ndescription: ${page.description}\norder: ${order}${button}\n---`,
    `# ${isHome ? requirements.title : page.title}`,
    ...lead,
    ...body,
  ]
    .join('\n\n')
    .concat('\n');
}
