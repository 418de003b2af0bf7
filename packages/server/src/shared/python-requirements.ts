/** A requirement as a file of the project declares it: PEP 508, in requirements files and in pyproject.toml. */
export interface Requirement {
  path: string;
  /** As it is written. */
  name: string;
  /** All of it but its comment. */
  text: string;
  specifier: string;
  /** Where the specifier stands in the file's text. */
  start: number;
  end: number;
  /** Why no version of the index stands for it; null where one does. */
  left: string | null;
}

/** Requirements files that people install for their tests. */
const requirementsFile = /^(?:(?:dev|tests?)[-_])?requirements(?:[-_](?:dev|tests?|testing))?\.txt$/;
/** Extras and groups that tests need. */
const testing = /^(?:dev|develop|development|tests?|testing)$/i;

export const isRequirementsFile = (path: string): boolean => requirementsFile.test(path);
/** Whether tests need what the project's own list (null) or this extra or group holds. */
export const isTested = (group: string | null): boolean => group === null || testing.test(group);

/** Arguments of `pip install` for all that a project's tests need. `names`: of the files beside its pyproject.toml. */
export function pipArguments(names: Iterable<string>, pyproject: string): string[] {
  return [
    ...[...names].filter(isRequirementsFile).flatMap((path) => ['-r', path]),
    ...readPyproject('pyproject.toml', pyproject)
      .filter(({ group }) => isTested(group))
      .map(({ requirement }) => requirement.text),
  ];
}

export interface RequirementsFile {
  requirements: Requirement[];
  /** Files that it takes in with `-r`, as they are written. */
  includes: string[];
}

const pattern =
  /^(\s*)([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(\s*(?:\[[^\]]*\])?\s*)([^;#@]*?)\s*((?:;|\s#|--|\\|@).*)?$/s;

/** Names are the same in any case, and with any of `-`, `_` and `.`. https://packaging.python.org/en/latest/specifications/name-normalization/ */
export const normalName = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

/** A file of pip's own form, a requirement a line. */
export function readRequirementsFile(path: string, text: string): RequirementsFile {
  const requirements: Requirement[] = [];
  const includes: string[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const [, included] = /^\s*(?:-r|--requirement)[\s=]+(\S+)/.exec(line) ?? [];
    if (included !== undefined) includes.push(included);
    else if (!/^\s*(?:#|-|$)/.test(line)) {
      const found = requirementIn(path, line.replace(/\r$/, ''), offset);
      if (found) requirements.push(found);
    }
    offset += line.length + 1;
  }
  return { requirements, includes };
}

/** The lists of pyproject.toml: the project's own, and by name its extras and the groups of PEP 735. */
export function readPyproject(path: string, text: string): { group: string | null; requirement: Requirement }[] {
  const found: { group: string | null; requirement: Requirement }[] = [];
  let table = '';
  let offset = 0;
  let until = 0;
  for (const line of text.split('\n')) {
    const at = offset;
    offset += line.length + 1;
    if (at < until) continue;
    const header = /^\s*\[\s*([^[\]]+?)\s*\]\s*(?:#.*)?$/.exec(line);
    if (header) table = header[1] ?? '';
    const [head = '', , key = ''] = /^\s*("?)([\w.-]+)\1\s*=\s*(?=\[)/.exec(line) ?? [];
    if (head === '') continue;
    const dotted = [table, key].filter((part) => part !== '').join('.');
    const [, group] = /^(?:project\.optional-dependencies|dependency-groups)\.(.+)$/.exec(dotted) ?? [];
    if (dotted !== 'project.dependencies' && group === undefined) continue;
    const strings = stringsIn(text, at + head.length);
    until = strings.end;
    for (const { value, start } of strings.found) {
      const requirement = requirementIn(path, value, start);
      if (requirement) found.push({ group: group ?? null, requirement });
    }
  }
  return found;
}

/** The strings of the list that begins at `from`, each with where its content does. */
function stringsIn(text: string, from: number): { found: { value: string; start: number }[]; end: number } {
  const found: { value: string; start: number }[] = [];
  let depth = 0;
  let at = from;
  for (; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '#') at = endOf(text, '\n', at);
    else if (sign === '"' || sign === "'") {
      const end = endOf(text, sign, at + 1);
      // A table within a list includes another group, which is read where it stands.
      if (depth === 1) found.push({ value: text.slice(at + 1, end), start: at + 1 });
      at = end;
    } else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth === 0) break;
  }
  return { found, end: at };
}

function endOf(text: string, sign: string, from: number): number {
  const end = text.indexOf(sign, from);
  return end === -1 ? text.length : end;
}

function requirementIn(path: string, text: string, offset: number): Requirement | null {
  const [, space = '', name = '', extras = '', specifier = '', rest = ''] = pattern.exec(text) ?? [];
  if (name === '') return null;
  const start = offset + space.length + name.length + extras.length;
  const left = /--hash|\\\s*$/.test(rest)
    ? 'its hashes are pinned with it'
    : rest.startsWith('@')
      ? `${rest.slice(1).trim().split(/[\s;]/, 1)[0] ?? ''} is not of the index`
      : /^\(|\/|:/.test(specifier)
        ? `${specifier || text.trim()} names no version`
        : null;
  const whole = text.replace(/\s#.*$/, '').trim();
  return { path, name, text: whole, specifier, start, end: start + specifier.length, left };
}
