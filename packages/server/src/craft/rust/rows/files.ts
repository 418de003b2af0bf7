import type { ProjectModel } from '../../domain/model.ts';
import { render } from '../../emit/templates.ts';
import type { GeneratedFile } from '../../requirements.ts';
import { type Expression, laid, list } from '../layout.ts';
import { rustString } from '../source.ts';
import { entitySource, type RowsStyle } from './entity.ts';
import { linksName, rowField, rowsFile, rowType, tableName } from './names.ts';

/** What projects over rows have whatever is in front of them: the store, and the rows with their rules. */
export function rowsFiles(project: ProjectModel, style: RowsStyle): GeneratedFile[] {
  const values = rowsValues(project, style);
  const file = (template: string, path: string): GeneratedFile => ({
    path: `src/${path}.rs`,
    content: render(`rust/${template}.rs`, { ...values, onlyWritten: false }),
  });
  return [
    file('json', 'json'),
    file('calendar', 'calendar'),
    file('store/store', 'store'),
    file('store/journal', 'store/journal'),
    file('store/table', 'store/table'),
    ...(values.links ? [file('store/links', 'store/links')] : []),
    file('cli/lock', 'store/lock'),
    file('rows/problem', 'problem'),
    file('rows/rows', 'rows'),
    ...['field', 'list', 'resource', 'times', 'values'].map((name) => file(`rows/${name}`, `rows/${name}`)),
    ...(project.auth ? [file('rows/accounts', 'rows/accounts')] : []),
    ...project.entities.map((entity) => ({
      path: `src/rows/${rowsFile(entity)}.rs`,
      content: entitySource(project, entity, style),
    })),
  ];
}

function declared({ name, type }: { name: string; type: string }): string {
  const line = `    pub(crate) ${name}: Table<${type}>,`;
  return line.length <= 100 ? line : line.replace(': ', ':\n        ');
}

function rowsValues(project: ProjectModel, { cli }: RowsStyle) {
  const { auth, entities } = project;
  const links = cli
    ? []
    : entities
        .flatMap((entity) => entity.links.filter(({ editable }) => editable))
        .map(({ table }) => table.replaceAll('"', ''));
  const tables = [
    ...entities.map((entity) => ({ name: tableName(entity), type: rowType(entity) })),
    ...(auth ? [{ name: 'sign_ins', type: 'SignIn' }] : []),
  ];
  const linkFields = links.map((table) => ({ name: linksName(table), said: rustString(`links ${table}`) }));
  const fields = [...tables, ...linkFields];
  const files = entities.map(rowsFile);
  const listed = (items: readonly Expression[], head: 'vec!' | '&'): Expression => list(head, items);
  return {
    cli,
    auth: auth !== undefined,
    choices: entities.some((entity) => entity.fields.some((field) => field.choices)),
    links: linkFields.length > 0,
    linkFields,
    tables: tables.map((one) => ({ ...one, declared: declared(one) })),
    tests: render('rust/store/tests.rs', {}),
    modules: [...files, ...(auth ? ['accounts'] : []), 'field', 'list', 'resource', 'times', 'values']
      .sort()
      .map((name) => (name === 'times' || name === 'values' ? `pub mod ${name};` : `mod ${name};`)),
    types: entities.map((entity) => `${rowsFile(entity)}::${rowType(entity)}`).sort(),
    parts: laid(
      '',
      listed(
        fields.map(({ name }) => `&mut self.${name}`),
        'vec!',
      ),
      '',
      8,
    ),
    all: laid(
      'pub const ALL: &[&dyn Resource] = ',
      listed(
        entities.map((entity) => `&Of(PhantomData::<${rowType(entity)}>)`),
        '&',
      ),
      ';',
      0,
    ),
    ...(auth
      ? {
          type: rowType(auth.account),
          login: rustString(auth.login.name),
          loginField: rowField(auth.login),
          roles: auth.roles,
          roleList: laid('pub const ROLES: &[&str] = ', list('&', auth.roles.map(rustString)), ';', 0),
        }
      : { roles: [] }),
  };
}
