import { Dialog } from '../components/dialog.tsx';
import { Kbd } from '../components/page.tsx';
import { shortcuts } from '../lib/shortcuts.ts';

export function ShortcutList({ close }: { close: () => void }) {
  return (
    <Dialog open onOpenChange={close} title="Keyboard shortcuts" description="Single keys are off while you type.">
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {shortcuts.map(({ keys, what }) => (
          <div key={keys} className="flex h-8 items-center justify-between border-b">
            <dt>{what}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
