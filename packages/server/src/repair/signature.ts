import type { Diagnosis, Finding } from './contract.ts';

/**
 * The family of a finding: its checker, code and words without what only this project says. Quoted names become one mark, so
 * do paths and numbers; what is left is what the tool's author wrote, and marks of the language that it quotes: which bracket a parser
 * missed says what to do.
 */
export function signatureOf({ checker, code, message }: Finding): string {
  const words = message
    .split('\n', 1)[0]!
    .replaceAll(/(["'`‘“])(?:(?!\1|[’”]).){0,200}(?:\1|[’”])/g, (quoted) =>
      marksOnly.test(quoted.slice(1, -1)) ? `‹${quoted.slice(1, -1)}›` : '‹›',
    )
    .replaceAll(/(?:\.{0,2}\/)?[\w@.-]+(?:\/[\w@.-]+)+/g, '‹path›')
    .replaceAll(/\b[\w-]+\.(?:[cm]?[jt]sx?|py|go|rs|json|toml)\b/g, '‹path›')
    .replaceAll(/\d+/g, '#')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 160);
  return `${checker}:${code ?? ''}:${words}`;
}

const marksOnly = /^[^\p{L}\p{N}\s]{1,3}$/u;

/** The same without the marks: what is known of the wider family where nothing is of this one. */
export function widely(signature: string): string {
  return signature.replaceAll(/‹[^›]*›/g, '‹›');
}

/** What a finding most likely means, by the words that compilers and runtimes use for it. */
const causes: readonly [pattern: RegExp, cause: string, confidence: number][] = [
  [/no matching version|ETARGET|notarget/i, 'the wanted version of a package does not exist', 0.95],
  [/E404|is not in this registry|404 Not Found/i, 'a package does not exist: its name is mistyped', 0.9],
  [/ERESOLVE|could not resolve dependency|peer dep/i, 'the versions of two packages do not go together', 0.8],
  [/EJSONPARSE|JSON\.parse|is not valid JSON|in JSON at position/i, 'a JSON file is not valid', 0.9],
  [
    /cannot find (module|package)|ModuleNotFoundError|ERR_MODULE_NOT_FOUND|unresolved import|no required module provides/i,
    'an import leads nowhere: its path or package is wrong or missing',
    0.9,
  ],
  [
    /has no exported member|does not provide an export|ImportError: cannot import name/i,
    'an imported name is not exported there',
    0.9,
  ],
  [
    /cannot find name|is not defined|NameError|undefined: |cannot find (value|function|type)/i,
    'a name is used that nothing declares: mistyped or not imported',
    0.9,
  ],
  [
    /property .* does not exist|has no attribute|has no field or method|no (field|method) .* on type|is not a function/i,
    'a member is used that its type does not have: mistyped or missing',
    0.85,
  ],
  [
    /is not assignable to|incompatible type|mismatched types|cannot use .* as/i,
    'a value has another type than is wanted',
    0.7,
  ],
  [/await|Promise</i, 'an asynchronous result is used without waiting for it', 0.6],
  [/^AssertionError|^assert\b|ERR_ASSERTION/, 'a result is another than the test expects', 0.3],
  [
    /expected|unexpected token|SyntaxError|unterminated|IndentationError|invalid syntax|unclosed|mismatched closing/i,
    'the syntax is broken',
    0.85,
  ],
  [
    /declared (but|and) (its value is )?(never|not) (read|used)|is (?:defined|assigned a value) but never used|unused|imported and not used/i,
    'something is declared and never used',
    0.9,
  ],
  [/Cannot access .* before initialization|circular/i, 'two files import each other in a circle', 0.7],
  [/EADDRINUSE|address already in use/i, 'the port is taken', 0.95],
  [/ENOENT|no such file/i, 'a file is looked for where it is not', 0.8],
  [
    /no such (table|column)|SQLITE_ERROR|syntax error at or near|near ".*": syntax error/i,
    'the database and the code do not agree',
    0.7,
  ],
  [
    /(missing|required|not set|undefined).*(env|variable)|env.*(missing|required|not set)/i,
    'a variable of the environment is missing',
    0.7,
  ],
];

export function diagnose(finding: Finding): Diagnosis {
  const text = `${finding.code ?? ''} ${finding.message}`;
  const known = causes.find(([pattern]) => pattern.test(text));
  return {
    ...finding,
    signature: signatureOf(finding),
    cause: known?.[1] ?? 'not known',
    confidence: known?.[2] ?? 0.2,
  };
}
