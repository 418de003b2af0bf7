import { type Translation, translate } from '../translate/translate.ts';
import { languagesOf } from '../kinds/registry.ts';
import { spelledOut } from '../notation/notation.ts';
import type { Understanding } from '../requirements.ts';
import { nameAccounts } from './actions/accounts.ts';
import { setAside } from './sentences/asides.ts';
import { readAccess, readDenied } from './actions/access.ts';
import { findAuth } from './actions/sign-in.ts';
import { assemble } from './assemble.ts';
import { linkAssociations } from './things/associations.ts';
import {
  completeDomain,
  completeFields,
  completePeople,
  completeRelations,
  moveCapacities,
} from './fields/complete.ts';
import { settle } from './consistency.ts';
import { type Draft, cannot, newDraft, resolve } from './draft.ts';
import { addDomainEntities, findEntities } from './things/entities.ts';
import { withoutBroadcasts } from './program/broadcasts.ts';
import { readFeatures } from './program/features.ts';
import { settleChoices } from './fields/number-choices.ts';
import { readFields } from './fields/fields.ts';
import { phraseOf, singularPhrase } from './words/grammar.ts';
import { type KindFound, findKind } from './program/kind.ts';
import { lexicon } from './words/lexicon.ts';
import { findModules } from './program/modules.ts';
import { completeOperations } from './actions/complete-operations.ts';
import { readAssociations } from './things/making.ts';
import { readOperations } from './actions/operations.ts';
import { settleDecisions } from './actions/decisions.ts';
import { settleFieldRights } from './actions/field-rights.ts';
import { settleAllRights } from './actions/stand-ins.ts';
import { settleOwnership, settleUser } from './actions/ownership.ts';
import { besideLost } from './second/second-reading.ts';
import { readOpenly } from './actions/not-looked-at.ts';
import { readPrivateData } from './actions/private-data.ts';
import { findProgram, understandWhole } from './program/whole-programs.ts';
import { notWanted } from './plain/chatter.ts';
import { keepsByHand, programKinds, servesModules, understandProgram } from './program/programs.ts';
import { joinRecords } from './things/records.ts';
import { readRelations, readSpokenRelations } from './things/relations.ts';
import { retell } from './sentences/retell.ts';
import { doersTold } from './sentences/doers.ts';
import { rightsTold } from './sentences/rights.ts';
import { flagsMissing } from './program/row-commands.ts';
import { understandRowWorker } from './program/row-jobs.ts';
import { findRoles } from './actions/roles.ts';
import { readAsides } from './rules/read-asides.ts';
import { declareDrawn } from './rules/draws.ts';
import { readNotedTimes } from './rules/noted.ts';
import { readRules } from './rules/read-rules.ts';
import { dropUnasked } from './things/unasked.ts';
import { type Wishes, kindWished, readStack } from './program/stack.ts';
import { clausesOf } from './sentences/clauses.ts';
import { besideFiles } from './program/file-wishes.ts';
import { besidePort } from './program/port.ts';
import { besideRetries } from './program/retries.ts';
import { withFacts } from './program/site-facts.ts';
import { understandSite } from './program/sites.ts';
import { withoutName } from './title.ts';
import { respelled } from './words/tokens.ts';
import { readValues } from './fields/values.ts';
import { keepWritten } from './fields/written-values.ts';
import { abstain, inEnglish, isForeign, otherProgram } from './vague.ts';

/** Longer descriptions are read up to here; the rest is named as unread. */
const readable = 20_000;

/**
 * Reads a description of a program, in English or in a language that there is a dictionary of. Deterministic: the same words give the same requirements.
 * `constraints` bind (what cannot be met is in `unsupported`, its reason begins "constraint"), `preferences` lead
 * where they can. Never throws on any text; what is too little to build from comes back as questions.
 */
export function understand(description: string, options: Wishes): Understanding {
  const { text, shown } = spelledOut(description.slice(0, readable));
  const translation = translate(text);
  const read = translation === undefined ? understandEnglish(text, options) : inOtherWords(translation, options);
  if (read.verdict !== 'understood') return read;
  const { assumptions } = read.requirements;
  const said = [
    ...(shown.length === 0 ? [] : [`Read as: “${shown.join(' ').replaceAll(/\s+/g, ' ')}”`]),
    ...assumptions,
    ...(description.length > readable ? [`Only the first ${readable} characters were read.`] : []),
  ];
  const unsupported = [...read.requirements.unsupported, ...flagsMissing(description, read.requirements)];
  const requirements = { ...read.requirements, description, assumptions: said, unsupported };
  return {
    ...read,
    requirements:
      requirements.kind === 'static_site' ? withFacts(requirements, text, translation?.language) : requirements,
  };
}

/** What a description in another language says in English, which is shown, so that a person sees what was made of the words. */
function inOtherWords(translation: Translation, options: Wishes): Understanding {
  const { english, language, unknown } = translation;
  const read = understandEnglish(english, options);
  const strange =
    unknown.length > 0 ? ` Not in the dictionary and kept as names: ${unknown.slice(0, 12).join(', ')}.` : '';
  const assumption = `Read from ${language} as: “${english.trim()}”${strange}`;
  if (read.verdict !== 'understood') return { ...read, questions: [assumption, ...read.questions] };
  return {
    ...read,
    requirements: { ...read.requirements, assumptions: [assumption, ...read.requirements.assumptions] },
  };
}

function understandEnglish(text: string, options: Wishes): Understanding {
  return besideLost(text, (whole) =>
    besidePort(whole, (portless) =>
      besideRetries(portless, (beside) =>
        besideFiles(beside, (read) => understandPlain(beside, options, withoutName(read))),
      ),
    ),
  );
}

/** `read`: the text without what is said of it elsewhere, every word in its place. */
function understandPlain(text: string, options: Wishes, read: string): Understanding {
  const draft = newDraft(text, retell(doersTold(rightsTold(clausesOf(read, text)))));
  if (draft.clauses.flatMap((clause) => clause.tokens).filter((token) => /^[a-z]/.test(token.text)).length < 2)
    return abstain(draft);
  if (isForeign(draft)) return inEnglish(draft);
  // "something with boats?"
  if (
    draft.clauses.every(({ text }) =>
      /^(?:i (?:need|want) )?(?:something|anything|stuff) (?:with|about|for|like) (?:[a-z]+ ?){1,3}\??$/.test(text),
    )
  )
    return abstain(draft);
  nameAccounts(draft);
  const kind = played(draft, wishedKind(draft, findKind(draft), options));
  if (kind.kind === 'static_site' && kind.stranger === undefined)
    return understandSite(draft, kind, readStack(draft, options, kind.kind));
  const whole = kind.stranger === undefined ? findProgram(draft, kind) : undefined;
  if (whole) return understandWhole(draft, kind, options, whole);
  const rowWorker = kind.stranger === undefined && understandRowWorker(draft, kind, options, understandEnglish);
  if (rowWorker) return rowWorker;
  const program = programKinds.includes(kind.kind) && !(kind.kind === 'cli_tool' && keepsByHand(draft));
  if (kind.stranger === undefined && (program || servesModules(draft, kind)))
    return understandProgram(draft, kind, readStack(draft, options, kind.kind));
  if (kind.kind === 'realtime_service') draft.clauses = withoutBroadcasts(draft.clauses);
  const told = draft.clauses;
  Object.assign(draft, setAside(told));
  findAuth(draft);
  findRoles(draft);
  findEntities(draft, kind.scope);
  declareDrawn(draft);
  if (wantsNothing(draft)) addDomainEntities(draft);
  completeDomain(draft, domainKeys(draft));
  readRelations(draft);
  settleUser(draft);
  readFields(draft);
  readValues(draft);
  readAssociations(draft);
  readSpokenRelations(draft);
  linkAssociations(draft);
  completeRelations(draft);
  joinRecords(draft);
  dropUnasked(draft);
  moveCapacities(draft);
  completeFields(draft);
  completePeople(draft);
  readOperations(draft);
  for (const clause of draft.clauses) readAccess(draft, clause);
  for (const clause of draft.clauses) readDenied(draft, clause);
  for (const clause of draft.clauses) readPrivateData(draft, clause);
  readNotedTimes(draft);
  readRules(draft);
  readAsides(draft);
  settleAllRights(draft);
  readOpenly(draft);
  readFeatures(draft, kind.kind);
  completeOperations(draft);
  const stack = readStack(draft, options, kind.kind, told);
  settleOwnership(draft);
  settleFieldRights(draft);
  settle(draft);
  settleChoices(draft);
  settleDecisions(draft);
  keepWritten(draft);
  if (kind.stranger !== undefined || (languagesOf(kind.kind).length === 0 && !keepsSomething(draft)))
    return otherProgram(draft, kind);
  if (draft.entities.length === 0 && !(draft.auth === 'token' && draft.userDeclared)) return abstain(draft);
  const unwanted = notWanted(text);
  if (unwanted.length > 0)
    draft.assumptions.push(`Left out, because it is said not to be wanted: ${unwanted.join(', ')}.`);
  const slips = respelled(text).slice(0, 8);
  if (slips.length > 0)
    draft.assumptions.push(`${slips.map(([written, read]) => `"${written}" was read as "${read}"`).join(', ')}.`);
  return assemble(draft, kind, stack);
}

/** `--constraint kind=` binds, `--prefer kind=` chooses where no kind was named. */
function wishedKind(draft: Draft, found: KindFound, options: Wishes): KindFound {
  const value = Object.entries(options.constraints).find(([key]) => /^(?:kind|type)$/i.test(key))?.[1];
  const wished = kindWished(options);
  if (value !== undefined && !wished?.binding)
    cannot(draft, `kind=${value}`, `constraint: projects of kind ${value} cannot be generated yet`, 'a REST API', true);
  if (!wished || (!wished.binding && !found.from.assumed)) return found;
  return {
    ...found,
    kind: wished.kind,
    otherWords: `kind=${wished.kind}`,
    from: { words: '', confidence: 1, assumed: false },
  };
}

/** A "quiz game in the terminal" for which the library has a tool and no game: that tool, and it is said. */
function played(draft: Draft, kind: KindFound): KindFound {
  if (kind.kind !== 'terminal_game' || kind.otherWords.startsWith('kind=')) return kind;
  const found = findModules(draft.clauses);
  const [first] = found;
  if (!first || found.some(({ module }) => module.form === 'game')) return kind;
  cannot(draft, kind.from.words || 'game', `${first.module.title} is not a game`, 'a command line tool for it');
  return { ...kind, kind: 'cli_tool' };
}

/** Whether a REST API would keep anything of it: things that people keep rows of, or that were told more about. */
function keepsSomething(draft: Draft): boolean {
  return (
    draft.entities.length > 0 &&
    draft.entities.every(
      (entity) =>
        lexicon().nouns.has(phraseOf(entity.words)) ||
        draft.notes.some((note) => note.entity === entity) ||
        draft.relations.some((relation) => relation.one === entity.name || relation.many === entity.name),
    )
  );
}

function wantsNothing(draft: Draft): boolean {
  return draft.entities.length === 0;
}

function domainKeys(draft: Draft): readonly string[] {
  // "a library of toys" lends no books.
  const of = phraseOf(draft.domain);
  const other = new RegExp(`\\b${of} of (?:the |our |my )?([a-z]+)\\b`);
  const kept = draft.clauses.map((clause) => other.exec(clause.text)?.[1]).find((word) => word !== undefined);
  if (kept !== undefined && resolve(draft, [singularPhrase(kept)]) !== undefined && kept !== 'books') return [];
  const { domains } = lexicon();
  return domains.get(phraseOf(draft.domain)) ?? domains.get(singularPhrase(phraseOf(draft.domain))) ?? [];
}
