import { describe, expect, it } from 'vitest';
import { library } from './fixtures/library.ts';
import { todo } from './fixtures/todo.ts';
import { generateProject, packageNeeds } from './generate.ts';
import { planProject } from './plan.ts';

const fixtures = { todo, library };

describe.each(Object.entries(fixtures))('the project of %s', (_name, requirements) => {
  const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '1.2.3']));
  const files = generateProject(requirements, versions);

  it('is the same each time', () => {
    expect(generateProject(requirements, versions)).toEqual(files);
  });

  it('stays inside its folder', () => {
    for (const file of files) expect(file.path).toMatch(/^(?!\/)(?!.*\.\.)[\w.@/-]+$/);
  });

  it('has one task for every file', () => {
    const planned = planProject(requirements).tasks.flatMap((task) => task.files);
    expect([...planned].sort()).toEqual(files.map((file) => file.path).sort());
  });
});
