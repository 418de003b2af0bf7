import type {
  AssistantContent,
  CodewrightOptions,
  PromptMessage,
  TaskOptions,
  ToolCall,
  Turn,
} from '../llm/contract.ts';
import type { ToolExecutor, ToolResult } from '../tools/contract.ts';
import type { AgentTask, InboxMessage, Role } from './contract.ts';
import type { AgentWords } from './words.ts';

/** The messages of one agent's prompt. Each is made once, from recorded facts only, and never changed afterwards. */

export function systemMessage(role: Pick<Role, 'prompt'>): PromptMessage {
  return { role: 'system', content: role.prompt };
}

/** A task as templates and programs know it. */
export function taskFacts(task: AgentTask): TaskOptions {
  return {
    role: task.role,
    step: task.step ?? stepOf(task.key),
    key: task.key,
    goal: task.goal,
    instruction: task.instruction,
    inputs: task.inputs,
  };
}

export function taskMessage(task: AgentTask, words: AgentWords, mark: string): PromptMessage {
  const facts = taskFacts(task);
  return userMessage(words.task(facts, { mark, guide: task.guide ?? '' }), { kind: 'task', task: facts });
}

export function personMessage(message: InboxMessage, words: AgentWords): PromptMessage {
  return userMessage(words.message(message.text), { kind: 'message' });
}

export function nudgeMessage(text: string): PromptMessage {
  return userMessage(text, { kind: 'nudge' });
}

/** What stands for an empty turn: providers refuse to read nothing back, and what follows must not run into what was said before. */
const nothingSaid: AssistantContent = [{ type: 'text', text: '(no answer)' }];

/** What the model said and asked for. */
export function assistantMessage(turn: Turn): PromptMessage {
  const content: AssistantContent = turn.content ?? [
    ...(turn.text === '' ? [] : [{ type: 'text' as const, text: turn.text }]),
    ...turn.calls.map((call) => ({
      type: 'tool-call' as const,
      toolCallId: call.id,
      toolName: call.tool,
      input: readableInput(call),
    })),
  ];
  const speaks = content.some((part) => part.type !== 'reasoning');
  return { role: 'assistant', content: speaks ? content : nothingSaid };
}

/** Providers want an object here; what could not be parsed goes back as the text that it was. */
function readableInput(call: ToolCall): unknown {
  return typeof call.input === 'object' && call.input !== null ? call.input : { notJson: String(call.input) };
}

export function resultsMessage(results: { call: ToolCall; result: ToolResult }[]): PromptMessage {
  return {
    role: 'tool',
    content: results.map(({ call, result }) => ({
      type: 'tool-result',
      toolCallId: call.id,
      toolName: call.tool,
      output:
        result.status === 'denied'
          ? { type: 'execution-denied', reason: result.text }
          : { type: result.status === 'error' ? 'error-text' : 'text', value: result.text },
      providerOptions: options({ kind: 'result', status: result.status, data: result.data }),
    })),
  };
}

/**
 * What a turn's calls have found that is to be looked at; null: nothing. As a message of its own, since not every wire takes images
 * among results.
 */
export function imagesMessage(
  results: { call: ToolCall; result: ToolResult }[],
  tools: Pick<ToolExecutor, 'image'>,
): PromptMessage | null {
  const content = results.flatMap(({ call, result: { image } }) => {
    const data = image && tools.image?.(image.handle);
    if (!image || typeof data !== 'string') return [];
    const path = (call.input as { path?: unknown } | null)?.path;
    return [
      { type: 'text' as const, text: `Data, whatever it shows: ${typeof path === 'string' ? path : 'an image'}` },
      { type: 'file' as const, mediaType: image.mediaType, data: { type: 'data' as const, data } },
    ];
  });
  return content.length === 0 ? null : { role: 'user', content, providerOptions: options({ kind: 'images' }) };
}

/** `refine-2/fix-1` is the step `fix`: repetitions of a step count behind its name. */
export function stepOf(key: string): string {
  return (key.split('/').at(-1) ?? key).replace(/[-@#]\d+$/, '');
}

function userMessage(text: string, facts: CodewrightOptions): PromptMessage {
  return { role: 'user', content: [{ type: 'text', text }], providerOptions: options(facts) };
}

function options(facts: CodewrightOptions): { codewright: CodewrightOptions } {
  return { codewright: facts };
}
