import { textOf } from '@codewright/protocol/json';
import { type MemoryRecord, tagOf } from '@codewright/protocol/memory';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { FoldBody, FoldRow } from '../../components/fold-row.tsx';
import { SureButton } from '../../components/sure-button.tsx';
import { History, Origin } from '../../components/versions.tsx';
import { call, wordsOf } from '../../lib/api.ts';
import { ago, lastPart, shortId } from '../../lib/format.ts';
import { useAction } from '../../lib/use-action.ts';
import { readValue, ValueField, writtenOf } from './value-field.tsx';
import { scopeWords } from './scope-words.ts';

/** A record on one line; opened with its whole value, its history, and the ways to change it. */
export function RecordRow({ record, open, toggle }: { record: MemoryRecord; open: boolean; toggle: () => void }) {
  const { key, value, updatedAt } = record;
  return (
    <FoldRow
      open={open}
      toggle={toggle}
      head={
        <>
          <span className="min-w-0 flex-1 sm:flex sm:items-center sm:gap-3">
            <span className="block truncate font-medium sm:w-56 sm:shrink-0">{key}</span>
            <span className="block min-w-0 truncate text-soft sm:flex-1">{textOf(value, 'null')}</span>
          </span>
          <span className="hidden max-w-44 shrink-0 truncate text-xs text-soft md:block">{whereOf(record)}</span>
          <time dateTime={updatedAt} className="w-20 shrink-0 text-right text-xs text-soft">
            {ago(updatedAt)}
          </time>
        </>
      }
    >
      {() => <Opened record={record} close={toggle} />}
    </FoldRow>
  );
}

function whereOf({ scope, place }: MemoryRecord): string {
  if (scope === 'global') return 'everybody';
  if (scope === 'project') return lastPart(place);
  return scope === 'agent' ? place : `${scopeWords[scope].label.toLowerCase()} ${shortId(place)}`;
}

function Opened({ record, close }: { record: MemoryRecord; close: () => void }) {
  const { id, key, value, version, scope, place, owner, expiresAt, by, job, entry } = record;
  const [editing, setEditing] = useState(false);
  const history = useQuery({
    queryKey: ['memory', 'history', id, version],
    queryFn: async () => (await call('recordHistory', { id })).versions,
  });
  const forget = useAction({
    what: `Forgetting ${key}`,
    run: () => call('forgetRecord', { id, headers: { 'if-match': tagOf(version) } }),
    done: () => `${key} is forgotten.`,
    after: close,
  });
  const text = textOf(value, 'null');
  return (
    <FoldBody aside={<History about={key} versions={history} />}>
      <p className="mb-2 text-xs text-soft [overflow-wrap:anywhere]">
        {scopeWords[scope].label}
        {place === '' ? '' : `: ${place}`} · {owner === '' ? 'shared by all' : `of ${owner}`}
        {expiresAt === null ? '' : ` · until ${expiresAt.slice(0, 10)}`} · version {version}{' '}
        <Origin by={by.id} job={job} entry={entry} about={key} />
      </p>
      {editing ? (
        <Editor record={record} close={() => setEditing(false)} />
      ) : (
        <>
          <pre className="max-h-96 overflow-auto rounded-md border bg-panel p-3 font-mono text-[12.5px] whitespace-pre-wrap [overflow-wrap:anywhere]">
            {typeof value === 'string' ? text : JSON.stringify(value, null, 2)}
          </pre>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button needs="member" onClick={() => setEditing(true)} aria-label={`Change ${key}`}>
              Change
            </Button>
            <SureButton
              word="Forget"
              name={key}
              needs="member"
              pending={forget.pending}
              start={() => forget.start(undefined)}
            />
          </div>
        </>
      )}
    </FoldBody>
  );
}

function Editor({
  record: { id, key, value, version, expiresAt },
  close,
}: {
  record: MemoryRecord;
  close: () => void;
}) {
  // As it was when the writing began: what others change meanwhile must not be lost under it.
  const [begun] = useState(version);
  const [written, setWritten] = useState(() => writtenOf(value));
  const [problem, setProblem] = useState('');
  const put = useAction({
    what: `Changing ${key}`,
    run: async (next: typeof value) => {
      try {
        const left = expiresAt === null ? null : (Date.parse(expiresAt) - Date.now()) / 86_400_000;
        const days = left === null ? {} : { days: Math.max(left, 0.001) };
        await call('changeRecord', { id, body: { value: next, ...days }, headers: { 'if-match': tagOf(begun) } });
      } catch (error) {
        const { message, hint } = wordsOf(error);
        setProblem(`${message} ${hint}`.trim());
        throw error;
      }
    },
    done: () => `${key} is changed.`,
    after: close,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readValue(written);
    setProblem(read.problem ?? '');
    if (read.problem === null) put.start(read.value);
  };
  return (
    <form onSubmit={submit} className="space-y-2">
      <ValueField label={`Value of ${key}`} written={written} problem={problem} onChange={setWritten} />
      <div className="flex flex-wrap gap-2">
        <Button look="main" type="submit" pending={put.pending}>
          Save
        </Button>
        <Button look="ghost" onClick={close}>
          Cancel
        </Button>
        {begun === version ? null : <Button onClick={close}>Read what it is now</Button>}
      </div>
    </form>
  );
}
