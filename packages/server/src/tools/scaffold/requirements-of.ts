import type { Requirements } from '../../craft/requirements.ts';
import type { Blueprint } from '../../craft/contract.ts';
import { ToolError } from '../../shared/errors.ts';
import type { ToolContext } from '../contract.ts';

/** The requirements that a call gives, else the ones that the job recorded last. @throws ToolError when there are none. */
export async function requirementsOf(given: unknown, context: ToolContext): Promise<Requirements> {
  let value = given;
  if (value === undefined || value === null) {
    const recorded = await context.records.latest('analysis', 'requirements');
    if (recorded === null) throw new ToolError('There are no requirements yet: analyze and record them first.');
    value = recorded.data['data'];
  }
  const inner = typeof value === 'object' && value !== null && 'requirements' in value ? value.requirements : value;
  // Most jobs have none: what they are made of is a part of no start.
  const { requirements } = await import('../../craft/requirements.ts');
  const parsed = requirements.safeParse(inner);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new ToolError(`The requirements are not complete: ${issues.join('; ')}.`);
}

/** What builds projects of these requirements. @throws ToolError when nothing does. */
export async function blueprintOf(requirements: Requirements): Promise<Blueprint> {
  // Loaded when first used: the blueprints are no part of a cold start.
  const { blueprintFor } = await import('../../craft/kinds/registry.ts');
  const blueprint = await blueprintFor(requirements);
  if (blueprint) return blueprint;
  throw new ToolError(`There is no blueprint for ${requirements.kind} in ${requirements.language}.`, {
    hint: 'Write the files yourself, or record requirements of another kind.',
  });
}
