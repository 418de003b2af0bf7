import type { RuleModel } from './model.ts';

const order: RuleModel['kind'][] = [
  'expires',
  'unexpired',
  'usable',
  'backed',
  'apart',
  'hours',
  'order',
  'moment',
  'needs',
  'distinct',
  'span',
  'fits',
  'fixed',
  'until',
  'transfer',
  'transitions',
  'settled',
  'unique',
  'rising',
  'total',
  'exclusive',
  'max-per',
  'capacity',
  'no-overlap',
];

/** Rules in the order in which they are looked at, where one function of a language holds each. */
export function inCheckingOrder(rules: readonly RuleModel[]): RuleModel[] {
  return rules.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
