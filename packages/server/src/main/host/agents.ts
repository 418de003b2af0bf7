import type { Members } from '../../adapters/contract.ts';
import type { AgentRow, DoctorLine } from '../../cli/contract.ts';
import type { LoadedConfig } from '../../config.ts';
import type { Redactor } from '../../shared/redact.ts';
import { openMembers } from '../members.ts';
import { createSandboxes } from '../sandboxes.ts';
import { openSecrets } from '../secrets.ts';

const lookMs = 60_000;

/** What `codewright agents` shows. Each one that is installed is started for its version. */
export async function listAgents(
  loaded: LoadedConfig,
  redactor: Redactor,
  warn: (message: string) => void,
  name: string | undefined,
): Promise<AgentRow[]> {
  const closers: (() => Promise<void>)[] = [];
  const { config, home } = loaded;
  const sandboxes = createSandboxes({ config, home, onClose: (close) => closers.push(close) });
  const members = openMembers({ config, secrets: openSecrets(home, redactor, warn) }, sandboxes);
  try {
    const rows: AgentRow[] = [];
    for (const one of name === undefined ? members.names() : [name]) rows.push(await rowOf(members, one));
    return rows;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function rowOf(members: Members, name: string): Promise<AgentRow> {
  const member = members.get(name);
  const standIn = members.standIn(name);
  const state = await member.look(AbortSignal.timeout(lookMs));
  return { name, about: member.about, standIn, ready: standIn !== null || state.problem === null, ...state };
}

/** What `codewright doctor` says of them: those that are installed, each by itself. */
export function agentLines(rows: readonly AgentRow[]): DoctorLine[] {
  const installed = rows.filter((row) => row.installed);
  if (installed.length === 0) {
    const names = rows.map(({ name }) => name).join(', ');
    return [{ part: 'agent CLIs', state: 'works', detail: `none installed (${names}); models do the work` }];
  }
  return installed.map(({ name, about, version, tested, credential, problem }) => {
    const known = tested === null || tested === version ? '' : `; this release is tested with ${tested}`;
    const detail = `${about} ${version ?? ''}${known}${credential === null ? '' : `, key ${credential}`}`;
    if (problem === null) return { part: `agent ${name}`, state: 'works', detail };
    return {
      part: `agent ${name}`,
      state: 'missing',
      detail: `${detail}: ${problem.what}`,
      costs: `--agent ${name} cannot be used`,
      hint: problem.hint,
    };
  });
}
