// `npm run bench:craft:read -- [file.yaml …]`: what the reading alone makes of descriptions, without building them; a quick first look.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { understand } from '../../packages/server/src/craft/understand/understand.ts';
import type { Requirements } from '../../packages/server/src/craft/requirements.ts';
import type { Claim } from './claims.ts';
import { parseDescriptions, readDescriptions } from './descriptions.ts';
import { closest, likeness } from './names.ts';

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { id: { type: 'string' }, show: { type: 'boolean', default: false }, 'held-out': { type: 'boolean' } },
});

const entityOf = (found: Requirements, name: string) => closest(name, found.entities, (one) => one.name);
const fieldOf = (found: Requirements, entity: string, name: string) =>
  closest(name, entityOf(found, entity)?.fields ?? [], (one) => one.name.replace(/Id$/, ''));

function rows(found: Requirements, claim: Claim): boolean {
  switch (claim.kind) {
    case 'relation': {
      const child = entityOf(found, claim.child);
      const parent = entityOf(found, claim.parent);
      return found.relations.some(
        (one) =>
          (one.one === parent?.name && one.many === child?.name) ||
          (one.kind === 'many-to-many' && one.one === child?.name && one.many === parent?.name),
      );
    }
    case 'range': {
      const field = fieldOf(found, claim.entity, claim.field);
      const own = found.rules.filter(
        (rule) =>
          rule.kind === 'range' && rule.entity === entityOf(found, claim.entity)?.name && rule.field === field?.name,
      );
      const bounds = [field, ...own].flatMap((one) =>
        one && 'min' in one ? [one.min] : one && 'max' in one ? [] : [],
      );
      const tops = [field, ...own].flatMap((one) => (one && 'max' in one ? [one.max] : []));
      const scale = field?.type === 'money' ? 100 : 1;
      const natural = field?.type === 'percentage' && claim.min === 0 && (claim.max ?? 100) === 100;
      return (
        natural ||
        ((claim.min === undefined || bounds.includes(claim.min * scale)) &&
          (claim.max === undefined || tops.includes(claim.max * scale)))
      );
    }
    case 'unique': {
      const entity = entityOf(found, claim.entity);
      const [only = ''] = claim.fields;
      if (claim.fields.length === 1 && fieldOf(found, claim.entity, only)?.unique) return true;
      return found.rules.some(
        (rule) =>
          (rule.kind === 'unique' || rule.kind === 'exclusive') &&
          rule.entity === entity?.name &&
          (rule.kind === 'exclusive' || rule.fields.length === claim.fields.length),
      );
    }
    case 'one-of': {
      const values = fieldOf(found, claim.entity, claim.field)?.values ?? [];
      return claim.values.every((value) =>
        values.some(
          (other) =>
            other.toLowerCase().replaceAll(/[^a-z0-9]/g, '') === value.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
        ),
      );
    }
    case 'max':
      return found.rules.some(
        (rule) =>
          (rule.kind === 'max-per' && rule.limit === claim.limit) ||
          (claim.limit === 1 && /exclusive|unique/.test(rule.kind)),
      );
    case 'waits':
      return found.rules.some((rule) => rule.kind === 'capacity' && rule.waiting !== undefined);
    case 'transfer':
    case 'stock':
    case 'sum':
    case 'computed':
    case 'fee':
      return found.rules.some((rule) => rule.kind === claim.kind);
    case 'expires':
      return entityOf(found, claim.entity)?.fields.some((field) => field.after !== undefined) ?? false;
    case 'login':
      return found.stack.auth !== 'none';
    case 'keeps':
      return found.rules.some((rule) => rule.kind === 'no-delete-while');
    case 'operation':
      return (
        /^(?:page|search)$/.test(claim.verb) ||
        // What a real-time service does with every row.
        (claim.verb === 'broadcast' && found.kind === 'realtime_service') ||
        claim.verb === found.stack.database ||
        found.features.some(({ name }) => name === claim.verb) ||
        found.operations.some((one) => closest(claim.verb, [one.verb], (verb) => verb) !== undefined)
      );
    case 'future':
    case 'past':
      return found.rules.some((rule) => rule.kind === 'moment' && rule.side === claim.kind);
    case 'once':
      return found.rules.some(
        (rule) =>
          rule.kind === 'unique' && rule.entity === entityOf(found, claim.child)?.name && rule.fields.length > 1,
      );
    case 'required':
      return fieldOf(found, claim.entity, claim.field)?.required ?? false;
    case 'longest':
      return fieldOf(found, claim.entity, claim.field)?.max === claim.characters;
    case 'closed':
      return found.rules.some((rule) => rule.kind === 'until');
    case 'mean':
      return found.rules.some((rule) => rule.kind === 'sum' && rule.average === true);
    case 'ledger':
      return found.rules.some((rule) => rule.kind === 'stock');
    case 'cascade': {
      const [parent, child] = [entityOf(found, claim.parent), entityOf(found, claim.child)];
      return found.relations.some(
        (one) => one.one === parent?.name && one.many === child?.name && one.onDelete === 'cascade',
      );
    }
    case 'cost':
      return found.rules.some((rule) => rule.kind === 'fee');
    case 'owner-only':
    case 'owner-changes':
      return found.rules.some((rule) => rule.kind === 'owner-only') || found.entities.some((one) => one.owned);
    default:
      return found.rules.some((rule) => rule.kind === claim.kind);
  }
}

const folder = join(import.meta.dirname, 'descriptions');
const all = (
  positionals.length > 0
    ? positionals.flatMap((file) => parseDescriptions(readFileSync(file, 'utf8')))
    : readDescriptions(folder)
).filter(
  (one) =>
    (!options.id || options.id.split(',').includes(one.id)) &&
    (options['held-out'] === undefined || one.heldOut === options['held-out']),
);
let stated = 0;
let holding = 0;
let refused = 0;
for (const one of all) {
  const read = understand(one.say, { constraints: {}, preferences: {} });
  if (options.show) console.log(`\n${one.say}`);
  if (read.verdict !== 'understood' || read.requirements.unsupported.some((entry) => entry.blocking)) {
    if (one.expect === 'built') {
      refused += 1;
      console.log(
        `${one.id}: not built: ${read.verdict === 'understood' ? read.requirements.unsupported.map(({ reason }) => reason).join('; ') : read.questions.join(' ')}`,
      );
    }
    continue;
  }
  const found = read.requirements;
  const problems: string[] = [];
  for (const [name, fields] of Object.entries(one.entities)) {
    stated += 1 + fields.length;
    const entity = entityOf(found, name);
    if (entity) holding += 1;
    else problems.push(`no ${name}`);
    for (const field of fields) {
      if (fieldOf(found, name, field)) holding += 1;
      else if (entity) problems.push(`no ${name}.${field}`);
    }
  }
  for (const claim of one.claims) {
    stated += 1;
    if (rows(found, claim)) holding += 1;
    else problems.push(claim.text);
  }
  const extra =
    Object.keys(one.entities).length === 0
      ? []
      : found.entities
          .filter(
            (entity) => ![...Object.keys(one.entities), ...one.may].some((name) => likeness(name, entity.name) >= 0.5),
          )
          .map(({ name }) => name);
  if (extra.length > 0) problems.push(`nobody spoke of ${extra.join(', ')}`);
  if (found.kind !== one.kind) problems.push(`kind ${found.kind}`);
  if (problems.length > 0) console.log(`${one.id}: ${problems.join('; ')}`);
  if (options.show) {
    for (const entity of found.entities)
      console.log(
        `  ${entity.name}${entity.owned ? '*' : ''}: ${entity.fields.map((field) => `${field.name}:${field.type}${field.unique ? '!' : ''}${field.values ? `(${field.values.join('/')})` : ''}${field.references ? `>${field.references}` : ''}`).join(' ')}`,
      );
    for (const { from, ...rule } of found.rules) console.log(`  ${JSON.stringify(rule)} "${from.words}"`);
    console.log(
      `  ${found.kind} auth ${found.stack.auth} roles ${found.roles.map(({ name }) => name).join()} modules ${found.modules.map(({ module }) => module).join()} pages ${found.screens.map(({ name }) => name).join()} ops ${found.operations
        .filter(({ verb }) => !/^(?:create|list|read|update|delete)$/.test(verb))
        .map(({ entity, verb }) => `${entity}.${verb}`)
        .join()}`,
    );
    for (const entry of found.unsupported) console.log(`  cannot: ${entry.words}: ${entry.reason}`);
    if (found.unread.length > 0) console.log(`  unread: ${found.unread.join(' | ')}`);
  }
}
console.log(
  `read: ${holding} of ${stated} stated things (${((100 * holding) / stated).toFixed(1)} %); ${refused} of ${all.length} not built where they should be`,
);
