import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { Page } from './contract.ts';
import { askWeb, type Dial } from './web.ts';

export interface PageOptions {
  dial: Dial;
  ca?: string;
  timeoutMs: number;
  clock: Clock;
}

const maxBytes = 4_000_000;
const redirects = 5;

/**
 * A page of documentation as Markdown: its main text without navigation, code blocks and tables kept.
 * @throws CodewrightError as {@link askWeb}; NOT_FOUND; INVALID_INPUT for what is no text.
 */
export async function readPage(url: string, options: PageOptions, signal: AbortSignal): Promise<Page> {
  const { dial, ca, timeoutMs, clock } = options;
  const headers = { accept: 'text/markdown, text/html;q=0.9, text/plain;q=0.8, application/json;q=0.7, */*;q=0.1' };
  const asked = { url, signal, timeoutMs, maxBytes, redirects, headers, ...(ca === undefined ? {} : { ca }) };
  const answer = await askWeb(asked, dial);
  if (answer.status === 404 || answer.status === 410) {
    throw new CodewrightError('NOT_FOUND', `There is no page at ${answer.url}.`, { hint: 'Search for another one.' });
  }
  if (answer.status < 200 || answer.status > 299) {
    throw new CodewrightError('WEB_UNREACHABLE', `${answer.url} answered ${answer.status}.`);
  }
  const [type, charset] = readType(answer.headers['content-type']);
  const text = decode(answer.body, charset);
  const asOf = clock.now().toISOString();
  if (type === 'text/html' || type === 'application/xhtml+xml' || (type === '' && /^\s*<(!doctype|html)/i.test(text))) {
    const { title, markdown } = await toMarkdown(text, answer.url);
    return { url: answer.url, title, markdown, asOf };
  }
  if (/^text\/|[/+](json|xml|yaml|toml|javascript)$/.test(type) || type === '') {
    const fence = /json|xml|yaml|toml|javascript/.exec(type)?.[0];
    const markdown = fence === undefined ? text.trim() : `\`\`\`${fence}\n${text.trim()}\n\`\`\``;
    return { url: answer.url, title: /^#\s+(.+)$/m.exec(text)?.[1] ?? '', markdown, asOf };
  }
  throw new CodewrightError('INVALID_INPUT', `${answer.url} is ${type}, not a page of text.`);
}

function readType(header: string | undefined): [type: string, charset: string | undefined] {
  const [type = '', ...rest] = (header ?? '').toLowerCase().split(';');
  const charset = rest.map((part) => /^\s*charset="?([^"]+)"?/.exec(part)?.[1]).find((one) => one !== undefined);
  return [type.trim(), charset?.trim()];
}

function decode(body: Buffer, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    // A name that no decoder knows: what is not UTF-8 in it shows as replacement characters.
    return new TextDecoder().decode(body);
  }
}

async function toMarkdown(html: string, url: string): Promise<{ title: string; markdown: string }> {
  const [{ parseHTML }, { Readability }, { default: Turndown }] = await Promise.all([
    import('linkedom'),
    import('@mozilla/readability'),
    import('turndown'),
  ]);
  const { document } = parseHTML(html);
  const title = document.querySelector('title')?.textContent?.trim() ?? '';
  for (const away of document.querySelectorAll('script, style, noscript, template, iframe, svg, form')) away.remove();
  const article = new Readability(document, { charThreshold: 200, keepClasses: true }).parse();
  // A short reference page has no article in it that could be told from the rest.
  const main = article?.content ?? document.querySelector('main, article, body')?.innerHTML ?? '';
  const { document: part } = parseHTML(`<!doctype html><html><body>${main}</body></html>`);
  for (const link of part.querySelectorAll('a[href], img[src]')) {
    const name = link.hasAttribute('href') ? 'href' : 'src';
    const target = link.getAttribute(name) ?? '';
    if (URL.canParse(target, url)) link.setAttribute(name, new URL(target, url).href);
  }
  const turndown = new Turndown({ headingStyle: 'atx', codeBlockStyle: 'fenced', bulletListMarker: '-' });
  turndown.addRule('code', {
    filter: (node) => node.nodeName === 'PRE',
    replacement: (_content, node) => {
      const language =
        /\b(?:language|lang|highlight-source|brush:)[-\s]?([a-z0-9+#]+)/i.exec(classesOf(node))?.[1] ?? '';
      const text = (node.textContent ?? '').replace(/\n$/, '');
      const fence = text.includes('```') ? '````' : '```';
      return `\n\n${fence}${language}\n${text}\n${fence}\n\n`;
    },
  });
  turndown.addRule('table', {
    filter: 'table',
    replacement: (_content, node) => `\n\n${tableOf(node as unknown as Element)}\n\n`,
  });
  const markdown = turndown.turndown(part.body as unknown as Parameters<typeof turndown.turndown>[0]);
  return { title: article?.title || title, markdown: markdown.replaceAll(/\n{3,}/g, '\n\n').trim() };
}

/** Highlighters name the language on the block, around it or in it. */
function classesOf(node: { [key: string]: unknown }): string {
  const element = node as unknown as Element;
  return [element, element.parentElement, element.querySelector('code')]
    .map((one) => one?.getAttribute('class') ?? '')
    .join(' ');
}

interface Element {
  textContent: string | null;
  parentElement: Element | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

function tableOf(table: Element): string {
  const rows = [...table.querySelectorAll('tr')].map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) =>
      (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|'),
    ),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(Array.from({ length: width }, () => '---')), ...body.map(line)].join('\n');
}
