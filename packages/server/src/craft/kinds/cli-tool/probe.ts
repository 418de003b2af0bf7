import { render } from '../../emit/templates.ts';
import { sampled, sessionsOf } from '../../modules/sessions.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { commandLine } from './words.ts';
import { dataVariable } from './names.ts';

/** Calls every command with the examples of the library, each session on data of its own. */
export function probeScript(requirements: Requirements): GeneratedFile {
  const used = usedModules(requirements);
  const offered = offeredFunctions(used);
  const alone = offered.length === 1;
  const sessions = sampled(sessionsOf(used, offered)).flatMap((session) => {
    const calls = session.calls.flatMap(({ offered: one, example }) => {
      const line = commandLine(one, alone, example);
      if (!line) return [];
      const { gives, matches, fails } = example;
      return [{ ...line, gives, matches, fails: fails !== undefined }];
    });
    return calls.length === session.calls.length ? [calls] : [];
  });
  const helps = [
    { words: ['--help'], holds: alone ? [requirements.name] : offered.map(({ name }) => name) },
    ...(alone ? [] : offered.map(({ name }) => ({ words: [name, '--help'], holds: [name] }))),
  ];
  const content = render('cli-tool/probe.mjs', {
    sessions: JSON.stringify(sessions, null, 2),
    helps: JSON.stringify(helps, null, 2),
    many: !alone,
    dataVariable: dataVariable(requirements),
  });
  return { path: 'probe.mjs', content, executable: true };
}
