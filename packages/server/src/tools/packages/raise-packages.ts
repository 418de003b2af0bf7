import { z } from 'zod';
import type { Tool } from '../contract.ts';

const input = z.lazy(() => z.object({ packages: z.array(z.string().min(1).max(214)).min(1).max(500).optional() }));

export const raisePackages: Tool<z.infer<typeof input>> = {
  name: 'raise_packages',
  input,
  risk: 'reversible',
  effect: 'execute',
  says: (_input, output) => `raise the packages${output ? ` → ${output.text.split('\n', 1)[0]}` : ''}`,
  async run({ packages }, context) {
    // Most jobs raise nothing: what versions mean is not loaded for them.
    const { raise } = await import('./raise.ts');
    return raise(packages, context);
  },
};
