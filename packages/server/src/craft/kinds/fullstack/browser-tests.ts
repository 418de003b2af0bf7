import type { ProjectModel } from '../../domain/model.ts';
import { inputFields } from '../../domain/model.ts';
import { quote } from '../../emit/layout.ts';
import { capital } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import type { GeneratedFile, PackageNeed } from '../../requirements.ts';
import { accountSample } from '../rest-api/tests/files.ts';
import { screensOf } from './model-file.ts';

/** Tests in a real browser, where they are asked for: run by hand, and by the gate where a browser is there. */

export const browserTestNeeds: readonly PackageNeed[] = [{ name: '@playwright/test', dev: true, range: '^1' }];

export function browserTestFiles(project: ProjectModel): GeneratedFile[] {
  const screens = screensOf(project).map((entity) => {
    const needed = inputFields(entity).find((field) => field.needed && field.type !== 'boolean' && !field.startsFixed);
    return {
      path: entity.path,
      one: entity.one,
      many: entity.many,
      heading: quote(capital(entity.many)),
      button: quote(`Add ${entity.one}`),
      required: entity.verbs.has('create') && needed ? quote(capital(needed.label)) : '',
    };
  });
  const values = { auth: project.auth !== undefined, screens, registration: registrationOf(project) };
  return ['playwright.config.ts', 'e2e/app.spec.ts'].map((path) => ({
    path,
    content: render(`web-app/${path}`, values),
  }));
}

/** How the form of somebody new is filled in. */
function registrationOf({ auth }: ProjectModel): { label: string; action: string }[] {
  if (!auth) return [];
  const sample = accountSample(auth, 'ada');
  return inputFields(auth.account).flatMap((field) => {
    const value = sample[field.name];
    if (value === undefined || field.type === 'boolean') return [];
    const text = quote(String(value));
    return [
      {
        label: quote(capital(field.label)),
        action: field.values.length > 0 ? `selectOption(${text})` : `fill(${text})`,
      },
    ];
  });
}
