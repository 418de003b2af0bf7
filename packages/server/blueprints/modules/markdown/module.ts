export interface Heading {
  /** 1 to 6. */
  level: number;
  text: string;
}

/** Turns Markdown into HTML; HTML in the source is shown as text. */
export function markdownToHtml(markdown: string): string {
  return blocks(markdown.replaceAll('\r\n', '\n').split('\n'));
}

/** Lists the headings of a Markdown text. */
export function listHeadings(markdown: string): Heading[] {
  const headings: Heading[] = [];
  let inCode = false;
  for (const line of markdown.split(/\r?\n/)) {
    if (/^```/.test(line)) inCode = !inCode;
    const [, marks = '', text = ''] = inCode ? [] : (headingLine.exec(line) ?? []);
    if (marks !== '') headings.push({ level: marks.length, text: text.replace(/[*_`]/g, '') });
  }
  return headings;
}

const headingLine = /^(#{1,6})\s+(.*?)\s*#*$/;
const ruleLine = /^\s*([-*_])(\s*\1){2,}\s*$/;
const itemLine = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const quoteLine = /^\s*>\s?/;
const tableRule = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

function blocks(lines: readonly string[]): string {
  let html = '';
  let at = 0;
  while (at < lines.length) {
    const [block, next] = readBlock(lines, at);
    html += block;
    at = next;
  }
  return html;
}

/** The HTML of the block that starts at a line, and the line behind it. */
function readBlock(lines: readonly string[], at: number): [html: string, next: number] {
  const line = lines[at] ?? '';
  if (line.trim() === '') return ['', at + 1];
  const [, marks = '', heading = ''] = headingLine.exec(line) ?? [];
  if (marks !== '') return [`<h${marks.length}>${inline(heading)}</h${marks.length}>\n`, at + 1];
  if (line.startsWith('```')) return codeBlock(lines, at);
  if (ruleLine.test(line)) return ['<hr>\n', at + 1];
  if (quoteLine.test(line)) {
    const end = endOf(lines, at, (text) => quoteLine.test(text));
    const inner = lines.slice(at, end).map((text) => text.replace(quoteLine, ''));
    return [`<blockquote>\n${blocks(inner)}</blockquote>\n`, end];
  }
  if (itemLine.test(line)) return list(lines, at);
  if (line.includes('|') && tableRule.test(lines[at + 1] ?? '')) return table(lines, at);
  const end = endOf(lines, at, (text) => text.trim() !== '' && !startsBlock(text));
  const text = lines.slice(at, Math.max(end, at + 1)).map((part) => part.trim());
  return [`<p>${inline(text.join('\n'))}</p>\n`, Math.max(end, at + 1)];
}

function startsBlock(line: string): boolean {
  return (
    headingLine.test(line) ||
    line.startsWith('```') ||
    ruleLine.test(line) ||
    quoteLine.test(line) ||
    itemLine.test(line)
  );
}

function endOf(lines: readonly string[], from: number, goesOn: (line: string) => boolean): number {
  let end = from;
  while (end < lines.length && goesOn(lines[end] ?? '')) end += 1;
  return end;
}

function codeBlock(lines: readonly string[], at: number): [string, number] {
  const language = (lines[at] ?? '').slice(3).trim();
  const end = endOf(lines, at + 1, (line) => !line.startsWith('```'));
  const code = lines.slice(at + 1, end).map((line) => `${escapeHtml(line)}\n`);
  const name = language === '' ? '' : ` class="language-${escapeHtml(language)}"`;
  return [`<pre><code${name}>${code.join('')}</code></pre>\n`, end + 1];
}

function list(lines: readonly string[], at: number): [string, number] {
  const [, indent = '', mark = ''] = itemLine.exec(lines[at] ?? '') ?? [];
  const tag = /\d/.test(mark) ? 'ol' : 'ul';
  const items: string[] = [];
  let next = at;
  for (;;) {
    const [, depth = '', , text = ''] = itemLine.exec(lines[next] ?? '') ?? [];
    if (depth.length !== indent.length || !itemLine.test(lines[next] ?? '')) break;
    const end = endOf(lines, next + 1, (line) => isDeeper(line, indent.length));
    const inner = lines.slice(next + 1, end);
    items.push(inner.length === 0 ? inline(text) : `${inline(text)}\n${blocks(inner)}`);
    next = end;
  }
  const body = items.map((item) => `<li>${item}</li>\n`).join('');
  return [`<${tag}>\n${body}</${tag}>\n`, next];
}

function isDeeper(line: string, indent: number): boolean {
  return line.trim() !== '' && line.length - line.trimStart().length > indent;
}

function table(lines: readonly string[], at: number): [string, number] {
  const end = endOf(lines, at, (line) => line.includes('|'));
  const aligned = cells(lines[at + 1] ?? '').map(alignment);
  const row = (line: string, tag: string): string =>
    `<tr>${cells(line)
      .map((cell, place) => `<${tag}${aligned[place] ?? ''}>${inline(cell)}</${tag}>`)
      .join('')}</tr>\n`;
  const body = lines.slice(at + 2, end).map((line) => row(line, 'td'));
  const head = `<thead>\n${row(lines[at] ?? '', 'th')}</thead>\n`;
  return [`<table>\n${head}<tbody>\n${body.join('')}</tbody>\n</table>\n`, end];
}

function cells(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

function alignment(rule: string): string {
  const [left, right] = [rule.startsWith(':'), rule.endsWith(':')];
  if (!right) return '';
  return ` style="text-align: ${left ? 'center' : 'right'}"`;
}

/** Code first, so that nothing inside it is read as a mark. */
function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      /^`[^`]+`$/.test(part) ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : marked(part),
    )
    .join('');
}

/** Links are kept aside, behind characters for private use, so that nothing in them is read as a mark. */
function marked(text: string): string {
  const links: string[] = [];
  const kept = text.replace(
    /(!?)\[([^\]]*)\]\(([^()\s]*(?:\([^()]*\))?[^()\s]*)\)/g,
    (...match) => {
      const [, image, label, address] = match.map(String);
      links.push(link(image === '!', label ?? '', address ?? ''));
      return `\uE000${links.length - 1}\uE000`;
    },
  );
  return escapeHtml(kept)
    .replace(/\*\*(?=\S)(.+?)(?<=\S)\*\*/gs, '<strong>$1</strong>')
    .replace(/(?<![\p{L}\p{N}])__(?=\S)(.+?)(?<=\S)__(?![\p{L}\p{N}])/gsu, '<strong>$1</strong>')
    .replace(/\*(?=\S)(.+?)(?<=\S)\*/gs, '<em>$1</em>')
    .replace(/(?<![\p{L}\p{N}])_(?=\S)(.+?)(?<=\S)_(?![\p{L}\p{N}])/gsu, '<em>$1</em>')
    .replace(/~~(?=\S)(.+?)(?<=\S)~~/gs, '<del>$1</del>')
    .replace(/\uE000(\d+)\uE000/g, (_whole, place: string) => links[Number(place)] ?? '');
}

/** Addresses of other kinds, such as javascript:, could run something. */
function link(image: boolean, label: string, address: string): string {
  const safe = /^(https?:|mailto:|[^:]*$)/i.test(address);
  if (image)
    return safe
      ? `<img src="${escapeHtml(address)}" alt="${escapeHtml(label)}">`
      : escapeHtml(label);
  return safe ? `<a href="${escapeHtml(address)}">${marked(label)}</a>` : marked(label);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
