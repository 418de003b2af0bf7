import { type KeyboardEvent, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Kbd } from '../components/page.tsx';
import { changeShortcut, shortcuts, useChosenShortcuts } from '../lib/shortcuts.ts';

/** Every shortcut with its key, which one can choose, or take away. */
export function ShortcutList({ close }: { close: () => void }) {
  const chosen = useChosenShortcuts();
  const [changing, setChanging] = useState('');
  const onKey = (event: KeyboardEvent, keys: string) => {
    if (changing !== keys || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    setChanging('');
    if (['Escape', 'Enter', ' '].includes(event.key)) return;
    if (event.key === 'Backspace' || event.key === 'Delete') return changeShortcut(keys, '');
    const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    changeShortcut(keys, event.ctrlKey || event.metaKey ? `mod+${pressed}` : pressed);
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      title="Keyboard shortcuts"
      description="Single keys are off while you type. Press a shortcut here to give it another key; Backspace takes it away."
    >
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {shortcuts.map(({ keys, what }) => {
          const now = chosen[keys] ?? keys;
          return (
            <div key={keys} className="flex min-h-8 items-center justify-between gap-2 border-b">
              <dt className="min-w-0">{what}</dt>
              <dd>
                <button
                  type="button"
                  onClick={() => setChanging(changing === keys ? '' : keys)}
                  onKeyDown={(event) => onKey(event, keys)}
                  onBlur={() => setChanging('')}
                  className="min-h-7 rounded px-1 hover:bg-hover"
                >
                  <span className="sr-only">Change the key of: {what}, now </span>
                  {changing === keys ? (
                    <span className="text-xs text-accent">press a key …</span>
                  ) : now === '' ? (
                    <span className="text-xs text-faint">none</span>
                  ) : (
                    <Kbd keys={now} />
                  )}
                </button>
              </dd>
            </div>
          );
        })}
      </dl>
      {Object.keys(chosen).length > 0 ? (
        <Button className="mt-3" onClick={() => Object.keys(chosen).forEach((keys) => changeShortcut(keys, null))}>
          As they were
        </Button>
      ) : null}
    </Dialog>
  );
}
