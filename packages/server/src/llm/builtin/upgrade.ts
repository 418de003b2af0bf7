import { settleLock } from './lock.ts';
import { call, done, excerpt, failed, listOf, objectOf, type Program, type Result, stringOf } from './program.ts';

/** The packages that a request names; null: all. */
function namedIn(goal: string): string[] | null {
  const [, list = ''] = /^Upgrade (.+) as far as the tests allow$/.exec(goal.trim()) ?? [];
  return list === '' || list === 'the packages' ? null : list.split(', ');
}

/** Raises packages, proves what stands, and commits it. */
export const upgrade: Program = function* (task) {
  const packages = namedIn(task.goal);
  const raised = yield call('raise_packages', packages === null ? {} : { packages });
  if (raised.status !== 'ok') return failed(raised.text);
  if (listOf(objectOf(raised.data)['raised']).length === 0) return done(raised.text);
  const listed = yield call('list_files');
  const names = listOf(objectOf(listed.data)['entries']);
  const remark = names.includes('package-lock.json') ? yield* settleLock() : '';
  const tests = yield call('run_tests');
  if (tests.status !== 'ok')
    return failed(`With all that was raised the tests fail after all: ${excerpt(tests.text, 20)}`);
  const committed = yield call('commit_changes', { message: messageFor(raised) });
  if (committed.status !== 'ok') return failed(`The commit was refused: ${excerpt(committed.text)}`);
  return done([raised.text, remark, committed.text].filter(Boolean).join('\n\n'));
};

function messageFor({ data }: Result): string {
  const raised = listOf(objectOf(data)['raised']).map(objectOf);
  const held = listOf(objectOf(data)['held']).map(objectOf);
  const one = (entry: (typeof raised)[number]) =>
    `${stringOf(entry['name'])} ${stringOf(entry['from'])} → ${stringOf(entry['to'])}`;
  const title = raised.length === 1 && raised[0] ? `Raise ${one(raised[0])}` : `Raise ${raised.length} packages`;
  const back = held.map(
    (entry) => `- ${stringOf(entry['name'])} ${stringOf(entry['tried'])}: ${stringOf(entry['why'])}`,
  );
  const body = [...raised.map((entry) => `- ${one(entry)}`), ...(back.length > 0 ? ['', 'Held back:', ...back] : [])];
  return `${title.slice(0, 72)}\n\n${body.join('\n').slice(0, 4000)}`;
}
