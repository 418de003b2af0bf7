import type { Requirements } from '../../requirements.ts';

/** Posts to begin with, which show how one is written. The newest first. */

interface SamplePost {
  /** File in `content/posts/`, without its ending. */
  name: string;
  title: string;
  date: string;
  tags: string[];
  description: string;
  body: string;
}

const samples: readonly SamplePost[] = [
  {
    name: 'how-to-write-here',
    title: 'How to write here',
    date: '2026-02-10',
    tags: ['writing', 'news'],
    description: 'Each post is a file of its own.',
    body: 'Each post is a Markdown file. Its head says its title, its date and its tags; the newest stands first.',
  },
  {
    name: 'first-post',
    title: 'The first post',
    date: '2026-02-03',
    tags: ['news'],
    description: 'This is where it begins.',
    body: 'This is where it begins. Write what is new in the place of this text.',
  },
];

/** What a site with posts has beside its pages; undefined where it has none. */
export function postsOf({ screens }: Pick<Requirements, 'screens'>) {
  const page = screens.find(({ posts }) => posts === true);
  if (!page) return undefined;
  const tags = [...new Set(samples.flatMap((post) => post.tags))];
  return {
    name: page.name,
    title: page.title,
    samples,
    tags,
    /** Addresses with what stands there. */
    addresses: [
      { path: `/${page.name}/`, holds: samples.map(({ title }) => `>${title}</a>`) },
      ...samples.map(({ name, title }) => ({ path: `/${page.name}/${name}/`, holds: [`<h1>${title}</h1>`] })),
      ...tags.map((tag) => ({
        path: `/${page.name}/tags/${tag}/`,
        holds: samples.filter((post) => post.tags.includes(tag)).map(({ title }) => `>${title}</a>`),
      })),
    ],
    files: samples.map(({ name, title, date, tags: own, description, body }) => ({
      path: `content/posts/${name}.md`,
      content: `---\ntitle: ${title}\ndate: ${date}\ntags: ${own.join(', ')}\ndescription: ${description}\n---\n\n${body}\n`,
    })),
  };
}
