import type { TaskOptions } from '../contract.ts';
import { type Errand, needsModel, readErrand } from './errands.ts';
import { check, describeProblems, installInto, lookAround, notInstalled, type Surroundings, tidy } from './fix.ts';
import {
  call,
  done,
  type Ending,
  excerpt,
  failed,
  listOf,
  messageOf,
  objectOf,
  type Part,
  type Result,
  type Steps,
} from './program.ts';

/** Of the 60 seconds that a small change has. */
const mendSeconds = 40;

/** Small changes in an existing repository: exactly what the words say, or a plain no. */
export function* mechanic(task: TaskOptions): Steps {
  const errand = readErrand(task.goal);
  if (!errand) return failed(needsModel);
  const around = yield* lookAround();
  // A fresh checkout has no packages yet: formatter, linter and tests of a project fail for that alone.
  if (around.packages && (errand.kind === 'tidy' || (errand.kind !== 'mend' && around.scripts['test']))) {
    const installed = yield* installInto(around);
    if (installed.status !== 'ok') return notInstalled(installed);
  }
  const problem = yield* carryOut(errand, around);
  if (problem) return problem;
  const { problems } = yield* check();
  const tests = problems.filter(({ what }) => what === 'tests');
  if (tests.length > 0) return failed(describeProblems(tests, []));
  const committed = yield call('commit_changes', { message: messageOf(task.goal) });
  if (committed.status !== 'ok') return failed(`The commit was refused: ${excerpt(committed.text)}`);
  return done(committed.text);
}

/** Null when something was changed, else the end of the program. */
function* carryOut(errand: Errand, around: Surroundings): Part<Ending | null> {
  switch (errand.kind) {
    case 'create': {
      const there = yield call('read_file', { path: errand.path, limit: 1 });
      if (there.status === 'ok') return failed(`${errand.path} exists already; nothing was changed.`);
      const written = yield call('write_file', { path: errand.path, content: errand.content });
      return written.status === 'ok' ? null : failed(`The file was not written: ${excerpt(written.text)}`);
    }
    case 'rename': {
      const { from, to } = errand;
      const patch = [
        `diff --git a/${from} b/${to}`,
        'similarity index 100%',
        `rename from ${from}`,
        `rename to ${to}`,
        '',
      ];
      const moved = yield call('apply_patch', { patch: patch.join('\n') });
      return moved.status === 'ok' ? null : failed(`${from} was not renamed: ${excerpt(moved.text)}`);
    }
    case 'delete': {
      // Whoever asked has approved this very deletion before the job began.
      const there = yield call('read_file', { path: errand.path, limit: 1 });
      if (there.status !== 'ok') return failed(`${errand.path} was not deleted: ${excerpt(there.text)}`);
      const removed = yield call('run_command', { command: ['rm', '--', errand.path] });
      return removed.status === 'ok' ? null : failed(`${errand.path} was not deleted: ${excerpt(removed.text)}`);
    }
    case 'mend': {
      // What is not mended by then is left for another job with more time.
      const mended = yield call('mend_problems', { seconds: mendSeconds });
      if (mended.status === 'ok') return changedNothing(yield call('get_repo_state')) ? done(mended.text) : null;
      return failed(mended.text);
    }
    default: {
      const ran = yield* tidy(around.scripts);
      if (ran.length === 0) {
        return failed('The project declares neither a format script nor a linter that mends; nothing was changed.');
      }
      return changedNothing(yield call('get_repo_state'))
        ? done('Nothing had to be changed: the repository already is as asked.')
        : null;
    }
  }
}

function changedNothing(state: Result): boolean {
  return state.status === 'ok' && listOf(objectOf(state.data)['changes']).length === 0;
}
