import { each, type Operator, slip } from './operators.ts';

const tests = /(^|\/)(tests?|__tests__)\/|[._]test\.|(^|\/)test_/;
const script = /\.[cm]?[jt]s$/;
const isSource = (path: string) => /\.([cm]?[jt]s|py|go)$/.test(path) && !tests.test(path) && !/\.config\./.test(path);

/** Breakages between a program and what it runs in: files, ports, variables, the database, the files beside it. */
export const surroundings: readonly Operator[] = [
  {
    name: 'wrong path of a file',
    languages: ['typescript', 'javascript', 'python'],
    places: (path, text) =>
      isSource(path)
        ? each(
            text,
            /(?<=['"](?:\.{0,2}\/)?(?:[\w-]+\/)*)([\w-]{4,})(?=\.(?:json|sql|html|css|csv|txt|md)['"]|\/['"])/,
            (match) =>
              /^\s*(import|export|from)\b/.test(text.slice(text.lastIndexOf('\n', match.index) + 1, match.index))
                ? null
                : slip(match[1] ?? ''),
          )
        : [],
  },
  {
    name: 'port in use',
    languages: ['typescript', 'javascript', 'python'],
    places: (path, text) =>
      /\.([cm]?[jt]s|py)$/.test(path)
        ? [text.replaceAll(/(?<=\b(?:listen\(|port: |port=))0(?=[,)\s}])/g, '8080')].filter(
            (changed) => changed !== text,
          )
        : [],
  },
  {
    name: 'missing variable',
    languages: ['typescript', 'javascript', 'python'],
    places: (path, text) =>
      isSource(path)
        ? each(
            text,
            /(?<=process\.env\.|process\.env\[['"]|required\(['"]|environ\[['"]|environ\.get\(['"])([A-Z][A-Z_]{3,})/,
            (match) => slip(match[1] ?? ''),
          )
        : [],
  },
  {
    name: 'failing migration',
    languages: ['typescript', 'javascript', 'python'],
    places: (path, text) =>
      path.endsWith('.sql')
        ? [
            ...each(text, /\b(CREATE|TABLE|INTEGER|PRIMARY|REFERENCES|UNIQUE|INDEX)\b/, (match) =>
              slip(match[1] ?? ''),
            ),
            ...each(text, /,(?=\n)/, () => ''),
            ...each(text, /\)(?=;?\n?$)/, () => ''),
          ]
        : [],
  },
  {
    name: 'mistyped column',
    languages: ['typescript', 'javascript', 'python'],
    places: (path, text) =>
      path.endsWith('.sql') ? each(text, /(?<=^\s+)([a-z_]{4,})(?= [A-Z]{3,})/m, (match) => slip(match[1] ?? '')) : [],
  },
  {
    name: 'circular import',
    languages: ['python'],
    places: (path, text, files) => (isSource(path) && path.endsWith('.py') ? circles(path, text, files) : []),
  },
  {
    name: 'bad version range',
    languages: ['typescript', 'javascript'],
    places: (path, text) =>
      path === 'package.json'
        ? each(text, /(?<=^\s+"(?:@[\w-]+\/)?[\w.-]+": ")[\^~]?(\d+\.\d+\.\d+)(?=",?$)/m, (match) =>
            /ependencies"/.test(text.slice(0, match.index)) ? `^^${match[1]}` : null,
          )
        : [],
  },
  {
    name: 'loose comparison',
    languages: ['typescript', 'javascript'],
    places: (path, text) =>
      isSource(path) && script.test(path) ? each(text, /(?<= )===(?= (?!null|undefined))/, () => '==') : [],
  },
  {
    name: 'forgotten this or self',
    languages: ['typescript', 'javascript', 'python'],
    places: (path, text) =>
      isSource(path) ? each(text, /(?<=[\s(])(?:this|self)\.(?=#?[a-z]\w+)(?!#)/, () => '') : [],
  },
  {
    name: 'missing self',
    languages: ['python'],
    places: (path, text) => (isSource(path) ? each(text, /(?<=^ +def \w+\()self(?:, )?/m, () => '') : []),
  },
  {
    name: 'missing await',
    languages: ['python'],
    places: (path, text) => (isSource(path) ? each(text, /await (?=[\w.]+\()/, () => '') : []),
  },
  {
    name: 'variable that is not used',
    languages: ['go'],
    places: (path, text) =>
      isSource(path) ? each(text, /^func [^\n]*\{\n/m, (match) => `${match[0]}\tspare := 1\n`) : [],
  },
  {
    name: 'package that is not used',
    languages: ['go'],
    places: (path, text) => (isSource(path) ? each(text, /^import \(\n/m, () => 'import (\n\t"os"\n') : []),
  },
  {
    name: 'forgotten import',
    languages: ['go'],
    places: (path, text) => (isSource(path) ? each(text, /^\t"\w+"\n/m, () => '') : []),
  },
  {
    name: 'assigned, not declared',
    languages: ['go'],
    places: (path, text) => (isSource(path) ? each(text, /(?<=\w) := (?!range)/, () => ' = ') : []),
  },
  {
    name: 'wrong type',
    languages: ['go'],
    places: (path, text) =>
      isSource(path)
        ? each(text, /(?<=^\t\w+ +)(int|float64|string)$/m, (match) => (match[1] === 'int' ? 'string' : 'int'))
        : [],
  },
];

/** A file that is imported by another one begins to import from that one. */
function circles(path: string, text: string, files: ReadonlyMap<string, string>): string[] {
  const stem = path.replace(/^.*\//, '').replace(/\.py$/, '');
  return [...files].flatMap(([other, source]) => {
    const importing = new RegExp(`^from (\\.|[\\w.]+\\.)${stem} import`, 'm').exec(source);
    const name = /^def ([a-z]\w+)\(/m.exec(source)?.[1];
    if (other === path || tests.test(other) || !other.endsWith('.py') || other.endsWith('__init__.py')) return [];
    if (!importing || name === undefined || stem === '__init__') return [];
    const module = `${importing[1]}${other.replace(/^.*\//, '').replace(/\.py$/, '')}`;
    const use = `\n\ndef again(*values):\n    """What the caller of ${name} gets."""\n    return ${name}(*values)\n`;
    const at = /^(?:"""[^]*?"""\n+)?(?:from __future__[^\n]*\n+)?/.exec(text)?.[0].length ?? 0;
    return [`${text.slice(0, at)}from ${module} import ${name}\n${text.slice(at)}${use}`];
  });
}
