import type { ProjectPlan, ProjectTask } from '../contract.ts';
import type { Requirements } from '../requirements.ts';
import { generateProject, packageNeeds } from './generate.ts';
import { normalise } from './normalise.ts';

/** The work as a graph: foundations, then each entity after those that it refers to, then tests and what goes around. */
export function planProject(requirements: Requirements): ProjectPlan {
  const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
  const left = new Map(generateProject(requirements, versions).map((file) => [file.path, file.content.length]));
  const project = normalise(requirements);
  const sizes = new Map<string, number>();
  const tasks: ProjectTask[] = [];
  const add = (id: string, title: string, dependsOn: readonly string[], take: (path: string) => boolean): void => {
    const files = [...left.keys()].filter(take);
    if (files.length === 0) return;
    sizes.set(
      id,
      files.reduce((sum, path) => sum + (left.get(path) ?? 0), 0),
    );
    for (const path of files) left.delete(path);
    const known = new Set(tasks.map((task) => task.id));
    tasks.push({ id, title, files, dependsOn: dependsOn.filter((other) => known.has(other)), weight: 0 });
  };
  const entityTask = (name: string): string => {
    const entity = project.byName.get(name);
    return `entity-${entity?.path ?? name}`;
  };

  add('project', 'Set the project up', [], (path) => /^(package|tsconfig|biome|\.gitignore|\.env)/.test(path));
  add('database', 'Lay out the tables', ['project'], (path) => path.startsWith('migrations/'));
  add('foundations', 'Build what all parts stand on', ['database'], (path) => {
    return /^src\/(config|database|deps|errors|fields|http|listing)\.ts$/.test(path);
  });
  for (const entity of project.entities) {
    const parents = entity.fields.flatMap((field) => (field.references === undefined ? [] : [field.references]));
    add(
      entityTask(entity.name),
      `Build ${entity.many}`,
      ['foundations', ...parents.filter((name) => name !== entity.name).map(entityTask)],
      (path) => path.startsWith(`src/${entity.path}/`),
    );
  }
  const entities = project.entities.map((entity) => entityTask(entity.name));
  add('auth', 'Let users sign in', ['foundations', ...entities], (path) => /^src\/(auth\/|set-role)/.test(path));
  add('application', 'Put the application together', ['auth', ...entities], (path) => path.startsWith('src/'));
  add('test-kit', 'Write builders for test data', ['application'], (path) =>
    /^test\/(builders|helpers)\.ts$/.test(path),
  );
  for (const entity of project.entities) {
    add(`tests-${entity.path}`, `Test ${entity.many}`, ['test-kit'], (path) => path === `test/${entity.path}.test.ts`);
  }
  add('tests-application', 'Test the application as a whole', ['test-kit'], (path) => path.startsWith('test/'));
  add('delivery', 'Prepare running it elsewhere', ['application'], (path) => /docker|\.github/i.test(path));
  add('documentation', 'Document it', ['application'], () => true);

  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return { tasks: tasks.map((task) => ({ ...task, weight: (sizes.get(task.id) ?? 0) / total })) };
}
