import { languages } from '../translate/language.ts';
import { languagesOf } from '../kinds/registry.ts';
import type { Understanding } from '../requirements.ts';
import { type KindFound, kindName } from './program/kind.ts';
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

const foreign = new Set(
  'une un des les le la du pour avec gerer et est dans sur el los las una para con y de del que der die das und mit eine ein einen fur zum ist il gli che uma um dos das com em och att med voor een het met'.split(
    ' ',
  ),
);
const english = new Set('a an the for with and of to in is are that which has have can must each users'.split(' '));

/** More words of another language than of English. */
export function isForeign(draft: Draft): boolean {
  const words = draft.clauses.flatMap((clause) => clause.tokens.map((token) => token.text));
  const other = words.filter((word) => foreign.has(word)).length;
  const ours = words.filter((word) => english.has(word)).length;
  const latin = words.filter((word) => /^[a-z]/.test(word)).length;
  const letters = words.filter((word) => /^\p{L}/u.test(word)).length;
  return (other >= 2 && other > ours) || (letters >= 2 && latin * 2 < letters);
}

/** Another kind of program, of which nothing is left to keep. */
export function otherProgram(draft: Draft, kind: KindFound): Abstained {
  const name = kindName(kind);
  const sentence = `${name.charAt(0).toUpperCase()}${name.slice(1)} cannot be generated yet (“${kind.otherWords}”).`;
  return { ...abstain(draft, 'unsupported'), questions: [sentence], suggestions: inBrowser(draft, kind) };
}

/** What runs in a browser runs on a phone as well. */
function inBrowser(draft: Draft, kind: KindFound): string[] {
  if (!/^a (?:mobile|desktop) app$/.test(kind.stranger ?? '') || languagesOf('web_app').length === 0) return [];
  return [
    draft.description
      .slice(0, 400)
      .replace(kind.otherWords, 'web app')
      .replace(/\ban web app/, 'a web app'),
  ];
}

export function inEnglish(draft: Draft): Abstained {
  const usual = abstain(draft, 'unsupported');
  const names = new Intl.ListFormat('en', { type: 'disjunction' }).format(languages().map(({ name }) => name));
  return {
    ...usual,
    questions: [
      `Can you describe it in English, or in ${names}? Other languages are not understood yet.`,
      ...usual.questions,
    ],
  };
}
