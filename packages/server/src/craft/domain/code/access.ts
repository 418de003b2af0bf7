import { blocks, imports, lines, quote } from '../../emit/layout.ts';
import type { AuthModel, EntityModel } from '../model.ts';

/** `src/<entity>/access.ts`: who sees which rows; only for entities whose rows are private. */

export function visibleName(entity: EntityModel): string {
  return `visible${entity.typePlural}`;
}

export function mayName(entity: EntityModel): string {
  return `maySee${entity.typeName}`;
}

export function accessFile(entity: EntityModel, auth: AuthModel | undefined): string | undefined {
  if (!entity.isPrivate || !entity.owner || !auth) return undefined;
  const owner = entity.owner.name;
  const overseers = entity.overseers.map(quote).join(', ');
  const type = auth.account.typeName;
  const own = `row.${owner} === user.id`;
  const all = entity.overseers.length > 0;
  return blocks(
    imports({
      [`../${auth.account.path}/schema.ts`]: [`type ${type}`],
      './schema.ts': [`type ${entity.typeName}`],
    }),
    all && lines('/** They handle the rows of others too. */', `const overseers: readonly string[] = [${overseers}];`),
    lines(
      `/** The ${entity.many} that a user sees, as the scope of a list. */`,
      `export function ${visibleName(entity)}(user: ${type}): Partial<${entity.typeName}> {`,
      all ? `  return overseers.includes(user.role) ? {} : { ${owner}: user.id };` : `  return { ${owner}: user.id };`,
      '}',
    ),
    lines(
      `export function ${mayName(entity)}(user: ${type}, row: ${entity.typeName}): boolean {`,
      all ? `  return ${own} || overseers.includes(user.role);` : `  return ${own};`,
      '}',
    ),
  );
}
