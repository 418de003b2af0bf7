import { one } from '../plain/words.ts';
import { isBroadcastLeft } from './broadcasts.ts';
import type { ProjectKind } from '../../requirements.ts';
import { type Draft, addFeature, cannot, stated } from '../draft.ts';
import { namesCommands } from './commands.ts';
import { readFigures } from '../things/figures.ts';
import { isReport } from '../plain/reports.ts';
import type { Clause } from '../words/text.ts';
import { wordsOf } from '../words/text.ts';

/** Wishes for the program as a whole, and those that go beyond what can be built. */

type Name = Draft['features'][number]['name'];

export const wishes: [Name, RegExp][] = [
  [
    'pagination',
    /\b(?:pagination|paginated?|paging|page by page|(?:lists?|results?|they) (?:have|has|come in|comes in|are split into|are shown in|in) pages|\d+ (?:rows|items|results|entries|[a-z]+s) per page)\b/,
  ],
  [
    'search',
    /\b(?:search(?:able|ing|ed)?|full text|filter(?:s|ed|ing|able)?|sort(?:ed|ing|able)? by|find [a-z]+ by|look ?up)\b/,
  ],
  ['docker', /\b(?:docker(?:ized|file| compose| image)?|container image|containerized)\b/],
  ['ci', /\b(?:ci|ci cd|github actions?|continuous integration|pipeline for tests|gitlab ci)\b/],
  ['openapi', /\b(?:openapi|open api|swagger|api (?:docs|documentation|specification))\b/],
  ['tailwind', /\btailwind(?:css| css)?\b/],
  ['playwright', /\b(?:playwright|(?:end to end|e2e|browser) tests?)\b/],
  [
    'testing',
    /\b(?:tests|unit tests?|integration tests?|test suite|(?:well|fully|properly|thoroughly) tested|test coverage|everything (?:is|must be|should be) tested)\b/,
  ],
];

const live = 'Live updates are not built yet.';

const beyond: [RegExp, string, string | undefined][] = [
  [
    /\b(?:(?:send|get|receive|gets|sends|sending) (?:an? |the |out )?(?:[a-z]+ ){0,3}?(?:e?mails?|sms|text messages?|notifications?|reminders?|alerts?|newsletters?|push)|(?:email|sms|push|real ?time) (?:notifications?|reminders?|alerts?)|notif(?:y|ies|ied|ications?)|by (?:email|sms))\b/,
    'Nothing is sent out yet: no e-mail, SMS or push service is connected.',
    'the rows that a sender would read',
  ],
  [
    /\b(?:stripe|paypal|credit cards?|payment (?:gateway|provider|processing|integration)|online payments?|checkout with|apple pay|google pay)\b/,
    'No payment service is connected yet.',
    'payments as rows with amount and method',
  ],
  [
    /\b(?:(?:file|image|photo|video|picture|document|avatar|media|pdf) uploads?|upload(?:s|ing|ed)? (?:an? |the |their |multiple )?(?:files?|images?|photos?|pictures?|videos?|documents?|pdfs?|avatars?|resumes?|cvs?)|s3|file storage)\b/,
    'Uploaded files are not stored yet.',
    'a URL field in their place',
  ],
  [
    /\b(?:web ?sockets?|real ?time|live updates?|push updates?|server sent events|sse)\b/,
    live,
    'clients that ask again',
  ],
  [
    /\b(?:export(?:s|ed|ing)? (?:[a-z]+ ){0,3}(?:to |as |in )?(?:csv|pdf|excel|xlsx)|(?:csv|pdf|excel) (?:export|import|report|file)s?|generat(?:e|es|ing) (?:an? )?(?:pdf|invoice pdf|reports?))\b/,
    'Exports and generated documents are not built yet.',
    'the same rows as JSON',
  ],
  [
    /^(?:export|import|download|print|upload)(?: (?:all |the |my |our )?(?:[a-z]+ ){0,3})?(?:(?:as|to|from|in|into) (?:an? )?[a-z]+)?$/,
    'Exports and imports are not built yet',
    'the same rows as JSON',
  ],
  [
    /^(?:duplicate|clone|copy)(?: (?:an? |the |it|them|existing )?[a-z]*(?: [a-z]+)?)?$/,
    'Copying in one step is not built',
    'a new one with the same values',
  ],
  [
    /\b(?:google|github|facebook|social|microsoft|apple) (?:login|sign in|signin|sign up|auth|authentication|log in|accounts?)\b|\b(?:login|log in|sign in|signin|sign up|signup|authenticat(?:e|ion)|auth) (?:with|via|using|by|through) (?:an? |their )?(?:[a-z]+ (?:and|or|,|\/) )*(?:google|github|facebook|microsoft|apple|social)\b|\b(?:saml|sso|single sign on|oauth2?|2fa|two factor|2 factor|multi factor|mfa|magic links?)(?: (?:login|sign in|auth|authentication|log in))?\b/,
    'Sign-in is by e-mail and password only so far.',
    'sign-in by e-mail and password',
  ],
  [
    /\b(?:password reset|reset (?:their |the )?passwords?|forgot(?:ten)? passwords?|email verification|verify (?:their |the )?emails?|email confirmation|confirm (?:their |the )?emails?)\b/,
    'Nothing is sent out by e-mail yet, so this step is left out.',
    undefined,
  ],
  [
    /\b(?:machine learning|ai|recommendations?|recommend(?:s|ed)?|recommendation engine|chatgpt|openai|llm|predict(?:s|ion|ions)?|sentiment)\b/,
    'Nothing that learns or recommends is built yet.',
    undefined,
  ],
  [
    /\b(?:geo ?location|nearby|within \d+ (?:km|miles|meters)|nearest|near (?:me|you|them|by|here|the user|an? (?:place|point|location|position))|maps?|gps|radius search)\b/,
    'Search by distance is not built yet.',
    'places as plain fields',
  ],
  [
    /\b(?:rate limit(?:ing|s|ed)?|throttl(?:e|ing)|caching|redis|message queue|kafka|rabbitmq|kubernetes|microservices|elasticsearch|grpc|cron|scheduled jobs?|background jobs?|webhooks?|multi tenan(?:t|cy)|audit log(?:s|ging)?|soft delet(?:e|es|ion)|versioning|i18n|internationali[sz]ation|multi ?language|multiple languages|multi currency)\b/,
    'This part of a service is not built yet.',
    undefined,
  ],
  [
    /\b(?:statistics?|analytics|dashboards?|charts?|(?:monthly|weekly|daily|annual|sales|summary|usage|yearly|financial) reports?|reports|leaderboards?|aggregat(?:e|es|ed|ion)|summar(?:y|ies) of|monthly (?:summary|totals?|report)|totals? per|average (?:rating|score|grade|price)|averages?|gpa|calculat(?:e|es|ed|ing|ion)|comput(?:e|es|ed|ing)|sum(?:s|med)? (?:of|up)|total(?:s|ed)? (?:is|are|of all)|automatically (?:calculated|computed|updated|set|created|assigned|generated|cancelled|closed|expires?|deleted)|late fees?|penalt(?:y|ies)|interest is|(?:current|longest) streaks?|balances? (?:of|per|for) (?:each|every))\b/,
    'Values that follow from other rows (sums, averages, reports, automatic changes) are not computed yet.',
    'the rows from which they can be worked out',
  ],
  [
    /\b(?:filter(?:s|ed|ing|able)?|list(?:s|ed)?|search(?:ed)?|show[ns]?|views?|viewed|see|browse|group(?:s|ed)?|find)\b[a-z ]* (?:by|of a|of one|for a) (?:[a-z]+ (?:,|and|or) )*(?:calendar )?(?:month|week|year|date range|period)\b(?! of)/,
    'Rows are not picked by a calendar period yet.',
    'filters by the value of a field, of a date the day',
  ],
];

const reported =
  'A report of its own is not built: counts, totals and lists of what is late are left to who reads the rows';

export function readFeatures(draft: Draft, kind: ProjectKind): void {
  for (const clause of draft.clauses) {
    for (const [name, pattern] of wishes) {
      const match = pattern.exec(clause.text);
      if (match && !isEntityWord(draft, match[0]))
        addFeature(draft, name, stated(clause, match.index, match.index + match[0].length));
    }
    if (readFigures(draft, clause)) continue;
    if (isReport(clause.text)) {
      cannot(draft, wordsOf(clause), reported, 'lists of the rows, filtered by the value of a field and sorted');
      continue;
    }
    // What they are called is settled when all is known that is done with things.
    if (clause.heading === '#' && namesCommands(clause.text)) continue;
    // Whoever subscribed is told of each change.
    if (kind === 'realtime_service' && isBroadcastLeft(clause.text)) continue;
    for (const [pattern, reason, nearest] of beyond) {
      const match = pattern.exec(clause.text);
      if (kind === 'realtime_service' && reason === live) continue;
      // "filtered by year", of films that have one
      const last = match?.[0].split(' ').at(-1);
      if (draft.entities.some(({ fields }) => fields.some(({ name }) => name === last))) continue;
      if (!match || isEntityWord(draft, match[0]) || isFieldHere(draft, clause, match.index)) continue;
      if (/\b(?:no|without|not need) (?:any )?$/.test(clause.text.slice(0, match.index))) continue;
      cannot(draft, wordsOf(clause), reason, nearest);
      stated(clause, match.index, match.index + match[0].length);
      draft.ruled.add(clause);
    }
  }
}

function isEntityWord(draft: Draft, text: string): boolean {
  const words = text.split(' ');
  return draft.entities.some(
    (entity) =>
      !entity.from.assumed &&
      (entity.words.join(' ') === text ||
        `${entity.words.join(' ')}s` === text ||
        (words.length === 1 && (entity.words.includes(text) || entity.words.includes(one(text))))),
  );
}

function isFieldHere(draft: Draft, clause: Clause, at: number): boolean {
  return draft.notes.some((note) => note.clause === clause && at >= note.from && at < note.to);
}
