import type { SavedView } from '@codewright/protocol/views';
import { useQuery } from '@tanstack/react-query';
import { Bookmark, Link2, Trash2 } from 'lucide-react';
import { DropdownMenu as Menu } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { call } from '../../lib/api.ts';
import { notify, notifyError } from '../../lib/notices.ts';
import { useAction } from '../../lib/use-action.ts';

type Filters = SavedView['filters'];

interface SavedViewsProps {
  /** What the list is filtered by now. */
  filters: Filters;
  open: (view: SavedView) => void;
}

/** Lists that one has saved: opened, shared by their link, removed; and the one that is shown saved under a name. */
export function SavedViews({ filters, open }: SavedViewsProps) {
  const [naming, setNaming] = useState(false);
  const list = useQuery({ queryKey: ['views'], queryFn: async () => (await call('listViews', {})).views });
  const remove = useAction({
    what: 'Removing the saved list',
    run: (view: SavedView) => call('removeView', { id: view.id }),
    done: (_removed, view) => `${view.name} is removed`,
  });
  const views = list.data ?? [];
  const item =
    'flex min-h-8 cursor-default items-center gap-2 rounded px-2 outline-none data-[disabled]:opacity-60 data-[highlighted]:bg-hover [&>svg]:size-3.5 [&>svg]:text-soft pointer-coarse:min-h-11';
  return (
    <>
      <Menu.Root>
        <Menu.Trigger asChild>
          <Button aria-label="Saved lists" icon={<Bookmark className="size-3.5" aria-hidden />} className="w-8 px-0!" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Content
            align="end"
            sideOffset={4}
            className="z-50 max-h-[60vh] min-w-60 overflow-y-auto rounded-lg border bg-raised p-1 shadow-lg"
          >
            <Menu.Item className={item} disabled={Object.keys(filters).length === 0} onSelect={() => setNaming(true)}>
              <Bookmark aria-hidden />
              Save this list …
            </Menu.Item>
            <Menu.Separator className="my-1 h-px bg-line" />
            {list.isError ? <Menu.Label className="px-2 py-1 text-bad">They could not be read.</Menu.Label> : null}
            {views.length === 0 && !list.isError ? (
              <Menu.Label className="max-w-64 px-2 py-1 text-xs text-soft">
                None yet: filter the jobs by state, kind of work or words, and save what you see.
              </Menu.Label>
            ) : null}
            {views.map((view) => (
              <Menu.Sub key={view.id}>
                <Menu.SubTrigger className={item}>
                  <span className="max-w-64 flex-1 truncate">{view.name}</span>
                  <span aria-hidden>›</span>
                </Menu.SubTrigger>
                <Menu.Portal>
                  <Menu.SubContent
                    sideOffset={2}
                    collisionPadding={8}
                    className="z-50 min-w-44 rounded-lg border bg-raised p-1 shadow-lg"
                  >
                    <Menu.Item className={item} onSelect={() => open(view)}>
                      <Bookmark aria-hidden />
                      Open
                    </Menu.Item>
                    <Menu.Item className={item} onSelect={() => void share(view)}>
                      <Link2 aria-hidden />
                      Copy its link
                    </Menu.Item>
                    <Menu.Item className={item} onSelect={() => remove.start(view)}>
                      <Trash2 aria-hidden />
                      Remove
                    </Menu.Item>
                  </Menu.SubContent>
                </Menu.Portal>
              </Menu.Sub>
            ))}
          </Menu.Content>
        </Menu.Portal>
      </Menu.Root>
      {naming ? <NameView filters={filters} close={() => setNaming(false)} saved={open} /> : null}
    </>
  );
}

async function share({ id }: SavedView): Promise<void> {
  try {
    await navigator.clipboard.writeText(`${location.origin}/jobs?view=${encodeURIComponent(id)}`);
    notify({ tone: 'good', title: 'The link is copied', detail: 'Whoever opens it sees the jobs that they may see.' });
  } catch (error) {
    notifyError(error, 'Copying the link failed');
  }
}

function NameView({
  filters,
  close,
  saved,
}: {
  filters: Filters;
  close: () => void;
  saved: (view: SavedView) => void;
}) {
  const [name, setName] = useState('');
  const id = useId();
  const save = useAction({
    what: 'Saving the list',
    run: () => call('saveView', { body: { name: name.trim(), filters } }),
    done: (view) => `Saved as ${view.name}`,
    after: (view) => {
      saved(view);
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.start(undefined);
  };
  const shown = Object.entries(filters)
    .map(([what, value]) => `${what} ${value.replaceAll(',', ' or ')}`)
    .join(', ');
  return (
    <Dialog open onOpenChange={close} title="Save this list" description={shown}>
      <form onSubmit={submit} className="flex flex-wrap gap-2">
        <label htmlFor={id} className="sr-only">
          Name of the list
        </label>
        <input
          id={id}
          autoFocus
          maxLength={60}
          value={name}
          placeholder="Name"
          onChange={(event) => setName(event.target.value)}
          className="h-8 min-w-40 flex-1 rounded-md border border-edge bg-panel px-2.5 pointer-coarse:min-h-11"
        />
        <Button look="main" type="submit" pending={save.pending} disabled={name.trim() === ''}>
          Save
        </Button>
      </form>
    </Dialog>
  );
}
