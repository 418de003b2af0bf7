import type { Blueprint } from '../../contract.ts';
import { quote } from '../../emit/layout.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { commonScripts, nodeBasics, nodeTools, packageJson } from '../../emit/node-project.ts';
import { planOf } from '../../emit/plan.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { valueSource } from '../../emit/values.ts';
import { findModule, moduleSource } from '../../modules/library.ts';
import { moduleTestFile } from '../../modules/tests.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { faviconOf, looksOf, styleValues, wishes } from '../shared/looks.ts';
import { postsOf } from './posts.ts';
import { markdownOf, pagesOf, picturesOf, type SitePage } from './content.ts';

function packageNeeds(requirements: Requirements): PackageNeed[] {
  const tailwind: PackageNeed[] = [
    { name: '@tailwindcss/cli', dev: true, range: '^4' },
    { name: 'tailwindcss', dev: true, range: '^4' },
  ];
  return [...nodeTools, ...(wishes(requirements, 'tailwind') ? tailwind : [])];
}

function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const pages = pagesOf(requirements);
  const { name, title, summary } = requirements;
  const looks = looksOf(requirements);
  const tailwind = wishes(requirements, 'tailwind');
  const posts = postsOf(requirements);
  const pictures = picturesOf(pages, looks);
  const values = {
    ...styleValues(requirements),
    gallery: pictures.length > 0,
    name,
    title,
    summary,
    titleSource: quote(title),
    summarySource: quote(pages[0]?.description ?? summary),
    build: true,
    ignored: [],
    posts,
    addresses: pages.length + (posts ? posts.addresses.length - 1 : 0),
    pages: pages.map((page) => ({
      ...page,
      plainTitle: page.title.replaceAll("'", '’'),
      wordsSource: valueSource(wordsOn(page, requirements)),
    })),
  };
  const ci = requirements.features.some((feature) => feature.name === 'ci');
  const markdown = findModule('markdown');
  const templates = [
    'src/build.ts',
    'src/site.ts',
    'src/content.ts',
    'src/layout.ts',
    'src/serve.ts',
    'test/site.test.ts',
    'README.md',
    ...(posts ? ['src/posts.ts', 'test/posts.test.ts'] : []),
  ];
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        private: true,
        engines: { node: '>=24.2' },
        scripts: {
          start: 'node src/serve.ts',
          dev: 'node --watch-path=src --watch-path=content --watch-path=public src/serve.ts',
          build: 'node src/build.ts',
          ...commonScripts,
        },
      }),
    },
    ...nodeBasics({ ci }).map(([template, path]) => ({ path, content: render(template, values) })),
    ...templates.map((path) => ({ path, content: render(`static-site/${path}`, values) })),
    { path: `${tailwind ? 'src' : 'public'}/style.css`, content: render('static-site/style.css', values) },
    { path: 'public/favicon.svg', content: faviconOf(title, looks) },
    ...pictures,
    ...pages.map((page, place) => ({
      path: `content/${page.name}.md`,
      content: markdownOf(page, requirements, (place + 1) * 10),
    })),
    ...(posts?.files ?? []),
    ...(markdown
      ? [
          { path: 'src/markdown.ts', content: moduleSource(markdown, 'typescript') },
          { path: 'test/markdown.test.ts', content: moduleTestFile(markdown) },
        ]
      : []),
  ]);
}

/** Words that a reader must find on a page: its heading and those of its sections, as HTML has them. */
function wordsOn(page: SitePage, requirements: Requirements): string[] {
  const heading = page.name === 'home' ? requirements.title : page.title;
  return [
    `<h1>${escaped(heading)}</h1>`,
    ...page.sections.filter((one) => one.heading !== '').map((one) => `<h2>${escaped(one.heading)}</h2>`),
  ];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A site of Markdown pages, built by a small program of its own. */
export const staticSite: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    const pages = pagesOf(requirements);
    const handed = 'It can be handed over';
    return planOf(generateProject(requirements, versions), [
      {
        id: 'project',
        title: 'Set the project up',
        milestone: 'The ground is laid',
        take: (path) => /^(package|tsconfig|biome|\.gitignore)/.test(path),
      },
      {
        id: 'generator',
        title: 'Turn Markdown into pages',
        after: ['project'],
        milestone: 'The ground is laid',
        take: (path) => (path.startsWith('src/') && !path.endsWith('.css')) || path === 'test/markdown.test.ts',
      },
      {
        id: 'design',
        title: 'Give it its looks',
        after: ['project'],
        milestone: 'It can be seen',
        take: (path) => path.startsWith('public/') || path.endsWith('.css'),
      },
      ...pages.map((page) => ({
        id: `page-${page.name}`,
        title: `Write the page ${page.title}`,
        after: ['project'],
        milestone: 'It can be seen',
        take: (path: string) =>
          path === `content/${page.name}.md` ||
          (page.name === postsOf(requirements)?.name && path.startsWith('content/posts/')),
      })),
      {
        id: 'tests',
        title: 'Check pages and links',
        after: ['generator', 'design', ...pages.map((page) => `page-${page.name}`)],
        milestone: 'It can be seen',
        take: (path) => path.startsWith('test/'),
      },
      { id: 'documentation', title: 'Document it', after: ['generator'], milestone: handed, take: () => true },
    ]);
  },
  probeScript(requirements) {
    const pages = pagesOf(requirements).map((page) => ({ path: page.path, holds: wordsOn(page, requirements) }));
    const posts = postsOf(requirements)?.addresses ?? [];
    const content = render('shared/site-probe.mjs', { pages: JSON.stringify([...pages, ...posts], null, 2) });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage(requirements) {
    const titles = pagesOf(requirements).map((page) => page.title);
    return message(subject(`Add the site ${requirements.title}`, titles), wrapped(requirements.summary));
  },
};
