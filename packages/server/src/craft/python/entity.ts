import type { EntityModel, FieldModel, ProjectModel, Scalar } from '../domain/model.ts';
import { textLimit } from '../domain/samples.ts';
import { type Folded, flatten, fold } from '../emit/fold.ts';
import { kebab, snake } from '../emit/names.ts';
import { hidesExpired } from '../domain/code/expiry-rules.ts';
import { effectSources } from './effects.ts';
import { describe } from './field-words.ts';
import { hasCheck, rulesSource } from './rules.ts';
import { prefixed, pythonName, pythonString, pythonStyle, pythonValue } from './source.ts';

/** `entities/<entity>.py`: the fields of one kind of row, its rules, and what can be done with it. */

export function entityFile(entity: EntityModel): string {
  return pythonName(entity.path);
}

export function constantOf(entity: EntityModel): string {
  return snake(entity.path).toUpperCase();
}

/** `cli`: of a command line tool, where the entity has a word in place of an address. */
export function entitySource(project: ProjectModel, entity: EntityModel, cli = false): string {
  const rules = rulesSource(project, entity);
  const fields = fieldsSource(entity, cli);
  const effects = effectSources(project, entity);
  const resource = resourceSource(entity, cli, effects);
  const functions = [rules, ...effects.map(({ code }) => code)].filter((code) => code !== '').join('\n\n\n');
  const text = [functions, fields, resource].join('\n');
  // What is said in texts and comments is no use of a name.
  const code = text.replaceAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#.*$/gm, '""');
  const uses = (name: string): boolean => new RegExp(`(?<![.\\w"])${name}\\b(?!=)`).test(code);
  const from = (module: string, names: readonly string[]): string[] => {
    const used = names.filter(uses);
    return used.length > 0 ? [fold(`from ..${module} import `, used.join(', '), pythonStyle)] : [];
  };
  const kinds = [
    'boolean',
    'choice',
    'date',
    'email',
    'integer',
    'number',
    'phone',
    'reference',
    'text',
    'timestamp',
    'url',
  ];
  const used = kinds.filter((kind) => new RegExp(`\\b${kind}\\(`).test(fields));
  const constants = ['NOW', 'After', 'Field'].filter((name) => uses(name));
  const names: Folded = { open: '(', items: [...constants, ...used], close: ')' };
  const head = `from ..fields import ${[...constants, ...used].join(', ')}`;
  const sections = [
    [
      ...(uses('floor') ? ['from math import floor'] : []),
      ...(functions.includes('sqlite3.') ? ['import sqlite3'] : []),
    ]
      .toSorted()
      .toReversed()
      .map((line) => `${line}\n`)
      .join(''),
    [
      ...from('database', ['count', 'exists']),
      ...from('errors', ['Conflict', 'Gone', 'Unprocessable']),
      ...from('fees', ['fee_of']),
      ...(constants.length + used.length === 0
        ? []
        : [head.length <= 100 ? head : fold('from ..fields import ', names, pythonStyle)]),
      ...from('periods', ['later', 'period_of']),
      ...from('resources', ['Action', 'Children', 'Link', 'Resource', 'Row', 'require_row']),
    ].join('\n'),
  ].filter(Boolean);
  return [
    `"""${entity.many.charAt(0).toUpperCase()}${entity.many.slice(1)}: fields, rules, and what can be done with them."""\n`,
    `${sections.join('\n')}\n\n`,
    ...(functions === '' ? [] : [`${functions}\n\n`]),
    `${fields}\n`,
    `${resource}\n`,
  ]
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n');
}

function fieldsSource(entity: EntityModel, cli: boolean): string {
  const items = entity.fields.map((field) => prefixed(`${pythonString(field.name)}: `, fieldSource(field, cli)));
  // One field a line, always.
  if (items.length === 0) return 'FIELDS: dict[str, Field] = {}';
  const lines = items.map((item) => fold('    ', item, pythonStyle, ','));
  return `FIELDS = {\n${lines.join('\n')}\n}`;
}

function fieldSource(field: FieldModel, cli: boolean): Folded {
  const items: Folded[] = [pythonString(field.column), kindSource(field)];
  if (field.nullable) items.push('nullable=True');
  if (field.initial !== undefined) items.push(prefixed('default=', initialSource(field, field.initial)));
  if (field.readOnly) items.push('read_only=True');
  if (field.actor) items.push('actor=True');
  if (field.secret) items.push('secret=True');
  if (field.startsFixed) items.push('starts_fixed=True');
  if (cli && !field.readOnly) items.push(`about=${pythonString(describe(field))}`);
  return { open: 'Field(', items, close: ')' };
}

function initialSource(field: FieldModel, value: Scalar): Folded {
  if (value !== 'now' || (field.type !== 'date' && field.type !== 'datetime')) return pythonValue(value);
  return field.after ? `After(${field.after.amount}, ${pythonString(field.after.unit)})` : 'NOW';
}

function kindSource(field: FieldModel): Folded {
  const bounds = (): string => {
    const { min, max, choices } = field;
    const value = (number: number): string => flatten(pythonValue(number));
    if (choices) return `among=(${choices.map(value).join(', ')})`;
    if (min === undefined && max === undefined) return '';
    if (max === undefined) return value(min ?? 0);
    return `${min === undefined ? 'None' : value(min)}, ${value(max)}`;
  };
  switch (field.type) {
    case 'string':
    case 'text':
      return `text(${Math.max(field.min ?? 1, 0)}, ${flatten(pythonValue(textLimit(field)))})`;
    case 'integer':
    case 'money':
      return `integer(${bounds()})`;
    case 'decimal':
    case 'percentage':
      return `number(${bounds()})`;
    case 'enum':
      return { open: 'choice(', items: field.values.map(pythonString), close: ')' };
    case 'datetime':
      return 'timestamp()';
    default:
      return `${field.type}()`;
  }
}

function resourceSource(entity: EntityModel, cli: boolean, effects: readonly { name: string }[]): string {
  const items: Folded[] = [
    `name=${pythonString(entity.name)}`,
    `one=${pythonString(entity.one)}`,
    cli ? `command=${pythonString(kebab(entity.name))}` : `path=${pythonString(entity.path)}`,
    `table=${pythonString(entity.table)}`,
    'fields=FIELDS',
    prefixed('verbs=', setSource(entity.verbs)),
  ];
  const add = (name: string, value: Folded): void => void items.push(prefixed(`${name}=`, value));
  if (hasCheck(entity)) add('check', 'check');
  if (entity.verbs.has('delete') && entity.guards.length > 0) add('check_deletion', 'check_deletion');
  if (hidesExpired(entity)) add('check_readable', 'check_readable');
  for (const { name } of effects) add(name, name);
  if (entity.actions.length > 0) add('actions', tuple(entity.actions.map((action) => actionSource(entity, action))));
  if (entity.children.length > 0 && !cli)
    add(
      'children',
      tuple(
        entity.children.map(({ path, child, field }) => call('Children', [path, child, field.name].map(pythonString))),
      ),
    );
  if (entity.links.length > 0 && !cli)
    add(
      'links',
      tuple(
        entity.links.map(({ path, other, table, ownColumn, otherColumn, editable }) =>
          call('Link', [
            ...[path, other, table, ownColumn, otherColumn].map(pythonString),
            flatten(pythonValue(editable)),
          ]),
        ),
      ),
    );
  for (const name of ['searched', 'filtered', 'sorted'] as const) {
    if (entity[name].length > 0) add(name, tuple(entity[name].map((field) => pythonString(field.name))));
  }
  if (entity.owner) add('owner', pythonString(entity.owner.name));
  if (entity.isPrivate) add('private', 'True');
  if (entity.ownerVerbs.size > 0) add('owner_verbs', setSource(entity.ownerVerbs));
  if (entity.standIns.size > 0) add('stand_ins', rolesOf(entity.standIns));
  if (entity.roleVerbs.size > 0) add('role_verbs', rolesOf(entity.roleVerbs));
  if (entity.roleFields.size > 0) add('role_fields', rolesOf(entity.roleFields));
  if (entity.overseers.length > 0) add('overseers', tuple(entity.overseers.map(pythonString)));
  const lines = items.map((item) => fold('    ', item, pythonStyle, ','));
  return `${constantOf(entity)} = Resource(\n${lines.join('\n')}\n)`;
}

function rolesOf(verbs: EntityModel['roleVerbs']): Folded {
  const items = [...verbs].map(([verb, roles]) => prefixed(`${pythonString(verb)}: `, tuple(roles.map(pythonString))));
  return { open: '{', items, close: '}' };
}

function actionSource(entity: EntityModel, action: EntityModel['actions'][number]): Folded {
  const sets = Object.entries(action.sets).map(([name, value]) => {
    const field = entity.fields.find((candidate) => candidate.name === name);
    return prefixed(`${pythonString(name)}: `, field ? initialSource(field, value) : pythonValue(value));
  });
  return call('Action', [
    pythonString(action.path),
    pythonString(action.verb),
    { open: '{', items: sets, close: '}' },
    pythonValue(action.when),
    pythonString(action.code),
    pythonString(action.sentence),
  ]);
}

function call(name: string, items: readonly Folded[]): Folded {
  return { open: `${name}(`, items, close: ')' };
}

function tuple(items: readonly Folded[]): Folded {
  const [only] = items;
  if (items.length === 1 && only !== undefined) return { open: '(', items: [only], close: ',)' };
  return { open: '(', items, close: ')' };
}

function setSource(names: ReadonlySet<string>): Folded {
  if (names.size === 0) return 'frozenset()';
  return `frozenset({${[...names].sort().map(pythonString).join(', ')}})`;
}
