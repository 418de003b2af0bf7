import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { dataFolder } from '../shared/data.ts';
import { bridgePort, socketInside } from './egress/bridge.ts';
import { toolsAt } from './mounts.ts';
import { homeToolchains } from './toolchains.ts';

/** The account that everything runs as inside, whoever started it outside: programs that refuse root work, and git trusts its files. */
export const insideUser = { uid: 1000, gid: 1000, name: 'codewright', home: '/home/codewright' } as const;

/** The first file of that name in the folders of a PATH. */
export function findProgram(name: string, path: string): string | undefined {
  for (const folder of path.split(':')) {
    if (!folder.startsWith('/')) continue;
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The folder of the npm package: next to the given Node, else the one that `npm` on the PATH belongs to. */
export function findNpm(nodeBin: string, hostPath: string): string | undefined {
  const beside = join(dirname(realpathSync(nodeBin)), '../lib/node_modules/npm');
  const candidates = [beside];
  const npm = findProgram('npm', hostPath);
  if (npm) candidates.push(dirname(dirname(realpathSync(npm))));
  candidates.push('/usr/local/lib/node_modules/npm', '/usr/lib/node_modules/npm', '/usr/share/nodejs/npm');
  return candidates.find((folder) => existsSync(join(folder, 'bin/npm-cli.js')));
}

/**
 * What of /etc a program needs to run, resolve names and check certificates. Nothing that holds a secret:
 * as root outside, file permissions would not protect it (so never /etc/ssl whole: /etc/ssl/private lies in it).
 */
const etcPieces = [
  'ssl/certs',
  'ssl/openssl.cnf',
  'pki/tls/certs',
  'pki/ca-trust/extracted',
  'ca-certificates',
  'ca-certificates.conf',
  'crypto-policies',
  'alternatives',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'localtime',
  'timezone',
  'locale.alias',
  'mime.types',
  'magic',
  'protocols',
  'services',
  'gai.conf',
  'host.conf',
  'debian_version',
  'os-release',
  'terminfo',
  'fonts',
  'perl',
  'python3',
  'python3.11',
  'java-17-openjdk',
  'java-21-openjdk',
];

/** What /etc says inside in the host's stead: sandbox/etc. Its passwd and group know {@link insideUser}. */
const ownEtc = ['passwd', 'group', 'hosts', 'nsswitch.conf', 'resolv.conf'];

export interface LayoutOptions {
  nodeBin: string;
  hostPath: string;
  /** Further host folders, shown read-only at their own path. */
  readOnly: readonly string[];
  /** Bytes of each in-memory file system. */
  tmpfsBytes: number;
}

const bridgeName = 'bridge.cjs';

/** The command, started by the bridge that gives it a way to the egress proxy, and to `loopback` ports outside. */
export function bridged(argv: readonly string[], loopback: readonly number[] = []): string[] {
  const bridge = [`${toolsAt}/bin/node`, `${toolsAt}/${bridgeName}`, socketInside, String(bridgePort)];
  return [...bridge, loopback.join(','), ...argv];
}

/** The PATH inside: the pinned Node first. */
export const insidePath = `${toolsAt}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

/**
 * Writes the sandbox's own files into `folder` and returns the bwrap arguments that do not change from call to call:
 * a read-only view of the system's programs, and fresh /proc, /dev, /tmp, /run and HOME.
 */
export function baseLayout(folder: string, options: LayoutOptions): string[] {
  const args: string[] = [];
  const readOnly = (path: string): void => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isSymbolicLink() && /^\/[^/]+$/.test(path)) args.push('--symlink', readlinkSync(path), path);
    else if (existsSync(path)) args.push('--ro-bind', realpathSync(path), path);
  };
  for (const path of ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32']) readOnly(path);

  const own = realpathSync(dataFolder('sandbox'));
  for (const name of ownEtc) args.push('--ro-bind', join(own, 'etc', name), `/etc/${name}`);
  for (const piece of etcPieces) readOnly(`/etc/${piece}`);

  const tools = join(folder, 'tools');
  const bin = join(tools, 'bin');
  mkdirSync(bin, { recursive: true });
  mkdirSync(join(tools, 'npm'));
  writeFileSync(join(tools, bridgeName), '');
  writeFileSync(join(bin, 'node'), '');
  const npm = findNpm(options.nodeBin, options.hostPath);
  // Below /usr it is there already; and a distribution's npm finds its parts only where it lies.
  const npmInside = npm && (npm.startsWith('/usr/') ? npm : `${toolsAt}/npm`);
  if (npmInside) {
    for (const name of ['npm', 'npx']) {
      const shim = join(bin, name);
      writeFileSync(shim, `#!/bin/sh\nexec ${toolsAt}/bin/node ${npmInside}/bin/${name}-cli.js "$@"\n`);
      chmodSync(shim, 0o755);
    }
  }
  const toolchains = homeToolchains(options.hostPath);
  for (const [name, file] of toolchains.flatMap(({ programs }) => Object.entries(programs))) {
    // No script: a shell drops variables such as CARGO_BIN_EXE_my-tool, which cargo hands to the compiler.
    symlinkSync(file, join(bin, name));
  }
  args.push('--ro-bind', tools, toolsAt, '--ro-bind', realpathSync(options.nodeBin), `${toolsAt}/bin/node`);
  args.push('--ro-bind', join(own, bridgeName), `${toolsAt}/${bridgeName}`);
  if (npm && npmInside === `${toolsAt}/npm`) args.push('--ro-bind', npm, npmInside);
  for (const path of options.readOnly) readOnly(path);

  const size = String(options.tmpfsBytes);
  args.push('--proc', '/proc', '--dev', '/dev', '--size', size, '--tmpfs', '/dev/shm');
  for (const path of ['/tmp', '/run', insideUser.home]) {
    args.push('--perms', path === '/tmp' ? '1777' : '0755', '--size', size, '--tmpfs', path);
  }
  // After the empty folders, one of which may lie above them.
  for (const { folder } of toolchains) args.push('--ro-bind', folder, folder);
  args.push('--symlink', '../run', '/var/run', '--symlink', '../tmp', '/var/tmp');
  return args;
}
