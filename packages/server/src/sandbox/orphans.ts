import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { temporaryOwner } from '../shared/temporary.ts';
import { sweepCages } from './cgroup.ts';
import type { SandboxKind } from './contract.ts';
import { allPids, commandLine, identify, isRunning, killProcess, readStat, startedWith, tree } from './processes.ts';
import type { ProcessIdentity } from './processes.ts';

/** What is written down about a running command, so that a later start of ours can end it when this one crashed. */
interface OrphanRecord {
  /** Process numbers and start times mean nothing after a restart of the machine. */
  boot: string;
  owner: ProcessIdentity;
  process: ProcessIdentity;
  kind: SandboxKind;
  /** NAME=value in the environment of all its processes; only the kind `process` has one. */
  mark?: string;
}

const suffix = '.process.json';

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** Writes one running command down; call the answer when it is gone. */
export function recordProcess(
  stateDir: string,
  entry: { process: ProcessIdentity; kind: SandboxKind; mark?: string },
): () => void {
  const owner = identify(process.pid);
  if (!owner) return () => {};
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const record: OrphanRecord = { boot: bootId(), owner, ...entry };
  const file = join(stateDir, `${process.pid}-${entry.process.pid}-${entry.process.startTime}${suffix}`);
  writeFileSync(file, JSON.stringify(record), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

export interface Sweep {
  /** Process numbers that were ended. */
  ended: number[];
  /** Temporary folders of dead owners that were removed. */
  folders: string[];
}

/**
 * Ends what a crashed process of ours left running and removes its temporary folders. Only processes that such a record names
 * by number and start time, their children, and bearers of its random mark are touched; records of living owners stay.
 */
export async function sweepOrphans(stateDir: string): Promise<Sweep> {
  const ended: number[] = [];
  for (const name of namesIn(stateDir)) {
    if (!name.endsWith(suffix)) continue;
    const file = join(stateDir, name);
    const record = readRecord(file);
    if (record && isRunning(record.owner) && record.boot === bootId()) continue;
    if (record && record.boot === bootId()) ended.push(...(await endRecorded(record)));
    rmSync(file, { force: true });
  }
  // Whoever left a bwrap waiting left its folder too: without one, nobody has to look at every process of the machine.
  const folders = deadFolders();
  if (folders.length > 0) ended.push(...endUnborn());
  ended.push(...sweepCages());
  return { ended, folders: folders.filter(removeFolder) };
}

/** Every process that the record speaks of, ended; returns their numbers. */
async function endRecorded(record: OrphanRecord): Promise<number[]> {
  const ended = new Set<number>();
  for (let quiet = 0; quiet < 2; ) {
    const found = membersOf(record.process, record.mark);
    for (const identity of found) {
      killProcess(identity);
      ended.add(identity.pid);
    }
    quiet = found.length === 0 ? quiet + 1 : 0;
    await delay(found.length === 0 ? 0 : 2);
  }
  return [...ended];
}

/**
 * Running processes that belong to a command: its own tree, its session, and the bearers of its mark. Once the leader is gone its
 * session number may in time be another's: `justEnded` says that it has only now ended, so that it cannot be yet.
 */
export function membersOf(leader: ProcessIdentity, mark: string | undefined, justEnded = false): ProcessIdentity[] {
  const alive = isRunning(leader);
  const found = new Map<number, ProcessIdentity>();
  const add = (identity: ProcessIdentity): void => {
    if (identity.pid !== process.pid && isRunning(identity)) found.set(identity.pid, identity);
  };
  if (alive) for (const stat of tree(leader.pid, Number.POSITIVE_INFINITY)) add(stat);
  for (const pid of allPids()) {
    if (found.has(pid)) continue;
    const stat = readStat(pid);
    if (!stat) continue;
    if (((alive || justEnded) && stat.session === leader.pid) || (mark !== undefined && startedWith(pid, mark)))
      add(stat);
  }
  return [...found.values()];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function readRecord(file: string): OrphanRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as Partial<OrphanRecord>;
    const whole = isIdentity(record.owner) && isIdentity(record.process) && typeof record.boot === 'string';
    return whole ? (record as OrphanRecord) : undefined;
  } catch {
    // Half written by a crash: it names nothing that could be ended.
    return undefined;
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  const { pid, startTime } = (value ?? {}) as Partial<ProcessIdentity>;
  return Number.isSafeInteger(pid) && (pid ?? 0) > 1 && typeof startTime === 'string' && startTime !== '';
}

/**
 * A bwrap whose starter dies between its first steps waits for it forever: it dies with its parent only once it has said so to
 * the kernel. Nothing runs in it yet. Its arguments name the temporary folder of its owner.
 */
function endUnborn(): number[] {
  const ended: number[] = [];
  for (const pid of allPids()) {
    const [program = '', first = '', ...rest] = commandLine(pid);
    if (!program.endsWith('/bwrap') || first !== '--unshare-user') continue;
    const owner = rest.map(temporaryOwner).find((found) => found !== undefined);
    const identity = identify(pid);
    if (!owner || !identity || isRunning(owner)) continue;
    killProcess(identity);
    ended.push(pid);
  }
  return ended;
}

/** Temporary folders whose owner is gone. */
function deadFolders(): string[] {
  const temporary = tmpdir();
  return namesIn(temporary)
    .filter((name) => {
      const owner = temporaryOwner(name);
      return owner !== undefined && !isRunning(owner);
    })
    .map((name) => join(temporary, name));
}

function removeFolder(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch (error) {
    // Another account's leftovers are its own affair.
    if (!['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return false;
  }
}
