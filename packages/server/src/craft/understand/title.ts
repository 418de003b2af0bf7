import type { Draft } from './draft.ts';
import { phraseOf, pluralOf } from './grammar.ts';

/** Title, package name and the one sentence of the README. */

const upper = new Set(['crm', 'erp', 'hr', 'lms', 'cms', 'iot', 'api', 'url', 'faq', 'it']);

export function titleCase(words: readonly string[]): string {
  return words
    .map((word) => (upper.has(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}

export function titleOf(draft: Draft): string {
  const words = draft.domain.length > 0 ? draft.domain : (draft.entities[0]?.words ?? ['service']);
  return titleCase(words).slice(0, 60);
}

export function packageName(title: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '');
  return `${plain === '' ? 'service' : plain}-api`;
}

export function summaryOf(draft: Draft): string {
  const names = draft.entities.map((entity) => phraseOf(pluralOf(entity.words)));
  const shown = names.slice(0, 6);
  const list = shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? 'users');
  const more = names.length > shown.length ? `, ${names.length - shown.length} more kinds of things` : '';
  return `A REST API that keeps ${list}${more}${draft.auth === 'token' ? ', with sign-in' : ''}.`;
}
