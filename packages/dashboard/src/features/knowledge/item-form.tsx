import { type KnowledgeItem, tagOf } from '@codewright/protocol/memory';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field, Labelled } from '../../components/field.tsx';
import { call, queries, wordsOf } from '../../lib/api.ts';
import { useAction } from '../../lib/use-action.ts';

/** Adds a note, or corrects an item. */
export function ItemForm({ item, close }: { item: KnowledgeItem | null; close: (id: string | null) => void }) {
  const id = useId();
  const [title, setTitle] = useState(item?.title ?? '');
  const [text, setText] = useState(item?.text ?? '');
  const [source, setSource] = useState(item?.source ?? '');
  const [percent, setPercent] = useState(String(Math.round((item?.confidence ?? 0.9) * 100)));
  const [problem, setProblem] = useState('');
  const [version] = useState(item?.version ?? 0);
  const put = useAction({
    what: item ? `Changing ${item.title}` : 'Adding the note',
    run: async () => {
      setProblem('');
      const body = {
        title,
        text,
        confidence: Number(percent) / 100,
        ...(source.trim() === '' ? {} : { source }),
      };
      try {
        return item
          ? await call('changeKnowledge', { id: item.id, body, headers: { 'if-match': tagOf(version) } })
          : await call('addKnowledge', { body });
      } catch (error) {
        const { message, hint } = wordsOf(error);
        setProblem(`${message} ${hint}`.trim());
        throw error;
      }
    },
    done: () => (item ? `${title} is changed.` : `${title} is noted.`),
    after(made) {
      // What is done next is done to this version.
      queries.setQueryData(['knowledge', 'item', made.id], made);
      close(made.id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.start(undefined);
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <Field label="Title" value={title} set={setTitle} required maxLength={200} />
      <Labelled label="What is so">
        <textarea
          value={text}
          onChange={(event) => setText(event.target.value)}
          required
          rows={6}
          maxLength={40_000}
          className="w-full rounded-md border border-edge bg-panel px-2.5 py-2 text-[13px] text-ink"
        />
      </Labelled>
      <div className="grid gap-3 sm:grid-cols-[1fr_8rem]">
        <Field label="Source" value={source} set={setSource} maxLength={2000} />
        <Field label="How sure, in %" type="number" min={0} max={100} required value={percent} set={setPercent} />
      </div>
      <p id={`${id}-problem`} role="alert" className="text-bad [overflow-wrap:anywhere] empty:hidden">
        {problem}
      </p>
      <div className="flex gap-2">
        <Button look="main" type="submit" needs="member" pending={put.pending}>
          {item ? 'Save' : 'Add note'}
        </Button>
        <Button look="ghost" onClick={() => close(null)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
