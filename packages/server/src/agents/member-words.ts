import type { JsonValue } from '@codewright/protocol/json';
import type { ToolSchema } from '../llm/contract.ts';
import type { ToolExecutor } from '../tools/contract.ts';

/** A tool by which a role records its result: a CLI cannot call it, so its last words are what it is called with. */
export interface AnswerTool {
  name: string;
  schema: string;
}

/** The tool by which a step's instruction wants its result recorded; null where the work, or words, are the result. */
export function answerTool(
  tools: Pick<ToolExecutor, 'schemas' | 'effectOf'>,
  { role, instruction }: { role: string; instruction: string },
): AnswerTool | null {
  const found: ToolSchema | undefined = tools
    .schemas(role)
    .find(({ name }) => tools.effectOf(name) === 'record' && instruction.includes(name));
  return found ? { name: found.name, schema: JSON.stringify(found.inputSchema) } : null;
}

/** Whether a role holds nothing by which it could change a file. */
export function onlyLooks(tools: Pick<ToolExecutor, 'schemas' | 'effectOf'>, role: string): boolean {
  return tools.schemas(role).every(({ name }) => tools.effectOf(name) !== 'write');
}

/** The JSON that a text ends with: in a block of its own, or bare. Undefined: there is none. */
export function answerIn(text: string): JsonValue | undefined {
  const blocks = [...text.matchAll(/```(?:json)?[ \t]*\n([\s\S]*?)\n?```/g)].map((match) => match[1] ?? '');
  const bare = text.indexOf('{');
  for (const candidate of [...blocks.reverse(), text, bare < 0 ? '' : text.slice(bare, text.lastIndexOf('}') + 1)]) {
    const value = parsed(candidate);
    if (typeof value === 'object' && value !== null) return value;
  }
  return undefined;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
