import type { ProjectModel } from '../../domain/model.ts';
import { plainText } from '../../emit/values.ts';
import type { EntityCall } from '../shared/entity-calls.ts';
import { graphFields } from './sdl.ts';

/** A call as a query with variables. */
export interface Query {
  name: string;
  query: string;
  variables: Record<string, unknown>;
  as: string | undefined;
  expected: EntityCall['expected'];
  access: EntityCall['access'];
  makes: number | undefined;
  gives: EntityCall['gives'];
}

/** Null where the schema has no field for it. */
export function queryOf(project: ProjectModel, call: EntityCall): Query | null {
  const { access, as, entity, verb, id, input, expected, makes, gives, name } = call;
  const field = graphFields(project).find((candidate) => candidate.entity === entity && candidate.verb === verb);
  if (!field) return null;
  // A row that is not there is nothing, and no error.
  if (verb === 'read' && expected !== 'ok' && access === undefined) return null;
  const takesInput = /\binput: /.test(field.args);
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const given: string[] = [];
  if (/\bid: ID!/.test(field.args)) {
    declared.push('$id: ID!');
    given.push('id: $id');
    variables['id'] = String(id ?? 0);
  }
  if (takesInput) {
    declared.push(`$input: ${entity.typeName}${verb === 'create' ? 'Input' : 'Patch'}!`);
    given.push('input: $input');
    variables['input'] = Object.fromEntries(
      Object.entries(input).map(([key, value]) => {
        const reference = entity.fields.some((known) => known.name === key && known.type === 'reference');
        return [key, reference && value !== null ? plainText(value) : value];
      }),
    );
  }
  const head = `${field.kind}${declared.length > 0 ? `(${declared.join(', ')})` : ''}`;
  const selection =
    verb === 'delete'
      ? ''
      : verb === 'list'
        ? ' { total items { id } }'
        : ` { ${['id', ...Object.keys(gives ?? {})].join(' ')} }`;
  const args = given.length > 0 ? `(${given.join(', ')})` : '';
  const query = `${head} { ${field.name}${args}${selection} }`;
  return { name, query, variables, as, expected, access, makes, gives };
}
