import { extname } from 'node:path';
import type { GateResult } from '@codewright/protocol/evidence';

export const scriptEndings = ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx'] as const;

export interface ParsedModule {
  problems: GateResult['problems'];
  /** What it imports at run time: `import`, `export from`, `import()` and `require()` of a plain string. */
  imports: string[];
}

const requireCall = /\brequire\(\s*(['"])([^'"\n]+)\1\s*\)/g;

/** Parses one file; the parser is loaded with the first. */
export async function parseModule(path: string, text: string): Promise<ParsedModule> {
  const { parseSync } = await import('oxc-parser');
  const { errors, module } = parseSync(
    path,
    text,
    path.endsWith('.cjs') || path.endsWith('.cts') ? { sourceType: 'commonjs' } : {},
  );
  // Plain .js may be either kind of module: a top-level return is a fault only where nothing else makes it a script.
  const again = errors.length > 0 && extname(path) === '.js' ? parseSync(path, text, { sourceType: 'commonjs' }) : null;
  const faults = again && again.errors.length === 0 ? [] : errors;
  const problems = faults.map((error) => ({
    file: path,
    line: text.slice(0, error.labels[0]?.start ?? 0).split('\n').length,
    message: error.message,
  }));
  const imports = [
    ...module.staticImports
      .filter((one) => one.entries.length === 0 || one.entries.some((entry) => !entry.isType))
      .map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) =>
      one.entries.flatMap((entry) => (entry.moduleRequest && !entry.isType ? [entry.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.flatMap((one) => literal(text.slice(one.moduleRequest.start, one.moduleRequest.end))),
    ...[...text.matchAll(requireCall)].map((match) => match[2] ?? ''),
  ];
  return { problems, imports: [...new Set(imports)] };
}

function literal(source: string): string[] {
  const match = /^(['"`])([^'"`$]+)\1$/.exec(source.trim());
  return match?.[2] ? [match[2]] : [];
}
