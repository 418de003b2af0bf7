import { contradiction } from '../emit/contradiction.ts';
import type { Rule, SpanUnit } from '../requirements.ts';
import type { FieldModel, RuleModel } from './model.ts';

/** Fields that follow from others of their row, and from the rows that it refers to. */

/** A number of the row that a reference names. */
export interface ParentNumber {
  via: FieldModel;
  parent: string;
  field: FieldModel;
}

/** A number that is added, or taken away. */
export interface Signed {
  field: FieldModel;
  sign: 1 | -1;
}

/** All numbers of the row itself from which it follows. */
export function inputsOf({ factors, percent, terms }: Extract<ComputedModel, { kind: 'computed' }>): FieldModel[] {
  return [...factors, ...(percent ? [percent.field] : []), ...terms.map(({ field }) => field)];
}

/** A field that follows from others of the same row, and of those that it refers to. */
export type ComputedModel =
  // So many units after another time, or as many as `by` says.
  | { kind: 'ends'; field: FieldModel; start: FieldModel; by: FieldModel | undefined; amount: number; unit: SpanUnit }
  | {
      kind: 'fee';
      field: FieldModel;
      start: FieldModel;
      end: FieldModel;
      rate: number | ParentNumber;
      unit: SpanUnit;
      /** So many units are one step. */
      every: number;
      most: Extract<Rule, { kind: 'fee' }>['most'];
    }
  | {
      kind: 'computed';
      field: FieldModel;
      factors: FieldModel[];
      /** A further factor. */
      of: ParentNumber | undefined;
      percent: Signed | undefined;
      /** What is added to the product, or taken from it. */
      terms: Signed[];
      share: ShareModel | undefined;
    };

/**
 * In layers: what follows from a field that follows itself stands in a layer behind it.
 * @throws CodewrightError INVALID_INPUT for fields that follow from each other in a circle.
 */
export function layersOf<Computed extends ComputedModel>(rules: readonly Computed[]): Computed[][] {
  const layers: Computed[][] = [];
  for (let left = [...rules]; left.length > 0; ) {
    const open = new Set(left.map(({ field }) => field));
    const layer = left.filter((rule) => !sourcesOf(rule).some((source) => open.has(source)));
    if (layer.length === 0) throw contradiction(`${left[0]?.field.name ?? ''} follows from itself.`);
    layers.push(layer);
    left = left.filter((rule) => !layer.includes(rule));
  }
  return layers;
}

function sourcesOf(rule: ComputedModel): FieldModel[] {
  if (rule.kind === 'computed') return inputsOf(rule);
  return rule.kind === 'fee' ? [rule.start, rule.end] : [rule.start, ...(rule.by ? [rule.by] : [])];
}

/** The number of another row from which it follows as well. */
export function parentNumberOf(rule: ComputedModel): ParentNumber | undefined {
  if (rule.kind === 'ends') return undefined;
  if (rule.kind === 'computed') return rule.of;
  return typeof rule.rate === 'number' ? undefined : rule.rate;
}

/** A part of an amount, or the amount with a part put on or taken off. */
export interface ShareModel {
  /** 119 with 19 per cent put on. */
  hundredths: number;
  /** Only of amounts larger than that. */
  over: number | undefined;
  /** Amounts that are not larger stay as they are; else there is none of them. */
  stays: boolean;
}

/** Whether a rule fills in a field of its row, so that there is nothing to be refused. */
export function isComputed<Kind extends RuleModel>(rule: Kind): rule is Kind & ComputedModel {
  return rule.kind === 'ends' || rule.kind === 'fee' || rule.kind === 'computed';
}
