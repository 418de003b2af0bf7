import type { EntityModel, ProjectModel } from '../../../domain/model.ts';
import { serviceSections } from './steps.ts';
import { timedSections } from './timed-steps.ts';

/** Sentences of rules, and of what stands against a deletion or an action, for which no trial was found. */
export function untriedRules(project: ProjectModel): ReadonlySet<string> {
  const sections = [...serviceSections(project), ...timedSections(project)].filter(({ steps }) => steps.length > 0);
  const refused = sections.flatMap(({ steps }) => steps).filter(({ expected }) => expected === 409);
  const isTitle = (sentence: string, label = '-'): boolean =>
    sections.some(({ title }) => title === sentence || title.startsWith(`${label} of `));
  const untriedOf = ({ rules, guards, actions, path: at }: EntityModel): string[] => [
    ...rules
      .filter((rule) => !isTitle(rule.sentence, 'field' in rule ? rule.field.label : '-'))
      .map(({ sentence }) => sentence),
    ...guards.filter(({ sentence }) => !isTitle(sentence)).map(({ sentence }) => sentence),
    ...actions
      .filter(({ when }) => Object.keys(when).length > 0)
      .filter(({ path }) => !refused.some((step) => step.path.startsWith(`/${at}/`) && step.path.endsWith(`/${path}`)))
      .map(({ sentence }) => sentence),
  ];
  // Accounts are tried where people sign in.
  return new Set(project.entities.filter(({ isAccount }) => !isAccount).flatMap(untriedOf));
}
