import { z } from 'zod';
import { ToolError } from '../../shared/errors.ts';
import type { Tool } from '../contract.ts';
import { readProjectFacts } from '../project.ts';
import { factsOf, runIn, succeeded, told } from '../running.ts';

const input = z.lazy(() => z.object({}));
type Input = z.infer<typeof input>;

export const runLint: Tool<Input> = {
  name: 'run_lint',
  input,
  risk: 'reversible',
  effect: 'execute',
  says: () => 'run the linter',
  async run(_input, context) {
    const { lint } = readProjectFacts(context.workspace.root);
    if (lint === null) throw new ToolError('The project declares no lint command.');
    const tree = await context.workspace.treeHash(context.signal);
    const result = await runIn(context, { argv: lint, network: 'none' });
    const passed = succeeded(result);
    const facts = factsOf(result, lint, tree);
    return {
      text: `${passed ? 'Lint passed' : 'Lint failed'}: ${lint.join(' ')}\n${told(result, context.workspace.root)}`,
      data: facts,
      failed: !passed,
      entry: { kind: 'event', summary: `Lint ${passed ? 'passed' : 'failed'}`, data: { type: 'lint-run', ...facts } },
    };
  },
};
