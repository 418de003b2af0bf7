import { useQuery } from '@tanstack/react-query';
import { ArrowUp } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { api } from '../../lib/api.ts';
import { useDraft } from '../../lib/drafts.ts';
import { useRefusal } from '../../lib/session.ts';

/** What is being typed after an @, before the caret. */
const mention = /(?:^|\s)@([\w./-]*)$/;

export interface ChatComposerProps {
  /** Names the draft. */
  name: string;
  folder: string;
  send: (text: string) => void;
}

/** A message, sent by Enter. @ offers the files of the repository. */
export function ChatComposer({ name, folder, send }: ChatComposerProps) {
  const [text, setText] = useDraft(`chat.${name}`);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [closed, setClosed] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const refusal = useRefusal('member');
  const part = mention.exec(text.slice(0, caret))?.[1];
  const offering = part !== undefined && folder !== '' && !closed;
  const found = useQuery({
    queryKey: ['files', folder, part],
    queryFn: () => api().repositoryFiles({ folder, q: part ?? '', limit: 8 }),
    enabled: offering,
    staleTime: 20_000,
    retry: false,
  });
  const files = offering ? (found.data ?? []) : [];
  const at = Math.min(chosen, files.length - 1);

  const take = (path: string) => {
    const before = text.slice(0, caret).replace(/@[\w./-]*$/, `@${path} `);
    setText(before + text.slice(caret));
    setCaret(before.length);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(before.length, before.length);
    });
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === '') return;
    send(text.trim());
    setText('');
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const picked = files[at];
    if (picked !== undefined && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key)) {
      event.preventDefault();
      if (event.key === 'ArrowDown') setChosen((at + 1) % files.length);
      else if (event.key === 'ArrowUp') setChosen((at + files.length - 1) % files.length);
      else if (event.key === 'Escape') setClosed(true);
      else take(picked);
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    submit();
  };
  if (refusal !== null)
    return <p className="shrink-0 border-t bg-panel px-4 py-2.5 text-soft md:px-6">You can read along. {refusal}</p>;
  return (
    <form onSubmit={submit} className="relative shrink-0 border-t bg-panel px-4 py-2 md:px-6">
      {files.length > 0 ? (
        <ul
          id={list}
          role="listbox"
          aria-label="Files"
          className="absolute bottom-full left-4 z-10 mb-1 max-h-64 w-[min(36rem,calc(100%-2rem))] overflow-y-auto rounded-md border bg-raised py-1 shadow-lg"
        >
          {files.map((path, index) => (
            <li
              key={path}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => {
                event.preventDefault();
                take(path);
              }}
              className="cursor-default px-3 py-1 font-mono text-[12.5px] [overflow-wrap:anywhere] aria-selected:bg-hover pointer-coarse:py-2.5"
            >
              {path}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="mx-auto flex max-w-3xl items-end gap-2">
        <label htmlFor={`${list}-text`} className="sr-only">
          Message
        </label>
        <textarea
          id={`${list}-text`}
          ref={field}
          rows={1}
          maxLength={10_000}
          value={text}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={files.length > 0 ? list : undefined}
          aria-activedescendant={files.length > 0 ? `${list}-${at}` : undefined}
          onChange={(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart);
            setChosen(0);
            setClosed(false);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKey}
          placeholder="Ask for something, or about the code … @ names a file"
          className="field-sizing-content max-h-48 min-h-9 min-w-0 flex-1 resize-none rounded-md border border-edge bg-panel px-3 py-1.5 pointer-coarse:min-h-11"
        />
        <Button
          look="main"
          type="submit"
          aria-label="Send"
          disabled={text.trim() === ''}
          className="h-9! w-9 px-0!"
          icon={<ArrowUp className="size-4" aria-hidden />}
        />
      </div>
    </form>
  );
}
