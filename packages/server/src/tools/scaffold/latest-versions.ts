import { z } from 'zod';
import { ecosystems, type WantedPackage } from '../../research/contract.ts';
import { CodewrightError, ToolError } from '../../shared/errors.ts';
import type { Tool, ToolContext } from '../contract.ts';
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

/** `name`, `name@range`, and for other registries than npm's `pypi:name@range`. */
function needOf(wanted: string): WantedPackage {
  const ecosystem = ecosystems.find((one) => wanted.startsWith(`${one}:`));
  const text = ecosystem === undefined ? wanted : wanted.slice(ecosystem.length + 1);
  // The first character of a scoped name is an @ too.
  const at = text.indexOf('@', 1);
  return {
    ...(at === -1 ? { name: text } : { name: text.slice(0, at), range: text.slice(at + 1) }),
    ...(ecosystem === undefined ? {} : { ecosystem }),
  };
}

/** Without names: everything that a project of the recorded requirements is made with. */
async function recordedNeeds(context: ToolContext): Promise<{ name: string; range: string }[]> {
  const requirements = await requirementsOf(undefined, context);
  const blueprint = await blueprintOf(requirements);
  return blueprint.packageNeeds(requirements).map(({ name, range }) => ({ name, range }));
}
