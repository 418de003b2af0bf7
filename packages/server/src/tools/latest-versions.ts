import { z } from 'zod';
import { CodewrightError, ToolError } from '../shared/errors.ts';
import type { Tool, ToolContext } from './contract.ts';
import { blueprintOf, requirementsOf } from './requirements-of.ts';

const input = z.object({ packages: z.array(z.string().min(1).max(214)).min(1).max(100).optional() });
type Input = z.infer<typeof input>;

export const latestVersions: Tool<Input> = {
  name: 'latest_versions',
  input,
  risk: 'safe',
  effect: 'read',
  says: (_input, output) => `look up package versions${output ? ` → ${output.text.split('\n').length} found` : ''}`,
  async run({ packages }, context) {
    const needs = packages ? packages.map(needOf) : await recordedNeeds(context);
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

function needOf(wanted: string): { name: string; range?: string } {
  // The first character of a scoped name is an @ too.
  const at = wanted.indexOf('@', 1);
  return at === -1 ? { name: wanted } : { name: wanted.slice(0, at), range: wanted.slice(at + 1) };
}

/** Without names: everything that a project of the recorded requirements is made with. */
async function recordedNeeds(context: ToolContext): Promise<{ name: string; range: string }[]> {
  const requirements = await requirementsOf(undefined, context);
  const blueprint = await blueprintOf(requirements);
  return blueprint.packageNeeds(requirements).map(({ name, range }) => ({ name, range }));
}
