import type { FieldModel, ProjectModel } from '../../domain/model.ts';
import { plainText } from '../../emit/values.ts';
import type { EntityCall } from '../shared/entity-calls.ts';
import { changeableFields, commandName, neededFields, optionalFields } from './commands.ts';

/** A call as the words of a command line; null where the command line has no words for it. */
export function wordsOf(project: ProjectModel, call: EntityCall): string[] | null {
  const { entity, verb, id, input } = call;
  const start = commandName(project, entity, verb).split(' ');
  if (verb === 'list') return start;
  const ids = id === undefined ? [] : [String(id)];
  if (verb === 'create') {
    const needed: string[] = [];
    for (const field of neededFields(entity)) {
      const value = input[field.name];
      // A word that is missing in the middle would move the others.
      if (value === undefined || value === null) break;
      needed.push(plainText(value));
    }
    const flags = flagsOf(optionalFields(entity), input);
    return flags && [...start, ...flags, ...guarded(needed)];
  }
  if (verb === 'update') {
    const flags = flagsOf(changeableFields(entity), input);
    return flags && [...start, ...ids, ...flags];
  }
  return [...start, ...ids];
}

/** Words that look like options are told apart by two dashes. */
function guarded(words: readonly string[]): string[] {
  return words.some((word) => /^--?[a-z]/i.test(word)) ? ['--', ...words] : [...words];
}

function flagsOf(fields: readonly FieldModel[], input: Record<string, unknown>): string[] | null {
  const flags: string[] = [];
  for (const [name, value] of Object.entries(input)) {
    const field = fields.find((candidate) => candidate.name === name);
    if (!field || value === undefined) continue;
    if (value === null) return null;
    const flag = `--${flagName(name)}`;
    if (field.type === 'boolean') flags.push(value === true ? flag : `${flag}=false`);
    else flags.push(flag, plainText(value));
  }
  return flags;
}

export function flagName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
