import type { Understanding } from '../requirements.ts';
import { titleCase } from './title.ts';
import { type Draft } from './draft.ts';

/** Too little to build from: questions that would make it enough, and descriptions completed as examples. */

type Abstained = Extract<Understanding, { verdict: 'abstained' }>;

export function abstain(draft: Draft, reason: Abstained['reason'] = 'too_vague'): Abstained {
  const topic = draft.domain.join(' ') || topicOf(draft);
  const questions = topic
    ? [
        `What should the program keep for ${topic}? Name the things, for example "customers, orders and products".`,
        `What should people be able to do with them?`,
        `Which rules must always hold, and do people sign in?`,
      ]
    : [
        'What kind of program is it, for example a REST API?',
        'Which things should it keep, for example "books, members and loans"?',
        'What should people be able to do with them, and which rules must always hold?',
      ];
  const suggestions = topic
    ? [
        `A REST API for ${topic} with items (name, description, created date) and categories; an item belongs to a category`,
        `A REST API for ${topic}: users sign in and manage their own entries with title, date and status`,
      ]
    : [
        'A REST API for a library: books, authors, members, loans; a member borrows at most 5 books',
        'A REST API for a todo app with authentication',
        'A REST API for room reservations: rooms with a capacity, reservations with start and end time, no double booking',
      ];
  return { verdict: 'abstained', reason, questions, suggestions };
}

function topicOf(draft: Draft): string {
  const text = draft.clauses
    .map((clause) => clause.text)
    .join(' ')
    .replaceAll(
      /\b(?:a|an|the|make|build|create|me|something|some|app|application|api|rest|i|want|need|please|cool|nice|good|program|for|to|of|with|system|website|software|do|it|my|new|simple|great|thing|stuff)\b/g,
      ' ',
    )
    .replaceAll(/[^a-z ]/g, ' ')
    .trim();
  const words = text.split(/\s+/).filter((word) => /^[a-z]{2,20}$/.test(word) && /[aeiouy]/.test(word));
  return words.length > 0 && words.length <= 4 ? titleCase(words).toLowerCase() : '';
}
