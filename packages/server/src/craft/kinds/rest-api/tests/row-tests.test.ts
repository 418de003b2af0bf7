import { expect, it } from 'vitest';
import { requirementsOf } from '../../../understand/expectation.ts';
import { blueprintFor } from '../../registry.ts';

it('what may not be changed is tried with another value than the rows of the tests have', async () => {
  const requirements = requirementsOf(
    'A REST API. Devices have a name. Tasks belong to a device; they have a kind (inspection, repair), an effort in hours and a status that moves from planned to in progress to completed. A completed task cannot be modified.',
  );
  expect(requirements.rules).toContainEqual(expect.objectContaining({ kind: 'fixed', entity: 'Task' }));
  const blueprint = await blueprintFor(requirements);
  const needs = blueprint?.packageNeeds(requirements) ?? [];
  const versions = Object.fromEntries(needs.map(({ name }) => [name, '1.0.0']));
  const files = blueprint?.generateProject(requirements, versions) ?? [];
  const content = (path: string): string => files.find((file) => file.path === path)?.content ?? '';
  const [, sample] = /taskBody[^]*?kind: '(\w+)'/.exec(content('test/builders.ts')) ?? [];
  const [, sent] = /refuses another kind[^]*?\{ kind: '(\w+)' \}/.exec(content('test/tasks.test.ts')) ?? [];
  expect([sample, sent]).toEqual(['inspection', 'repair']);
});
