import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../../shared/yaml.ts';
import { capital } from '../../emit/names.ts';
import { blueprintsFolder } from '../../emit/templates.ts';
import type { Requirements, Screen } from '../../requirements.ts';

/** The pages of a site and what stands on them. */

export interface SitePage {
  name: string;
  title: string;
  /** File in the finished site. */
  file: string;
  path: string;
  description: string;
  sections: { heading: string; body: string }[];
}

const schema = z.object({ sections: z.array(z.object({ match: z.string(), body: z.string() })) });
let known: { pattern: RegExp; body: string }[] | undefined;

function knownSections(): { pattern: RegExp; body: string }[] {
  if (known) return known;
  const file = join(blueprintsFolder(), '..', 'knowledge', 'site-sections.yaml');
  const { sections } = schema.parse(readYaml(readFileSync(file, 'utf8'), file).value);
  known = sections.map(({ match, body }) => ({ pattern: new RegExp(match, 'i'), body }));
  return known;
}

/** At least a first page; pages that the description names come after it, in its order. */
export function pagesOf(requirements: Requirements): SitePage[] {
  const { screens, title } = requirements;
  const home = screens.find((screen) => screen.name === 'home');
  const others = screens.filter((screen) => screen.name !== 'home');
  const first: SitePage = {
    ...pageOf(requirements, home ?? { name: 'home', title: 'Home', sections: [] }),
    description: requirements.summary,
  };
  const pages = [first, ...others.map((screen) => pageOf(requirements, screen))];
  // A site of one page without sections would say nothing but its name.
  if (pages.length === 1 && first.sections.length === 0) {
    first.sections = ['About', 'Contact'].map((heading) => sectionOf(title, heading));
  }
  return pages;
}

function pageOf({ title }: Requirements, screen: Pick<Screen, 'name' | 'title' | 'sections'>): SitePage {
  const isHome = screen.name === 'home';
  const sections = screen.sections.map((heading) => sectionOf(title, heading));
  return {
    name: screen.name,
    title: screen.title,
    file: isHome ? 'index.html' : `${screen.name}/index.html`,
    path: isHome ? '/' : `/${screen.name}/`,
    description: `${screen.title} of ${title}.`,
    sections: sections.length === 0 && !isHome ? [{ heading: '', body: bodyOf(title, screen.title) }] : sections,
  };
}

function sectionOf(site: string, heading: string): { heading: string; body: string } {
  // A whole sentence of the user's is a text, not a heading.
  if (/[.!?]$/.test(heading) || heading.split(' ').length > 8) return { heading: '', body: heading };
  return { heading: capital(heading), body: bodyOf(site, heading) };
}

function bodyOf(site: string, heading: string): string {
  const found = knownSections().find(({ pattern }) => pattern.test(heading));
  return (found?.body ?? `All about ${heading.toLowerCase()} at {site}.`).replaceAll('{site}', site);
}

/** The page as Markdown with its head. */
export function markdownOf(page: SitePage, requirements: Requirements, order: number): string {
  const isHome = page.name === 'home';
  const lead = isHome ? [requirements.summary] : [];
  const body = page.sections.flatMap(({ heading, body: text }) => (heading === '' ? [text] : [`## ${heading}`, text]));
  return [
    `---\ntitle: ${page.title}\ndescription: ${page.description}\norder: ${order}\n---`,
    `# ${isHome ? requirements.title : page.title}`,
    ...lead,
    ...body,
  ]
    .join('\n\n')
    .concat('\n');
}
