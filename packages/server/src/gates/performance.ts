import { extname } from 'node:path';
import type { GateResult } from '@codewright/protocol/evidence';
import { readText, sourceFiles } from './checkout.ts';
import type { Gate } from './contract.ts';
import { conclude, ownEvidence } from './evidence.ts';
import { scriptEndings } from './javascript.ts';

type Problem = GateResult['problems'][number];

const aside =
  /(^|\/)(tests?|__tests__|spec|e2e|scripts|bench|benchmarks|examples?|migrations|seeds?)\/|[._](test|spec|bench)\.|(^|\/)test_/;
/** Calls that ask a database for rows. Writing row by row inside a transaction is no such thing. */
const question =
  /\.(?:findOne|findUnique|findFirst|findById|findByPk|find_one|get_or_404)\(|\.(?:query|execute|prepare|exec|all|get|run|fetchone|fetchall)\(\s*(?:sql)?[`'"f]{0,2}\s*SELECT\b|\bSELECT\b[^;]*?\bFROM\b/;
const loop =
  /^\s*(?:async\s+)?(?:for|while)\b.*[{:]\s*$|\.(?:map|forEach|flatMap)\(\s*(?:async\s*)?(?:\([^()]*\)|\w+)\s*=>\s*\{\s*$/;
/** What the program itself holds and not its users: there are a handful of rows, whatever the data. */
const bounded = /migration|schema|sqlite_master|pragma/i;
const comment = /^\s*(?:\/\/|#|\*|\/\*)/;

/** What grows with the data and need not: a question to the database for each row. Read from the sources; it warns and never fails. */
export const performance: Gate = {
  name: 'performance',
  async run({ clone }) {
    const at = new Date();
    const problems: Problem[] = [];
    let files = 0;
    for (const file of sourceFiles(clone.root)) {
      const known = (scriptEndings as readonly string[]).includes(extname(file)) || file.endsWith('.py');
      if (!known || aside.test(file) || file.endsWith('.d.ts')) continue;
      const text = readText(clone.root, file);
      if (text === null) continue;
      files += 1;
      problems.push(...questionsInLoops(file, text));
    }
    if (files === 0) return conclude(this.name, 'not-checked', 'There are no sources that it knows how to read.');
    const output =
      problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n') || 'nothing found';
    const evidence = [ownEvidence(this.name, problems.length === 0, output, clone.tree, at)];
    const found = problems[0];
    if (!found)
      return conclude(this.name, 'passed', `No database is asked row by row in ${files} sources.`, { evidence });
    const reason = `${found.file}:${found.line}: ${found.message}`;
    return conclude(this.name, 'warned', reason, { evidence, problems });
  },
};

/** Loops by their indentation, which every formatter of these languages keeps. */
function questionsInLoops(file: string, text: string): Problem[] {
  const problems: Problem[] = [];
  const open: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || comment.test(line)) continue;
    const indent = line.length - line.trimStart().length;
    while (open.length > 0 && indent <= (open.at(-1) ?? 0)) open.pop();
    // The head of a loop is evaluated once: `for (const row of all('SELECT …'))`.
    if (open.length > 0 && question.test(line) && !bounded.test(line)) {
      problems.push({
        file,
        line: index + 1,
        code: 'n-plus-one',
        message: 'The database is asked once for each turn of a loop; ask once for all of them.',
      });
    }
    if (loop.test(line)) open.push(indent);
  }
  return problems;
}
