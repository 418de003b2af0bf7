import { Button } from '../../components/button.tsx';
import { notify, notifyError } from '../../lib/notices.ts';

export interface Once {
  words: string;
  secret: string;
}

/** Something that signs in: shown once, to be taken along now. */
export function ShownOnce({ once: { words, secret }, close }: { once: Once; close: () => void }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      notify({ tone: 'good', title: 'Copied.', detail: '' });
    } catch (error) {
      notifyError(error, 'Copying failed');
    }
  };
  return (
    <section aria-label="Shown once" className="mb-6 space-y-2 rounded-lg border border-warn/40 bg-warn-fill/60 p-3.5">
      <p role="status">{words} It is shown this once.</p>
      <code className="block rounded bg-code p-2 text-[12.5px] [overflow-wrap:anywhere] select-all">{secret}</code>
      <div className="flex gap-2">
        {window.isSecureContext ? <Button onClick={() => void copy()}>Copy</Button> : null}
        <Button onClick={close}>I have it</Button>
      </div>
    </section>
  );
}
