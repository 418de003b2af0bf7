import type { EntityModel, FieldModel } from '../../domain/model.ts';
import { isWhole } from '../../domain/model.ts';
import { wordsOf } from '../../emit/names.ts';
import { exportedName, localName } from '../source.ts';

/** What the rows of a project are called in Go. */

// Declared by the package of the rows itself, or by what its types are made of.
const types = new Set(
  'About Action Actor All Children Close Database ID Input Link Meta CreatedAt Open Page Query Register Resource Roles Scope SignIn SignIns Store Update UpdatedAt View'.split(
    ' ',
  ),
);
const files = new Set('accounts database field list optional resource values'.split(' '));

function clear(name: string, more: string): string {
  return types.has(name) ? name + more : name;
}

export function rowType(entity: EntityModel): string {
  return clear(exportedName(entity.name), 'Row');
}

/** The table of an entity, a field of the database. */
export function tableName(entity: EntityModel): string {
  return clear(exportedName(entity.path), 'Table');
}

export function rowField(field: FieldModel): string {
  return clear(exportedName(field.name), 'Value');
}

export function resourceName(entity: EntityModel): string {
  return localName(`${entity.name}-resource`);
}

/** Without an underscore: what stands behind one may be taken for a system that the file is for. */
export function rowsFile(entity: EntityModel): string {
  const plain = wordsOf(entity.path).join('');
  return files.has(plain) ? `${plain}rows` : plain;
}

export function linksName(table: string): string {
  return `${exportedName(table.replaceAll('"', ''))}Links`;
}

/** The type of a field; one that may hold nothing is a pointer. */
export function goType(field: FieldModel): string {
  const plain =
    field.type === 'boolean'
      ? 'bool'
      : isWhole(field)
        ? 'int64'
        : field.type === 'decimal' || field.type === 'percentage'
          ? 'float64'
          : 'string';
  return (field.nullable ? '*' : '') + plain;
}
