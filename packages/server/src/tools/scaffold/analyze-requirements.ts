import type { JsonValue } from '@codewright/protocol/json';
import { z } from 'zod';
import type { Understanding } from '../../craft/requirements.ts';
import type { Tool } from '../contract.ts';

const input = z.lazy(() => z.object({ description: z.string().min(1).max(40_000).optional() }));
type Input = z.infer<typeof input>;

export const analyzeRequirements: Tool<Input> = {
  name: 'analyze_requirements',
  input,
  risk: 'safe',
  effect: 'read',
  says: (_input, output) => `read the description${output ? ` → ${output.text.split('\n', 1)[0]}` : ''}`,
  async run({ description }, context) {
    const { goal, request } = context.job;
    // Loaded when first used: reading English is no part of a cold start.
    const { understand } = await import('../../craft/understand/understand.ts');
    const found = understand(description ?? goal, {
      constraints: request.constraints,
      preferences: request.preferences,
    });
    return { text: told(found), data: found as unknown as JsonValue };
  },
};

function told(found: Understanding): string {
  if (found.verdict === 'abstained') {
    return [`Not clear enough (${found.reason}).`, ...found.questions, ...found.suggestions].join('\n');
  }
  const { requirements: wanted } = found;
  const entities = wanted.entities.map(
    ({ name, fields }) => `${name}: ${fields.map((field) => field.name).join(', ')}`,
  );
  const unsupported = wanted.unsupported.map(({ words, reason }) => `${words}: ${reason}`);
  const list = (title: string, lines: string[]) =>
    lines.length > 0 ? [`${title}:`, ...lines.map((line) => `- ${line}`)] : [];
  return [
    `${wanted.title} (${wanted.kind}): ${wanted.summary}`,
    ...list('entities', entities),
    ...list('assumed', wanted.assumptions),
    ...list('cannot be built yet', unsupported),
    ...list('not understood', wanted.unread),
  ].join('\n');
}
