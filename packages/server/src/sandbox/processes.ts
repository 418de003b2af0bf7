import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process by number and start time: numbers are used again, the pair is not (within one boot). */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks since boot. */
  startTime: string;
}

interface ProcessStat extends ProcessIdentity {
  state: string;
  parent: number;
  group: number;
  session: number;
  threads: number;
}

/** A file of /proc, or undefined when the process has gone meanwhile or is not ours to read. */
export function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** One line of /proc/PID/stat; undefined when there is no such process. */
export function readStat(pid: number): ProcessStat | undefined {
  const text = readProc(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name in parentheses may itself hold spaces and parentheses: fields are counted from the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    state: fields[0] ?? '',
    parent: Number(fields[1]),
    group: Number(fields[2]),
    session: Number(fields[3]),
    threads: Number(fields[17]),
    startTime: fields[19] ?? '',
  };
}

export function identify(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  return stat && { pid, startTime: stat.startTime };
}

/** True while that very process runs; a zombie has nothing left to run. */
export function isRunning(identity: ProcessIdentity): boolean {
  const stat = readStat(identity.pid);
  return stat !== undefined && stat.startTime === identity.startTime && stat.state !== 'Z' && stat.state !== 'X';
}

/** Kills that very process if it still runs. */
export function killProcess(identity: ProcessIdentity): void {
  if (!isRunning(identity)) return;
  try {
    process.kill(identity.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** All process numbers of the machine; none where the system has no /proc. */
export function allPids(): number[] {
  if (!existsSync('/proc/self/stat')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** The tree below and with `root`, each once, no more than `limit` of them. */
export function tree(root: number, limit: number): ProcessStat[] {
  const found: ProcessStat[] = [];
  const waiting = [root];
  const seen = new Set(waiting);
  for (let pid = waiting.pop(); pid !== undefined && found.length < limit; pid = waiting.pop()) {
    const stat = readStat(pid);
    if (!stat) continue;
    found.push(stat);
    for (const child of childrenOf(pid, stat.threads)) {
      if (seen.has(child)) continue;
      seen.add(child);
      waiting.push(child);
    }
  }
  return found;
}

function childrenOf(pid: number, threads: number): number[] {
  let tasks = [String(pid)];
  if (threads > 1) {
    try {
      tasks = readdirSync(`/proc/${pid}/task`);
    } catch {
      return [];
    }
  }
  return tasks.flatMap((task) =>
    (readProc(`/proc/${pid}/task/${task}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  );
}

/** Bytes that only this process answers for: its own pages and its shared-memory pages, not mapped files. */
export function privateBytes(pid: number): number {
  const status = readProc(`/proc/${pid}/status`) ?? '';
  let kilobytes = 0;
  for (const match of status.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)) kilobytes += Number(match[1]);
  return kilobytes * 1024;
}

/** Running tasks of the whole machine: one cheap read that tells whether a closer look is worth it. */
export function machineTasks(): number {
  return Number(/\d+\/(\d+)/.exec(readProc('/proc/loadavg') ?? '')?.[1] ?? 0);
}

/** True when the process' environment, as it was started, holds this `NAME=value`. */
export function startedWith(pid: number, entry: string): boolean {
  return (readProc(`/proc/${pid}/environ`) ?? '').split('\0').includes(entry);
}

/** The arguments a process was started with; empty when it has gone. */
export function commandLine(pid: number): string[] {
  return (readProc(`/proc/${pid}/cmdline`) ?? '').split('\0');
}
