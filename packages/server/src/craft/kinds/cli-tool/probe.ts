import type { Session } from '../../modules/sessions.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';
import { commandLine, type WordStyle } from './words.ts';
import { dataVariable } from './names.ts';

/** How the tool's language differs: in its argument parser, and in how it spells the keys of results. */
export interface ProbeSpelling {
  style?: WordStyle;
  spelled?: (gives: unknown) => unknown;
}

/** What the probe of a command line tool needs to know of it, in any language. */
export function probeValues(
  requirements: Requirements,
  sessions: readonly Session[],
  { style, spelled = (gives) => gives }: ProbeSpelling,
): Record<string, unknown> {
  const offered = offeredFunctions(usedModules(requirements));
  const alone = offered.length === 1;
  const tried = sessions.flatMap((session) => {
    const calls = session.calls.flatMap(({ offered: one, example }) => {
      const line = commandLine(one, alone, example, style);
      if (!line) return [];
      const { gives, matches, fails } = example;
      return [
        { ...line, ...(gives === undefined ? {} : { gives: spelled(gives) }), matches, fails: fails !== undefined },
      ];
    });
    return calls.length === session.calls.length ? [calls] : [];
  });
  const helps = [
    { words: ['--help'], holds: alone ? [requirements.name] : offered.map(({ name }) => name) },
    ...(alone ? [] : offered.map(({ name }) => ({ words: [name, '--help'], holds: [name] }))),
  ];
  return {
    sessions: JSON.stringify(tried, null, 2),
    helps: JSON.stringify(helps, null, 2),
    many: !alone,
    dataVariable: dataVariable(requirements),
  };
}
