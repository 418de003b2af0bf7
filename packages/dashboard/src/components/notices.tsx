import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { dismiss, useNotices } from '../lib/notices.ts';
import { inks } from './status.tsx';

export function Notices() {
  const notices = useNotices();
  return (
    <Toast.Provider swipeDirection="right">
      {notices.map(({ id, tone, title, detail, retry }) => {
        const Icon = { good: CircleCheck, bad: CircleAlert, calm: Info }[tone];
        return (
          <Toast.Root
            key={id}
            // Spoken when there is room for it; what went wrong at once.
            type={tone === 'bad' ? 'foreground' : 'background'}
            duration={tone === 'bad' ? 20_000 : 5_000}
            onOpenChange={(open) => {
              if (!open) dismiss(id);
            }}
            className="flex items-start gap-2.5 rounded-lg border bg-raised p-3 shadow-lg"
          >
            <Icon className={`mt-0.5 size-4 shrink-0 ${inks[tone]}`} aria-hidden />
            <div className="min-w-0 flex-1">
              <Toast.Title className="font-medium">{title}</Toast.Title>
              {detail ? (
                <Toast.Description className="mt-0.5 text-soft [overflow-wrap:anywhere]">{detail}</Toast.Description>
              ) : null}
              {retry ? (
                <Toast.Action altText="Try it again" className="mt-1 font-medium text-accent" onClick={retry}>
                  Try again
                </Toast.Action>
              ) : null}
            </div>
            <Toast.Close
              className="grid size-6 place-items-center rounded text-faint hover:bg-hover"
              aria-label="Dismiss"
            >
              <X className="size-3.5" aria-hidden />
            </Toast.Close>
          </Toast.Root>
        );
      })}
      <Toast.Viewport className="fixed right-3 bottom-16 z-50 flex w-[min(380px,calc(100vw-24px))] flex-col gap-2 outline-none md:bottom-3" />
    </Toast.Provider>
  );
}
