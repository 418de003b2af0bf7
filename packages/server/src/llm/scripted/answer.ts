import { sha256 } from '../../shared/hash.ts';
import type { Fault, ScriptedStep, ScriptedUsage, SeenRequest } from './contract.ts';
import { type Client, inWords, mapCall } from './mapping.ts';
import type { Answer, AnswerCall } from './wires/wire.ts';

/** A script that asks for something the client cannot do. */
export class ScriptError extends Error {}

/** Makes the answer of a step for this client; `place` names the step, so that the same place gives the same ids. */
export function answerOf(step: ScriptedStep, seen: SeenRequest, place: string): Answer {
  const id = sha256(place).slice(0, 24);
  const client: Client = { tools: seen.tools, root: rootOf(seen) };
  const words = step.text === undefined ? [] : [step.text];
  const calls: AnswerCall[] = [];
  for (const [index, call] of (step.calls ?? []).entries()) {
    const mapped = mapCall(call, client);
    if (!mapped) {
      const said = inWords(call);
      if (said === null) {
        throw new ScriptError(`The client declares no tool that can do ${JSON.stringify(call)}.`);
      }
      words.push(said);
      continue;
    }
    const { tool, input } = mapped;
    calls.push({
      id: sha256(`${place} ${index}`).slice(0, 20),
      tool,
      text: typeof input === 'string' ? input : JSON.stringify(input),
      free: seen.tools.some(({ name, free }) => free && name === tool),
    });
  }
  const answer: Answer = {
    id,
    model: seen.model,
    reasoning: step.reasoning ?? '',
    text: words.join('\n'),
    calls,
    finish: step.finish ?? (calls.length > 0 ? 'tool-calls' : 'stop'),
    usage: null,
  };
  if (step.usage !== 'missing') answer.usage = usageOf(step.usage, seen, answer);
  return answer;
}

function usageOf(wanted: Partial<ScriptedUsage> | 'nan' | undefined, seen: SeenRequest, answer: Answer): ScriptedUsage {
  if (wanted === 'nan') return { input: NaN, cachedInput: NaN, cacheWrite: NaN, output: NaN, reasoning: NaN };
  const tokens = (letters: number) => Math.ceil(letters / 4);
  const reasoning = tokens(answer.reasoning.length);
  const said = answer.calls.reduce((sum, call) => sum + call.text.length, answer.text.length);
  return {
    input: tokens(seen.body.length),
    cachedInput: 0,
    cacheWrite: 0,
    output: tokens(said) + reasoning,
    reasoning,
    ...wanted,
  };
}

/** Clients say their working folder in the prompt, each in its own way. */
function rootOf({ system, messages }: SeenRequest): string | null {
  const first = messages.slice(0, 2).map(({ text }) => text);
  const pattern =
    /(?:working directory|working in the directory|current directory|cwd|workspace|project root)\b[^\n/]{0,60}?[\s:>`"'(](\/[^\s<>`"'),;]+)/i;
  for (const words of [system, ...first]) {
    const found = pattern.exec(words)?.[1];
    if (found) return found.replace(/[./]+$/, '');
  }
  return null;
}

/** What a fault changes in the answer itself; the others are played on the connection. */
export function spoiled(answer: Answer, fault: Fault): Answer {
  switch (fault.kind) {
    case 'unknown-tool':
      return withCalls(answer, [
        { ...(answer.calls[0] ?? blank(answer)), tool: 'teleport_files', free: false },
        ...answer.calls.slice(1),
      ]);
    case 'invalid-arguments': {
      const [first = blank(answer), ...rest] = answer.calls;
      return withCalls(answer, [{ ...first, text: wrong(first.text, fault.how ?? 'wrong-type') }, ...rest]);
    }
    case 'duplicate-ids': {
      const [first = blank(answer)] = answer.calls;
      const all = answer.calls.length > 1 ? answer.calls : [first, first];
      return withCalls(
        answer,
        all.map((call) => ({ ...call, id: first.id })),
      );
    }
    case 'empty':
      return { ...answer, text: '', reasoning: '', calls: [], finish: 'stop' };
    case 'refusal':
      return { ...answer, text: 'I cannot help with that.', reasoning: '', calls: [], finish: 'refusal' };
    case 'huge': {
      const line = 'Every word of this is of no use to anybody at all.\n';
      return { ...answer, text: line.repeat(Math.ceil(((fault.megabytes ?? 10) * 1024 * 1024) / line.length)) };
    }
    case 'usage':
      if (fault.value === 'missing') return { ...answer, usage: null };
      return { ...answer, usage: { input: NaN, cachedInput: NaN, cacheWrite: NaN, output: NaN, reasoning: NaN } };
    default:
      return answer;
  }
}

const withCalls = (answer: Answer, calls: AnswerCall[]): Answer => ({ ...answer, calls, finish: 'tool-calls' });
const blank = (answer: Answer): AnswerCall => ({
  id: answer.id.slice(0, 20),
  tool: 'read_file',
  text: '{"path":"."}',
  free: false,
});

function wrong(input: string, how: 'not-json' | 'wrong-type' | 'missing'): string {
  if (how === 'missing') return '{}';
  if (how === 'not-json') return input.slice(0, -1);
  const value: unknown = JSON.parse(input);
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, { not: ['what', 'was', 'asked'] }])));
}
