import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A tool chain that its user keeps outside the system's folders. */
export interface Toolchain {
  /** Shown inside, read-only, at its own path; nothing else of the home is. */
  folder: string;
  /** Paths of its programs by name. */
  programs: Readonly<Record<string, string>>;
}

const wanted = {
  rust: ['cargo', 'rustc', 'rustdoc', 'rustfmt', 'cargo-fmt', 'cargo-clippy', 'clippy-driver'],
  python: ['python3', 'pip3'],
  go: ['go', 'gofmt'],
} as const;

/** In the sandbox's PATH as they are. */
const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * What rustup, pyenv and an unpacked Go have put on the PATH, as long as the system brings no such program itself. Managers are
 * started by nobody here: what they would choose stands in their files.
 */
export function homeToolchains(hostPath: string, system: readonly string[] = systemFolders): Toolchain[] {
  const folders = hostPath.split(':').filter((folder) => folder.startsWith('/') && !system.includes(folder));
  const found: Toolchain[] = [];
  for (const [language, names] of Object.entries(wanted)) {
    if (system.some((folder) => existsSync(join(folder, names[0])))) continue;
    const folder = folders.find((candidate) => existsSync(join(candidate, names[0])));
    const root = folder === undefined ? undefined : rootOf(language, folder, names[0]);
    if (root === undefined || dirname(root) === '/') continue;
    const programs = names.flatMap((name): [string, string][] => {
      const file = join(root, 'bin', name);
      return existsSync(file) ? [[name, file]] : [];
    });
    if (programs.some(([name]) => name === names[0]))
      found.push({ folder: root, programs: Object.fromEntries(programs) });
  }
  return found;
}

/** The folder with `bin`, `lib` and the rest. */
function rootOf(language: string, folder: string, program: string): string | undefined {
  if (language === 'rust' && existsSync(join(folder, 'rustup'))) {
    const home = join(dirname(dirname(folder)), '.rustup');
    const chosen = /^default_toolchain\s*=\s*"([\w.-]+)"/m.exec(textOf(join(home, 'settings.toml')))?.[1];
    return chosen === undefined ? undefined : real(join(home, 'toolchains', chosen));
  }
  if (language === 'python' && folder.endsWith('/shims')) {
    const home = dirname(folder);
    const [chosen] = textOf(join(home, 'version')).split(/\s+/);
    const versions = existsSync(join(home, 'versions')) ? readdirSync(join(home, 'versions')) : [];
    return chosen && versions.includes(chosen) ? real(join(home, 'versions', chosen)) : undefined;
  }
  const file = real(join(folder, program));
  return file === undefined ? undefined : dirname(dirname(file));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
