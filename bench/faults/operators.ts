/** A breakage that people really make, put into one file of a whole project. */
export interface Operator {
  name: string;
  languages: readonly Language[];
  /** All places where it can be put into a file: the changed contents. */
  places(path: string, text: string, files: ReadonlyMap<string, string>): string[];
}
export type Language = 'typescript' | 'javascript' | 'python' | 'go';

const script = ['typescript', 'javascript'] as const;
const all = ['typescript', 'javascript', 'python', 'go'] as const;

/** Every match of a pattern replaced by itself changed, one at a time. */
export function each(text: string, pattern: RegExp, change: (match: RegExpExecArray) => string | null): string[] {
  const results: string[] = [];
  for (const match of text.matchAll(
    new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`),
  )) {
    const changed = change(match);
    if (changed === null || changed === match[0]) continue;
    results.push(text.slice(0, match.index) + changed + text.slice(match.index + match[0].length));
  }
  return results;
}

/** Two neighbouring letters in the middle change places: the commonest slip of the fingers. */
export function slip(word: string): string | null {
  if (word.length < 4) return null;
  const at = Math.floor(word.length / 2) - 1;
  const slipped = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  return slipped === word ? (word.length > 4 ? word.slice(0, at) + word.slice(at + 1) : null) : slipped;
}

const isManifest = (path: string) => path === 'package.json';
const isSource = (path: string) =>
  /\.([cm]?[jt]s|py|go)$/.test(path) &&
  !/(^|\/)(tests?|__tests__|examples?|benchmarks?)\/|[._]test\.|\.config\.|\.d\.ts$|\.tst\.|(^|\/)test\.js$/.test(path);
const inSource = (places: (text: string) => string[]) => (path: string, text: string) =>
  isSource(path) ? places(text) : [];
const keywords =
  /^(import|export|from|return|const|function|async|await|class|interface|type|string|number|boolean|undefined|null|true|false|self|None|True|False|default|extends|implements|while|throw|else|Record|Promise|readonly|void|this|super|print|lambda|raise|yield|assert|global|with)$/;

export const operators: readonly Operator[] = [
  {
    name: 'wrong path of an import',
    languages: script,
    places: inSource((text) =>
      each(text, /from '(\.{1,2}\/[^']*\/)?([\w-]+)(\.[jt]s)?'|from '(\.\/)([\w-]+)(\.[jt]s)?'/, (match) => {
        const name = match[2] ?? match[5] ?? '';
        const slipped = slip(name);
        return slipped === null || !match[0].includes("'.") ? null : match[0].replace(name, slipped);
      }),
    ),
  },
  {
    name: 'import without its ending',
    languages: script,
    places: inSource((text) => each(text, /from '(\.[^']+)\.(ts|js)'/, (match) => `from '${match[1]}'`)),
  },
  {
    name: 'mistyped import',
    languages: script,
    places: inSource((text) =>
      each(text, /import \{ (\w+)(?=[ ,])/, (match) => {
        const slipped = slip(match[1] ?? '');
        return slipped === null ? null : `import { ${slipped}`;
      }),
    ),
  },
  {
    name: 'forgotten import',
    languages: ['typescript', 'javascript', 'python'],
    places: inSource((text) =>
      each(
        text,
        /^(import \{ [^}]+ \} from '[^']+';\n|import \w+\n|from (?!__future__)[\w.]+ import [^\n(]+\n|const \{? ?[\w, ]+ ?\}? = require\('[^']+'\);?\n)/m,
        () => '',
      ),
    ),
  },
  {
    name: 'forgotten export',
    languages: script,
    places: inSource((text) => each(text, /^export (?=(async )?function|const)/m, () => '')),
  },
  {
    name: 'mistyped name',
    languages: all,
    places: inSource((text) =>
      each(text, /(?<=[(\s=[!])([a-z]\w{4,})(?=[,)\s.;\]])/, (match) =>
        keywords.test(match[1] ?? '') ||
        /^\s*(import|from|\*|#|\/\/|"""|export)/.test(lineOf(text, match.index)) ||
        insideText(text, match.index)
          ? null
          : slip(match[1] ?? ''),
      ),
    ),
  },
  {
    name: 'mistyped member',
    languages: all,
    places: inSource((text) =>
      each(text, /(?<=[\w)\]]\.)([a-z]\w{3,})(?=[,)\s(;.[])/, (match) =>
        /^\s*(import|from|\*|#|\/\/|""")/.test(lineOf(text, match.index)) || insideText(text, match.index)
          ? null
          : slip(match[1] ?? ''),
      ),
    ),
  },
  {
    name: 'missing await',
    languages: script,
    places: inSource((text) => each(text, /await (?=[\w.]+\()/, () => '')),
  },
  {
    name: 'bracket too few',
    languages: all,
    places: inSource((text) => each(text, /\)(?=( \{|;|:)\n)/, () => '')),
  },
  {
    name: 'brace too few',
    languages: script,
    places: inSource((text) => each(text, /^( *)\}\n(?=\n|$)/m, () => '')),
  },
  {
    name: 'comma too few',
    languages: script,
    places: inSource((text) => each(text, /(?<=[\w'\])}]),(?=\n\s+[\w'{[])/, () => '')),
  },
  {
    name: 'unclosed text',
    languages: all,
    places: inSource((text) => each(text, /(?<=[(\s=]['"][\w :.-]{2,30})['"](?=[),;\n])/, () => '')),
  },
  {
    name: 'missing colon',
    languages: ['python'],
    places: inSource((text) =>
      each(text, /^(\s*(?:if|else|for|while|def|class|try|except|with)\b[^\n]*):\n/m, (match) => `${match[1]}\n`),
    ),
  },
  {
    name: 'wrong indentation',
    languages: ['python'],
    places: inSource((text) =>
      each(text, /^( {4,})(?=(return|self|if|for|raise)\b)/m, (match) => (match[1] ?? '').slice(0, -2)),
    ),
  },
  {
    name: 'missing package',
    languages: script,
    places: (path, text) =>
      isManifest(path)
        ? each(text, /^\s+"[^"]+": "[\^~]?\d[^"]*",?\n/m, (match) => (endsList(text, match) ? null : ''))
        : [],
  },
  {
    name: 'version that does not exist',
    languages: script,
    places: (path, text) =>
      isManifest(path)
        ? each(text, /(?<=": ")[\^~]?\d+\.\d+\.\d+(?=")/, (match) =>
            isVersionOfPackage(text, match.index) ? '^999.0.0' : null,
          )
        : [],
  },
  {
    name: 'mistyped package',
    languages: script,
    places: (path, text) =>
      isManifest(path)
        ? each(text, /(?<=^\s+")([a-z][\w-]{3,})(?=": "[\^~]?\d+\.)/m, (match) => slip(match[1] ?? ''))
        : [],
  },
  {
    name: 'manifest that is no JSON',
    languages: script,
    places: (path, text) =>
      isManifest(path) ? [...each(text, /(?<="),(?=\n)/, () => ''), ...each(text, /(?<=")(?=\n\s*\})/, () => ',')] : [],
  },
  {
    name: 'wrong type',
    languages: ['typescript'],
    places: inSource((text) =>
      each(text, /: (string|number|boolean)(?=[;,)=\s])/, (match) => (match[1] === 'string' ? ': number' : ': string')),
    ),
  },
  {
    name: 'unused name',
    languages: ['typescript'],
    places: inSource((text) =>
      [text.replace(/^(import [^\n]+\n)+/m, (imports) => `${imports}import { basename } from 'node:path';\n`)].filter(
        (changed) => changed !== text,
      ),
    ),
  },
  {
    name: 'loose formatting',
    languages: ['typescript'],
    places: inSource((text) => each(text, /^ {2}(const \w+) = /m, (match) => `      ${match[1]}   =  `)),
  },
  {
    name: 'mistyped keyword',
    languages: all,
    places: inSource((text) =>
      each(text, /(?<=^\s*)(return|const|async|import|export|class)(?= )/m, (match) => slip(match[1] ?? '')),
    ),
  },
];

function lineOf(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at) + 1;
  return text.slice(start, text.indexOf('\n', at));
}

/** Inside quotes or behind a comment sign on its line. */
function insideText(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at) + 1;
  const before = text.slice(start, at);
  const quotes = before.replaceAll(/\\./g, '');
  return /\/\/|(^|\s)#|^\s*\*/.test(before) || ["'", '"', '`'].some((quote) => quotes.split(quote).length % 2 === 0);
}

function endsList(text: string, match: RegExpExecArray): boolean {
  return !match[0].trimEnd().endsWith(',') || !isVersionOfPackage(text, match.index + 3);
}

function isVersionOfPackage(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return Math.max(before.lastIndexOf('ependencies"'), -1) > before.lastIndexOf('}');
}
