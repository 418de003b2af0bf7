// Runs inside the sandbox: `node typescript-fixes.mjs <folder of @ts-morph/common>` in a project's folder. Prints one JSON line: what the
// compiler finds wrong and the changes that its own language service proposes for each finding, best first.
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const [compiler = ''] = process.argv.slice(2);
// The compiler with the language service, and its library files as texts.
const { ts, getLibFiles } = createRequire(import.meta.url)(compiler);
const libraries = new Map(getLibFiles().map(({ fileName, text }) => [`/codewright/lib/${fileName}`, text]));
const root = process.cwd();
const mostProblems = 60;
const mostFixes = 4;

/** A project's settings, or for plain JavaScript what lets the checker see as much as it can. */
function readProject() {
  const file = join(root, 'tsconfig.json');
  if (existsSync(file)) {
    const { config } = ts.readConfigFile(file, (path) => readFileSync(path, 'utf8'));
    const parsed = ts.parseJsonConfigFileContent(config ?? {}, ts.sys, root);
    return {
      files: parsed.fileNames,
      options: { ...parsed.options, noEmit: true, incremental: false, composite: false },
    };
  }
  const options = {
    allowJs: true,
    checkJs: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const parsed = ts.parseJsonConfigFileContent({ exclude: ['node_modules', 'dist'] }, ts.sys, root, options);
  return { files: parsed.fileNames, options };
}

const { files, options } = readProject();
const text = (file) => {
  if (libraries.has(file)) return libraries.get(file);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
const service = ts.createLanguageService(
  {
    getCompilationSettings: () => options,
    getScriptFileNames: () => files,
    getScriptVersion: () => '1',
    getScriptSnapshot: (file) => {
      const content = text(file);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (wanted) => `/codewright/lib/${ts.getDefaultLibFileName(wanted)}`,
    fileExists: (file) => libraries.has(file) || ts.sys.fileExists(file),
    readFile: text,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: ts.sys.realpath,
  },
  ts.createDocumentRegistry(),
);

const own = files.filter((file) => !file.includes('/node_modules/') && !file.endsWith('.d.ts'));
const supported = new Set(ts.getSupportedCodeFixes().map(Number));
const preferences = {
  quotePreference: /from "/.test(
    own
      .map((file) => text(file) ?? '')
      .join('\n')
      .slice(0, 20_000),
  )
    ? 'double'
    : 'single',
  importModuleSpecifierPreference: 'shortest',
  importModuleSpecifierEnding: options.allowImportingTsExtensions ? 'js' : 'auto',
  includePackageJsonAutoImports: 'on',
};
const format = {
  ...ts.getDefaultFormatCodeSettings('\n'),
  indentSize: 2,
  semicolons: ts.SemicolonPreference?.Ignore ?? 'ignore',
};

function fixesOf(file, diagnostic) {
  if (!supported.has(diagnostic.code)) return [];
  const end = diagnostic.start + diagnostic.length;
  let actions;
  try {
    actions = service.getCodeFixesAtPosition(file, diagnostic.start, end, [diagnostic.code], format, preferences);
  } catch {
    // The service gives up on some broken files; other ways to mend remain.
    return [];
  }
  return actions.slice(0, mostFixes).map((action) => ({
    name: action.fixName,
    description: action.description,
    edits: action.changes
      .filter(({ fileName }) => resolve(fileName).startsWith(`${root}/`) && !fileName.includes('/node_modules/'))
      .map(({ fileName, textChanges }) => {
        let content = text(fileName) ?? '';
        for (const { span, newText } of [...textChanges].sort((a, b) => b.span.start - a.span.start)) {
          content = content.slice(0, span.start) + newText + content.slice(span.start + span.length);
        }
        return { path: relative(root, fileName), content };
      }),
    packages: (action.commands ?? []).map(({ packageName }) => packageName).filter(Boolean),
  }));
}

const problems = [];
let total = 0;
for (const file of own) {
  const found = [...service.getSyntacticDiagnostics(file)];
  if (found.length === 0) found.push(...service.getSemanticDiagnostics(file));
  for (const diagnostic of found) {
    if (diagnostic.category !== ts.DiagnosticCategory.Error || diagnostic.start === undefined) continue;
    total += 1;
    if (problems.length >= mostProblems) continue;
    const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
    problems.push({
      file: relative(root, file),
      line: line + 1,
      column: character + 1,
      code: `TS${diagnostic.code}`,
      message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '),
      fixes: fixesOf(file, diagnostic),
    });
  }
}
process.stdout.write(`${JSON.stringify({ total, problems })}\n`);
