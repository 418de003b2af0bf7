import type { ProjectKind } from '../requirements.ts';
import type { Draft } from './draft.ts';
import { phraseOf, pluralOf } from './words/grammar.ts';

/** Title, package name and the one sentence of the README. */

const upper = new Set(['crm', 'erp', 'hr', 'lms', 'cms', 'iot', 'api', 'url', 'faq', 'it']);

export function titleCase(words: readonly string[]): string {
  return words
    .map((word) => (upper.has(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}

export function titleOf(draft: Draft, kind: ProjectKind): string {
  const first = draft.entities[0]?.words ?? ['service'];
  // On a screen stands what is kept there: "Chores", not "Chore".
  const things = /^(?:web_app|fullstack)$/.test(kind) && draft.entities.length > 0 ? pluralOf(first) : first;
  const words = draft.domain.length > 0 ? draft.domain : things;
  return titleCase(words).slice(0, 60);
}

/** How packages of a kind end; a second program about the same things gets another name. */
const endings: Partial<Record<ProjectKind, string>> = {
  rest_api: '-api',
  graphql_api: '-graphql',
  realtime_service: '-live',
  cli_tool: '-cli',
  web_app: '-app',
  fullstack: '-app',
  static_site: '-site',
};

export function packageName(title: string, kind: ProjectKind): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '');
  return `${plain === '' ? 'service' : plain}${endings[kind] ?? ''}`;
}

/** "A REST API that keeps books and authors, with sign-in." `what`: the kind with its article. */
export function summaryOf(draft: Draft, what: string): string {
  const names = draft.entities.map((entity) => phraseOf(pluralOf(entity.words)));
  const shown = names.slice(0, 6);
  const list = shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? 'users');
  const more = names.length > shown.length ? `, ${names.length - shown.length} more kinds of things` : '';
  const kind = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  return `${kind} that keeps ${list}${more}${draft.auth === 'token' ? ', with sign-in' : ''}.`;
}

const givenName =
  /(?<=\b(?:apis?|app|application|tool|cli|service|library|package|program|system|platform|site|website|game|tracker|manager|project|server|module|script|utility|bot|backend|worker|software)(?: (?:in|with|using) [A-Za-z]+)?,? )(?:which is |that is )?(?:called|named)\s+["'`“‘]?([A-Za-z][A-Za-z0-9_-]{1,40})["'`”’]?|\b(?:name it|call it|with the name|its name is|the name is)\s+(?!(?:an?|the|mandatory|required|optional|unique|necessary|needed|text|string|not|always|never|limited|empty|also|just|only|at|max|between|up|given|stored|shown|kept|set|taken|short|too|compulsory|nullable|free|different|already|missing)\b)["'`“‘]?([A-Za-z][A-Za-z0-9_-]{1,40})["'`”’]?/i;

/** "`basket` is a small cart service": what the program is called, in a README. */
const introduced =
  /(?:^|\n)[ \t]*[`*_"]*([a-z][\w-]*)[`*_"]* is (?=(?:an?|the) [^.\n]{0,60}\b(?:service|api|backend|app|application|tool|cli|library|server|program|site|website)\b)/i;

const pronoun = /^(?:it|this|that|there|what|which|he|she|here)$/i;

/** "a tool called ducky", "name it word-tool". */
export function nameIn(description: string): string | undefined {
  const match = givenName.exec(description);
  const read = introduced.exec(description)?.[1];
  const name = (match?.[1] ?? match?.[2] ?? (read !== undefined && !pronoun.test(read) ? read : undefined))
    ?.toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '');
  return name === undefined || name === '' ? undefined : name;
}

/** The text with blanks in place of the name that it gives the program: a name says nothing of what it keeps. */
export function withoutName(description: string): string {
  const name = introduced.exec(description)?.[1];
  const blank = (words: string): string => words.replaceAll(/[^\n]/g, ' ');
  const text =
    name === undefined || pronoun.test(name)
      ? description
      : description
          .replace(introduced, blank)
          .replace(new RegExp(`(?:^|\\n)[ \\t]*#*[ \\t]*${name}[ \\t]*(?=\\n)`, 'i'), blank);
  return text.replace(givenName, (words) => ' '.repeat(words.length));
}
