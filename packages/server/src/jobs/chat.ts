import { capsWords } from '@codewright/protocol/budget';
import type { ChatRequest, ChatTurn, Choice, CodePlace, Conversation } from '@codewright/protocol/chat';
import type { CodewrightClient, JobReport } from '@codewright/protocol/client';
import {
  approvalOf,
  followUpOf,
  recordQuestionOf,
  toRecallOf,
  toRememberOf,
  workflowQuestionOf,
} from '@codewright/protocol/follow-up';
import type { MemoryClient } from '@codewright/protocol/memory';
import { textOf } from '@codewright/protocol/json';
import { finalStatuses, type JobRequestInput } from '@codewright/protocol/job';
import { toCodewrightError } from '../shared/errors.ts';
import { shortId } from '../shared/ids.ts';
import type { Said } from './conversation-record.ts';
import type { Conversations } from './conversations.ts';
import { listOf, tellOf, type WorkflowReader } from './workflow-words.ts';

type Jobs = Pick<CodewrightClient, 'preview' | 'submit' | 'job' | 'say' | 'answer' | 'diff'>;

export interface ChatParts {
  conversations: Conversations;
  jobs: Jobs;
  /** Places of a repository that answer a description best; the code is read where it lies, nothing is started. */
  lookUp(repository: string, text: string): Promise<{ places: CodePlace[]; files: number; indexed: number }>;
  /** What is kept for later, as the one who writes may see and change it. */
  memory: Pick<MemoryClient, 'memory' | 'remember'>;
  /** The workflows that jobs can go by. */
  team: WorkflowReader;
  /** The repository around a folder; null where there is none. */
  repositoryAround(folder: string): string | null;
}

const answers = ['question', 'analyze'];
const longestDiff = 12_000;

/** A conversation as in a messenger: each message is a request, a follow-up, an answer or a question, and is answered at once. */
export function createChat(parts: ChatParts): (request: ChatRequest) => Promise<ChatTurn> {
  const { conversations, jobs } = parts;

  return async (request) => {
    const { text, again = false, key } = request;
    const about = settled(await conversations.open(request.conversationId, request.folder), request);
    const heard = again
      ? { conversation: about, messages: [] }
      : await conversations.say(about, [{ who: 'user', text }], key);
    if (heard === null) {
      // Sent a second time: what came of the first time is the answer.
      const messages = await conversations.messages({ conversationId: about.id, limit: 20 });
      const from = messages.findLastIndex((message) => message.who === 'user' && message.text === text);
      return { conversation: about, messages: messages.slice(Math.max(0, from)) };
    }
    const reply = await answerTo(heard.conversation, request).catch(refusal);
    const answered = await conversations.say(heard.conversation, [{ who: 'codewright', ...reply }]);
    return {
      conversation: answered?.conversation ?? heard.conversation,
      messages: [...heard.messages, ...(answered?.messages ?? [])],
    };
  };

  async function answerTo(about: Conversation, request: ChatRequest): Promise<Omit<Said, 'who'>> {
    const { text, as } = request;
    const lastId = about.jobs.at(-1);
    const last = lastId === undefined ? null : await jobs.job(lastId);
    const [decision] = last?.pending ?? [];
    if (last && decision && as === undefined) return decide(last, decision, text);
    if (last && as === undefined) {
      const asked = recordQuestionOf(text);
      if (asked === 'status') return statusOf(last);
      if (asked === 'diff') return changesOf(last, await jobs.diff(last.job.id));
    }
    const repository = about.folder === null ? null : parts.repositoryAround(about.folder);
    const remembered = await fromMemory(about, text, repository);
    if (remembered !== null && as === undefined) return remembered;
    const named = as === undefined ? workflowQuestionOf(text) : null;
    const told = named === null ? null : await aboutWorkflows(about, named, repository);
    if (told !== null) return told;
    const wish = requestOf(about, text, repository);
    const seen = await jobs.preview(wish);
    if (answers.includes(seen.rule ?? '') && seen.verdict !== 'ready') return lookedUp(text, repository);
    const reading = as ?? (last ? followUpOf(text) : 'new');
    if (last && reading === 'unclear')
      return { text: 'Does this go on with the last task?', choices: readingsOf(text) };
    if (last && reading === 'follow-up') return followUp(last, text);
    // What begins something of its own is not about the repository that the conversation has been in.
    const isNew = last !== null && followUpOf(text) === 'new' && seen.mode === 'build';
    const { job, preview } = await jobs.submit(isNew ? requestOf(about, text, null) : wish);
    return { text: preview.summary, job: job.id };
  }

  /** Null where no workflow is called so: then it is about something else. */
  async function aboutWorkflows(
    about: Conversation,
    name: string,
    repository: string | null,
  ): Promise<Omit<Said, 'who'> | null> {
    const all = await parts.team.workflows(repository ?? undefined);
    if (name === '') return { text: listOf(all, about.settings.workflow) };
    const found = all.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return found ? { text: tellOf(found) } : null;
  }

  /** For the project of the conversation, or for the conversation where it has none. */
  async function fromMemory(
    about: Conversation,
    text: string,
    repository: string | null,
  ): Promise<Omit<Said, 'who'> | null> {
    const where =
      repository === null
        ? ({ scope: 'interaction', place: about.id } as const)
        : ({ scope: 'project', place: repository } as const);
    const whom = repository === null ? 'this conversation' : 'jobs on this project';
    const words = toRememberOf(text);
    if (words !== null) {
      await parts.memory.remember({ ...where, key: keyOf(words), value: words });
      return { text: `Kept for ${whom}. It stands under Memory, where it can be changed and forgotten.` };
    }
    const asked = toRecallOf(text);
    if (asked === null) return null;
    const { records } = await parts.memory.memory({ ...where, limit: 20, ...(asked === '' ? {} : { q: asked }) });
    const lines = records.map(({ key, value }) => {
      const known = textOf(value, 'null').slice(0, 400);
      return known.startsWith(key.replace(/…$/, '')) ? `- ${known}` : `- **${key}**: ${known}`;
    });
    return {
      text:
        lines.length === 0
          ? `Nothing is kept for ${whom}${asked === '' ? '' : ' with these words'}.`
          : lines.join('\n'),
    };
  }

  async function decide(
    { job }: JobReport,
    decision: JobReport['pending'][number],
    text: string,
  ): Promise<Omit<Said, 'who'>> {
    const { id, digest, kind, budget } = decision;
    const answer = kind === 'approval' ? ((budget ? raiseOf(text) : null) ?? approvalOf(text)) : text;
    if (answer === null) {
      const [yes, no] = budget ? ['raise', 'end'] : ['approve', 'reject'];
      const waits = budget ? decision.text : 'The job waits for your approval:';
      return {
        text: `${waits} Answer with **${yes}** or **${no}**, on its card or here.`,
        job: job.id,
        choices: [yes, no].map((word) => ({ label: word, text: word, as: null })),
        refs: [id],
      };
    }
    await jobs.answer(job.id, { id, digest, answer });
    const yes = budget ? `It goes on with ${capsWords(budget.raise)}.` : 'Approved.';
    const no = budget ? 'It ends here; what it has done is kept.' : 'Rejected.';
    const words = kind === 'question' ? 'Answered; the job goes on.' : answer === 'approve' ? yes : no;
    return { text: words, job: job.id, refs: [id] };
  }

  async function followUp({ job }: JobReport, text: string): Promise<Omit<Said, 'who'>> {
    const next = await jobs.say(job.id, text);
    return next.id === job.id
      ? { text: 'Passed on: the job reads it at its next turn.', job: job.id }
      : { text: `Goes on from job ${shortId(job.id)}.`, job: next.id };
  }

  async function lookedUp(text: string, repository: string | null): Promise<Omit<Said, 'who'>> {
    if (repository === null) {
      return { text: 'Which repository is this about? Choose one above, and ask again.' };
    }
    const { places, files, indexed } = await parts.lookUp(repository, text);
    const part = indexed < files ? ` ${indexed} of ${files} files are read so far.` : '';
    return places.length === 0
      ? { text: `Nothing in the code speaks of this.${part}` }
      : {
          text: `No language model is set up, so this is no explanation: these places of the code speak of it, the best first.${part}`,
          places,
        };
  }
}

/** What may also be said to a question for a larger budget. */
function raiseOf(text: string): 'approve' | 'reject' | null {
  const said = /^(raise|end)(?: it)?\s*[.!]*$/i.exec(text.trim())?.[1]?.toLowerCase();
  return said === undefined ? null : said === 'raise' ? 'approve' : 'reject';
}

/** A name for words that have none: how they begin. */
function keyOf(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ').replaceAll(/\p{Cc}/gu, '');
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}

/** What this message says of model, agent and workflow goes before what the conversation has. */
function settled(about: Conversation, { model, agent, workflow }: ChatRequest): Conversation {
  const asked = { ...(model ? { model } : {}), ...(agent ? { agent } : {}), ...(workflow ? { workflow } : {}) };
  return { ...about, settings: { ...about.settings, ...asked } };
}

function requestOf(about: Conversation, goal: string, repository: string | null): JobRequestInput {
  const { model, agent, workflow } = about.settings;
  return {
    goal,
    conversation: about.id,
    ...(repository === null ? {} : { repository }),
    ...(model === undefined ? {} : { model }),
    ...(agent === undefined ? {} : { agent }),
    ...(workflow === undefined ? {} : { workflow }),
  };
}

function statusOf({ job, summary, gates }: JobReport): Omit<Said, 'who'> {
  const passed = gates.filter((gate) => gate.verdict === 'passed').length;
  const state = finalStatuses.includes(job.status)
    ? (summary ?? job.error?.message ?? job.status)
    : `The job is ${job.status.replace('_', ' ')}${job.currentAction === null ? '' : `: ${job.currentAction}`}; ${passed} of ${gates.length} checks have passed so far.`;
  return { text: state, job: job.id, refs: gates.map((gate) => gate.entry) };
}

function changesOf({ job }: JobReport, diff: string): Omit<Said, 'who'> {
  if (diff.trim() === '') return { text: 'Nothing was changed.', job: job.id };
  const shown = diff.slice(0, longestDiff);
  const fence = shown.includes('```') ? '````' : '```';
  const rest = diff.length > shown.length ? '\n\nThe rest stands on the page of the job.' : '';
  return { text: `${fence}diff\n${shown}\n${fence}${rest}`, job: job.id };
}

function readingsOf(text: string): Choice[] {
  return [
    { label: 'Go on with the last task', text, as: 'follow-up' },
    { label: 'A new task', text, as: 'new' },
  ];
}

/** What cannot be done is an answer, too; a fault of ours is none. */
function refusal(thrown: unknown): Omit<Said, 'who'> {
  const error = toCodewrightError(thrown);
  if (error.api === 'INTERNAL_ERROR' && error.exit !== 'environment') throw error;
  const details = (error.details ?? {}) as { suggestions?: unknown; questions?: unknown };
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  const questions = texts(details.questions).filter((one) => one !== error.message);
  const hint = error.hint === undefined ? [] : [error.hint];
  return {
    text: [error.message, ...questions, ...hint].join('\n\n'),
    choices: texts(details.suggestions).map((label) => ({ label, text: label, as: 'new' as const })),
  };
}
