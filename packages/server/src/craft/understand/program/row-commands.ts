import { kebab } from '../../emit/names.ts';
import type { Requirements } from '../../requirements.ts';
import { type Draft, cannot } from '../draft.ts';
import type { Clause } from '../words/text.ts';
import { wordsOf } from '../words/text.ts';
import { commandsNamed } from './commands.ts';

/** What the commands of a tool over rows are called, where a description names them. */

type Verb = keyof NonNullable<Requirements['commands']>;

const usual: readonly [Verb, RegExp][] = [
  ['create', /^(?:add|new|create|insert|log|record|put|register)$/],
  ['list', /^(?:list|ls|all)$/],
  ['read', /^(?:show|view|get|info|display|see)$/],
  ['update', /^(?:update|edit|change|modify)$/],
  ['delete', /^(?:remove|rm|delete|del|drop)$/],
];
const finishing = /^(?:done|complete|finish|check|tick|close|mark)/;

/** The clauses that only name commands. */
function listsOf(draft: Draft): { clause: Clause; names: string[] }[] {
  return draft.clauses.flatMap((clause) => {
    const found = clause.heading === '#' ? commandsNamed(clause.text) : undefined;
    return found ? [{ clause, names: found.names }] : [];
  });
}

/** What a tool over rows takes beside the fields of its rows, and what it takes where it runs on Node.js. */
const usualFlags = ['json', 'format', 'limit', 'offset', 'sort', 'help', 'version', 'q'];
const nodeFlags = ['output', 'quiet'];
const otherFormat = /--format[= ]*<?(?:[a-z]+(?:\||\/|, or |, | or ))*(?!(?:table|json|csv|text|plain)\b)[a-z]+/;

/** Options of a tool over rows that are written out and that no field answers to. */
export function flagsMissing(
  description: string,
  { kind, language, entities }: Requirements,
): Requirements['unsupported'] {
  if (kind !== 'cli_tool' || entities.length === 0) return [];
  const fields = entities.flatMap(({ fields: own }) => own.map(({ name }) => name));
  const onNode = language === 'typescript' || language === 'javascript';
  const known = new Set([...usualFlags, ...(onNode ? nodeFlags : []), ...fields].map(kebab));
  if (!fields.includes('format') && otherFormat.test(description)) known.delete('format');
  // "--due" of a due date.
  const isKnown = (flag: string): boolean => known.has(flag) || [...known].some((name) => name.startsWith(`${flag}-`));
  const said = [...description.matchAll(/(?<![\w-])--([a-z][a-z0-9-]*)/g)].map((match) => match[1] ?? '');
  const missing = [...new Set(said)].filter((flag) => !isKnown(flag));
  if (missing.length === 0) return [];
  return [
    {
      words: missing.map((flag) => `--${flag}`).join(', '),
      reason: `the tool has no option${missing.length > 1 ? 's' : ''} of this name`,
      nearest: 'its options for each field, --sort, --limit, --offset and --format',
      blocking: false,
    },
  ];
}

/** Undefined where none are named; what no command does is said. Where there are several kinds of rows, commands are called after these. */
export function commandsCalled(draft: Draft): Requirements['commands'] {
  const called: NonNullable<Requirements['commands']> = {};
  for (const { clause, names } of listsOf(draft)) {
    const [entity] = draft.entities;
    if (!entity || draft.entities.length > 1) {
      cannot(
        draft,
        wordsOf(clause),
        'Commands are called after the things that they keep',
        'add, list, show, change and remove of each thing',
      );
      continue;
    }
    const missing = names.filter((name) => !isCalled(draft, called, entity.name, name));
    if (missing.length > 0)
      cannot(draft, missing.join(', '), `no command does ${missing.length > 1 ? 'these' : 'this'}`, 'the others');
  }
  return Object.keys(called).length === 0 ? undefined : called;
}

function isCalled(draft: Draft, called: NonNullable<Requirements['commands']>, entity: string, name: string): boolean {
  if (/^(?:help|version)$/.test(name)) return true;
  const verb = usual.find(([one, words]) => words.test(name) && called[one] === undefined)?.[0];
  if (verb !== undefined) {
    called[verb] = name;
    return true;
  }
  const actions = draft.operations.filter(
    (one) => one.entity === entity && !/^(?:create|list|read|update|delete)$/.test(one.verb),
  );
  const action =
    actions.find((one) => one.verb === name) ??
    (finishing.test(name) ? actions.find((one) => finishing.test(one.verb)) : undefined);
  if (!action) return finishing.test(name) && finishes(draft, entity, name);
  // No rule of a tool tells of what is done by that name.
  action.verb = name;
  return true;
}

/** "done" of rows that say whether they are done. */
function finishes(draft: Draft, entity: string, name: string): boolean {
  const field = draft.entities
    .find((one) => one.name === entity)
    ?.fields.find(
      (one) => one.type === 'boolean' && /^(?:is)?(?:done|completed?|finished|checked|closed)$/i.test(one.name),
    );
  if (!field) return false;
  const from = { words: name, confidence: 0.7, assumed: false };
  draft.operations.push({ entity, verb: name, sets: { [field.name]: true }, when: { [field.name]: false }, from });
  return true;
}
