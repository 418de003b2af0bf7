import { z } from 'zod';
import { ToolError } from '../../shared/errors.ts';
import type { Tool } from '../contract.ts';
import { parseProblems } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { readProjectFacts } from '../project.ts';
import { isMissing, plainOutput, runIn, succeeded, told } from '../running.ts';

const input = z.lazy(() => z.object({ paths: z.array(z.string()).optional() }));
type Input = z.infer<typeof input>;

export const readLints: Tool<Input> = {
  name: 'read_lints',
  input,
  risk: 'reversible',
  effect: 'execute',
  says: (_input, output) => `check types and lint${output ? ` → ${output.text.split('\n', 1)[0]}` : ''}`,
  async run({ paths }, context) {
    const { root } = context.workspace;
    const { typecheck, lint } = readProjectFacts(root);
    const commands = [typecheck, lint].filter((command) => command !== null);
    if (commands.length === 0) throw new ToolError('The project declares neither a type check nor a linter.');
    const problems: Problem[] = [];
    const unread: string[] = [];
    const absent: string[] = [];
    let failed = false;
    for (const argv of commands) {
      const result = await runIn(context, { argv, network: 'none' });
      if (isMissing(result)) {
        absent.push(`${argv.join(' ')}: not installed here, so it was not asked.`);
        continue;
      }
      const found = parseProblems(`${plainOutput(result.stdout, root)}\n${plainOutput(result.stderr, root)}`);
      problems.push(...found);
      if (succeeded(result)) continue;
      failed = true;
      // A failure without a finding that we can read must not look like a clean project.
      if (found.length === 0) unread.push(`${argv.join(' ')}: ${told(result, root)}`);
    }
    const shown = problems.filter(({ file }) => paths === undefined || paths.some((path) => within(file, path)));
    const lines = shown.map(
      ({ file, line, code, message }) => `${file}:${line}: ${code === null ? '' : `${code} `}${message}`,
    );
    const text = [...lines, ...unread].join('\n');
    return {
      text: [text === '' && absent.length < commands.length ? 'No problems.' : text, ...absent]
        .filter(Boolean)
        .join('\n'),
      data: { problems: shown.map((problem) => ({ ...problem })), commands: commands.map((argv) => argv.join(' ')) },
      failed,
    };
  },
};

function within(file: string, path: string): boolean {
  const folder = path.replace(/^\.\//, '').replace(/\/$/, '');
  return folder === '.' || folder === '' || file === folder || file.startsWith(`${folder}/`);
}
