import { memoryScopes, type MemoryScope } from '@codewright/protocol/memory';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { DaysField, daysIn } from '../../components/days-field.tsx';
import { Field, fieldLook, Labelled } from '../../components/field.tsx';
import { call, wordsOf } from '../../lib/api.ts';
import { useAsker } from '../../lib/session.ts';
import { useAction } from '../../lib/use-action.ts';
import { readValue, ValueField, type Written } from './value-field.tsx';
import { scopeWords } from './scope-words.ts';

export function NewRecord({ close }: { close: (id: string | null) => void }) {
  // What is everybody's an admin decides.
  const admin = useAsker()?.role === 'admin';
  const mine = memoryScopes.filter((one) => one !== 'global' || admin);
  const [scope, setScope] = useState<MemoryScope>('project');
  const [place, setPlace] = useState('');
  const [key, setKey] = useState('');
  const [days, setDays] = useState('');
  const [written, setWritten] = useState<Written>({ text: '', json: false });
  const [problem, setProblem] = useState('');
  const placeLabel = scopeWords[scope].place;
  const put = useAction({
    what: 'Remembering',
    run: async (body: Parameters<typeof bodyOf>[0]) => {
      try {
        return await call('remember', { body: bodyOf(body), headers: { 'if-none-match': '*' } });
      } catch (error) {
        setProblem(wordsOf(error).message);
        throw error;
      }
    },
    done: () => `${key} is remembered.`,
    after: ({ id }) => close(id),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readValue(written);
    setProblem(read.problem ?? '');
    if (read.problem === null) put.start({ scope, place, key, value: read.value, days });
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Labelled label="Kept for">
          <select value={scope} onChange={(event) => setScope(event.target.value as MemoryScope)} className={fieldLook}>
            {mine.map((name) => (
              <option key={name} value={name}>
                {scopeWords[name].label}
              </option>
            ))}
          </select>
        </Labelled>
        {placeLabel === null ? null : (
          <Field label={placeLabel} value={place} set={setPlace} required maxLength={400} />
        )}
        <Field label="Name" value={key} set={setKey} required maxLength={200} />
        <DaysField label="Days, if it is to be forgotten" value={days} set={setDays} />
      </div>
      <ValueField label="What is to be remembered" written={written} problem={problem} onChange={setWritten} />
      <div className="flex gap-2">
        <Button look="main" type="submit" needs="member" pending={put.pending}>
          Remember
        </Button>
        <Button look="ghost" onClick={() => close(null)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function bodyOf({
  scope,
  place,
  key,
  value,
  days,
}: {
  scope: MemoryScope;
  place: string;
  key: string;
  value: Extract<ReturnType<typeof readValue>, { problem: null }>['value'];
  days: string;
}) {
  return {
    scope,
    place: scopeWords[scope].place === null ? '' : place.trim(),
    key: key.trim(),
    value,
    ...daysIn(days),
  };
}
