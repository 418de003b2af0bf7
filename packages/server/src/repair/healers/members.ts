import type { Diagnosis, Healer, Remedy, Site } from '../contract.ts';
import { nearest, wholeWord, withLine } from './words.ts';

const unknown: readonly RegExp[] = [
  /ReferenceError: ([\w$]+) is not defined/,
  /^['‘"]?([\w$]+)['’"]? is not defined/,
  /Cannot find name ['‘"]([\w$]+)/,
  /[nN]ame ['"](\w+)['"] is not defined/,
];

/** A member of the object itself that is named without `this` or `self`, and a method of Python that does not take it. */
export const memberHealer: Healer = {
  name: 'members',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    for (const [index, diagnosis] of diagnoses.entries()) {
      const remedies = [
        ...(await ownMembers(diagnosis, site)),
        ...(await missingSelf(diagnosis, site)),
        ...(await lostMembers(diagnosis, site)),
      ];
      if (remedies.length > 0) found.set(index, remedies);
    }
    return found;
  },
};

async function ownMembers({ message, file, line }: Diagnosis, site: Site): Promise<Remedy[]> {
  const idle = /Property ['‘"]([\w$]+)['’"] has no initializer/.exec(message)?.[1];
  if (idle !== undefined && file !== null) return assignments(idle, file, (await site.read(file)) ?? '');
  const text = file === null ? null : await site.read(file);
  const itself =
    /['‘"]([\w$]+)['’"] (?:is assigned to itself|to itself)|Assigning the same variable ['"](\w+)['"]/.exec(message);
  if (itself && file !== null && text !== null) return toItself(itself[1] ?? itself[2] ?? '', file, line, text);
  const name = unknown.map((pattern) => pattern.exec(message)?.[1]).find((one) => one !== undefined);
  if (name === undefined || file === null || text === null) return [];
  const self = file.endsWith('.py') ? 'self' : 'this';
  const member = new RegExp(
    `\\b${self}\\.${name}\\b|^\\s+(?:async )?(?:def |(?:(?:public|private|protected|readonly|static) )*)${name}\\s*[(=:;]`,
    'm',
  );
  if (!member.test(text)) return [];
  const bare = new RegExp(`(?<![\\w$.'"])${name}(?![\\w$'"])`);
  const lines = text
    .split('\n')
    .flatMap((one, at) => (bare.test(one) && !/^\s*(?:async )?def /.test(one) ? [at + 1] : []));
  const places = line !== null && lines.includes(line) ? [line, ...lines.filter((at) => at !== line)] : lines;
  return places.slice(0, 4).flatMap((at, rank) => {
    const content = withLine(text, at, (old) => old.replace(bare, () => `${self}.${name}`));
    return content === null
      ? []
      : [edit(`${self}-member`, `write ${self}.${name} in line ${at}`, file, content, 0.92 - rank * 0.1)];
  });
}

/** `name = name`: one of the two was to be the member. */
function toItself(name: string, file: string, line: number | null, text: string): Remedy[] {
  const self = file.endsWith('.py') ? 'self' : 'this';
  const same = new RegExp(`(?<![\\w$.])${name}(?=\\s*=\\s*${name}(?![\\w$.(]))`);
  const content = line === null ? null : withLine(text, line, (old) => old.replace(same, () => `${self}.${name}`));
  return content === null ? [] : [edit(`${self}-member`, `set ${self}.${name} in line ${line}`, file, content, 0.95)];
}

/** A member that is declared and never set, because what sets it names a variable instead. */
function assignments(name: string, file: string, text: string): Remedy[] {
  const set = new RegExp(`^(\\s*)${name}(?= = )`);
  return text.split('\n').flatMap((line, at) => {
    const content = set.test(line) ? withLine(text, at + 1, (old) => old.replace(set, `$1this.${name}`)) : null;
    return content === null ? [] : [edit('this-member', `write this.${name} in line ${at + 1}`, file, content, 0.9)];
  });
}

/** A member of Python's that others use: where it is set it lacks `self`, or is mistyped. */
async function lostMembers({ message }: Diagnosis, site: Site): Promise<Remedy[]> {
  const name = /'\w+' object has no attribute '(\w+)'/.exec(message)?.[1];
  if (name === undefined || site.ecosystem !== 'python') return [];
  const remedies: Remedy[] = [];
  const bare = new RegExp(`^(\\s+)${name}(?=(?:: [\\w[\\], |.]+)? = )`);
  for (const path of (await site.files()).filter((one) => one.endsWith('.py')).slice(0, 500)) {
    const text = /(^|\/)(tests?\/|test_)/.test(path) ? null : await site.read(path);
    if (text === null) continue;
    for (const [at, line] of text.split('\n').entries()) {
      const content = bare.test(line) ? withLine(text, at + 1, (old) => old.replace(bare, `$1self.${name}`)) : null;
      if (content !== null)
        remedies.push(edit('self-member', `set self.${name} in line ${at + 1}`, path, content, 0.9));
    }
    const own = new Set([...text.matchAll(/\bself\.(\w+)/g)].map((match) => match[1] ?? ''));
    for (const other of own.has(name) ? [] : nearest(name, own, 2)) {
      const content = text.replaceAll(new RegExp(`\\bself\\.${other}\\b`, 'g'), `self.${name}`);
      remedies.push(edit('member-name', `call it self.${name} instead of self.${other}`, path, content, 0.8));
    }
    for (const other of own.has(name) ? nearest(name, own, 2) : []) {
      const content = withLine(
        text,
        text.split('\n').findIndex((line) => new RegExp(`\\bself\\.${other}\\b`).test(line)) + 1,
        (old) => old.replace(new RegExp(`\\bself\\.${other}\\b`), `self.${name}`),
      );
      if (content !== null)
        remedies.push(edit('member-name', `set self.${name} instead of self.${other}`, path, content, 0.75));
    }
  }
  return remedies;
}

const arity =
  /(\w+)\(\) takes (?:\d+|from \d+ to \d+) positional arguments? but \d+ (?:was|were) given|(\w+)\(\) missing \d+ required positional argument|(\w+)\(\) got multiple values for argument|[nN]ame ['"]self['"] is not defined|[sS]elf argument missing|Method must have at least one argument|Too many arguments for ['"](\w+)['"]/;

/** Every method of a class that does not take the object that it is called on. */
async function missingSelf({ message, file }: Diagnosis, site: Site): Promise<Remedy[]> {
  const match = arity.exec(message);
  if (!match || site.ecosystem !== 'python') return [];
  const name = match[1] ?? match[2] ?? match[3] ?? match[4];
  const remedies: Remedy[] = [];
  for (const path of (await site.files()).filter((one) => one.endsWith('.py')).slice(0, 500)) {
    const text = await site.read(path);
    if (text === null) continue;
    const lines = text.split('\n');
    for (const [at, line] of lines.entries()) {
      const method = /^\s+(?:async )?def (\w+)\((?!self\b|cls\b)/.exec(line);
      if (!method || /@(static|class)method/.test(lines[at - 1] ?? '')) continue;
      const content = lines.with(at, line.replace(/\((?=\))/, '(self').replace(/\((?!self)/, '(self, ')).join('\n');
      const likelihood = (method[1] === name || name === '__init__' ? 0.9 : 0.6) - (path === file ? 0 : 0.05);
      remedies.push(edit('take-self', `let ${method[1]} take self`, path, content, likelihood));
    }
  }
  return remedies.toSorted((a, b) => b.likelihood - a.likelihood).slice(0, 8);
}

function edit(fix: string, summary: string, path: string, content: string, likelihood: number): Remedy {
  return { fix, summary, edits: [{ path, content }], commands: [], trust: 2, likelihood };
}

/** Whether a name stands anywhere in a text but in the lines of its import. */
export function isUsed(name: string, text: string): boolean {
  return text.split('\n').some((line) => wholeWord(name).test(line) && !/^\s*(from|import)\s/.test(line));
}
