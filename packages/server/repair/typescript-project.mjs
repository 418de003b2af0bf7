// Runs inside the sandbox, in a project's folder: the compiler's language service over that project. The folder of @ts-morph/common is the
// first argument of whatever script imports this.
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const [compiler = ''] = process.argv.slice(2);
// The compiler with the language service, and its library files as texts.
const { ts, getLibFiles } = createRequire(import.meta.url)(compiler);
export { ts };
const libraries = new Map(getLibFiles().map(({ fileName, text }) => [`/codewright/lib/${fileName}`, text]));
export const root = process.cwd();

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
export const text = (file) => {
  if (libraries.has(file)) return libraries.get(file);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
export const service = ts.createLanguageService(
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

export const own = files.filter((file) => !file.includes('/node_modules/') && !file.endsWith('.d.ts'));
export const preferences = {
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
export const format = {
  ...ts.getDefaultFormatCodeSettings('\n'),
  indentSize: 2,
  semicolons: ts.SemicolonPreference?.Ignore ?? 'ignore',
};

/** The whole new content of each file of the project that changes touch. */
export function editsOf(changes) {
  return changes
    .filter(({ fileName }) => resolve(fileName).startsWith(`${root}/`) && !fileName.includes('/node_modules/'))
    .map(({ fileName, textChanges }) => {
      let content = text(fileName) ?? '';
      for (const { span, newText } of [...textChanges].sort((a, b) => b.span.start - a.span.start)) {
        content = content.slice(0, span.start) + newText + content.slice(span.start + span.length);
      }
      return { path: relative(root, fileName), content };
    });
}
