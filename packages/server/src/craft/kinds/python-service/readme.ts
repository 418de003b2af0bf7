import { isRouted } from '../../domain/code/schema.ts';
import type { EntityModel, ProjectModel } from '../../domain/model.ts';
import { inputFields } from '../../domain/model.ts';
import { readableValue } from '../../domain/readable.ts';
import { kebab, withArticle } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import { describe } from '../../python/field-words.ts';
import { packageName } from '../../python/source.ts';
import type { Requirements } from '../../requirements.ts';

/** `README.md`: how to run it, its addresses and its rules. */
export function readmeFile(requirements: Requirements, project: ProjectModel): string {
  const rules = project.entities.flatMap((entity) => [...entity.rules, ...entity.guards]);
  return render('python/service/readme.md', {
    title: requirements.title,
    summary: requirements.summary,
    package: packageName(requirements.name),
    name: requirements.name,
    auth: project.auth !== undefined,
    cookie: project.auth?.transport === 'cookie',
    loginWord: kebab(project.auth?.login.name ?? ''),
    login: project.auth?.login.name ?? '',
    roles: project.auth?.roles ?? [],
    rules: rules.map(({ code, sentence }) => ({ code, sentence })),
    expires: rules.some((rule) => 'kind' in rule && rule.kind === 'expires'),
    notes: project.notes,
    docker: project.docker,
    openapi: project.openapi,
    example: exampleOf(project),
    entities: project.entities.filter(isRouted).map((entity) => ({
      many: entity.many,
      path: entity.path,
      addresses: addressesOf(entity),
      fields: inputFields(entity).map((field) => ({ name: field.name, is: describe(field), needed: field.needed })),
    })),
  });
}

function addressesOf(entity: EntityModel): { address: string; does: string }[] {
  const path = `/${entity.path}`;
  const own: [string, string, string][] = [
    [
      'list',
      `GET ${path}`,
      `lists ${entity.many}: \`limit\`, \`offset\`, \`sort\`${entity.searched.length > 0 ? ', `q`' : ''}`,
    ],
    ['create', `POST ${path}`, `adds ${withArticle(entity.one)}`],
    ['read', `GET ${path}/:id`, `gives ${withArticle(entity.one)}`],
    ['update', `PATCH ${path}/:id`, `changes ${withArticle(entity.one)}`],
    ['delete', `DELETE ${path}/:id`, `deletes ${withArticle(entity.one)}`],
  ];
  const roles = (verb: string): string => {
    const allowed = entity.roleVerbs.get(verb);
    return allowed && allowed.length > 0 ? ` (${allowed.join(' or ')} only)` : '';
  };
  return [
    ...own
      .filter(([verb]) => entity.verbs.has(verb))
      .map(([verb, address, does]) => ({ address, does: does + roles(verb) })),
    ...entity.actions.map((action) => ({
      address: `POST ${path}/:id/${action.path}`,
      does: `${action.label}: ${action.sentence}${roles(action.verb)}`,
    })),
    ...entity.children.map((child) => ({ address: `GET ${path}/:id/${child.path}`, does: `lists its ${child.path}` })),
    ...entity.links.flatMap((link) => [
      { address: `GET ${path}/:id/${link.path}`, does: `lists its ${link.path}` },
      ...(link.editable
        ? [
            {
              address: `PUT, DELETE ${path}/:id/${link.path}/:otherId`,
              does: `adds or removes one of its ${link.path}`,
            },
          ]
        : []),
    ]),
  ];
}

/** The first entity that needs no other; empty where there is none. */
function exampleOf(project: ProjectModel): { path: string; body: string } | undefined {
  const entity = project.entities.find(
    (candidate) =>
      candidate.verbs.has('create') &&
      !candidate.isAccount &&
      inputFields(candidate).every((field) => !field.needed || field.references === undefined),
  );
  if (!entity) return undefined;
  const needed = inputFields(entity).filter((field) => field.needed);
  const body = Object.fromEntries(needed.map((field) => [field.name, readableValue(entity, field, 1)]));
  return { path: entity.path, body: JSON.stringify(body) };
}
