import type { Diagnosis, Healer, Remedy, Site } from '../contract.ts';
import { namesIn, nearest, wholeWord, withLine } from './words.ts';

/** Where compilers and runtimes quote a name that they do not know. */
const unknownName: readonly RegExp[] = [
  /Cannot find name ['‘"]([\w$]+)/,
  /Property ['‘"]([\w$]+)['’"] does not exist/,
  /has no exported member (?:named )?['‘"]([\w$]+)/,
  /does not provide an export named ['‘"]([\w$]+)/,
  /Object literal may only specify known properties, and ['‘"]([\w$]+)/,
  /ReferenceError: ([\w$]+) is not defined/,
  /^['‘"]?([\w$]+)['’"]? is not defined/,
  /(?:[\w$\])]+\.)([\w$]+) is not a function/,
  /[nN]ame ['"](\w+)['"] is not defined/,
  /has no attribute ['"](\w+)['"]/,
  /cannot import name '(\w+)'/,
  /Unexpected keyword argument "(\w+)"/,
  /unexpected keyword argument '(\w+)'/,
  /undefined: (?:\w+\.)?(\w+)/,
  /has no field or method (\w+)/,
  /undefined \(type [^)]* has no field or method (\w+)/,
  /cannot find (?:value|function|type|struct[^`]*|macro|trait|crate|module or crate) `(\w+)`/,
  /no (?:method|field|function or associated item|variant[^`]*) (?:named )?`(\w+)`/,
  /unresolved import `(?:\w+::)*(\w+)`/,
  /KeyError: '(\w+)'/,
];

const source = /\.([cm]?[jt]sx?|py|go|rs)$/;

/** A name that nothing declares is most often another one mistyped: the nearest ones that the project uses elsewhere. */
export const spellingHealer: Healer = {
  name: 'spelling',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    const undeclared = new Set(
      diagnoses.map(({ message }) => nameIn(message)).filter((name): name is string => name !== undefined),
    );
    for (const [index, diagnosis] of diagnoses.entries()) {
      const remedies = await remediesFor(diagnosis, undeclared, site);
      if (remedies.length > 0) found.set(index, remedies);
    }
    return found;
  },
};

const nameIn = (message: string): string | undefined =>
  unknownName.map((pattern) => pattern.exec(message)?.[1]).find((one) => one !== undefined);

async function remediesFor(diagnosis: Diagnosis, undeclared: ReadonlySet<string>, site: Site): Promise<Remedy[]> {
  const { message } = diagnosis;
  const idle = unusedName.exec(message)?.[1];
  if (idle !== undefined) return declaredWrong(idle, diagnosis, undeclared, site);
  const name = nameIn(message);
  if (name === undefined) return [];
  const remedies: Remedy[] = [];
  for (const { file, text, line } of await placesWith(name, diagnosis, site)) {
    const own = nearest(name, namesIn(text));
    const members = site.ecosystem === 'python' ? nearest(name, await pythonMembers(message, site)) : [];
    // mypy says itself what it takes it for.
    const told = [...message.matchAll(/(?:maybe|Did you mean:?) .*?['"‘]([\w$]+)['"’]/gi)].map(
      (match) => match[1] ?? '',
    );
    const known = [...new Set([...told, ...members, ...own])].filter((one) => one !== name);
    const better = known.length > 0 ? known : nearest(name, await namesAround(file, site));
    for (const [rank, other] of better.entries()) {
      for (const at of linesWith(name, text, line)) {
        const content = withLine(text, at, (old) => old.replace(wholeWord(name), () => other));
        if (content === null) continue;
        remedies.push({
          fix: 'spelling',
          summary: `write ${other} instead of ${name}`,
          edits: [{ path: file, content }],
          commands: [],
          trust: 2,
          likelihood: 0.9 - rank * 0.2 - (at === line ? 0 : 0.1),
        });
      }
      // Two slips of the same name are one mistake.
      const everywhere = text.replaceAll(new RegExp(wholeWord(name), 'gu'), () => other);
      if (linesWith(name, text, null).length > 1) {
        remedies.push({
          fix: 'spelling',
          summary: `write ${other} instead of ${name} everywhere`,
          edits: [{ path: file, content: everywhere }],
          commands: [],
          trust: 2,
          likelihood: 0.6 - rank * 0.2,
        });
      }
    }
  }
  return remedies;
}

const unusedName =
  /^['‘"]?([\w$]+)['’"]? is (?:declared|defined|assigned a value) but (?:its value is )?never (?:used|read)/;

/** Nothing uses it because what does spells it otherwise: the declaration itself is mistyped. */
async function declaredWrong(
  name: string,
  { file }: Diagnosis,
  undeclared: ReadonlySet<string>,
  site: Site,
): Promise<Remedy[]> {
  const text = file === null ? null : await site.read(file);
  if (file === null || text === null) return [];
  return nearest(name, namesIn(text), 2).map((better, rank) => ({
    fix: 'spelling:declaration',
    summary: `declare ${better} instead of ${name}`,
    edits: [{ path: file, content: text.replaceAll(new RegExp(wholeWord(name), 'gu'), () => better) }],
    commands: [],
    trust: 2,
    // One that nobody uses and its like that nobody declares: that is no chance.
    likelihood: undeclared.has(better) ? 1.9 : 0.7 - rank * 0.2,
  }));
}

const pythonDir =
  'import importlib, sys\nmodule, _, name = sys.argv[1].rpartition(".")\nprint(*dir(getattr(importlib.import_module(module or "builtins"), name)))';

/** What a type or module of the standard library really has. */
async function pythonMembers(message: string, site: Site): Promise<string[]> {
  const type = /'([\w.]+)' object has no attribute|type object '([\w.]+)' has no attribute/.exec(message);
  const module = /module '([\w.]+)' has no attribute/.exec(message)?.[1];
  if (module !== undefined) {
    const { ok, stdout } = await site.run([
      'python3',
      '-c',
      'import importlib, sys; print(*dir(importlib.import_module(sys.argv[1])))',
      module,
    ]);
    return ok ? stdout.trim().split(' ') : [];
  }
  const name = type?.[1] ?? type?.[2];
  if (name === undefined) return [];
  const { ok, stdout } = await site.run(['python3', '-c', pythonDir, name]);
  return ok ? stdout.trim().split(' ') : [];
}

/** The file that the error names; where the name is not in it (a loader names who asked), every file that has it. */
async function placesWith(name: string, { file, line }: Diagnosis, site: Site) {
  const text = file === null ? null : await site.read(file);
  if (file !== null && text !== null && wholeWord(name).test(text)) return [{ file, text, line }];
  const found: { file: string; text: string; line: number | null }[] = [];
  for (const other of (await site.files()).filter((one) => source.test(one)).slice(0, 500)) {
    const content = await site.read(other);
    if (content !== null && wholeWord(name).test(content)) found.push({ file: other, text: content, line: null });
  }
  return found.slice(0, 5);
}

/** The line that the error names, and where that is not it (a run-time error says where it was noticed), the others with the name. */
function linesWith(name: string, text: string, line: number | null): number[] {
  const all = text.split('\n').flatMap((one, at) => (wholeWord(name).test(one) ? [at + 1] : []));
  return line !== null && all.includes(line) ? [line] : all.slice(0, 3);
}

/** Names in the files beside this one and in those that it imports. */
async function namesAround(file: string, site: Site): Promise<Set<string>> {
  const extension = /\.[^.]+$/.exec(file)?.[0] ?? '';
  const names = new Set<string>();
  const files = (await site.files()).filter((one) => one !== file && one.endsWith(extension));
  for (const one of files.slice(0, 200)) {
    for (const name of namesIn((await site.read(one)) ?? '')) names.add(name);
  }
  return names;
}
