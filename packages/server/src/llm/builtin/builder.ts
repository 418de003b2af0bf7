import type { JsonValue } from '@codewright/protocol/json';
import type { TaskOptions } from '../contract.ts';
import { describeProblems, install, lookAround, mend, notInstalled, tidy } from './fix.ts';
import { settleLock } from './lock.ts';
import { mechanic } from './mechanic.ts';
import {
  call,
  done,
  excerpt,
  failed,
  listOf,
  messageOf,
  objectOf,
  type Program,
  type Steps,
  stringOf,
  textsOf,
} from './program.ts';

/** Builds the project that was understood, or does in an existing one what can be done without a language model. */
export const implement: Program = (task) => ('understand' in task.inputs ? build(task) : mechanic(task));

function* build(task: TaskOptions): Steps {
  const scaffolded = yield call('scaffold_project');
  if (scaffolded.status !== 'ok') return failed(`The project could not be written: ${excerpt(scaffolded.text)}`);
  let remark = '';
  if (textsOf(objectOf(scaffolded.data)['files']).includes('package.json')) {
    // The lock is for every registry, not for the one that this machine asks.
    const installed = yield* install('--omit-lockfile-registry-resolved');
    if (installed.status !== 'ok') return notInstalled(installed);
    remark = yield* settleLock();
    yield* tidy();
  }
  const { problems, tried } = yield* mend();
  if (problems.length > 0) return failed(describeProblems(problems, tried));
  const message = stringOf(objectOf(scaffolded.data)['message'], messageOf(task.goal));
  const committed = yield call('commit_changes', { message });
  if (committed.status !== 'ok') return failed(`The commit was refused: ${excerpt(committed.text)}`);
  return done([scaffolded.text, remark, committed.text].filter(Boolean).join('\n\n'));
}

/** Tries on what the gates found the few things that need no understanding. */
export const refine: Program = function* (task) {
  const found = failedGates(task.inputs);
  // Steps of a build have its requirements in hand.
  const existing = 'understand' in task.inputs ? undefined : yield* lookAround();
  const tidied = yield* tidy(existing?.scripts);
  const { problems, tried } = yield* mend(existing);
  const all = [...tidied, ...tried];
  if (problems.length > 0) return failed(describeProblems(problems, all));
  const state = yield call('get_repo_state');
  if (state.status !== 'ok') return failed(excerpt(state.text));
  if (listOf(objectOf(state.data)['changes']).length === 0) {
    const open = found.length > 0 ? found.join('; ') : 'see the report of the checks';
    return failed(
      `What the checks found is not mended by formatting, lint fixes or a fresh install: ${open}. ` +
        'This needs a language model or a person.',
    );
  }
  const committed = yield call('commit_changes', { message: 'Mend what the checks found' });
  if (committed.status !== 'ok') return failed(`The commit was refused: ${excerpt(committed.text)}`);
  return done(committed.text);
};

/** Names and reasons of the failed gates in whatever input carries a gate report. */
function failedGates(inputs: Record<string, JsonValue>): string[] {
  return Object.values(inputs)
    .flatMap((input) => listOf(objectOf(input)['results']))
    .map(objectOf)
    .filter((gate) => gate['verdict'] === 'failed')
    .map((gate) => `${stringOf(gate['gate'])}: ${stringOf(gate['reason'])}`);
}
