import { lexicon } from '../understand/words/lexicon.ts';
import type { Found } from './found.ts';
import { plainName } from './things.ts';

/** Lists of routes: what each keeps, whose it is and what can be done with it, as sentences. */

const route =
  /^\s*(?:[-*•+]|\d+[.)])?\s*[`*]*\s*(GET|POST|PUT|PATCH|DELETE|HEAD)(?:\s*[,/|]\s*(?:GET|POST|PUT|PATCH|DELETE|HEAD))*[`*]*\s*:?\s+[`*]*(?:https?:\/\/[^/\s]+)?(\/[^\s`*]*)[`*]*\s*(.*)$/;

export function routesAt(lines: readonly string[], at: number): Found | undefined {
  let to = at;
  while (to < lines.length && route.test(lines[to] ?? '')) to += 1;
  if (to === at) return undefined;
  const said = new Set<string>();
  for (const line of lines.slice(at, to)) for (const sentence of sentencesOf(line)) said.add(sentence);
  return { from: at, to, sentences: [...said] };
}

function sentencesOf(line: string): string[] {
  const match = route.exec(line);
  if (!match) return [];
  const [, method = '', path = '', tail = ''] = match;
  const [place = '', query = ''] = path.split('?');
  const parts = place.split('/').filter((part) => part !== '' && !/^(?:api|v\d+|rest)$/i.test(part));
  const isKey = (part: string): boolean => /^[:{<[]/.test(part);
  const names = parts.filter((part) => !isKey(part));
  const [first = ''] = names;
  const about = tail.replace(/^\s*(?:[-–—:→#]|->|\/\/|=>)\s*/, '').trim();
  if (/^(?:sessions?|login|auth|signin|token|tokens|register|signup|users\/login|logout|me)$/i.test(first))
    return /^(?:register|signup)$/i.test(first)
      ? ['Users can sign up with an email and a password.']
      : ['Users log in.'];
  if (/^(?:health|healthz|openapi\.json|docs|metrics|ping)$/i.test(first) || first === '')
    return about === '' ? [] : [`${about}.`];
  const thing = plainName(first);
  const last = names.at(-1) ?? '';
  const body = /\{([^{}]*)\}/.exec(about)?.[1] ?? /\((?:body:?\s*)?([^()]*,[^()]*)\)/.exec(about)?.[1];
  const words = about
    .replace(/\{[^{}]*\}/, '')
    .replace(/\((?:body:?\s*)?[^()]*,[^()]*\)/, '')
    .replace(/^(?:body|with|takes|request|json)\b:?\s*/i, '')
    .trim();
  const said: string[] = [`Manage ${thing}.`];
  const owner = oneOf(thing);
  const nested = names.length > 1 && isKey(parts[1] ?? '');
  if (body !== undefined) said.push(`${nested && last.endsWith('s') ? plainName(last) : thing}: ${body}.`);
  if (query !== '')
    said.push(
      `${thing} can be filtered by ${query
        .split('&')
        .map((one) => plainName(one.split('=')[0] ?? ''))
        .filter((one) => !/^(?:page|limit|offset|sort|cursor|q|search)$/.test(one))
        .join(' and ')}.`,
    );
  if (nested && isVerb(last))
    said.push(
      words === '' || !words.includes(' ')
        ? `Users can ${plainName(last)} ${thing}.`
        : `Users can ${lower(words).replace(/\b(?:it|the (?:book|item))\b/, `the ${owner}`)}.`,
    );
  else if (nested && names.length === 2) said.push(`Each ${owner} has many ${plainName(last)}.`);
  else if (
    words.split(' ').length > 3 &&
    /^[a-z]+s? /i.test(words) &&
    !/^(?:list|get|all|create|update|delete|add|show|returns?|fetch|read|remove|change|edit|one|single|the)\b/i.test(
      words,
    ) &&
    method !== 'GET'
  )
    said.push(`Users can ${lower(words)}.`);
  return said.filter((sentence) => !sentence.endsWith(' by .'));
}

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`.replace(/\.$/, '');

function oneOf(thing: string): string {
  return thing.endsWith('ies') ? `${thing.slice(0, -3)}y` : thing.replace(/(?<![su])s$/, '');
}

function isVerb(word: string): boolean {
  const plain = word.toLowerCase().replaceAll('-', ' ').split(' ')[0] ?? '';
  const { verbForms, nouns } = lexicon();
  return verbForms.get(plain) === plain && !(nouns.has(plain) && nouns.get(plain)?.is !== 'association');
}
