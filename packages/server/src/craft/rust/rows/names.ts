import type { EntityModel, FieldModel } from '../../domain/model.ts';
import { isWhole } from '../../domain/model.ts';
import { snake } from '../../emit/names.ts';
import { snakeName, typeName } from '../source.ts';

/** What the rows of a project are called in Rust. */

// Declared beside the rows, or known everywhere.
const types = new Set(
  `About Action Asked At Box Check Children Condition Copy Database Debug Default Entity Err Fee Field First Fn From Held Input Into
  Iterator Json Kind Link Links Meta None Of Ok Option Ord Order Page Part Period Problem Resource Result Row Rows Scope Self SignIn
  Some Sort Span Store String Table Tables User Vec Clone Drop Eq Hash PartialEq PartialOrd Send Sized Sync`.split(
    /\s+/,
  ),
);
const files = new Set('accounts field list resource rows times values'.split(' '));

export function rowType(entity: EntityModel): string {
  const plain = typeName(entity.name);
  return types.has(plain) ? `${plain}Row` : plain;
}

/** The table of an entity, a field of the database. */
export function tableName(entity: EntityModel): string {
  const plain = snakeName(entity.path);
  return plain === 'sign_ins' ? 'sign_in_rows' : plain;
}

export function rowField(field: FieldModel): string {
  const plain = snakeName(field.name);
  return plain === 'meta' ? 'meta_' : plain;
}

export function rowsFile(entity: EntityModel): string {
  const plain = snakeName(entity.path);
  return files.has(plain) ? `${plain}_rows` : plain;
}

export function linksName(table: string): string {
  return `${snake(table.replaceAll('"', ''))}_links`;
}

/** The type of a field. */
export function rustType(field: FieldModel): string {
  const plain =
    field.type === 'boolean'
      ? 'bool'
      : isWhole(field)
        ? 'i64'
        : field.type === 'decimal' || field.type === 'percentage'
          ? 'f64'
          : 'String';
  return field.nullable ? `Option<${plain}>` : plain;
}

export function isText(field: FieldModel): boolean {
  return rustType(field).includes('String');
}

/** Of rows that are stored: not the one that is written. */
export const others = 'other.meta.id != next.meta.id';
