// Runs inside the sandbox: `node typescript-fixes.mjs <folder of @ts-morph/common>` in a project's folder. Prints one JSON line: what the
// compiler finds wrong and the changes that its own language service proposes for each finding, best first.
import { relative } from 'node:path';
import { editsOf, format, own, preferences, root, service, ts } from './typescript-project.mjs';

const mostProblems = 60;
const mostFixes = 4;
const supported = new Set(ts.getSupportedCodeFixes().map(Number));

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
    edits: editsOf(action.changes),
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
