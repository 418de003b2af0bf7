import { z } from 'zod';
import { CodewrightError, ToolError } from '../shared/errors.ts';
import type { Tool } from './contract.ts';

const input = z.object({ packages: z.array(z.string().min(1).max(214)).min(1).max(100) });
type Input = z.infer<typeof input>;

export const latestVersions: Tool<Input> = {
  name: 'latest_versions',
  input,
  risk: 'safe',
  effect: 'read',
  async run({ packages }, context) {
    const needs = packages.map((wanted) => {
      // The first character of a scoped name is an @ too.
      const at = wanted.indexOf('@', 1);
      return at === -1 ? { name: wanted } : { name: wanted.slice(0, at), range: wanted.slice(at + 1) };
    });
    try {
      const found = await context.registry.resolve(needs, context.signal);
      const lines = found.map(({ name, version, latest, source, asOf, deprecated }) => {
        const held = latest === version ? '' : ` (newest: ${latest})`;
        const from = source === 'registry' ? '' : ` [${source}, as of ${asOf}]`;
        return `${name} ${version}${held}${from}${deprecated === null ? '' : ` DEPRECATED: ${deprecated}`}`;
      });
      return { text: lines.join('\n'), data: { packages: found.map((one) => ({ ...one })) } };
    } catch (error) {
      // A name that nobody knows is the model's mistake; it can try another.
      if (
        !(error instanceof CodewrightError) ||
        !['REGISTRY_UNREACHABLE', 'NOT_FOUND', 'INVALID_INPUT'].includes(error.code)
      ) {
        throw error;
      }
      throw new ToolError(error.message, error.hint === undefined ? {} : { hint: error.hint });
    }
  },
};
