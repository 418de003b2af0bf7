import { rmSync } from 'node:fs';
import type { Sandbox } from '../sandbox/contract.ts';
import type { AgentSettings } from '../shared/agent-settings.ts';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import { makeTemporary } from '../shared/temporary.ts';
import type { Member, Members, MemberState } from './contract.ts';
import { loadEntries, type MemberEntry, mergeEntry } from './entries.ts';
import { factsOf, type Launch, launch, type LaunchFacts } from './launch.ts';
import { type Located, locate } from './locate.ts';
import { createMember } from './member.ts';

export interface MembersOptions {
  /** Folder of the CLIs that are brought along. */
  folder: string;
  settings: () => AgentSettings;
  /** The user's PATH. */
  path: string;
  variable: (name: string) => string | null;
  /** A variable of the environment or a stored secret. */
  secret: (name: string) => Promise<string | null>;
  /** File of certificates that the user trusts beside the common ones. */
  certificates: string | null;
  /** For looking at a CLI outside any job. */
  sandbox: () => Promise<Sandbox>;
}

const seconds = 1000;
const patience = { firstOutputMs: 60 * seconds, stallMs: 600 * seconds, wholeMs: 3_600 * seconds };
const lookMs = 30 * seconds;

/** The agent CLIs that are brought along and the user's own, as the settings have them when they are asked for. */
export function createMembers(options: MembersOptions): Members {
  // Read when the first one is asked for: most jobs ask none.
  let read: ReturnType<typeof loadEntries> | undefined;
  const known = () => (read ??= loadEntries(options.folder));
  const entryOf = (name: string): MemberEntry | null => {
    const settings = options.settings();
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
    return mergeEntry(name, known().get(name), setting);
  };
  const names = () =>
    [...new Set([...known().keys(), ...Object.keys(options.settings())])]
      .filter((name) => entryOf(name) !== null)
      .sort();
  return {
    names,
    get(name) {
      const entry = entryOf(name);
      if (entry) return memberOf(entry, options);
      throw new CodewrightError('NOT_FOUND', `There is no agent "${name}".`, {
        hint: `Take one of ${names().join(', ')}; docs/adding-an-agent.md says how to add one.`,
      });
    },
    standIn(name) {
      const settings = options.settings();
      return (Object.hasOwn(settings, name) ? settings[name]?.model : undefined) ?? null;
    },
  };
}

function memberOf(entry: MemberEntry, options: MembersOptions): Member {
  const { setting } = entry;
  const ready = async (): Promise<{ program: Located; known: LaunchFacts }> => {
    const [program, known] = [locate(entry.command[0] ?? '', options.path), await factsOf(entry, options)];
    const problem = problemOf(entry, program, known);
    if (program && !problem) return { program, known };
    throw new CodewrightError('AGENT_UNAVAILABLE', `${entry.title} cannot be asked: ${problem?.what}.`, {
      ...(problem ? { hint: problem.hint } : {}),
      details: { member: entry.name },
    });
  };
  return createMember({
    entry,
    look: (signal) => look(entry, options, signal),
    check: async () => void (await ready()),
    patience: {
      firstOutputMs: (setting.firstOutputSeconds ?? 0) * seconds || patience.firstOutputMs,
      stallMs: (setting.stallSeconds ?? 0) * seconds || patience.stallMs,
      wholeMs: (setting.seconds ?? 0) * seconds || patience.wholeMs,
    },
    async prepare(run): Promise<Launch> {
      const { program, known } = await ready();
      return launch(entry, program, known, { ...run, certificates: options.certificates });
    },
  });
}

function problemOf(entry: MemberEntry, program: Located | null, facts: LaunchFacts): MemberState['problem'] {
  const [name = ''] = entry.command;
  if (!program) {
    const from = entry.package === undefined ? '' : `Install it (npm install -g ${entry.package}), or n`;
    return {
      what: `${name} is not installed`,
      hint: `${from === '' ? 'N' : from}ame its program in the setting agents.${entry.name}.command.`,
    };
  }
  if (facts.address && !/^https?:\/\//.test(facts.address.url)) {
    return { what: `${facts.address.url} is no address`, hint: `Mend it, or set agents.${entry.name}.baseUrl.` };
  }
  const wanted = entry.setting.credentials ?? entry.credentials.map((one) => one.name);
  if (wanted.length > 0 && !facts.credential && !facts.address?.own) {
    return {
      what: 'it has no credential',
      hint: `Set ${wanted.join(' or ')} in the environment, or store it: codewright secrets set ${wanted[0]}`,
    };
  }
  return null;
}

/** Starts it for its version, in the sandbox: what does not start there is of no use. */
async function look(entry: MemberEntry, options: MembersOptions, signal: AbortSignal): Promise<MemberState> {
  const program = locate(entry.command[0] ?? '', options.path);
  const facts = await factsOf(entry, options);
  const state: MemberState = {
    installed: program !== null,
    version: null,
    tested: entry.tested ?? null,
    credential: facts.credential?.name ?? null,
    address: facts.address?.url ?? null,
    problem: problemOf(entry, program, facts),
  };
  if (!program) return state;
  const home = makeTemporary('agent');
  try {
    const box = await options.sandbox();
    const { env, mounts } = launch(
      entry,
      program,
      { ...facts, credential: null },
      { home, session: null, model: null, lent: null, certificates: null },
    );
    const result = await box.exec({
      argv: [program.file, ...entry.command.slice(1), '--version'],
      cwd: home,
      env,
      mounts,
      network: { mode: 'none' },
      limits: { timeMs: lookMs },
      signal,
    });
    const version = /\d+\.\d+\.\d+(?:[-+][\w.]+)?/.exec(result.stdout)?.[0] ?? null;
    if (result.exitCode === 0) return { ...state, version };
    const why = result.stderr.trim().split('\n').at(-1) || `exit code ${result.exitCode ?? result.outcome}`;
    const hint = `Try \`${entry.command[0]} --version\`; what it needs beside its own folder goes into agents.${entry.name}.mounts.`;
    return { ...state, problem: state.problem ?? { what: `it does not start in the sandbox (${why})`, hint } };
  } catch (error) {
    const { message, hint = '' } = toCodewrightError(error);
    return { ...state, problem: state.problem ?? { what: message.replace(/\.$/, ''), hint } };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
