// Runs inside the sandbox: `node typescript-refactor.mjs <folder of @ts-morph/common> <request as JSON>` in a project's folder. Prints one
// JSON line: `{error}`, or `{edits, places}` for a rename, or `{actions}` for what can be done at a place, each with its edits.
import { relative, resolve } from 'node:path';
import { format, own, preferences, root, service, text, ts } from './typescript-project.mjs';

const request = JSON.parse(process.argv[3] ?? '{}');
const file = resolve(root, request.path);
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

/** What changes in each file of the project, as spans of its text: small, whatever the size of the files. */
function changesOf(changes) {
  return changes
    .filter(({ fileName }) => resolve(fileName).startsWith(`${root}/`) && !fileName.includes('/node_modules/'))
    .map(({ fileName, textChanges }) => ({
      path: relative(root, fileName),
      changes: textChanges.map(({ span, newText }) => ({ start: span.start, length: span.length, text: newText })),
    }));
}

/** Where a name stands on a line, or anywhere in the file where no line is given; declarations before uses. */
function placeOf(content, name, line) {
  const source = service.getProgram().getSourceFile(file);
  const starts = source.getLineStarts();
  const found = [];
  const visit = (node) => {
    if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.text === name) {
      const at = node.getStart(source);
      if (line === undefined || source.getLineAndCharacterOfPosition(at).line === line - 1) {
        found.push({ at, declares: node.parent?.name === node });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  found.sort((a, b) => Number(b.declares) - Number(a.declares) || a.at - b.at);
  return found[0]?.at ?? (line !== undefined && line > starts.length ? null : undefined);
}

function rename() {
  const content = text(file);
  const at = placeOf(content, request.name, request.line);
  if (at === undefined || at === null) {
    say({ error: `There is no ${request.name} in ${request.path}${request.line ? ` at line ${request.line}` : ''}.` });
    return;
  }
  const can = service.getRenameInfo(file, at, preferences);
  if (!can.canRename) {
    say({ error: `${request.name} cannot be renamed: ${can.localizedErrorMessage}` });
    return;
  }
  const places =
    service.findRenameLocations(file, at, false, false, { providePrefixAndSuffixTextForRename: true }) ?? [];
  const foreign = places.find(
    ({ fileName }) => fileName.includes('/node_modules/') || !resolve(fileName).startsWith(`${root}/`),
  );
  if (foreign) {
    say({ error: `${request.name} belongs to a package: ${relative(root, foreign.fileName)}.` });
    return;
  }
  const byFile = new Map();
  for (const { fileName, textSpan: span, prefixText = '', suffixText = '' } of places) {
    const changes = byFile.get(fileName) ?? [];
    changes.push({ span, newText: `${prefixText}${request.to}${suffixText}` });
    byFile.set(fileName, changes);
  }
  const changes = [...byFile].map(([fileName, textChanges]) => ({ fileName, textChanges }));
  say({ edits: changesOf(changes), places: places.length });
}

function actions() {
  const source = service.getProgram().getSourceFile(file);
  const starts = source.getLineStarts();
  const start = starts[request.line - 1];
  if (start === undefined) {
    say({ error: `${request.path} has ${starts.length} lines.` });
    return;
  }
  const end = starts[request.line] ?? source.end;
  const found = [];
  const supported = new Set(ts.getSupportedCodeFixes().map(Number));
  for (const one of [
    ...service.getSyntacticDiagnostics(file),
    ...service.getSemanticDiagnostics(file),
    ...service.getSuggestionDiagnostics(file),
  ]) {
    if (one.start === undefined || one.start < start || one.start >= end || !supported.has(one.code)) continue;
    try {
      for (const action of service.getCodeFixesAtPosition(
        file,
        one.start,
        one.start + one.length,
        [one.code],
        format,
        preferences,
      )) {
        found.push({ title: action.description, edits: changesOf(action.changes) });
      }
    } catch {
      // The service gives up on some broken files; its refactorings may still work.
      continue;
    }
  }
  const whole = { pos: start, end: source.text.slice(start, end).trimEnd().length + start };
  const positions = [whole, ...identifiersIn(source, start, end).map((node) => node.getStart(source))];
  for (const position of positions) {
    for (const refactor of service.getApplicableRefactors(file, position, preferences, 'invoked')) {
      for (const action of refactor.actions) {
        if (action.notApplicableReason || action.isInteractive) continue;
        const made = service.getEditsForRefactor(file, format, position, refactor.name, action.name, preferences);
        if (made && made.edits.length > 0) found.push({ title: action.description, edits: changesOf(made.edits) });
      }
    }
  }
  const sorted = service.organizeImports({ type: 'file', fileName: file }, format, preferences);
  if (sorted.some(({ textChanges }) => textChanges.length > 0))
    found.push({ title: 'Organize imports', edits: changesOf(sorted) });
  const titles = new Set();
  const offered = found
    .filter(({ title, edits }) => edits.length > 0 && !titles.has(title) && titles.add(title))
    .slice(0, 20);
  // The edits of one action only: of all together they may be longer than an answer.
  const chosen = offered.find(({ title }) => title === request.action);
  say({ actions: offered.map(({ title }) => title), edits: chosen?.edits ?? [] });
}

function identifiersIn(source, start, end) {
  const found = [];
  const visit = (node) => {
    if (node.end < start || node.pos > end) return;
    const at = node.getStart(source);
    if (ts.isIdentifier(node) && at >= start && at < end) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.slice(0, 10);
}

if (!own.some((one) => resolve(one) === file))
  say({ error: `${request.path} is no file of the TypeScript or JavaScript project here.` });
else if (request.to === undefined) actions();
else rename();
