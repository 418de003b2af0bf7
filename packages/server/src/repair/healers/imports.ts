import { builtinModules } from 'node:module';
import { dirname, posix, relative } from 'node:path';
import type { Diagnosis, Healer, Remedy, Site } from '../contract.ts';
import { distance, nearest, withLine } from './words.ts';

const lostModule: readonly RegExp[] = [
  /need explicit file extensions.*Did you mean ['"](\.[^'"]+?)(?:\.[cm]?jsx?)['"]/,
  /Cannot find (?:module|package) ['"‘]([^'"’]+)/,
  /Could not find a declaration file for module ['"]([^'"]+)/,
  /Failed to (?:resolve|load)(?: import| url)? ['"]?([^\s'"]+)/,
  /No module named ['"]([\w.]+)/,
];

/** An import that leads nowhere: a path to a file that lies elsewhere or is called otherwise, or a package that is missing. */
export const importHealer: Healer = {
  name: 'imports',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    for (const [index, diagnosis] of diagnoses.entries()) {
      const wanted = lostModule.map((pattern) => pattern.exec(diagnosis.message)?.[1]).find((one) => one !== undefined);
      if (wanted === undefined) continue;
      const remedies =
        site.ecosystem === 'python'
          ? await pythonRemedies(wanted, diagnosis, site)
          : site.ecosystem === 'node'
            ? await nodeRemedies(wanted, diagnosis, site)
            : [];
      if (remedies.length > 0) found.set(index, remedies);
    }
    return found;
  },
};

async function nodeRemedies(wanted: string, diagnosis: Diagnosis, site: Site): Promise<Remedy[]> {
  if (/^(\.|\/|file:)/.test(wanted) || (await isOwnPath(wanted, site))) return pathRemedies(wanted, diagnosis, site);
  const name = wanted.startsWith('@') ? wanted.split('/').slice(0, 2).join('/') : (wanted.split('/')[0] ?? wanted);
  const manifest = await manifestOf(site);
  const known = [...Object.keys(manifest), ...builtinModules.flatMap((one) => [one, `node:${one}`])];
  const remedies = await renamed(wanted, nearest(name, known), name, diagnosis, site);
  if (builtinModules.includes(name.replace(/^node:/, ''))) return remedies;
  const types = /declaration file/.test(diagnosis.message);
  const install = types ? `@types/${name.replace(/^@([^/]+)\//, '$1__')}` : name;
  const flags = types ? ['--save-dev'] : [];
  remedies.push({
    fix: types ? 'npm:install-types' : 'npm:install',
    summary: `install ${install}`,
    edits: [],
    commands: [
      { argv: ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...flags, install], network: true },
    ],
    trust: 2,
    // Whoever publishes a name like a known one waits for just this mistake: the known one goes first.
    likelihood: remedies.length > 0 ? 0.2 : 0.8,
  });
  return remedies;
}

/** A runtime names what it did not find by its place in the tree. */
async function isOwnPath(wanted: string, site: Site): Promise<boolean> {
  const [top = ''] = wanted.split('/');
  return (
    wanted.includes('/') && !wanted.startsWith('@') && (await site.files()).some((file) => file.startsWith(`${top}/`))
  );
}

async function manifestOf(site: Site): Promise<Record<string, string>> {
  try {
    const manifest = JSON.parse((await site.read('package.json')) ?? '{}') as Record<string, Record<string, string>>;
    return { ...manifest['dependencies'], ...manifest['devDependencies'] };
  } catch {
    return {};
  }
}

/** The files that import what was not found: the one that is named, or every one where a runtime only names the target. */
async function importers(wanted: string, { file }: Diagnosis, site: Site): Promise<{ path: string; text: string }[]> {
  const paths = file === null ? (await site.files()).filter((one) => /\.([cm]?[jt]sx?|py)$/.test(one)) : [file];
  const found: { path: string; text: string }[] = [];
  for (const path of paths.slice(0, 500)) {
    const text = await site.read(path);
    if (text?.includes(wanted)) found.push({ path, text });
  }
  return found;
}

async function renamed(wanted: string, better: string[], part: string, diagnosis: Diagnosis, site: Site) {
  const remedies: Remedy[] = [];
  for (const { path, text } of await importers(wanted, diagnosis, site)) {
    for (const [rank, name] of better.entries()) {
      const content = replaceQuoted(text, wanted, wanted.replace(part, name));
      if (content === null) continue;
      remedies.push(changed(path, content, `import ${name} instead of ${part}`, 0.9 - rank * 0.2));
    }
  }
  return remedies;
}

/** Runtimes name the whole path of the file that is not there, compilers the words of the import. */
async function pathRemedies(wanted: string, diagnosis: Diagnosis, site: Site): Promise<Remedy[]> {
  const files = (await site.files()).filter((one) => /\.([cm]?[jt]sx?|json)$/.test(one));
  const remedies: Remedy[] = [];
  const base = posix.basename(wanted.replace(/^file:\/\//, ''));
  const named = diagnosis.checker === 'tests' ? null : diagnosis.file;
  const paths = named === null ? files : [named];
  for (const path of paths.slice(0, 500)) {
    const text = await site.read(path);
    if (text === null) continue;
    for (const [, specifier = ''] of text.matchAll(/(?:from|import|require\()\s*\(?['"](\.[^'"]*)['"]/g)) {
      if (wanted.startsWith('.') ? specifier !== wanted : posix.basename(specifier) !== base) continue;
      const target = posix.normalize(posix.join(dirname(path), specifier));
      if (files.includes(target)) continue;
      for (const [rank, better] of similarFiles(
        target,
        files.filter((one) => one !== path),
      ).entries()) {
        // Node itself completes no ending, whatever the other imports look like.
        const whole = /ERR_MODULE_NOT_FOUND|Did you mean to import|explicit file extensions/.test(diagnosis.message)
          ? better
          : specifier;
        const there = asSpecifier(path, better, whole, text);
        const content = replaceQuoted(text, specifier, there);
        if (content !== null)
          remedies.push(changed(path, content, `import ${there} instead of ${specifier}`, 0.95 - rank * 0.15));
      }
    }
  }
  return remedies;
}

/** Files that an import of `target` may have meant: the same name elsewhere, another ending, a similar name. */
function similarFiles(target: string, files: string[]): string[] {
  const stem = (path: string) => posix.basename(path).replace(/(\.d)?\.[^.]+$/, '');
  const wanted = /\.[cm]?[jt]sx?$|\.json$/.test(target) ? stem(target) : posix.basename(target);
  const most = wanted.length <= 4 ? 1 : 2;
  return files
    .map((file) => {
      const name = stem(file);
      const indexed = name === 'index' ? posix.basename(dirname(file)) : name;
      const far = Math.min(
        distance(wanted.toLowerCase(), name.toLowerCase(), most),
        distance(wanted.toLowerCase(), indexed.toLowerCase(), most),
      );
      const away = relative(dirname(target), dirname(file)).split('/').filter(Boolean).length;
      return { file, far, away };
    })
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far || a.away - b.away)
    .slice(0, 4)
    .map(({ file }) => file);
}

/** The path as this project writes its imports: with or without ending, and with which one. */
function asSpecifier(from: string, to: string, like: string, text: string): string {
  const path = posix.relative(dirname(from), to);
  const whole = path.startsWith('.') ? path : `./${path}`;
  const bare = whole.replace(/(\/index)?\.[cm]?[jt]sx?$/, '');
  const endings = [...text.matchAll(/['"]\.{1,2}\/[^'"]*?(\.[cm]?[jt]sx?)?['"]/g)].map((match) => match[1] ?? '');
  const own = /\.[cm]?[jt]sx?$/.exec(like)?.[0];
  const usual = own ?? endings.find((ending) => ending !== '') ?? endings[0] ?? '';
  if (whole.endsWith('.json') || usual === '') return whole.endsWith('.json') ? whole : bare;
  const actual = /\.[cm]?[jt]sx?$/.exec(whole)?.[0] ?? '';
  // TypeScript sources are imported by the name of what they become, or by their own.
  const ending = usual.startsWith('.j') && actual.startsWith('.t') ? actual.replace('t', 'j').replace('x', '') : actual;
  return whole.replace(/\.[cm]?[jt]sx?$/, ending);
}

async function pythonRemedies(wanted: string, diagnosis: Diagnosis, site: Site): Promise<Remedy[]> {
  const [top = wanted] = wanted.split('.');
  const { stdout } = await site.run(['python3', '-c', 'import sys; print(" ".join(sys.stdlib_module_names))']);
  const own = (await site.files())
    .filter((path) => path.endsWith('.py'))
    .flatMap((path) => path.replace(/\.py$/, '').split('/'));
  const last = wanted.split('.').at(-1) ?? wanted;
  const better = [...new Set([...nearest(last, own), ...nearest(top, stdout.trim().split(/\s+/))])];
  const remedies: Remedy[] = [];
  for (const { path, text } of await importers(last, diagnosis, site)) {
    for (const [rank, name] of better.entries()) {
      const line = text.split('\n').findIndex((one) => /^\s*(from|import)\s/.test(one) && one.includes(last)) + 1;
      const content = withLine(text, line, (old) => old.replace(last, () => name));
      if (content !== null)
        remedies.push(changed(path, content, `import ${name} instead of ${last}`, 0.9 - rank * 0.15));
    }
  }
  return remedies;
}

function changed(path: string, content: string, summary: string, likelihood: number): Remedy {
  return { fix: 'import-path', summary, edits: [{ path, content }], commands: [], trust: 2, likelihood };
}

function replaceQuoted(text: string, from: string, to: string): string | null {
  const content = text.replaceAll(`'${from}'`, `'${to}'`).replaceAll(`"${from}"`, `"${to}"`);
  return content === text ? null : content;
}
