import type { JsonValue } from '@codewright/protocol/json';
import { CodewrightError } from '../../shared/errors.ts';
import { canonicalJson } from '../../shared/hash.ts';
import type { CodewrightOptions, Prompt, TaskOptions } from '../contract.ts';
import type { Call, Ending, Program, Result } from './program.ts';

export interface Transcript {
  task: TaskOptions;
  exchanges: { call: Call; result: Result }[];
  /** Words of people that came after the task. */
  messages: number;
}

export function readTranscript(prompt: Prompt): Transcript {
  let task: TaskOptions | null = null;
  let messages = 0;
  const exchanges: Transcript['exchanges'] = [];
  const open = new Map<string, Call>();
  for (const message of prompt) {
    if (message.role === 'user') {
      const facts = factsOf(message.providerOptions);
      if (facts?.kind === 'task') task ??= facts.task;
      else if (facts?.kind === 'message') messages += 1;
    } else if (message.role === 'assistant') {
      for (const part of message.content) {
        if (part.type === 'tool-call')
          open.set(part.toolCallId, { tool: part.toolName, input: part.input as Call['input'] });
      }
    } else if (message.role === 'tool') {
      for (const part of message.content) {
        if (part.type !== 'tool-result') continue;
        const call = open.get(part.toolCallId);
        const facts = factsOf(part.providerOptions);
        if (!call || facts?.kind !== 'result')
          throw foreign(`it holds a result of ${part.toolName} without its call or data`);
        open.delete(part.toolCallId);
        const { output } = part;
        const text = output.type === 'execution-denied' ? (output.reason ?? '') : output.value;
        exchanges.push({
          call,
          result: {
            text: typeof text === 'string' ? text : JSON.stringify(text),
            data: facts.data,
            status: facts.status,
          },
        });
      }
    }
  }
  if (!task) throw foreign('it holds no task of a Codewright agent');
  const [unanswered] = open.values();
  if (unanswered) throw foreign(`its call of ${unanswered.tool} has no result`);
  return { task, exchanges, messages };
}

/**
 * Runs a program over what has happened so far and returns what it does next.
 * @throws CodewrightError MODEL_FAILED when the transcript is not one of this program.
 */
export function replay(program: Program, { task, exchanges }: Transcript): Call | Ending {
  const steps = program(task);
  let next = steps.next();
  for (const [index, { call, result }] of exchanges.entries()) {
    if (next.done) throw foreign(`it goes on with ${call.tool} where the program had ended`);
    const wanted = next.value;
    if (wanted.tool !== call.tool || canonicalJson(wanted.input) !== canonicalJson(call.input as JsonValue)) {
      throw foreign(`call ${index + 1} is ${call.tool} where the program calls ${wanted.tool}, or its input differs`);
    }
    next = steps.next(result);
  }
  return next.value;
}

function factsOf(options: { [provider: string]: unknown } | undefined): CodewrightOptions | undefined {
  return options?.['codewright'] as CodewrightOptions | undefined;
}

function foreign(why: string): CodewrightError {
  return new CodewrightError('MODEL_FAILED', `The built-in model cannot go on with this transcript: ${why}.`, {
    hint: 'It was written by another model or another version. Go on with that one, or start the job again.',
  });
}
