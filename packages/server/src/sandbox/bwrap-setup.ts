import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { CodewrightError } from '../shared/errors.ts';
import { makeTemporary } from '../shared/temporary.ts';
import { openCage } from './cgroup.ts';
import type { Limits } from './contract.ts';
import { inheritedDescriptors } from './descriptors.ts';
import type { Upstream } from './egress/upstream.ts';
import { firstProcess } from './first-process.ts';
import { baseLayout, findProgram, insideUser } from './layout.ts';
import { recordProcess } from './orphans.ts';
import { OutputPipes } from './output-pipes.ts';
import { Parking } from './parking.ts';
import { seccompArch, seccompProgram } from './seccomp.ts';
import { seccompFile, startedBy } from './starter.ts';

export interface BubblewrapOptions {
  /** The Node that programs inside get as `node` (and npm runs on). */
  nodeBin: string;
  /** Where bwrap, sh and npm are looked for on the host. */
  hostPath?: string;
  /** Further host folders shown inside, read-only, at their own path (tool chains outside /usr). */
  readOnly?: readonly string[];
  limits?: Partial<Limits>;
  /** Where running commands are written down for the sweep at the next start; absent: nowhere. */
  stateDir?: string;
  /** A proxy that all traffic of this machine has to go through: `http(s)://[user:password@]host:port`, or which by target. */
  upstreamProxy?: string | Upstream | undefined;
  /** Bytes of each stream that results keep. */
  keepBytes?: number;
}

const defaultHostPath = '/usr/local/bin:/usr/bin:/bin';

/** What to do when bubblewrap is not there. */
export const installHint =
  'Install bubblewrap: `apt-get install bubblewrap` (Debian, Ubuntu), `dnf install bubblewrap` (Fedora), ' +
  '`pacman -S bubblewrap` (Arch); or choose the sandbox `process` by name, which isolates nothing.';

/** What is made once and used by every command. */
export interface Ready {
  folder: string;
  parking: Parking;
  close(): Promise<void>;
}

const namespaces = (
  '--unshare-user --unshare-pid --unshare-ipc --unshare-uts --unshare-net --unshare-cgroup-try ' +
  `--uid ${insideUser.uid} --gid ${insideUser.gid} --hostname codewright --cap-drop ALL ` +
  '--die-with-parent --new-session --as-pid-1 --clearenv'
).split(' ');

/** Finds bwrap and writes the sandbox's own files. Throws SANDBOX_UNAVAILABLE. */
export function prepare(options: BubblewrapOptions): Ready {
  const hostPath = options.hostPath ?? defaultHostPath;
  const bwrap = process.platform === 'linux' ? findProgram('bwrap', hostPath) : undefined;
  if (!bwrap) {
    throw new CodewrightError('SANDBOX_UNAVAILABLE', 'There is no bubblewrap (`bwrap`) on this machine.', {
      hint: installHint,
    });
  }
  const arch = seccompArch(process.arch);
  if (!arch) {
    throw new CodewrightError('SANDBOX_UNAVAILABLE', `There is no system-call filter for ${process.arch} yet.`, {
      hint: 'Run on x64 or arm64, or choose the sandbox `process` by name, which isolates nothing.',
    });
  }
  const folder = makeTemporary('sandbox');
  const pipes = new OutputPipes(folder);
  pipes.begin();
  const layout = join(folder, 'layout');
  mkdirSync(layout);
  writeFileSync(join(folder, seccompFile), seccompProgram(arch));
  const base = baseLayout(layout, {
    nodeBin: options.nodeBin,
    hostPath,
    readOnly: options.readOnly ?? [],
    tmpfsBytes: Math.floor(Math.min(4 * 1024 ** 3, totalmem() / 4)),
  });
  const nowhere = openSync('/dev/null', 'r+');
  const cage = openCage();
  const parking = new Parking({
    command: startedBy(bwrap, [...namespaces, ...base], firstProcess),
    folder,
    inherited: inheritedDescriptors(),
    null: nowhere,
    pipes,
    cage,
    record: (process) =>
      options.stateDir ? recordProcess(options.stateDir, { process, kind: 'bubblewrap' }) : () => {},
  });
  return {
    folder,
    parking,
    async close() {
      await parking.close();
      closeSync(nowhere);
      cage?.close();
      // The pipes of a busy machine may still be coming.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    },
  };
}
