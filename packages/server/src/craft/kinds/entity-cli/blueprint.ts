import type { Blueprint } from '../../contract.ts';
import type { ProjectModel } from '../../domain/model.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { render } from '../../emit/templates.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { commandSections } from '../shared/entity-calls.ts';
import { entityPlan } from '../shared/entity-plan.ts';
import { commandName, entityCommands } from './commands.ts';
import { generateProject, modelOf, packageNeeds } from './generate.ts';
import { wordsOf } from './words.ts';

/** A command line tool that keeps rows in a local SQLite file. */
export const entityCli: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    const files = generateProject(requirements, versions);
    return entityPlan(modelOf(requirements), files, { id: 'commands', title: 'Build the commands' });
  },
  probeScript: (requirements) => entityProbe(requirements, { tool: 'start' }),
  commitMessage(requirements) {
    const project = modelOf(requirements);
    const things = project.entities.map((entity) => entity.many);
    const rules = project.entities
      .flatMap((entity) => [...entity.rules, ...entity.guards])
      .map((rule) => rule.sentence);
    return message(
      subject(`Add the command ${requirements.name}`, things),
      wrapped(project.summary),
      rules.map((rule) => wrapped(rule, '- ')).join('\n'),
    );
  },
};

/** Tries the tool as a person would; `worker`: the script of a worker beside it, which must run once. */
export function entityProbe(requirements: Requirements, scripts: { tool: string; worker?: string }): GeneratedFile {
  const project = modelOf(requirements);
  const scriptOf = (name: string): string =>
    `[process.execPath, ...JSON.parse(readFileSync('package.json', 'utf8')).scripts.${name}.split(' ').slice(1)]`;
  const content = render('entity-cli/probe.mjs', {
    sections: JSON.stringify(probeSections(project, wordsOf), null, 2),
    commands: JSON.stringify(entityCommands(project).map(({ name }) => name)),
    dataVariable: dataVariable(requirements),
    program: scriptOf(scripts.tool),
    worker: scripts.worker === undefined ? '' : scriptOf(scripts.worker),
    environment: '{}',
    build: '[]',
    rowsFile: requirements.rowsFile?.name ?? '',
  });
  return { path: 'probe.mjs', content, executable: true };
}

/** What a probe of such a tool tries; `words`: a call as the tool's language takes it. */
export function probeSections(project: ProjectModel, words: typeof wordsOf): unknown[] {
  return commandSections(project).flatMap(({ calls }) => {
    const lines = calls.flatMap((call) => {
      const line = words(project, call);
      if (!line) return [];
      const holds =
        call.expected === 'ok' && (call.verb === 'create' || call.verb === 'update')
          ? Object.fromEntries(Object.entries(call.input).filter(([, value]) => typeof value === 'number'))
          : {};
      return [{ words: asJson(line), expected: call.expected === 'ok' ? 0 : 1, makes: call.makes, holds }];
    });
    if (lines.length < calls.length) return [];
    const made = calls.find(
      ({ entity, expected, makes }) => expected === 'ok' && makes !== undefined && entity.verbs.has('list'),
    );
    // Rows that were deleted are none, and a field of this name comes before the option.
    const kept =
      made && calls.every(({ verb }) => verb !== 'delete') && !made.entity.fields.some(({ name }) => name === 'format');
    const list = kept ? [...commandName(project, made.entity, 'list').split(' '), '--format', 'csv'] : undefined;
    return [list ? [...lines, { words: list, expected: 0, lists: true }] : lines];
  });
}

/** The flag stands before words that are told apart by two dashes. */
function asJson(words: readonly string[]): string[] {
  const at = words.indexOf('--');
  return at === -1 ? [...words, '--json'] : [...words.slice(0, at), '--json', ...words.slice(at)];
}
