import { posix } from 'node:path';
import type { Diagnosis, Healer, Remedy, Site } from '../contract.ts';
import { nearest, wholeWord } from './words.ts';

/** What a program expects of the place where it runs, and what is there instead: files, variables, ports. */
export const surroundingsHealer: Healer = {
  name: 'surroundings',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    for (const [index, diagnosis] of diagnoses.entries()) {
      if (diagnosis.checker !== 'tests') continue;
      const remedies = [
        ...(await filePaths(diagnosis, site)),
        ...(await variables(diagnosis, site)),
        ...(await ports(diagnosis, site)),
      ];
      if (remedies.length > 0) found.set(index, remedies);
      // The first of many that say the same is enough.
      if (found.size >= 3) break;
    }
    return found;
  },
};

const source = /\.([cm]?[jt]sx?|py|go|rs)$/;

async function sources(site: Site): Promise<[path: string, text: string][]> {
  const texts: [string, string][] = [];
  for (const path of (await site.files()).filter((one) => source.test(one)).slice(0, 500)) {
    const text = await site.read(path);
    if (text !== null) texts.push([path, text]);
  }
  return texts;
}

const noFile = /(?:ENOENT|No such file or directory|no such file)[^\n]*?['"]?([\w@.\-/]*[\w-]+(?:\.\w+)?\/?)['"]?\s*$/m;

/** A file or folder that is looked for under a name that nothing has: the nearest name in the tree. */
async function filePaths({ message }: Diagnosis, site: Site): Promise<Remedy[]> {
  const wanted =
    /(?:ENOENT|No such file|no such file)[^\n]*['"‘]([^'"’\n]+)['"’]/.exec(message)?.[1] ?? noFile.exec(message)?.[1];
  if (wanted === undefined) return [];
  const files = await site.files();
  const known = new Set(files.flatMap((file) => file.split('/').flatMap((part) => [part, part.replace(/\.\w+$/, '')])));
  const parts = wanted.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const remedies: Remedy[] = [];
  for (const part of parts
    .filter((one) => !known.has(one))
    .reverse()
    .slice(0, 2)) {
    const better = nearest(
      part,
      [...known].filter((one) => one.includes('.') === part.includes('.')),
    );
    for (const [path, text] of await sources(site)) {
      const slipped = new RegExp(`(?<=['"\`/])${escaped(part)}(?=['"\`/])`, 'g');
      if (!slipped.test(text)) continue;
      for (const [rank, name] of better.entries()) {
        remedies.push(
          edit(
            'file-path',
            `look for ${name} instead of ${part}`,
            path,
            text.replace(slipped, () => name),
            0.9 - rank * 0.2,
          ),
        );
      }
    }
  }
  return [...remedies, ...(await elsewhere(wanted, files, site))];
}

/** The same name lies in another folder. */
async function elsewhere(wanted: string, files: readonly string[], site: Site): Promise<Remedy[]> {
  const base = posix.basename(wanted);
  const there = files.filter((file) => posix.basename(file) === base && !wanted.endsWith(file)).slice(0, 3);
  if (there.length === 0) return [];
  const literal = new RegExp(`(?<=['"\`])(?:[\\w.-]+/)*${escaped(base)}(?=['"\`])`, 'g');
  return (await sources(site)).flatMap(([path, text]) =>
    there.flatMap((file, rank) => {
      const names = [file, posix.relative(posix.dirname(path), file)];
      return names
        .map((name) => text.replace(literal, () => name))
        .filter((content) => content !== text)
        .map((content) => edit('file-path', `look for ${file}`, path, content, 0.6 - rank * 0.1));
    }),
  );
}

const variableName = /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g;
const settingsFile =
  /(^|\/)(\.env[\w.]*|docker-compose[\w.]*|compose\.ya?ml|Dockerfile|README\.md|package\.json|\.github\/.*)$/;

/** A variable that the program reads under a name that nobody sets: the nearest one that is documented. */
async function variables({ message }: Diagnosis, site: Site): Promise<Remedy[]> {
  const said: string[] = [...(message.match(variableName) ?? [])];
  if (said.length === 0 && !/environment|env\b|undefined|KeyError|not set/i.test(message)) return [];
  const documented = new Set<string>();
  for (const path of (await site.files()).filter((one) => settingsFile.test(one)).slice(0, 50)) {
    for (const [name] of ((await site.read(path)) ?? '').matchAll(variableName)) documented.add(name);
  }
  const remedies: Remedy[] = [];
  for (const [path, text] of await sources(site)) {
    if (!/\benv\b|environ|Getenv|required\(/i.test(text)) continue;
    for (const name of new Set(text.match(variableName))) {
      if (documented.has(name) || (said.length > 0 && !said.includes(name))) continue;
      for (const [rank, better] of nearest(name, documented, 2).entries()) {
        const content = text.replaceAll(new RegExp(wholeWord(name), 'gu'), () => better);
        remedies.push(edit('variable-name', `read ${better} instead of ${name}`, path, content, 0.9 - rank * 0.2));
      }
    }
  }
  return remedies;
}

/** Two want the same port: whoever asks for any free one never meets another. */
async function ports({ message }: Diagnosis, site: Site): Promise<Remedy[]> {
  if (!/EADDRINUSE|address already in use/i.test(message)) return [];
  const said = /(?:EADDRINUSE|in use)[^\n]*?:(\d{2,5})\b/.exec(message)?.[1] ?? '\\d{4,5}';
  const port = new RegExp(
    `(?<=\\b(?:listen\\(|[pP]ort['"]?\\s*[:=]\\s*|PORT['"]?\\s*[:=]\\s*)|(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0)['"],\\s*)${said}\\b`,
    'g',
  );
  return (await sources(site)).flatMap(([path, text]) => {
    const content = text.replace(port, '0');
    return content === text
      ? []
      : [edit('free-port', 'take any free port', path, content, /test/.test(path) ? 0.9 : 0.6)];
  });
}

const escaped = (text: string) => text.replaceAll(/[$.*+?^(){}|[\]\\/]/g, '\\$&');

function edit(fix: string, summary: string, path: string, content: string, likelihood: number): Remedy {
  return { fix, summary: `${summary} in ${path}`, edits: [{ path, content }], commands: [], trust: 2, likelihood };
}
