import type { Provenance } from '../../requirements.ts';
import { fieldsNamed } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, cannot, stated } from '../draft.ts';
import type { Clause } from '../words/text.ts';
import { infinitive } from '../words/grammar.ts';
import { addRole, roleName } from './roles.ts';

/** "only managers may change the price": a right to one field of a row, while others may change the rest. */

const changes = /^(?:change|edit|update|modify|adjust|alter|set|raise|lower|increase|decrease)$/;

/** The field that the words of an object name, of these things. */
export function fieldMeant(
  entities: readonly DraftEntity[],
  object: string,
): { entity: DraftEntity; name: string } | undefined {
  const said = /^(?:the |its |an? |any |their )?(.+?)(?: (?:of|on|for) .*)?$/.exec(object)?.[1] ?? '';
  const found = entities.flatMap((entity) =>
    fieldsNamed([entity], said)
      .filter(({ to }) => to === said.length)
      .map(({ field }) => ({ entity, field })),
  );
  const told = found.filter(({ field }) => !field.from.assumed);
  const [only, ...others] = told.length > 0 ? told : found;
  return only && others.every(({ entity }) => entity === only.entity)
    ? { entity: only.entity, name: only.field.name }
    : undefined;
}

/** Whether these verbs are only about changing what is there. */
export function onlyChanges(verbs: string): boolean {
  return verbs
    .split(/(?: ?,|\/| and | or | )+ ?/)
    .filter((word) => word !== '')
    .every((word) => changes.test(infinitive(word) ?? word));
}

export function grantField(
  draft: Draft,
  clause: Clause,
  entity: DraftEntity,
  field: string,
  roles: readonly string[],
): void {
  for (const role of roles) {
    addRole(draft, clause, role);
    addRule(draft, {
      kind: 'role-only',
      role: roleName(role),
      entity: entity.name,
      verbs: ['update'],
      fields: [field],
      from: stated(clause),
    });
  }
  draft.ruled.add(clause);
}

/** Once all rules are known: actions that set such a field are theirs too, and what does not go together is said. */
export function settleFieldRights(draft: Draft): void {
  const gone = (entity: DraftEntity, from: Provenance): void =>
    cannot(
      draft,
      from.words,
      'A right to one field alone is not one that can be enforced beside the rights of owners or of other roles',
      `the same right to whole ${entity.words.join(' ')} rows`,
    );
  for (const entity of draft.entities) {
    const own = draft.rules.flatMap((rule) => (rule.kind === 'role-only' && rule.entity === entity.name ? [rule] : []));
    const rights = own.filter((rule) => rule.fields !== undefined);
    if (rights.length === 0) continue;
    const whole = own.filter((rule) => rule.fields === undefined && rule.verbs.includes('update'));
    const byField = Map.groupBy(rights, (rule) => rule.fields?.[0] ?? '');
    const lists = [...byField.values(), ...(whole.length > 0 ? [whole] : [])].map((rules) =>
      rules.map(({ role }) => role),
    );
    const shared = lists[0]?.some((role) => lists.every((roles) => roles.includes(role))) === true;
    const isOwned =
      entity.owned ||
      draft.rules.some(
        (rule) => rule.kind === 'owner-only' && rule.entity === entity.name && rule.verbs.includes('update'),
      );
    for (const rule of rights) {
      const [name = ''] = rule.fields ?? [];
      const field = entity.fields.find((candidate) => candidate.name === name);
      const { fields: _fields, ...whoever } = rule;
      for (const operation of draft.operations)
        if (operation.entity === entity.name && operation.verb !== 'update' && name in operation.sets)
          addRule(draft, { ...whoever, verbs: [operation.verb] });
      const isSet = draft.operations.some((operation) => operation.entity === entity.name && name in operation.sets);
      const isFixed = field === undefined || field.readOnly;
      if (shared && !isOwned && !isFixed) continue;
      draft.rules = draft.rules.filter((other) => other !== rule);
      if (!(isFixed && isSet)) gone(entity, rule.from);
    }
  }
}
