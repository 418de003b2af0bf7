import { z } from 'zod';
import { ToolError } from '../../shared/errors.ts';
import type { Tool } from '../contract.ts';
import { readProjectFacts } from '../project.ts';
import { factsOf, runIn, succeeded, told } from '../running.ts';

const input = z.object({ args: z.array(z.string()).optional(), seconds: z.int().min(1).max(3600).optional() });
type Input = z.infer<typeof input>;

export const runTests: Tool<Input> = {
  name: 'run_tests',
  input,
  risk: 'reversible',
  effect: 'execute',
  says: ({ args = [] }) => `run the tests${args.length > 0 ? ` ${args.join(' ')}` : ''}`,
  async run({ args = [], seconds }, context) {
    const { test } = readProjectFacts(context.workspace.root);
    if (test === null)
      throw new ToolError('The project declares no test command (package.json scripts.test or the like).');
    // Before the run: what is proven is the tree that the tests saw.
    const tree = await context.workspace.treeHash(context.signal);
    const argv = args.length === 0 ? test : [...test, ...(test[0] === 'npm' ? ['--'] : []), ...args];
    const result = await runIn(context, {
      argv,
      network: 'none',
      ...(seconds === undefined ? {} : { timeMs: seconds * 1000 }),
    });
    const passed = succeeded(result);
    const facts = { ...factsOf(result, argv, tree), whole: args.length === 0 };
    return {
      text: `${passed ? 'Tests passed' : 'Tests failed'}: ${argv.join(' ')}\n${told(result, context.workspace.root)}`,
      data: facts,
      failed: !passed,
      entry: { kind: 'event', summary: `Tests ${passed ? 'passed' : 'failed'}`, data: { type: 'test-run', ...facts } },
    };
  },
};
