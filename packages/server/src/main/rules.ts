import { modes } from '@codewright/protocol/job';
import type { Caps, ChangeLimits, Mode } from '@codewright/protocol/job';
import type { LoadedConfig } from '../config.ts';
import { understandRequest } from '../intake/intake.ts';
import type { Translate } from '../ledger/truthpack.ts';
import { fixCaps, modeDefaults, openTaskCaps, upgradeCaps } from '../policy/modes.ts';
import { repositoryAround } from './output.ts';

/** The user's settings as the repository of a job narrows them: whichever process works, wherever it was started. */
export function settingsOf(repository: string | undefined, loaded: LoadedConfig): LoadedConfig {
  return repository === undefined ? loaded : loaded.within(repositoryAround(repository) ?? repository);
}

/** A mode's own value under what the user set and, tighter only, what the project set. */
function limited(own: number, path: string, value: number | null | undefined, loaded: LoadedConfig): number {
  if (value === null || value === undefined) return own;
  return loaded.origins.get(path) === 'project file' ? Math.min(own, value) : value;
}

/** Workflows whose work is of a size of its own, whatever the mode. */
const workflowCaps: Readonly<Record<string, () => Caps>> = { task: openTaskCaps, fix: fixCaps, upgrade: upgradeCaps };

/** What a job may spend: by mode, by settings, by what its request asks for. */
export function capsFor(mode: Mode, asked: Partial<Caps>, loaded: LoadedConfig, workflow?: string): Caps {
  // A team's, or a project's own: as much as an open task, since nothing is known of its size.
  const isModes = workflow === undefined || workflow === 'answer' || modes.includes(workflow as Mode);
  const own = isModes ? modeDefaults(mode).caps : (workflowCaps[workflow] ?? openTaskCaps)();
  const set = loaded.config.caps[mode] ?? {};
  const cap = (key: keyof Caps) => asked[key] ?? limited(own[key], `caps.${mode}.${key}`, set[key], loaded);
  return { steps: cap('steps'), tokens: cap('tokens'), seconds: cap('seconds'), cents: cap('cents') };
}

/** What a job may change, by mode and settings. */
export function limitsFor(mode: Mode, loaded: LoadedConfig): ChangeLimits {
  const own = modeDefaults(mode).limits;
  const { maxFiles, maxLines, forbiddenPaths } = loaded.config.change;
  return {
    ...own,
    files: limited(own.files, 'change.maxFiles', maxFiles, loaded),
    lines: limited(own.lines, 'change.maxLines', maxLines, loaded),
    forbiddenPaths: [...own.forbiddenPaths, ...forbiddenPaths],
  };
}

/** What intake makes of words: the same function when a job is made and when its truthpack is verified. */
export const translate: Translate = (raw, mode) => {
  // As the job was read: what no rule reads, a model has.
  const read = understandRequest(raw, { mode, reader: 'model-decides' });
  return read.verdict === 'match'
    ? {
        normalised: read.normalised,
        logline: read.logline,
        grammar: read.grammar,
        rule: read.rule,
        captures: read.captures,
      }
    : { normalised: read.normalised, logline: '', grammar: read.grammar, rule: null, captures: {} };
};
