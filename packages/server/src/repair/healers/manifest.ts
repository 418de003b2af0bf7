import type { Diagnosis, Healer, Remedy, Site } from '../contract.ts';
import { nearest } from './words.ts';

const install = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund'];

/** What npm says about package.json: versions and names that do not exist, ranges that do not go together, JSON that is none. */
export const manifestHealer: Healer = {
  name: 'manifest',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    if (site.ecosystem !== 'node') return found;
    for (const [index, diagnosis] of diagnoses.entries()) {
      if (diagnosis.checker !== 'install' && diagnosis.file !== 'package.json') continue;
      const remedies = await remediesFor(diagnosis, site);
      if (remedies.length > 0) found.set(index, remedies);
    }
    return found;
  },
};

async function remediesFor({ message }: Diagnosis, site: Site): Promise<Remedy[]> {
  const text = await site.read('package.json');
  if (text === null) return [];
  if (/EJSONPARSE|JSON/.test(message) && !isJson(text)) return jsonRemedies(text);
  const version = /No matching version found for ((?:@[^@\s/]+\/)?[^@\s]+)@/.exec(message)?.[1];
  if (version !== undefined) return [newest(version, 0.95)];
  const badRange = /Invalid (?:Version|tag name|package name)[^"]*"([^"]*)"/i.exec(message)?.[1];
  if (badRange !== undefined) {
    return Object.entries(declared(text)).flatMap(([name, range]) => (range === badRange ? [newest(name, 0.9)] : []));
  }
  const missing =
    /(?:404 Not Found[^\n]*?|'|")((?:@[\w.-]+(?:\/|%2f))?[\w.-]+)(?:@[^'"\s]*)?['"]? (?:is not in|could not be found|- Not found)/i
      .exec(message)?.[1]
      ?.replace(/%2f/i, '/') ?? /404\s+'?((?:@[\w.-]+\/)?[\w.-]+)@/.exec(message)?.[1];
  if (missing !== undefined) return renamed(missing, text, site);
  const peer = /(?:peer|Found:?|While resolving:?) ((?:@[\w.-]+\/)?[\w.-]+)@/.exec(message)?.[1];
  return peer === undefined ? [] : [newest(peer, 0.6)];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function declared(text: string): Record<string, string> {
  if (!isJson(text)) return {};
  const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
  return { ...manifest['dependencies'], ...manifest['devDependencies'], ...manifest['optionalDependencies'] };
}

function newest(name: string, likelihood: number): Remedy {
  return {
    fix: 'npm:newest',
    summary: `take the newest ${name}`,
    edits: [],
    commands: [{ argv: [...install, `${name}@latest`], network: true }],
    trust: 2,
    likelihood,
  };
}

/** What many projects declare and no source imports, so that only the scripts know it. */
const common =
  'typescript tsx vite vitest jest mocha tape eslint prettier oxlint esbuild rollup webpack nodemon rimraf husky lint-staged concurrently cross-env c8 nyc standard neostandard turbo tsup ts-node tailwindcss postcss autoprefixer playwright husky typedoc @biomejs/biome @types/node @types/react @playwright/test'.split(
    ' ',
  );

/** The mistyped name of a package: what the sources import, and what is near to another declared one. */
async function renamed(missing: string, text: string, site: Site): Promise<Remedy[]> {
  const imported = new Set<string>();
  for (const file of (await site.files()).filter((one) => /\.[cm]?[jt]sx?$/.test(one)).slice(0, 500)) {
    for (const [, name = ''] of ((await site.read(file)) ?? '').matchAll(
      /(?:from|import|require\()\s*\(?['"]([@a-z][^'"]*)['"]/g,
    )) {
      imported.add(name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] ?? name));
    }
  }
  const known = declared(text);
  const better = nearest(
    missing,
    [...imported, ...common].filter((name) => known[name] === undefined),
  );
  const remedies = better.flatMap((name, rank): Remedy[] =>
    // The range was most likely right; if not, the newest version is.
    [install, [...install, `${name}@latest`]].map((argv, late) => ({
      fix: late === 0 ? 'npm:rename' : 'npm:rename to the newest',
      summary: `ask for ${name} instead of ${missing}`,
      edits: [{ path: 'package.json', content: text.replaceAll(`"${missing}"`, `"${name}"`) }],
      commands: [{ argv, network: true }],
      trust: 2,
      likelihood: 0.9 - rank * 0.2 - late * 0.1,
    })),
  );
  if (![...imported].includes(missing)) {
    remedies.push({
      fix: 'npm:uninstall',
      summary: `do without ${missing}, which nothing imports`,
      edits: [],
      commands: [
        { argv: ['npm', 'pkg', 'delete', `dependencies.${missing}`, `devDependencies.${missing}`], network: false },
      ],
      trust: 3,
      likelihood: 0.4,
    });
  }
  return remedies;
}

/** The slips that make JSON none: a comma too many or missing, a comment, single quotes, a bracket left out at the end. */
function jsonRemedies(text: string): Remedy[] {
  const changes: [summary: string, content: string][] = [
    ['leave out a comma before a closing bracket', text.replaceAll(/,(\s*[}\]])/g, '$1')],
    ['set a missing comma between two lines', text.replaceAll(/(["\d\]}]|true|false|null)(\s*\n\s*)"/g, '$1,$2"')],
    ['leave out comments', text.replaceAll(/^\s*\/\/.*$/gm, '').replaceAll(/\/\*[^]*?\*\//g, '')],
    ['quote with double quotes', text.replaceAll(/'([^'"\n]*)'/g, '"$1"')],
    ['close what is open', `${text.trimEnd()}${closing(text)}\n`],
    ['quote the names', text.replaceAll(/^(\s*)([A-Za-z_][\w-]*)(\s*):/gm, '$1"$2"$3:')],
  ];
  return changes
    .filter(([, content]) => content !== text && isJson(content))
    .map(([summary, content], rank) => ({
      fix: 'json-slip',
      summary,
      edits: [{ path: 'package.json', content }],
      commands: [],
      trust: 2,
      likelihood: 0.9 - rank * 0.1,
    }));
}

function closing(text: string): string {
  const open: string[] = [];
  for (const [mark] of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/[{}[\]]/g)) {
    if (mark === '{') open.push('}');
    else if (mark === '[') open.push(']');
    else open.pop();
  }
  return open.reverse().join('');
}
