import type { Rule } from '../requirements.ts';
import { contradiction } from '../emit/contradiction.ts';
import { snake, withArticle } from '../emit/names.ts';
import type { EntityModel, ExpiryModel, FieldModel, ProjectModel } from './model.ts';
import type { ParentNumber, ShareModel, Signed } from './following.ts';
import { isComputed, layersOf } from './following.ts';
import { entityOf, isNumber, isTime, isWhole } from './model.ts';
import { fieldOf, openOf, openWords, push, sentenceStart } from './rule-parts.ts';

/** Rules about time that runs out, fields that follow from others, and what one row changes in another. */

type Kind<K extends Rule['kind']> = Extract<Rule, { kind: K }>;
type EffectRule = Kind<'expires' | 'ends' | 'fee' | 'computed' | 'sum' | 'transfer' | 'stock'>;

export function addEffectRule(project: ProjectModel, entity: EntityModel, rule: EffectRule): void {
  switch (rule.kind) {
    case 'expires':
      return addExpiry(project, entity, rule);
    case 'ends':
      return addEnds(entity, rule);
    case 'fee':
      return addFee(project, entity, rule);
    case 'computed':
      return addComputed(project, entity, rule);
    case 'sum':
      return addSum(project, entity, rule);
    case 'transfer':
      return addTransfer(project, entity, rule);
    case 'stock':
      return addStock(project, entity, rule);
  }
}

/** What can be said of the rules only when all of them are there: expired rows count for none. */
export function settleRules(project: ProjectModel): void {
  for (const entity of project.entities) {
    settleFixed(entity);
    layersOf(entity.rules.flatMap((rule) => (isComputed(rule) ? [rule] : [])));
    const expires = entity.rules.find((rule) => rule.kind === 'expires');
    if (expires?.kind !== 'expires') continue;
    for (const rule of entity.rules) if ('expiry' in rule && 'open' in rule) rule.expiry = expires.expiry;
  }
}

/** What is never changed is not told again of one state. */
function settleFixed(entity: EntityModel): void {
  const always = entity.rules.flatMap((rule) => (rule.kind === 'fixed' && !rule.open ? rule.fields : []));
  for (const rule of entity.rules) {
    if (rule.kind !== 'fixed' || !rule.open) continue;
    const rest = rule.fields.filter((field) => !always.includes(field));
    if (rest.length > 0) rule.fields = rest;
  }
}

const plural: Record<string, string> = { minute: 'minutes', hour: 'hours', day: 'days', week: 'weeks' };

export function spanWords(amount: number, unit: string): string {
  return `${amount} ${amount === 1 ? unit : (plural[unit] ?? `${unit}s`)}`;
}

function addExpiry(project: ProjectModel, entity: EntityModel, rule: Kind<'expires'>): void {
  const field = fieldOf(entity, rule.field, rule);
  if (!isTime(field)) throw contradiction(`${entity.name}.${field.name} is no time at which a row could expire.`);
  if (entity.rules.some((other) => other.kind === 'expires'))
    throw contradiction(`It is described twice when ${entity.many} expire.`);
  const open = openOf(entity, rule.open, rule);
  const expiry: ExpiryModel = { field, open };
  const who = open ? `One of the ${openWords(entity.many, open)}` : sentenceStart({ ...field, label: entity.one });
  const when = field.after
    ? `${spanWords(field.after.amount, field.after.unit)} after it was made`
    : `when its ${field.label} is past`;
  const code = `${snake(entity.name)}_expired`;
  const stays = rule.hidden ? 'cannot be read, changed or used' : 'cannot be changed or used';
  push(entity, {
    kind: 'expires',
    expiry,
    hidden: rule.hidden,
    code,
    sentence: `${who} expires ${when} and then ${stays}.`,
  });
  for (const name of rule.usedBy) {
    const user = entityOf(project, name);
    const per = user.fields.find((candidate) => candidate.references === entity.name);
    if (!per) throw contradiction(`${name} does not refer to ${entity.name}, which expires before it is used.`);
    push(user, {
      kind: 'unexpired',
      per,
      parent: entity.name,
      expiry,
      code: per.label === entity.one ? code : `${snake(per.label)}_expired`,
      sentence: `${sentenceStart({ ...per, label: user.one })} is not made for ${withArticle(per.label)} that has expired.`,
    });
  }
}

/** Its value is never taken from outside. */
function followed(entity: EntityModel, name: string, rule: Rule): FieldModel {
  const field = fieldOf(entity, name, rule);
  if (!isNumber(field) || field.type === 'reference') {
    throw contradiction(`${entity.name}.${name} follows from other fields but is no number.`);
  }
  return Object.assign(field, { readOnly: true, needed: false, startsFixed: false });
}

function addEnds(entity: EntityModel, rule: Kind<'ends'>): void {
  const [field, start] = [fieldOf(entity, rule.field, rule), fieldOf(entity, rule.start, rule)];
  const by = rule.by === undefined ? undefined : fieldOf(entity, rule.by, rule);
  if (!isTime(field) || !isTime(start) || (by && by.type !== 'integer'))
    throw contradiction(`${entity.name}.${field.name} is no time that follows from ${start.name}.`);
  const { amount, unit } = rule;
  // What ends within a day has a time of day.
  if (/minute|hour/.test(unit)) start.type = 'datetime';
  Object.assign(field, {
    type: start.type,
    nullable: true,
    initial: undefined,
    readOnly: true,
    needed: false,
    startsFixed: false,
  });
  const length = by ? `its ${by.label} in ${unit}s` : spanWords(amount, unit);
  push(entity, {
    kind: 'ends',
    field,
    start,
    by,
    amount,
    unit,
    code: `${snake(entity.name)}_${snake(field.name)}`,
    sentence: `The ${field.label} of ${withArticle(entity.one)} is its ${start.label} plus ${length}.`,
  });
}

/** The number of the row that a reference names, which then has to name one. */
function parentNumber(
  project: ProjectModel,
  entity: EntityModel,
  of: { via: string; field: string },
  rule: Rule,
): ParentNumber {
  const via = fieldOf(entity, of.via, rule);
  const parent = entityOf(project, via.references ?? '');
  const field = fieldOf(parent, of.field, rule);
  if (!isNumber(field) || field.type === 'reference')
    throw contradiction(`${parent.name}.${field.name} is multiplied but is no number.`);
  Object.assign(via, { nullable: false, needed: via.initial === undefined && !via.readOnly });
  return { via, parent: parent.name, field };
}

function parentWords({ via, field }: ParentNumber): string {
  return `the ${field.label} of its ${via.label}`;
}

function addFee(project: ProjectModel, entity: EntityModel, rule: Kind<'fee'>): void {
  const field = Object.assign(followed(entity, rule.field, rule), { nullable: true, initial: undefined });
  const start = fieldOf(entity, rule.start, rule);
  const end = fieldOf(entity, rule.end, rule);
  if (!isTime(start) || !isTime(end)) {
    throw contradiction(`The ${field.label} of ${entity.many} asks for two times: ${start.name} and ${end.name}.`);
  }
  const rate = rule.rateOf ? parentNumber(project, entity, rule.rateOf, rule) : rule.rate;
  if (rate === undefined) throw contradiction(`It is not said what each ${rule.unit} of ${entity.many} costs.`);
  if (typeof rate !== 'number' && !isWhole(rate.field))
    throw contradiction(`${rate.parent}.${rate.field.name} is a rate but no whole amount.`);
  const price = typeof rate === 'number' ? String(rate) : parentWords(rate);
  const most = rule.most;
  const cap = most === undefined ? '' : `, at most ${most.amount}${most.each === 'day' ? ' for each day' : ''}`;
  push(entity, {
    kind: 'fee',
    field,
    start,
    end,
    rate,
    unit: rule.unit,
    every: rule.every ?? 1,
    most,
    code: `${snake(entity.name)}_${snake(field.name)}`,
    sentence: `The ${field.label} of ${withArticle(entity.one)} is ${price} for each started ${(rule.every ?? 1) === 1 ? rule.unit : spanWords(rule.every ?? 1, rule.unit)} from ${start.label} to ${end.label}${cap}, in the smallest unit of money${typeof rate === 'number' ? '' : ', as it is when it is written'}.`,
  });
}

function numbersOf(entity: EntityModel, names: readonly string[], rule: Rule): FieldModel[] {
  return names.map((name) => {
    const field = fieldOf(entity, name, rule);
    if (!isNumber(field) || field.type === 'reference')
      throw contradiction(`${entity.name}.${name} is multiplied but is no number.`);
    return field;
  });
}

function productWords(factors: readonly FieldModel[]): string {
  return factors.map((factor) => factor.label).join(' times ');
}

function shareOf(share: Kind<'computed'>['share']): ShareModel | undefined {
  if (!share) return undefined;
  const { percent, as, over } = share;
  const hundredths = as === 'alone' ? percent : as === 'more' ? 100 + percent : 100 - percent;
  // 100 + 7.7 is not 107.7 to a computer.
  return { hundredths: Number(hundredths.toFixed(6)), over, stays: as !== 'alone' };
}

/** "19 % of its net", "its price plus 19 %", "its price less 10 % where that is more than 10000". */
function shareWords(amount: string, share: Kind<'computed'>['share']): string {
  if (!share) return amount;
  const { percent, as, over } = share;
  const only = over === undefined ? '' : ` where that is more than ${over}`;
  return as === 'alone'
    ? `${percent} % of ${amount}${only}`
    : `${amount} ${as === 'more' ? 'plus' : 'less'} ${percent} %${only}`;
}

function addComputed(project: ProjectModel, entity: EntityModel, rule: Kind<'computed'>): void {
  const field = followed(entity, rule.field, rule);
  const factors = numbersOf(entity, rule.factors, rule);
  const signed = ({ field: name, sign }: { field: string; sign: 1 | -1 }): Signed => ({
    field: numbersOf(entity, [name], rule)[0] ?? field,
    sign,
  });
  const percent = rule.percent && signed(rule.percent);
  const terms = (rule.terms ?? []).map(signed);
  const of = rule.of && parentNumber(project, entity, rule.of, rule);
  const open = [...factors, ...[...(percent ? [percent] : []), ...terms].map((one) => one.field)].some(
    (factor) => factor.nullable,
  );
  const product = `its ${productWords(factors)}${of ? ` times ${parentWords(of)}` : ''}`;
  Object.assign(field, { nullable: open, initial: open ? undefined : 0 });
  const more = terms.map((one) => ` ${one.sign < 0 ? 'minus' : 'plus'} its ${one.field.label}`).join('');
  const less = percent ? ` ${percent.sign < 0 ? 'less' : 'plus'} its ${percent.field.label}` : '';
  push(entity, {
    kind: 'computed',
    field,
    factors,
    of,
    percent,
    terms,
    share: shareOf(rule.share),
    code: `${snake(entity.name)}_${snake(field.name)}`,
    sentence: `The ${field.label} of ${withArticle(entity.one)} is ${shareWords(product, rule.share)}${less}${more}${of ? ', as it is when it is written' : ''}.`,
  });
}

function addSum(project: ProjectModel, entity: EntityModel, rule: Kind<'sum'>): void {
  const average = rule.average === true;
  const field = Object.assign(
    followed(entity, rule.field, rule),
    average ? { nullable: true, initial: undefined } : { nullable: false, initial: 0 },
  );
  const part = entityOf(project, rule.of);
  const via = fieldOf(part, rule.via, rule);
  if (via.references !== entity.name) throw contradiction(`${part.name}.${via.name} does not refer to ${entity.name}.`);
  const factors = numbersOf(part, rule.factors, rule);
  const what =
    factors.length === 0
      ? `number of its ${part.many}`
      : `${average ? 'average' : 'sum'} of ${productWords(factors)} over its ${part.many}`;
  push(entity, {
    kind: 'sum',
    field,
    of: part.name,
    via,
    factors,
    average,
    share: shareOf(rule.share),
    code: `${snake(entity.name)}_${snake(field.name)}`,
    sentence: `The ${field.label} of ${withArticle(entity.one)} is ${shareWords(`the ${what}`, rule.share)}.`,
  });
  const added = entity.rules.at(-1);
  if (added?.kind === 'sum') part.effects.push({ as: 'part', total: entity.name, rule: added });
}

function addTransfer(project: ProjectModel, entity: EntityModel, rule: Kind<'transfer'>): void {
  const source = fieldOf(entity, rule.source, rule);
  const target = fieldOf(entity, rule.target, rule);
  const amount = fieldOf(entity, rule.amount, rule);
  if (source.references === undefined || source.references !== target.references || source === target) {
    throw contradiction(`${entity.name} does not name two rows of one kind between which something moves.`);
  }
  const account = entityOf(project, source.references);
  const field = fieldOf(account, rule.field, rule);
  if (!isWhole(field) || !isWhole(amount)) throw contradiction(`${entity.name}.${amount.name} is no whole amount.`);
  for (const end of [source, target, amount]) Object.assign(end, { nullable: false, needed: true, initial: undefined });
  amount.min = Math.max(amount.min ?? 1, 1);
  field.min = Math.max(field.min ?? 0, 0);
  if (field.nullable) Object.assign(field, { nullable: false, initial: 0 });
  entity.verbs = new Set([...entity.verbs].filter((verb) => verb !== 'update' && verb !== 'delete'));
  push(entity, {
    kind: 'transfer',
    source,
    target,
    amount,
    account: account.name,
    field,
    code: `${snake(account.name)}_${snake(field.name)}_too_low`,
    sentence: `${sentenceStart({ ...amount, label: entity.one })} moves its ${amount.label} from the ${field.label} of one ${account.one} to that of another, both or neither, and never more than there is.`,
  });
  const added = entity.rules.at(-1);
  if (added?.kind === 'transfer') entity.effects.push({ as: 'transfer', rule: added });
}

function addStock(project: ProjectModel, entity: EntityModel, rule: Kind<'stock'>): void {
  const item = fieldOf(entity, rule.item, rule);
  const store = entityOf(project, item.references ?? '');
  const stock = fieldOf(store, rule.stock, rule);
  const quantity = rule.quantity === undefined ? undefined : fieldOf(entity, rule.quantity, rule);
  if (!isWhole(stock) || (quantity && !isWhole(quantity)))
    throw contradiction(`${store.name}.${stock.name} is taken from but is no whole number.`);
  stock.min = Math.max(stock.min ?? 0, 0);
  if (stock.nullable) Object.assign(stock, { nullable: false, initial: stock.initial ?? 0 });
  if (quantity) {
    quantity.min = Math.max(quantity.min ?? 1, 1);
    if (quantity.nullable) Object.assign(quantity, { nullable: false, initial: quantity.initial ?? 1 });
  }
  const via = rule.holder && fieldOf(entity, rule.holder.via, rule);
  const holder = via && entityOf(project, via.references ?? '');
  const held = holder && rule.holder && openOf(holder, rule.holder.open, rule);
  const open = openOf(entity, rule.open, rule);
  const adds = rule.adds === true && !holder;
  const until = held && holder ? openWords(holder.many, held) : open ? openWords(entity.many, open) : '';
  push(entity, {
    kind: 'stock',
    item,
    of: store.name,
    stock,
    quantity,
    open,
    holder: holder && via && held ? { via, entity: holder.name, open: held } : undefined,
    adds,
    code: `${snake(store.name)}_${snake(stock.name)}_too_low`,
    sentence: adds
      ? `${sentenceStart({ ...item, label: entity.one })} puts its ${quantity?.label ?? 'place'} on the ${stock.label} of its ${item.label}, and that is taken back when it goes${until === '' ? '' : `; only ${until} do`}.`
      : `${sentenceStart({ ...item, label: entity.one })} takes its ${quantity?.label ?? 'place'} from the ${stock.label} of its ${item.label}, never more than there is${until === '' ? '' : `, and only ${until} do`}.`,
  });
  const added = entity.rules.at(-1);
  if (added?.kind !== 'stock') return;
  entity.effects.push({ as: 'taker', rule: added });
  if (holder) holder.effects.push({ as: 'holder', taker: entity.name, rule: added });
}
