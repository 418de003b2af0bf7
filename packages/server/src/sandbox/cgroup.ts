import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isRunning, killProcess } from './processes.ts';

/**
 * The kernel exempts root from RLIMIT_NPROC, also inside a user namespace; started by root, only a control group stops a fork bomb
 * in time (seen from outside, one took all 32,768 process numbers of a machine in two seconds). Ordinary users have
 * RLIMIT_NPROC and cannot make control groups.
 */
export interface ProcessCage {
  /** A new control group, for one process and all that it starts. */
  member(): CageMember;
  close(): void;
}

export interface CageMember {
  /** Whoever writes its own number here goes in. It waits 6 to 14 ms for the kernel, so this is for the process itself to do. */
  readonly entry: string;
  /** How many processes and threads there may be at once. */
  limit(processes: number): void;
  /** Call it when they are gone. */
  leave(): void;
}

const prefix = 'codewright-';

/** The folder where control groups that count processes can be made: version 1 (`pids` hierarchy) or 2. */
function countingRoot(): string | undefined {
  let mounts: string;
  try {
    mounts = readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return undefined;
  }
  for (const line of mounts.split('\n')) {
    const [left = '', right = ''] = line.split(' - ');
    const folder = left.split(' ')[4];
    const [type, , options = ''] = right.split(' ');
    if (folder === undefined) continue;
    if (type === 'cgroup' && options.split(',').includes('pids')) return folder;
    if (type === 'cgroup2' && readText(join(folder, 'cgroup.subtree_control')).split(/\s/).includes('pids'))
      return folder;
  }
  return undefined;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Undefined where this account cannot make control groups. */
export function openCage(): ProcessCage | undefined {
  const root = process.getuid?.() === 0 ? countingRoot() : undefined;
  if (root === undefined) return undefined;
  const owner = identify(process.pid);
  const own = join(root, `${prefix}${process.pid}-${owner?.startTime ?? 0}-${randomUUID().slice(0, 8)}`);
  try {
    mkdirSync(own);
    // Version 2 hands a controller down level by level.
    if (readText(join(own, 'cgroup.controllers')).includes('pids'))
      writeFileSync(join(own, 'cgroup.subtree_control'), '+pids');
    const trial = join(own, 'trial');
    mkdirSync(trial);
    writeFileSync(join(trial, 'pids.max'), '1');
    rmdirSync(trial);
  } catch {
    // Read-only or not delegated, as in most containers: the probe says what that leaves open.
    removeGroup(own);
    return undefined;
  }
  let count = 0;
  return {
    member() {
      const group = join(own, String(count++));
      mkdirSync(group);
      return {
        entry: join(group, 'cgroup.procs'),
        limit: (processes) => writeFileSync(join(group, 'pids.max'), String(processes)),
        leave: () => removeGroup(group),
      };
    },
    close: () => removeGroup(own),
  };
}

/** A group that is still busy or already gone is left: the next sweep finds it. */
function removeGroup(group: string): void {
  try {
    for (const entry of readdirSync(group, { withFileTypes: true }))
      if (entry.isDirectory()) rmdirSync(join(group, entry.name));
    rmdirSync(group);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['ENOENT', 'EBUSY', 'EACCES', 'EPERM', 'EROFS'].includes(code)) throw error;
  }
}

/** Ends what is still in the groups of owners that no longer run, and removes them; returns the ended process numbers. */
export function sweepCages(): number[] {
  const root = process.getuid?.() === 0 ? countingRoot() : undefined;
  if (root === undefined) return [];
  const ended: number[] = [];
  for (const name of readdirSync(root)) {
    const [, pid, startTime] = /^codewright-(\d+)-(\d+)-/.exec(name) ?? [];
    if (pid === undefined || startTime === undefined || isRunning({ pid: Number(pid), startTime })) continue;
    const own = join(root, name);
    for (const group of groupsIn(own)) {
      const members = readText(join(own, group, 'cgroup.procs'))
        .split('\n')
        .filter(Boolean)
        .map(Number);
      for (const identity of members.map(identify).filter((found) => found !== undefined)) {
        killProcess(identity);
        ended.push(identity.pid);
      }
    }
    removeGroup(own);
  }
  return ended;
}

function groupsIn(cage: string): string[] {
  try {
    return readdirSync(cage, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch (error) {
    // Another process sweeps at the same time, and was faster.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
