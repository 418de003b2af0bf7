import { builtinModules } from 'node:module';
import { dirname, posix } from 'node:path';
import type { Healer, Remedy, Site } from '../contract.ts';

const undeclared: readonly RegExp[] = [
  /ReferenceError: ([\w$]+) is not defined/,
  /^['‘"]?([\w$]+)['’"]? is not defined/,
  /Cannot find name ['‘"]([\w$]+)/,
  /[nN]ame ['"](\w+)['"] is not defined/,
];

/** A name that is declared elsewhere (in another file, in the standard library) and was never imported here. */
export const missingImportHealer: Healer = {
  name: 'missing imports',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    for (const [index, diagnosis] of diagnoses.entries()) {
      const { file, message } = diagnosis;
      const name = undeclared.map((pattern) => pattern.exec(message)?.[1]).find((one) => one !== undefined);
      if (name === undefined || file === null) continue;
      const remedies = file.endsWith('.py')
        ? await pythonImports(name, file, site)
        : /\.[cm]?[jt]sx?$/.test(file)
          ? await javascriptImports(name, file, site)
          : [];
      if (remedies.length > 0) found.set(index, remedies);
    }
    return found;
  },
};

async function javascriptImports(name: string, file: string, site: Site): Promise<Remedy[]> {
  const text = await site.read(file);
  if (text === null) return [];
  const declared = new RegExp(
    `export\\s+(?:default\\s+)?(?:async\\s+)?(?:function\\*?|class|const|let|var|enum)\\s+${escaped(name)}\\b`,
  );
  const remedies: Remedy[] = [];
  for (const other of (await site.files()).filter((one) => one !== file && /\.[cm]?[jt]sx?$/.test(one)).slice(0, 500)) {
    const source = await site.read(other);
    if (source === null || !declared.test(source)) continue;
    const path = posix.relative(dirname(file), other);
    const whole = path.startsWith('.') ? path : `./${path}`;
    const bare = /from ['"]\.{1,2}\/[^'"]*(?<!\.[cm]?[jt]sx?)['"]/.test(text)
      ? whole.replace(/\.[cm]?[jt]sx?$/, '')
      : whole;
    const js = /from ['"]\.[^'"]*\.js['"]/.test(text) ? bare.replace(/\.ts(x?)$/, '.js') : bare;
    remedies.push(imported(file, text, name, js, 0.9));
  }
  for (const module of builtinModules.filter((one) => /^[a-z]\w*$/.test(one))) {
    if (await exportsName(module, name)) remedies.push(imported(file, text, name, `node:${module}`, 0.7));
  }
  return remedies;
}

async function exportsName(module: string, name: string): Promise<boolean> {
  // These write warnings or need what is not there when they are loaded.
  if (['sqlite', 'test', 'wasi', 'inspector', 'punycode', 'trace_events', 'repl', 'sys'].includes(module)) return false;
  const exported = (await import(`node:${module}`)) as Record<string, unknown>;
  return Object.hasOwn(exported, name);
}

/** Joins an import from the same module, else stands after the last import. */
function imported(file: string, text: string, name: string, from: string, likelihood: number): Remedy {
  if (isCommonJs(file, text)) return required(file, text, name, from, likelihood);
  const quote = /from "/.test(text) ? '"' : "'";
  const same = new RegExp(`^(import\\s*\\{)([^}]*)(\\}\\s*from\\s*['"]${escaped(from)}['"])`, 'm');
  const line = `import { ${name} } from ${quote}${from}${quote};`;
  const last = [...text.matchAll(/^import\b[^;]*?['"][^'"]+['"];?[ \t]*$/gm)].at(-1);
  const at = last ? last.index + last[0].length : (/^#!.*\n/.exec(text)?.[0].length ?? 0);
  const content = same.test(text)
    ? text.replace(
        same,
        (_all, open: string, names: string, close: string) =>
          `${open}${names.trimEnd().replace(/,$/, '')}, ${name} ${close}`,
      )
    : last
      ? `${text.slice(0, at)}\n${line}${text.slice(at)}`
      : `${text.slice(0, at)}${line}\n${text.slice(at)}`;
  return {
    fix: 'add-import',
    summary: `import ${name} from ${from}`,
    edits: [{ path: file, content }],
    commands: [],
    trust: 2,
    likelihood,
  };
}

function isCommonJs(file: string, text: string): boolean {
  if (/\.(mjs|[cm]?tsx?)$/.test(file) || /^import\b/m.test(text)) return false;
  return file.endsWith('.cjs') || /\brequire\(|\bmodule\.exports\b|^exports\./m.test(text);
}

/** The same where modules are required: beside the other requires, else at the top. */
function required(file: string, text: string, name: string, from: string, likelihood: number): Remedy {
  const quote = /require\("/.test(text) ? '"' : "'";
  const end = /require\([^)]*\)[^\n;]*\n/.test(text) || !/;\n/.test(text) ? '' : ';';
  const path =
    from.startsWith('node:') && !/require\(['"]node:/.test(text) && /require\(['"]\w+['"]\)/.test(text)
      ? from.slice(5)
      : from;
  const line = `const { ${name} } = require(${quote}${path}${quote})${end}`;
  const last = [...text.matchAll(/^(?:const|let|var) .*require\(.*\n/gm)].at(-1);
  const strict = /^(?:#!.*\n)?(?:['"]use strict['"];?\n)?\n?/.exec(text)?.[0].length ?? 0;
  const at = last ? last.index + last[0].length : strict;
  const gap = last || text[at] === '\n' ? '' : '\n';
  return {
    fix: 'add-require',
    summary: `require ${name} of ${path}`,
    edits: [{ path: file, content: `${text.slice(0, at)}${line}\n${gap}${text.slice(at)}` }],
    commands: [],
    trust: 2,
    likelihood,
  };
}

/** Of the standard library, what people import names from; the commonest first. */
const pythonModules =
  'typing collections collections.abc dataclasses pathlib datetime functools itertools contextlib enum abc decimal math json re os sys random time unittest unittest.mock types fractions statistics string textwrap uuid logging argparse copy operator threading asyncio subprocess tempfile hashlib base64 urllib.parse io shutil csv heapq bisect secrets os.path http.server socketserver http wsgiref.simple_server urllib.request urllib.error http.client http.cookies socket ssl signal queue concurrent.futures multiprocessing select sqlite3 struct hmac zoneinfo calendar html html.parser xml.etree.ElementTree email.message email.utils importlib importlib.metadata importlib.resources inspect traceback warnings weakref contextvars configparser tomllib glob fnmatch shlex platform getpass pickle zipfile tarfile gzip zlib difflib pprint numbers cmath array ipaddress mimetypes unicodedata codecs errno ast graphlib keyword linecache smtplib stat timeit xmlrpc.client'.split(
    ' ',
  );

/** Asks Python itself which module has the name. */
const pythonSearch = `
import importlib, sys
name = sys.argv[1]
if name in sys.stdlib_module_names:
    print('module')
own, others = [], []
for module in (${JSON.stringify(pythonModules).slice(1, -1)}):
    try:
        found = importlib.import_module(module)
    except ImportError:
        continue
    if hasattr(found, name):
        (own if getattr(getattr(found, name), '__module__', module) == module else others).append(module)
print('\\n'.join(own + others))
`;

async function pythonImports(name: string, file: string, site: Site): Promise<Remedy[]> {
  const text = await site.read(file);
  if (text === null) return [];
  const lines: [line: string, likelihood: number][] = [];
  const declared = new RegExp(`^(?:def|class|async def)\\s+${escaped(name)}\\b|^${escaped(name)}\\s*=`, 'm');
  for (const other of (await site.files()).filter((one) => one !== file && one.endsWith('.py')).slice(0, 500)) {
    if (!declared.test((await site.read(other)) ?? '')) continue;
    const module = other
      .replace(/(\/__init__)?\.py$/, '')
      .replace(/^src\//, '')
      .replaceAll('/', '.');
    const beside = dirname(other) === dirname(file) && /^from \./m.test(text);
    lines.push([beside ? `from .${module.split('.').at(-1)} import ${name}` : `from ${module} import ${name}`, 0.9]);
  }
  const { stdout } = await site.run(['python3', '-c', pythonSearch, name]);
  for (const [rank, module] of stdout.trim().split('\n').filter(Boolean).entries()) {
    // A module is asked for what it holds.
    const used = new RegExp(`\\b${escaped(name)}\\.\\w`).test(text);
    if (module === 'module') lines.push([`import ${name}`, used ? 0.97 : 0.8]);
    else lines.push([`from ${module} import ${name}`, (used ? 0.5 : 0.8) - rank * 0.05]);
  }
  const last = [...text.matchAll(/^(?:import|from)\s.*$/gm)].at(-1);
  const after = last
    ? last.index + last[0].length + 1
    : (/^(?:#!.*\n)?(?:"""[^]*?"""\n)?(?:from __future__.*\n)?/.exec(text)?.[0].length ?? 0);
  return lines.map(([line, likelihood]) => ({
    fix: line.startsWith('import ') ? 'add-import:module' : 'add-import:name',
    summary: line,
    edits: [{ path: file, content: `${text.slice(0, after)}${line}\n${text.slice(after)}` }],
    commands: [],
    trust: 2,
    likelihood,
  }));
}

const escaped = (text: string) => text.replaceAll(/[$.*+?^(){}|[\]\\/]/g, '\\$&');
