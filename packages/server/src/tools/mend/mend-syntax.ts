import type { CheckResult, Finding, Site } from '../../repair/contract.ts';

const javascript = /\.[cm]?[jt]sx?$/;
const mostFiles = 2_000;

/** One line of JSON for each file that does not parse; the names come as arguments. */
const pythonParser = `
import ast, json, sys
for name in sys.argv[1:]:
    try:
        with open(name, 'rb') as file:
            ast.parse(file.read(), name)
    except (SyntaxError, ValueError) as error:
        print(json.dumps({'file': name, 'line': getattr(error, 'lineno', None), 'column': getattr(error, 'offset', None), 'message': f'{type(error).__name__}: {error.args[0]}'}))
`;

/** Whether every source parses: in milliseconds, without running anything of the project. */
export async function checkSyntax(site: Site): Promise<CheckResult | null> {
  const files = (await site.files()).slice(0, mostFiles);
  const findings = [...(await javascriptFindings(files, site)), ...(await pythonFindings(files, site))];
  return { checker: 'syntax', failed: findings.length > 0, findings, wrong: findings.length, output: '' };
}

async function javascriptFindings(files: readonly string[], site: Site): Promise<Finding[]> {
  // Loaded here: it is a program of its own, which a start has no use for.
  const { parseSync } = await import('oxc-parser');
  const findings: Finding[] = [];
  for (const file of files.filter((one) => javascript.test(one) || one === 'package.json')) {
    const text = await site.read(file);
    if (text === null) continue;
    if (file === 'package.json') {
      const problem = jsonProblem(text);
      if (problem !== null) findings.push({ ...nowhere, file, message: problem });
      continue;
    }
    const [error] = parseSync(file, text).errors;
    if (!error) continue;
    const before = text.slice(0, error.labels[0]?.start ?? 0).split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    const help = error.helpMessage ?? error.labels[0]?.message ?? '';
    findings.push({ ...nowhere, ...place, file, message: `${error.message}${help === '' ? '' : `: ${help}`}` });
  }
  return findings;
}

const nowhere = { checker: 'syntax' as const, line: null, column: null, code: null };

function jsonProblem(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return `EJSONPARSE: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function pythonFindings(files: readonly string[], site: Site): Promise<Finding[]> {
  const names = files.filter((one) => one.endsWith('.py'));
  if (names.length === 0) return [];
  const { stdout } = await site.run(['python3', '-c', pythonParser, ...names]);
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => ({ ...nowhere, ...(JSON.parse(line) as Pick<Finding, 'file' | 'line' | 'column' | 'message'>) }));
}
