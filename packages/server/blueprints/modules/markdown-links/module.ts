import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export interface MarkdownLink {
  line: number;
  target: string;
}

export interface BrokenLink extends MarkdownLink {
  file: string;
  missing: 'file' | 'heading';
}

/** Lists the links and images of a Markdown text with their lines; code is left out. */
export function linksIn(markdown: string): MarkdownLink[] {
  return proseLines(markdown).flatMap((text, at) => {
    const definition = /^ {0,3}\[[^\]]+\]:\s*(?:<([^>]*)>|(\S+))/.exec(text);
    const inline = [
      ...text.matchAll(/\]\(\s*(?:<([^>]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))[^)]*\)/g),
    ];
    return [...(definition ? [definition] : []), ...inline].map((match) => ({
      line: at + 1,
      target: match[1] ?? match[2] ?? '',
    }));
  });
}

/** Lists the links of the Markdown files of a folder that lead to no file or to no heading. */
export function brokenLinks(folder: string): BrokenLink[] {
  return linksBelow(folder).flatMap(({ link, file }) => {
    const missing = whatIsMissing(join(folder, file), link.target);
    return missing === undefined ? [] : [{ file, ...link, missing }];
  });
}

/** Counts the links of a folder. @throws RangeError with a line for each that is broken. */
export function checkLinks(folder: string): string {
  const broken = brokenLinks(folder);
  if (broken.length > 0) {
    const lines = broken.map(
      ({ file, line, target, missing }) =>
        `${file}:${line}: ${target}: there is no such ${missing}`,
    );
    throw new RangeError(`Broken links:\n${lines.join('\n')}`);
  }
  return `Links that lead somewhere: ${linksBelow(folder).length}\n`;
}

/** Addresses of other places are not looked at. */
function linksBelow(folder: string): { file: string; link: MarkdownLink }[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new RangeError(`There is no folder ${folder}.`);
  }
  return markdownFiles(folder).flatMap((path) =>
    linksIn(readFileSync(path, 'utf8'))
      .filter(({ target }) => target !== '' && !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target))
      .map((link) => ({ file: relative(folder, path), link })),
  );
}

/** By the alphabet. Links to folders are not followed, and what others wrote is left out. */
function markdownFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        return /^(?:node_modules|\.git)$/.test(entry.name) ? [] : markdownFiles(path);
      }
      return entry.isFile() && /\.(?:md|markdown)$/i.test(entry.name) ? [path] : [];
    });
}

function whatIsMissing(file: string, target: string): BrokenLink['missing'] | undefined {
  const [path = '', anchor = ''] = target.split('#').map(decoded);
  const place = path === '' ? file : join(dirname(file), path.replace(/\?.*$/, ''));
  if (!existsSync(place)) return 'file';
  if (anchor === '' || !/\.(?:md|markdown)$/i.test(place)) return undefined;
  return anchorsOf(readFileSync(place, 'utf8')).has(anchor.toLowerCase()) ? undefined : 'heading';
}

/** What follows a percent sign, where it is well formed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Names that headings have on GitHub and elsewhere, and those that are given by hand. */
function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  const counts = new Map<string, number>();
  const lines = proseLines(markdown);
  for (const [at, text] of lines.entries()) {
    for (const match of text.matchAll(/\b(?:id|name)="([^"]+)"/g))
      anchors.add((match[1] ?? '').toLowerCase());
    const isUnderlined = text.trim() !== '' && /^(?:=+|-+)\s*$/.test(lines[at + 1] ?? '');
    const heading =
      /^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/.exec(text)?.[1] ?? (isUnderlined ? text : undefined);
    if (heading === undefined) continue;
    const name = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    anchors.add(count === 0 ? name : `${name}-${count}`);
  }
  return anchors;
}

/** Lines, with nothing in place of blocks of code; code within a line stands for itself in headings only. */
function proseLines(markdown: string): string[] {
  let fence: string | undefined;
  return markdown.split(/\r?\n/).map((text) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && text.trim() === mark) fence = undefined;
      return '';
    }
    if (mark !== undefined) {
      fence = mark;
      return '';
    }
    return /^ {0,3}#/.test(text) ? text : text.replace(/`[^`]*`/g, '');
  });
}
