import { type Add, likeness, type Scene } from './scene.ts';
import { isString, type Syntax } from '../syntax.ts';

/** Slips within texts and patterns, led by how what came differs from what should have come. */
export function changeString(scene: Scene, node: Syntax, add: Add): void {
  if (node.type === 'regex') {
    changePattern(scene, node, add);
    return;
  }
  if (!isString(node)) return;
  const text = scene.text(node);
  if (text.length > 400 || /import|export_s/.test(node.parent?.type ?? '')) return;
  const open = /^\w*(?:"""|'''|["'`])/.exec(text)?.[0] ?? '"';
  const close = open.replace(/^\w+/, '');
  const inner = text.slice(open.length, text.length - close.length);
  const put = (changed: string, operator: string, prior: number) => {
    if (changed !== inner && !changed.includes('\n')) add(node, `${open}${changed}${close}`, operator, prior);
  };
  for (const { actual, expected } of scene.hints.values.slice(0, 4))
    for (const [changed, prior] of mended(inner, actual, expected)) put(changed, 'as the expected text', prior);
  if (inner.length <= 3) {
    for (const other of ['', ' ', ',', ', ', '-', '_', '.', '/', ':', '0', '\\n', '+', ';', '&', '='])
      if (other !== inner) put(other, 'another separator', inner.trim() === '' || /^\W+$/.test(inner) ? 0.14 : 0.02);
  }
  if (/^[()[\]{}<>]$/.test(inner))
    for (const other of '()[]{}<>') if (other !== inner) put(other, 'another bracket', 0.22);
  put(inner.trim(), 'trimmed text', 0.12);
  if (inner.length > 0) {
    put(`${inner} `, 'a space more', 0.05);
    put(` ${inner}`, 'a space more', 0.04);
  }
  if (/[a-z]/.test(inner)) put(inner.toUpperCase(), 'another case', 0.06);
  if (/[A-Z]/.test(inner)) put(inner.toLowerCase(), 'another case', 0.08);
  for (const other of scene.strings)
    if (other !== text && !other.startsWith('`'))
      add(
        node,
        other,
        'another text of the file',
        inner.length <= 2 && other.length <= 4 ? 0.3 : 0.1 + 0.2 * likeness(other, text),
      );
  // Escapes and words within a longer text.
  const asked =
    /[\\dwsSWD]/.test(inner) &&
    /RegExp|re\.|compile|match|search|sub|findall/.test(scene.text(node.parent?.parent ?? node));
  // A piece from which a pattern is put together elsewhere in the file.
  const piece =
    /[.\])][+*]|\\{1,2}[dwsDWS]|\[\^/.test(inner) &&
    /\bRegExp\(|\bre\.[a-z]+\(|\bregexp\.\w+\(/.test(scene.source.text);
  if (asked || piece) {
    for (const [changed, prior] of patterns(inner)) put(changed, 'another pattern', prior * 0.8);
    for (const [changed, prior] of upToSeparator(scene, inner)) put(changed, 'another pattern', prior);
  }
  // Verbs of a format, each by itself.
  for (const { 0: verb, index } of inner.matchAll(/%(?:\d*d|[svq]|\.\d+f)/g))
    for (const [other, prior] of verbs[verb] ?? (verb.endsWith('d') ? [['%d', 0.3] as const] : []))
      put(inner.slice(0, index) + other + inner.slice(index + verb.length), 'another format', prior);
  const rank = /[YMDHhms%]/.test(inner) && inner.length <= 24;
  if (rank)
    for (const [from, to] of [
      ['MM', 'mm'],
      ['mm', 'MM'],
      ['HH', 'hh'],
      ['hh', 'HH'],
      ['%m', '%M'],
      ['%M', '%m'],
      ['%d', '%D'],
      ['%H', '%I'],
      ['%I', '%H'],
      ['%y', '%Y'],
      ['%Y', '%y'],
      ['.1f', '.2f'],
      ['.2f', '.1f'],
      ['%d', '%s'],
    ] as const)
      if (inner.includes(from)) put(inner.replace(from, to), 'another format', 0.3);
}

const verbs: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '%d': [
    ['%02d', 0.4],
    ['%03d', 0.15],
    ['%s', 0.05],
  ],
  '%s': [['%q', 0.12]],
  '%v': [
    ['%q', 0.12],
    ['%+v', 0.06],
  ],
  '%q': [['%s', 0.15]],
};

/** The text with the part put right in which what came differs from what should have come. */
export function mended(inner: string, actual: string, expected: string): [string, number][] {
  const found: [string, number][] = [];
  const strip = (value: string) => /^(['"`])([\s\S]*)\1$/.exec(value.trim())?.[2] ?? value.trim();
  const [came, wanted] = [strip(actual), strip(expected)];
  if (came === wanted || came.length > 2000) return found;
  if (inner !== '' && inner === came && wanted.length < 200) found.push([escaped(wanted, inner), 0.4]);
  let head = 0;
  while (head < came.length && head < wanted.length && came[head] === wanted[head]) head += 1;
  let tail = 0;
  while (tail < came.length - head && tail < wanted.length - head && came.at(-1 - tail) === wanted.at(-1 - tail))
    tail += 1;
  const wrong = came.slice(head, came.length - tail);
  const right = wanted.slice(head, wanted.length - tail);
  if (wrong.length > 60 || right.length > 60) return found;
  // What stands around the difference must stand so in the text as well.
  for (const [before, after] of [
    [8, 8],
    [4, 4],
    [2, 2],
    [3, 0],
    [0, 3],
    [1, 1],
    [1, 0],
    [0, 1],
  ] as const) {
    const left = came.slice(Math.max(0, head - before), head);
    const rightSide = came.slice(came.length - tail, came.length - tail + after);
    const piece = left + wrong + rightSide;
    if (piece.trim() === '' && piece.length < 2) continue;
    const at = inner.indexOf(piece);
    if (at < 0) continue;
    const changed = inner.slice(0, at + left.length) + right + inner.slice(at + left.length + wrong.length);
    found.push([escaped(changed, inner), 0.5 + 0.05 * Math.min(6, piece.length)]);
    break;
  }
  if (wrong === '' && right !== '' && right.length <= 12 && inner.length > 0 && inner.length <= 12) {
    if (came.includes(inner)) {
      found.push([inner + right, 0.2]);
      found.push([right + inner, 0.2]);
    }
  }
  return found;
}

const escaped = (text: string, like: string) => (like.includes('\\') ? text : text.replaceAll('\\', '\\\\'));

function changePattern(scene: Scene, node: Syntax, add: Add): void {
  const match = /^\/([\s\S]*)\/([a-z]*)$/.exec(scene.text(node));
  if (!match) return;
  const [, body = '', flags = ''] = match;
  for (const flag of ['g', 'i', 'u', 's', 'm']) {
    const changed = flags.includes(flag) ? flags.replace(flag, '') : flags + flag;
    add(node, `/${body}/${changed}`, 'pattern flags', flag === 'g' ? 0.45 : flag === 'i' ? 0.3 : 0.08);
  }
  for (const [changed, prior] of patterns(body)) add(node, `/${changed}/${flags}`, 'another pattern', prior);
  for (const [changed, prior] of upToSeparator(scene, body))
    add(node, `/${changed.replaceAll('[^/', '[^\\/')}/${flags}`, 'another pattern', prior);
}

const separators = ['/', ',', ':', ';', '&', '=', '-', '.', '|', '"', '<', '>', ')', ']', '}'];

/** `[^/]+` for `.+`: what is taken ends where the next part begins. Signs that the file or the failing tests have in their texts come first. */
function upToSeparator({ source, hints }: Scene, body: string): [string, number][] {
  const found: [string, number][] = [];
  const texts = (source.text.match(/(['"`/])(?:\\.|(?!\1)[^\\\n])*\1/g) ?? []).join(' ');
  const told = hints.texts.join(' ');
  for (const { index, 0: any } of body.matchAll(/(?<!\\)\.(?=[+*])/g)) {
    const behind = body.slice(index + 2).replace(/^\??\)?/, '')[0] ?? '';
    for (const sign of separators) {
      const likely = sign === behind ? 0.45 : told.includes(sign) ? 0.4 : texts.includes(sign) ? 0.25 : 0;
      const escapedSign = /[\]]/.test(sign) ? `\\${sign}` : sign;
      if (likely > 0) found.push([`${body.slice(0, index)}[^${escapedSign}]${body.slice(index + any.length)}`, likely]);
    }
  }
  return found;
}

/** Regular expressions that differ in one small thing. */
function patterns(body: string): [string, number][] {
  const found: [string, number][] = [];
  const at = (index: number, length: number, text: string, prior: number) =>
    found.push([body.slice(0, index) + text + body.slice(index + length), prior]);
  if (!body.startsWith('^')) found.push([`^${body}`, 0.25]);
  else found.push([body.slice(1), 0.2]);
  if (!body.endsWith('$')) found.push([`${body}$`, 0.25]);
  else found.push([body.slice(0, -1), 0.2]);
  for (const { index, 0: sign } of body.matchAll(/(?<!\\)[+*?]/g)) {
    for (const other of ['+', '*', '?', '']) if (other !== sign) at(index, 1, other, other === '' ? 0.1 : 0.25);
    if (sign !== '?') at(index, 1, `${sign}?`, 0.15);
  }
  for (const { index, 0: part } of body.matchAll(/\\[dDwWsSbB]/g)) {
    for (const other of ['\\d', '\\w', '\\s', '\\S', '\\W', '\\D', '\\b', '.'])
      if (other !== part) at(index, 2, other, 0.1);
    at(index, 2, `${part}+`, 0.25);
    at(index, 2, `${part}*`, 0.12);
  }
  for (const { index } of body.matchAll(/\]/g)) {
    if (!/[+*?{]/.test(body[index + 1] ?? '')) for (const other of ['+', '*']) at(index, 1, `]${other}`, 0.2);
    for (const other of ['A-Z', 'a-z', '0-9', '_', '-', '.', '\\s', "'"])
      if (!body.includes(other)) at(index, 1, `${other.startsWith('-') ? '\\-' : other}]`, 0.1);
  }
  for (const { index, 0: part } of body.matchAll(/\{(\d+)(,?)(\d*)\}/g)) {
    const [, low = '', comma = '', high = ''] = /\{(\d+)(,?)(\d*)\}/.exec(part) ?? [];
    for (const by of [1, -1]) {
      at(index, part.length, `{${Number(low) + by}${comma}${high}}`, 0.25);
      if (high) at(index, part.length, `{${low},${Number(high) + by}}`, 0.25);
    }
    if (!comma) at(index, part.length, `{${low},}`, 0.15);
    if (!comma) at(index, part.length, `{1,${low}}`, 0.15);
  }
  for (const { index } of body.matchAll(/(?<!\\)\./g)) at(index, 1, '\\.', 0.25);
  for (const { index } of body.matchAll(/\\\./g)) at(index, 2, '.', 0.08);
  for (const { index } of body.matchAll(/\[\^/g)) at(index, 2, '[', 0.15);
  for (const { index } of body.matchAll(/\[(?!\^)/g)) at(index, 1, '[^', 0.12);
  for (const { index } of body.matchAll(/\((?!\?)/g)) at(index, 1, '(?:', 0.04);
  return found;
}
