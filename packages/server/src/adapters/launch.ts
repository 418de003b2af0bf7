import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Mount, Network } from '../sandbox/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { MemberEntry } from './entries.ts';
import type { LentServer } from './lending.ts';

/** What is known of the user's environment when a CLI is started. */
export interface LaunchFacts {
  /** Of the provider; null: its own. `own`: the user's. */
  address: { url: string; own: boolean } | null;
  credential: { name: string; as: string; value: string; hosts: string[] } | null;
}

/** What one run of it is started with. */
export interface LaunchedRun {
  home: string;
  session: string | null;
  model: string | null;
  /** The server of our tools, where it is given some. */
  lent: LentServer | null;
}

/** How a CLI is started. */
export interface Launch {
  argv: string[];
  env: Record<string, string>;
  mounts: Mount[];
  network: Network;
}

/** Looks up what the CLI is to be given. `variable`: of the user's environment; `secret`: a variable or a stored secret. */
export async function factsOf(
  entry: MemberEntry,
  look: { variable: (name: string) => string | null; secret: (name: string) => Promise<string | null> },
): Promise<LaunchFacts> {
  const named = entry.address.variables
    .map((name) => look.variable(name))
    .find((value) => value !== null && value !== '');
  const own = entry.setting.baseUrl ?? named;
  const url = own ?? entry.address.default;
  const given = ownOf(entry, own !== undefined);
  for (const { name, hosts } of given.credentials) {
    const value = await look.secret(name);
    if (value === null || value === '') continue;
    const as = entry.setting.credentials ? name : (given.credentialAs ?? name);
    return {
      address: url === undefined ? null : { url, own: own !== undefined },
      credential: { name, as, value, hosts },
    };
  }
  return { address: url === undefined ? null : { url, own: own !== undefined }, credential: null };
}

function ownOf(entry: MemberEntry, own: boolean) {
  const { credentials, credentialAs, env, files } = entry;
  return { credentials, credentialAs, env, files, ...(own ? entry.own : {}) };
}

/** The command line, environment, mounts and network of one run. Writes the CLI's own files into `home`. */
export function launch(
  entry: MemberEntry,
  program: { file: string; mounts: string[] },
  facts: LaunchFacts,
  run: LaunchedRun & { certificates: string | null },
): Launch {
  const { setting } = entry;
  const { env, files } = ownOf(entry, facts.address?.own === true);
  const values = new Map<string, string>();
  if (facts.address) values.set('address', new URL(facts.address.url).href.replace(/\/$/, ''));
  const model = run.model ?? setting.ownModel;
  if (model !== undefined) values.set('model', model);
  if (run.session !== null) values.set('session', run.session);
  if (run.lent !== null) {
    values.set('program', run.lent.args[0]);
    values.set('socket', run.lent.args[1]);
  }
  for (const [path, text] of Object.entries(files)) {
    const file = join(run.home, path);
    mkdirSync(dirname(file), { recursive: true });
    const whole = fill(text, values);
    if (whole === null) {
      throw new CodewrightError('AGENT_UNAVAILABLE', `${entry.title} must be told which model to use.`, {
        hint: `Name one with --model provider/id, or set agents.${entry.name}.ownModel to a name that its provider knows.`,
      });
    }
    writeFileSync(file, whole);
  }
  if (run.session !== null && entry.ageRecords) ageRecords(run.home, entry.ageRecords);
  const words = [...entry.command.slice(1), ...entry.args];
  const more = [entry.modelArgs, entry.toolArgs, entry.resumeArgs].map((group) => filled(group, values));
  const filledEnv = Object.entries(env).flatMap(([name, text]) => {
    const value = fill(text, values);
    return value === null ? [] : [[name, value] as const];
  });
  const { credential } = facts;
  return {
    argv: [program.file, ...words, ...more.flat(), ...(setting.args ?? []), ...entry.lastArgs],
    env: {
      HOME: run.home,
      TERM: 'dumb',
      NO_COLOR: '1',
      CI: 'true',
      ...(run.certificates === null ? {} : { NODE_EXTRA_CA_CERTS: run.certificates }),
      ...Object.fromEntries(filledEnv),
      ...(credential ? { [credential.as]: credential.value } : {}),
      ...setting.env,
    },
    mounts: [
      { path: run.home, access: 'write' },
      ...(run.lent?.mounts ?? []),
      ...[...program.mounts, ...(run.certificates === null ? [] : [run.certificates]), ...(setting.mounts ?? [])].map(
        (path) => ({ path, access: 'read' as const }),
      ),
    ],
    network: networkOf(entry, facts),
  };
}

/** What lies in its home was written by the CLI: nothing beyond it is touched, whatever links lead there. */
function ageRecords(home: string, { folder, from, to }: NonNullable<MemberEntry['ageRecords']>): void {
  const root = join(home, folder);
  if (!existsSync(root) || !realpathSync(root).startsWith(realpathSync(home) + sep)) return;
  const pattern = new RegExp(from);
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !pattern.test(entry.name)) continue;
    renameSync(join(entry.parentPath, entry.name), join(entry.parentPath, entry.name.replace(pattern, to)));
  }
}

/** Its provider's host and what the user names, nothing else. A provider on this machine is reached at its own port. */
function networkOf(entry: MemberEntry, { address, credential }: LaunchFacts): Network {
  const hosts = [...(entry.setting.hosts ?? [])];
  const loopback: number[] = [];
  if (!address?.own) hosts.push(...entry.hosts, ...(credential?.hosts ?? []));
  if (address) {
    const { hostname, port, protocol } = new URL(address.url);
    const number = Number(port || (protocol === 'https:' ? 443 : 80));
    if (hostname === '127.0.0.1' || hostname === 'localhost') loopback.push(number);
    else hosts.push(port === '' ? hostname : `${hostname}:${port}`);
  }
  return { mode: 'allow', hosts, ...(loopback.length > 0 ? { loopback } : {}) };
}

function filled(group: readonly string[], values: ReadonlyMap<string, string>): string[] {
  const words = group.map((word) => fill(word, values));
  return words.every((word) => word !== null) ? words : [];
}

/** `{name}` by its value; null where one has none. Braces around anything else are text. */
function fill(text: string, values: ReadonlyMap<string, string>): string | null {
  let lacks = false;
  const made = text.replace(/\{(address|model|session|program|socket)\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) lacks = true;
    return value ?? '';
  });
  return lacks ? null : made;
}
