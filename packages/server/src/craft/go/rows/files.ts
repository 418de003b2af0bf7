import type { ProjectModel } from '../../domain/model.ts';
import { render } from '../../emit/templates.ts';
import type { GeneratedFile } from '../../requirements.ts';
import { columns, functionValue, indent, keyed } from '../literal.ts';
import { goString, modulePath } from '../source.ts';
import { entitySource, type RowsStyle } from './entity.ts';
import { linksName, resourceName, rowField, rowsFile, rowType, tableName } from './names.ts';

/** What in front of the rows must know of their sources. */
export function rowsTraits(files: readonly GeneratedFile[]): { gone: boolean; settles: boolean; hides: boolean } {
  const sources = files.map(({ content }) => content).join('\n');
  return {
    gone: sources.includes('problem.Gone'),
    settles: /^\tsettle: /m.test(sources),
    hides: /^\treadable: /m.test(sources),
  };
}

/** What projects over rows have whatever is in front of them: the store, and the package of the rows with their rules. */
export function rowsFiles(project: ProjectModel, style: RowsStyle): GeneratedFile[] {
  const entities = project.entities.map((entity) => ({
    path: `internal/rows/${rowsFile(entity)}.go`,
    content: entitySource(project, entity, style),
  }));
  const all = entities.map(({ content }) => content).join('\n');
  const values = rowsValues(project, style, all);
  const file = (template: string, path: string): GeneratedFile => ({
    path: `internal/${path}.go`,
    content: render(`go/${template}.go`, values),
  });
  const { auth } = project;
  const optional = ['is', 'same', 'value', 'pointer'].some((name) => values.uses.includes(name));
  return [
    ...['journal', 'store', 'table', 'store_test', 'folder_unix', 'folder_other'].map((name) =>
      file(`store/${name}`, `store/${name}`),
    ),
    ...(values.links ? [file('store/links', 'store/links')] : []),
    file('cli/lock_unix', 'store/lock_unix'),
    file('cli/lock_other', 'store/lock_other'),
    file('rows/problem', 'problem/problem'),
    ...['resource', 'field', 'values', 'list', 'database'].map((name) => file(`rows/${name}`, `rows/${name}`)),
    ...(optional ? [file('rows/optional', 'rows/optional')] : []),
    ...(values.times.length > 0 ? [file('rows/times', 'rows/times'), file('rows/times_test', 'rows/times_test')] : []),
    ...(auth ? [file('rows/accounts', 'rows/accounts')] : []),
    ...entities,
  ];
}

const helpers =
  'text atLeast atMost among integer number boolean choice date timestamp email webAddress phone reference startsAs byServer alwaysFirst is same value pointer'.split(
    ' ',
  );

function rowsValues(project: ProjectModel, { cli }: RowsStyle, sources: string) {
  const { auth } = project;
  const fields = project.entities.flatMap((entity) => entity.fields);
  const uses = helpers.filter((name) => new RegExp(`\\b${name}\\(`).test(sources));
  return {
    path: modulePath(project.name),
    links: project.entities.some((entity) => entity.links.length > 0),
    package: 'store',
    cli,
    auth: auth !== undefined,
    uses: uses.includes('webAddress') ? [...uses, 'url'] : uses,
    nullables: fields.some((field) => field.nullable),
    actors: fields.some((field) => field.actor),
    owners: auth !== undefined && project.entities.some((entity) => entity.owner),
    secrets: fields.some((field) => field.secret),
    usesNow: sources.includes('present{}'),
    times: [
      ...['periodOf', 'rounded'].filter((name) => sources.includes(`${name}(`)),
      ...['later', 'fee'].filter((name) => new RegExp(`\\b${name}\\{`).test(sources)),
    ],
    sums: sources.includes('.Sum('),
    gone: sources.includes('problem.Gone'),
    completes: /^\tcomplete: /m.test(sources),
    queues: /^\tqueue: /m.test(sources),
    settles: /^\tsettle: /m.test(sources),
    hides: /^\treadable: /m.test(sources),
    ...databaseValues(project),
    ...(auth
      ? {
          resource: resourceName(auth.account),
          type: rowType(auth.account),
          table: tableName(auth.account),
          login: auth.login.name,
          loginField: rowField(auth.login),
          roles: auth.roles,
        }
      : {}),
  };
}

function databaseValues(project: ProjectModel): { tables: string; made: string; resources: string[] } {
  const { auth } = project;
  const links = project.entities.flatMap((entity) =>
    entity.links.filter(({ editable }) => editable).map(({ table }) => table.replaceAll('"', '')),
  );
  const meta = (type: string): string => functionValue(`func(row *${type}) *store.Meta`, ['return &row.Meta']);
  const parts = [
    ...project.entities.map((entity) => {
      const type = rowType(entity);
      const keyed =
        auth?.account === entity
          ? `.KeyedBy(${functionValue(`func(row *${type}) string`, [`return row.${rowField(auth.login)}`])})`
          : '';
      return {
        name: tableName(entity),
        type: `*store.Table[${type}]`,
        made: `store.NewTable(s, ${goString(entity.path)}, ${meta(type)})${keyed}`,
      };
    }),
    ...links.map((table) => ({
      name: linksName(table),
      type: '*store.Links',
      made: `store.NewLinks(s, ${goString(`links ${table}`)})`,
    })),
    ...(auth
      ? [
          {
            name: 'SignIns',
            type: '*store.Table[SignIn]',
            made: `store.NewTable(s, "sign-ins", ${meta('SignIn')}).KeyedBy(func(row *SignIn) string { return row.TokenHash })`,
          },
        ]
      : []),
  ];
  const made = keyed('&Database', [['Store', 's'], ...parts.map((part): [string, string] => [part.name, part.made])]);
  return {
    tables: indent(columns(parts.map(({ name, type }) => [name, type]))),
    made: indent(`d := ${made}`),
    resources: project.entities.map(resourceName),
  };
}
