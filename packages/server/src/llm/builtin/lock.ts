import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import { call, objectOf, type Part, stringOf } from './program.ts';

/**
 * Leaves a lock file that `npm ci` accepts everywhere, or none. A registry that lacks packages for other platforms (a
 * mirror) makes npm leave optional ones out of the lock without a word, and `npm ci` then refuses it on every machine.
 * Their versions stand in the packages that want them, and their platforms in their names: with these the lock is whole.
 * Returns a remark for the user, or ''.
 */
export function* settleLock(): Part<string> {
  if ((yield* lacking()) === 0) return '';
  const whole = completeLock(yield* wholeText('package-lock.json'));
  if (whole !== null) {
    const written = yield call('write_file', { path: 'package-lock.json', content: whole.text });
    if (written.status === 'ok' && (yield* lacking()) === 0) {
      return (
        `The registry lacks ${whole.added.length} optional packages for other platforms; package-lock.json names them by ` +
        'exact version, without a checksum.'
      );
    }
  }
  const removed = yield call('run_command', { command: ['rm', '--', 'package-lock.json'] });
  if (removed.status !== 'ok') return '';
  return (
    'There is no package-lock.json: the registry lacks optional packages for other platforms, and npm ci refuses a lock ' +
    'without them. The direct dependencies are pinned to exact versions.'
  );
}

/** How many packages `npm ci` misses in the lock. */
function* lacking(): Part<number> {
  const tried = yield call('run_command', {
    command: ['npm', 'ci', '--dry-run', '--ignore-scripts', '--no-audit', '--no-fund'],
    network: 'install',
  });
  return tried.status === 'failed' ? (tried.text.match(/^npm error Missing: \S+ from lock file$/gm) ?? []).length : 0;
}

/** A text file page by page. */
function* wholeText(path: string): Part<string> {
  const lines: string[] = [];
  for (;;) {
    const read = yield call('read_file', { path, offset: lines.length + 1 });
    const { lines: total, to } = objectOf(read.data);
    if (read.status !== 'ok' || typeof total !== 'number' || typeof to !== 'number' || to <= lines.length) return '';
    // A line that says how to go on may follow the page.
    lines.push(...read.text.split('\n').slice(0, to - lines.length));
    if (to >= total) return `${lines.join('\n')}\n`;
  }
}

/** The lock with the optional packages that it names but does not hold; null where their platforms can not be told. */
export function completeLock(text: string): { text: string; added: string[] } | null {
  const lock = parsed(text);
  const packages = objectOf(lock['packages']);
  const whole: JsonObject = { ...packages };
  const added: string[] = [];
  for (const entry of Object.values(packages).map(objectOf)) {
    for (const [name, version] of Object.entries(objectOf(entry['optionalDependencies']))) {
      const path = `node_modules/${name}`;
      if (path in whole) continue;
      const platform = platformOf(name);
      if (platform === null || !/^\d+\.\d+\.\d+[\w.+-]*$/.test(stringOf(version))) return null;
      const dev = entry['dev'] === true || entry['devOptional'] === true;
      whole[path] = sorted({ version, optional: true, ...platform, ...(dev ? { dev: true } : {}) });
      added.push(name);
    }
  }
  if (added.length === 0) return null;
  return { text: `${JSON.stringify({ ...lock, packages: sorted(whole) }, null, 2)}\n`, added };
}

function parsed(text: string): JsonObject {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/** As npm orders a lock: the root and the version first, the rest by name. */
function sorted(value: JsonObject): JsonObject {
  const rank = (key: string): number => (key === '' || key === 'version' ? 0 : 1);
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b, 'en'));
  return Object.fromEntries(entries);
}

const systems = new Set('aix android darwin freebsd linux netbsd openbsd openharmony sunos win32'.split(' '));
const processors = new Set('arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x x64'.split(' '));

/** What `@scope/cli-linux-arm64-musl` says of where it runs; null where it says nothing. */
function platformOf(name: string): { [key: string]: JsonValue } | null {
  const words = name.slice(name.indexOf('/') + 1).split(/[-_.]/);
  // What is compiled to WebAssembly runs on any system.
  if (words.includes('wasm32')) return { cpu: ['wasm32'] };
  const os = words.find((word) => systems.has(word));
  const cpu = words.find((word) => processors.has(word));
  if (os === undefined || cpu === undefined) return null;
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => /^(gnu|glibc)/.test(word))
      ? 'glibc'
      : undefined;
  return { os: [os], cpu: [cpu], ...(libc === undefined || os !== 'linux' ? {} : { libc: [libc] }) };
}
