import { languagesOf, doneOtherwise, leftOut, obstacleTo } from '../kinds/registry.ts';
import type { Entity, Requirements, Understanding } from '../requirements.ts';
import { requirements as schema } from '../requirements.ts';
import { type KindFound, kindName } from './program/kind.ts';
import { commandsCalled } from './program/row-commands.ts';
import { type Draft, assumed, cannot, pluralName } from './draft.ts';
import { spaced } from './words/grammar.ts';
import { leftovers } from './leftovers.ts';
import type { Stack } from './program/stack.ts';
import { wordsRead } from './words/text.ts';
import { unaccounted } from './unaccounted.ts';
import { unansweredNumbers } from './unanswered-numbers.ts';
import { nameIn, packageName, summaryOf, titleOf } from './title.ts';

/** The draft as requirements: names settled, contradictions removed, everything assumed said aloud. */
export function assemble(draft: Draft, kind: KindFound, stack: Stack): Understanding {
  if (draft.auth === 'token' && !draft.features.some((feature) => feature.name === 'auth')) {
    draft.features.push({ name: 'auth', from: assumed(0.8) });
  }
  if (draft.auth === 'none') draft.features = draft.features.filter((feature) => feature.name !== 'auth');
  const entities = draft.entities.map(
    (entity): Entity => ({
      name: entity.name,
      plural: pluralName(entity),
      fields: kind.kind === 'cli_tool' ? entity.fields.map(asTyped) : entity.fields,
      owned: entity.owned && draft.auth === 'token',
      from: entity.from,
    }),
  );
  const commands = commandsCalled(draft);
  const title = titleOf(draft, kind.kind);
  const { unread } = leftovers(draft, kind);
  const rest = `a REST API that keeps ${entities.map((entity) => spaced(entity.plural)).join(', ') || 'the same things'}`;
  if (kind.stranger !== undefined || languagesOf(kind.kind).length === 0)
    cannot(draft, kind.otherWords, `${kindName(kind)} cannot be generated yet`, rest, true);
  // A tool is run by one person for themselves.
  if (draft.auth === 'token' && kind.kind === 'cli_tool')
    cannot(
      draft,
      draft.authWords || kind.otherWords,
      `sign-in, and what only some people may do, is not built for ${kindName(kind)} yet`,
      'a REST API with sign-in',
    );
  const score =
    entities.length * 2 +
    draft.relations.length +
    draft.rules.length * 2 +
    (draft.auth === 'token' ? 3 : 0) +
    draft.operations.filter((entry) => !/^(?:create|list|read|update|delete)$/.test(entry.verb)).length;
  const found: Requirements = {
    description: draft.description,
    title,
    ...(commands && kind.kind === 'cli_tool' ? { commands } : {}),
    name: stack.name ?? nameIn(draft.description) ?? packageName(title, kind.kind),
    summary: summaryOf(draft, kindName(kind)),
    kind: kind.kind,
    kindFrom: kind.from,
    language: stack.language,
    stack: {
      ...stack.stack,
      auth: draft.auth,
      ...(draft.auth !== 'none' && draft.login === 'username' ? { login: draft.login } : {}),
    },
    entities,
    relations: draft.relations,
    operations: draft.operations,
    roles: draft.roles,
    rules: draft.rules,
    modules: [],
    screens: [],
    protocol: 'http',
    features: draft.features,
    assumptions: [...new Set([...draft.assumptions, ...assumptionsOf(draft, kind)])],
    unsupported: draft.unsupported,
    unread,
    complexity: { level: score <= 12 ? 'simple' : score <= 30 ? 'medium' : 'complex', score, seconds: 20 + score * 2 },
    risks: risksOf(draft),
  };
  const checked = schema.parse(found);
  const obstacle = draft.unsupported.some((entry) => entry.blocking) ? null : obstacleTo(checked);
  if (obstacle) checked.unsupported.push({ words: kind.otherWords, ...obstacle, blocking: true });
  checked.unsupported.push(...leftOut(checked));
  const elsewhere = [draft.authWords, ...draft.clauses.map((clause) => wordsRead(clause, draft.ruled.has(clause)))];
  if (!obstacle) checked.assumptions.unshift(...doneOtherwise(checked));
  checked.unread.push(...unaccounted(draft.description, checked, elsewhere));
  checked.unread.push(...unansweredNumbers(draft.description, checked));
  return { verdict: 'understood', requirements: checked };
}

/** `todo add "Buy milk"`: what is typed first is how a row is called, also where nobody spoke of that. */
function asTyped(field: Entity['fields'][number]): Entity['fields'][number] {
  return field.from.assumed && /^(?:title|name)$/.test(field.name) ? { ...field, required: true } : field;
}

function assumptionsOf(draft: Draft, kind: KindFound): string[] {
  const said: string[] = [];
  if (kind.from.assumed) said.push(`It is built as ${kindName(kind)}, because no other kind was named.`);
  for (const entity of draft.entities) {
    if (entity.from.assumed && entity.from.words !== '')
      said.push(`${entity.name} was added, because "${entity.from.words}" needs it.`);
    const added = entity.fields
      .filter((field) => field.from.assumed)
      .map((field) => spaced(field.name.replace(/Id$/, '')));
    if (added.length > 0) said.push(`${entity.name} also has ${added.join(', ')}.`);
  }
  const owned = draft.entities.filter((entity) => entity.owned).map((entity) => entity.name);
  if (owned.length > 0 && draft.auth === 'token')
    said.push(`Everyone sees only their own rows of ${owned.join(', ')}.`);
  for (const operation of draft.operations) {
    if (/^(?:create|list|read|update|delete)$/.test(operation.verb)) continue;
    const sets = Object.entries(operation.sets).map(
      ([name, value]) => `${spaced(name)} to ${value === 'now' ? 'the current time' : String(value)}`,
    );
    if (operation.from.assumed || operation.from.confidence < 0.6)
      said.push(`"${spaced(operation.verb)}" on ${operation.entity} sets ${sets.join(', ')}.`);
  }
  for (const relation of draft.relations) {
    if (!relation.from.assumed) continue;
    said.push(
      relation.kind === 'many-to-many'
        ? `A ${relation.one} can have several of ${relation.many}, and a ${relation.many} several of ${relation.one}.`
        : `Each ${relation.many} belongs to one ${relation.one}.`,
    );
  }
  return said;
}

function risksOf(draft: Draft): string[] {
  const risks: string[] = [];
  if (draft.unsupported.length > 0)
    risks.push(`${draft.unsupported.length} of the wishes cannot be built yet; see what is not supported.`);
  if (draft.entities.length > 12)
    risks.push('More than twelve kinds of things: the first build may take longer than planned.');
  if (draft.entities.every((entity) => entity.from.assumed))
    risks.push('Everything it keeps is assumed from the kind of business.');
  const personal = draft.entities.filter((entity) =>
    entity.fields.some((field) => /^(?:email|phone)$/.test(field.type) || /birth|passport|diagnos/i.test(field.name)),
  );
  if (personal.length > 0 && draft.auth === 'none')
    risks.push(
      `It keeps personal data (${personal.map((entity) => entity.name).join(', ')}) and nobody signs in: keep it off open networks.`,
    );
  return risks;
}
