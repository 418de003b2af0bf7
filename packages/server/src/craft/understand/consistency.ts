import type { Rule } from '../requirements.ts';
import { type Draft, addRule, cannot } from './draft.ts';
import { lexicon } from './words/lexicon.ts';

/** Removes what would contradict itself: names that nothing has, values that a field cannot hold, things said twice. */
export function settle(draft: Draft): void {
  dropShadows(draft);
  settleFields(draft);
  const known = new Set([...draft.entities.map((entity) => entity.name), ...(draft.auth === 'token' ? ['User'] : [])]);
  for (const entity of draft.entities) {
    entity.fields = entity.fields.filter(
      (field) => field.type !== 'reference' || (field.references !== undefined && known.has(field.references)),
    );
  }
  const has = (entity: string, name: string): boolean =>
    draft.entities.some((other) => other.name === entity && other.fields.some((field) => field.name === name));
  draft.relations = draft.relations.filter(
    (relation) =>
      known.has(relation.one) &&
      known.has(relation.many) &&
      relation.one !== 'User' &&
      relation.many !== 'User' &&
      (relation.kind === 'many-to-many' || has(relation.many, relation.field)),
  );
  const verbs = new Set<string>();
  draft.operations = draft.operations.filter((operation) => {
    const key = `${operation.entity} ${operation.verb}`;
    if (verbs.has(key) || !/^[a-z][A-Za-z0-9]*$/.test(operation.verb)) return false;
    verbs.add(key);
    return (
      known.has(operation.entity) &&
      [...Object.keys(operation.sets), ...Object.keys(operation.when)].every((name) => has(operation.entity, name))
    );
  });
  draft.rules = draft.rules.filter((rule) => {
    const fields = fieldsOfRule(rule);
    const fine = known.has(rule.entity) && fields.every(([entity, name]) => has(entity, name));
    if (!fine && rule.from.words !== '')
      cannot(draft, rule.from.words, 'This rule speaks of something that the program does not keep.');
    return fine;
  });
  settleRanges(draft);
  settleSteps(draft);
  settleActions(draft);
  settleRights(draft);
}

/** An action sets only what its field can hold: "reopen" goes back to the first value where the field knows no "open". */
function settleActions(draft: Draft): void {
  draft.operations = draft.operations.filter((operation) => {
    const entity = draft.entities.find((other) => other.name === operation.entity);
    for (const record of [operation.sets, operation.when])
      for (const [name, value] of Object.entries(record)) {
        const values = entity?.fields.find((field) => field.name === name)?.values;
        if (values === undefined || typeof value !== 'string' || values.includes(value)) continue;
        const [first] = values;
        if (first === undefined || record !== operation.sets || !/^(?:re|un)/.test(operation.verb)) {
          if (operation.from.words !== '')
            cannot(draft, operation.from.words, `${name} has no value ${value}, which this would set`);
          return false;
        }
        record[name] = first;
      }
    return true;
  });
}

/** A right is one to do what can be done: who alone may "move orders to checked" marks them as checked; else it is said that nothing does. */
function settleRights(draft: Draft): void {
  for (const rule of draft.rules) if (rule.kind === 'role-only' && rule.fields === undefined) settleMark(draft, rule);
  draft.rules = draft.rules.filter((rule) => {
    if (rule.kind !== 'role-only' && rule.kind !== 'owner-only') return true;
    const own = draft.operations.filter(({ entity }) => entity === rule.entity).map(({ verb }) => verb);
    const missing = rule.verbs.filter((verb) => !own.includes(verb));
    if (missing.length === 0 || rule.from.words === '') return true;
    const said = rule.from.words.toLowerCase();
    const marks = own.filter((verb) => verb.startsWith('mark') && said.includes(verb.slice(4).toLowerCase()));
    rule.verbs = [...new Set([...rule.verbs.filter((verb) => own.includes(verb)), ...marks])];
    if (marks.length === 0)
      cannot(draft, rule.from.words, `Nothing that can be done here is called ${missing.join(' or ')}`);
    return rule.verbs.length > 0;
  });
}

/** "only admins may mark a device as broken", "set it to broken": the right is one to that state, not to a mark or to every change. */
function settleMark(draft: Draft, rule: Extract<Rule, { kind: 'role-only' }>): void {
  const state = /\b(?:mark|set|flag|put|switch|turn) .+ (?:as|to) (?:be )?([a-z]+)$/.exec(
    rule.from.words.toLowerCase(),
  )?.[1];
  const done = draft.operations.find(
    ({ entity, sets }) => entity === rule.entity && state !== undefined && Object.values(sets).includes(state),
  );
  const [field] = Object.keys(done?.sets ?? {});
  const vague = rule.verbs.filter((verb) => /^(?:mark|set|flag|put|switch|turn|update)$/.test(verb));
  if (!done || field === undefined || vague.length === 0) return;
  rule.verbs = [...rule.verbs.filter((verb) => !vague.includes(verb)), done.verb];
  // Nobody else gets there by changing the row either.
  draft.assumptions.push(`Because "${rule.from.words}", only a ${rule.role} changes the ${field} at all.`);
  addRule(draft, {
    kind: 'role-only',
    role: rule.role,
    entity: rule.entity,
    verbs: ['update'],
    fields: [field],
    from: rule.from,
  });
  const entity = draft.entities.find(({ name }) => name === rule.entity);
  for (const verb of vague) {
    const at = draft.operations.find((other) => other.entity === rule.entity && other.verb === verb);
    const [moment] = Object.entries(at?.sets ?? {});
    if (!at || moment?.[1] !== 'now' || !rule.from.words.includes(at.from.words)) continue;
    draft.operations = draft.operations.filter((other) => other !== at);
    if (entity) entity.fields = entity.fields.filter(({ name, from }) => name !== moment[0] || !from.assumed);
  }
}

function ofEntity(entity: string, names: readonly string[]): [string, string][] {
  return names.map((name) => [entity, name]);
}

function fieldsOfRule(rule: Draft['rules'][number]): [string, string][] {
  const open: [string, string][] =
    'open' in rule && rule.open && rule.kind !== 'no-delete-while' && rule.kind !== 'backed' && rule.kind !== 'settled'
      ? [[rule.entity, rule.open.field]]
      : [];
  switch (rule.kind) {
    case 'range':
    case 'exclusive':
    case 'transitions':
      return [[rule.entity, rule.field], ...open];
    case 'unique':
      return rule.fields.map((name) => [rule.entity, name]);
    case 'max-per':
      return [
        ...ofEntity(rule.entity, [
          rule.per,
          ...(rule.also ?? []),
          ...(rule.amount === undefined ? [] : [rule.amount]),
          ...(rule.within ? [rule.within.field] : []),
        ]),
        ...open,
      ];
    case 'capacity':
      return [
        ...ofEntity(rule.entity, [rule.per, ...(rule.places === undefined ? [] : [rule.places])]),
        [rule.parent, rule.parentField],
        ...open,
      ];
    case 'expires':
      return [[rule.entity, rule.field], ...open];
    case 'ends':
      return ofEntity(rule.entity, [rule.field, rule.start, ...(rule.by === undefined ? [] : [rule.by])]);
    case 'fee':
      return ofEntity(rule.entity, [rule.field, rule.start, rule.end, ...(rule.rateOf ? [rule.rateOf.via] : [])]);
    case 'computed':
      return ofEntity(rule.entity, [
        rule.field,
        ...rule.factors,
        ...(rule.of ? [rule.of.via] : []),
        ...(rule.percent ? [rule.percent.field] : []),
        ...(rule.terms ?? []).map(({ field }) => field),
      ]);
    case 'sum':
      return [[rule.entity, rule.field], ...ofEntity(rule.of, [rule.via, ...rule.factors])];
    case 'transfer':
      return ofEntity(rule.entity, [rule.source, rule.target, rule.amount]);
    case 'stock':
      return [
        ...ofEntity(rule.entity, [rule.item, ...(rule.quantity === undefined ? [] : [rule.quantity])]),
        ...(rule.holder ? ofEntity(rule.entity, [rule.holder.via]) : []),
        ...open,
      ];
    case 'no-overlap':
      return [
        [rule.entity, rule.start],
        [rule.entity, rule.end],
        ...(rule.scope === undefined ? [] : [[rule.entity, rule.scope] as [string, string]]),
        ...open,
      ];
    case 'order':
      return [
        [rule.entity, rule.before],
        [rule.entity, rule.after],
      ];
    case 'until':
      return ofEntity(rule.entity, [
        ...(rule.via === undefined ? [rule.time] : [rule.via]),
        ...(typeof rule.change === 'string' ? [] : [rule.change.field]),
      ]);
    case 'moment':
      return [[rule.entity, rule.field]];
    case 'usable':
      return [
        [rule.entity, rule.via],
        [rule.parent, rule.open.field],
      ];
    case 'fits':
      return [...ofEntity(rule.entity, [rule.field, rule.via]), [rule.parent, rule.parentField]];
    case 'span':
      return ofEntity(rule.entity, [rule.start, rule.end]);
    case 'fixed':
    case 'distinct':
      return [...ofEntity(rule.entity, rule.fields), ...open];
    case 'needs':
      return [[rule.entity, rule.field], ...open];
    case 'no-delete-while':
      return [
        [rule.blockedBy, rule.field],
        ...(rule.open ? [[rule.blockedBy, rule.open.field] as [string, string]] : []),
      ];
    case 'rising':
      return ofEntity(rule.entity, [rule.field, ...(rule.of === undefined ? [] : [rule.of])]);
    case 'apart':
      return [
        ...ofEntity(rule.entity, [rule.via, ...(rule.field === undefined ? [] : [rule.field])]),
        ...(rule.parentField === undefined ? [] : [[rule.parent, rule.parentField] as [string, string]]),
      ];
    case 'backed':
      return [
        ...ofEntity(
          rule.entity,
          rule.pairs.map(([own]) => own),
        ),
        ...ofEntity(rule.by, [
          ...rule.pairs.map(([, other]) => other),
          ...(rule.past === undefined ? [] : [rule.past]),
        ]),
      ];
    case 'settled':
      return [
        [rule.entity, rule.change.field],
        ...ofEntity(rule.by, [rule.via, ...(rule.open === undefined ? [] : [rule.open.field])]),
      ];
    case 'marks':
      return [
        ...ofEntity(rule.entity, [rule.via, ...(rule.change === undefined ? [] : [rule.change.field])]),
        [rule.parent, rule.field],
      ];
    case 'hours':
      return [[rule.entity, rule.field]];
    case 'total':
    case 'lasting':
      return open;
    case 'owner-only':
    case 'role-only':
      return [];
  }
}

function settleFields(draft: Draft): void {
  for (const entity of draft.entities) {
    const seen = new Set<string>();
    entity.fields = entity.fields.filter((field) => {
      if (!/^[a-z][A-Za-z0-9]*$/.test(field.name) || seen.has(field.name) || field.name === 'id') return false;
      seen.add(field.name);
      return true;
    });
    for (const field of entity.fields) {
      if (field.type === 'enum') {
        field.values = [...new Set(field.values ?? [])].filter((value) => value !== '');
        if (field.values.length === 0) Object.assign(field, { type: 'string', values: undefined });
        else if (field.default !== undefined && !field.values.includes(String(field.default))) delete field.default;
      } else delete field.values;
      if (field.min !== undefined && field.max !== undefined && field.min > field.max) delete field.max;
      if (
        typeof field.default === 'number' &&
        (field.default < (field.min ?? field.default) || field.default > (field.max ?? field.default))
      )
        delete field.default;
      if (field.values === undefined) delete field.values;
    }
  }
}

/** What an action may do, the order of states allows; between two moments that may not overlap, neither is missing. */
function settleSteps(draft: Draft): void {
  for (const rule of draft.rules) {
    const entity = draft.entities.find((other) => other.name === rule.entity);
    if (rule.kind === 'no-overlap') {
      for (const field of entity?.fields ?? [])
        if (field.name === rule.start || field.name === rule.end) field.required = true;
    }
    if (rule.kind !== 'transitions') continue;
    const values = entity?.fields.find((field) => field.name === rule.field)?.values ?? [];
    for (const operation of draft.operations.filter((other) => other.entity === rule.entity)) {
      // "start" where started is one of the states: the state changes with the moment.
      const into = lexicon().actions[operation.verb]?.status?.find((value) => values.includes(value));
      if (
        into !== undefined &&
        operation.sets[rule.field] === undefined &&
        Object.values(operation.sets).includes('now')
      )
        operation.sets[rule.field] = into;
      const to = operation.sets[rule.field];
      const before = operation.when[rule.field];
      if (typeof to !== 'string' || !values.includes(to)) continue;
      const known = rule.allowed.filter(([, end]) => end === to);
      const all = rule.allowed.map(([start]) => start);
      const ends = values.filter((value) => !all.includes(value));
      // "reopen": back from where nothing else leads on.
      const usual = operation.verb.startsWith('re') && ends.length > 0 ? ends : all;
      const starts = typeof before === 'string' ? [before] : known.length > 0 ? [] : usual;
      for (const start of new Set(starts))
        if (start !== to && !known.some(([other]) => other === start)) rule.allowed.push([start, to]);
    }
  }
}

/** Two bounds on one field that leave nothing between them: the first one said stands. */
function settleRanges(draft: Draft): void {
  const bounds = new Map<string, { min: number; max: number }>();
  draft.rules = draft.rules.filter((rule) => {
    if (rule.kind !== 'range') return true;
    const field = draft.entities
      .find((entity) => entity.name === rule.entity)
      ?.fields.find((candidate) => candidate.name === rule.field);
    if (!field || ['boolean', 'enum', 'reference', 'date', 'datetime'].includes(field.type)) return false;
    const key = `${rule.entity}.${rule.field}`;
    const known = bounds.get(key) ?? { min: -Infinity, max: Infinity };
    const next = { min: Math.max(known.min, rule.min ?? -Infinity), max: Math.min(known.max, rule.max ?? Infinity) };
    if (next.min > next.max) {
      cannot(draft, rule.from.words, 'This contradicts another bound of the same value.');
      return false;
    }
    bounds.set(key, next);
    if (Number.isFinite(next.min)) field.min = next.min;
    if (Number.isFinite(next.max)) field.max = next.max;
    return true;
  });
}

/**
 * "I want to register noise complaints … A complaint has an address": the longer name is the same thing, said before it
 * was told of. It goes when nothing was said of it and nothing hangs on it.
 */
function dropShadows(draft: Draft): void {
  const told = (name: string): boolean =>
    draft.notes.some((note) => note.entity.name === name) ||
    draft.relations.some((relation) => !relation.from.assumed && (relation.one === name || relation.many === name));
  const shadows = draft.entities.filter(
    (entity) =>
      entity.words.length > 1 &&
      entity !== draft.user &&
      !told(entity.name) &&
      draft.entities.some(
        (other) =>
          other !== entity && other.words.length === 1 && other.words[0] === entity.words.at(-1) && told(other.name),
      ),
  );
  const names = new Set(shadows.map((entity) => entity.name));
  if (names.size === 0) return;
  draft.entities = draft.entities.filter((entity) => !names.has(entity.name));
  draft.operations = draft.operations.filter((operation) => !names.has(operation.entity));
  draft.rules = draft.rules.filter((rule) => !names.has(rule.entity));
}
