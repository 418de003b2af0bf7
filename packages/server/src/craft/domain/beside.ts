import type { FieldModel, OpenModel, Scalar } from './model.ts';

/** Rules that hold a row against others, or against the hours in which something happens at all. */
export type BesideModel =
  | { kind: 'rising'; field: FieldModel; of: FieldModel | undefined }
  | { kind: 'total'; limit: number; open: OpenModel | undefined }
  | { kind: 'apart'; via: FieldModel; parent: string; field: FieldModel; parentField: FieldModel }
  | BackedModel
  | SettledModel
  | MarksModel
  | HoursModel;

/** One row of `by`, or none, agrees in each pair: the field of the row, and its own. */
export interface BackedModel {
  kind: 'backed';
  by: string;
  pairs: readonly (readonly [FieldModel, FieldModel])[];
  none: boolean;
  /** Only rows count of which this time is over. */
  past: FieldModel | undefined;
  open: OpenModel | undefined;
}

/** A row that does not get into a state while rows of `by` refer to it through `via`. */
export interface SettledModel {
  kind: 'settled';
  /** With 'now': a time that gets set. */
  change: { field: FieldModel; to: Scalar };
  by: string;
  via: FieldModel;
  open: OpenModel | undefined;
}

/** What a row changes in the one that it refers to, once it is made or gets into a state. */
export interface MarksModel {
  kind: 'marks';
  /** With 'now': a time that gets set; absent: the row is made. */
  change: { field: FieldModel; to: Scalar } | undefined;
  via: FieldModel;
  parent: string;
  field: FieldModel;
  to: string | boolean;
}

export interface HoursModel {
  kind: 'hours';
  field: FieldModel;
  /** "09:00"; where it closes earlier than it opens, that is on the next day. */
  opens: string | undefined;
  closes: string | undefined;
  /** The first and the last day of the week, where not all of them count; 1 is Monday. */
  days: readonly [number, number] | undefined;
}
