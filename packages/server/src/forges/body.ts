import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateResult } from '@codewright/protocol/evidence';
import { Eta } from 'eta';
import { dataFolder } from '../shared/data.ts';

/** Forges take 65,536 characters; a longer provenance is left to `codewright verify --export`. */
const MAX_BODY = 60_000;

/** What the work was, how it was proven, and the signed provenance: the text of a pull request. */
export function requestBody(facts: {
  job: string;
  /** The rendered outcome; citations are taken out. */
  summary: string;
  gates: readonly GateResult[];
  truthpack: string | null;
}): string {
  const eta = new Eta({ autoEscape: false, useWith: false, cache: false, autoTrim: [false, 'nl'] });
  const template = readFileSync(join(dataFolder('templates'), 'forge', 'pull-request.eta'), 'utf8');
  const gates = facts.gates.map(({ gate: name, verdict, reason }) => ({ name, verdict, reason: cell(reason) }));
  const commands = facts.gates.flatMap(({ evidence }) =>
    evidence.flatMap(({ command, exitCode, outputHash, tree }) => ({
      line: command.replaceAll('`', "'"),
      exit: exitCode === null ? 'no exit code' : `exit ${exitCode}`,
      hash: outputHash.slice(0, 16),
      tree: tree.slice(0, 10),
    })),
  );
  const summary = facts.summary.replace(/ ?\[\d+\]/g, '').trim();
  const write = (truthpack: string | null) =>
    eta
      .renderString(template, { job: facts.job, summary, gates, commands, truthpack })
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  const whole = write(facts.truthpack);
  return whole.length <= MAX_BODY ? whole : write(null).slice(0, MAX_BODY);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
