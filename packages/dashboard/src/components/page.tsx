import { CloudOff, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { wordsOf } from '../lib/api.ts';
import { Button } from './button.tsx';

/** A page's head line and its content, which scrolls by itself. */
export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <title>{`${title} · Codewright`}</title>
      <header className="flex min-h-13 shrink-0 items-center gap-3 border-b px-4 md:px-6">
        <h1 className="min-w-0 flex-1 truncate text-[15px] font-semibold">{title}</h1>
        {actions}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
        {children}
      </div>
    </div>
  );
}

/** Says what would be here, and what to do so that it is. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center">
      <div className="mb-3 grid size-10 place-items-center rounded-xl border bg-panel text-faint [&_svg]:size-5">
        {icon}
      </div>
      <h2 className="text-[15px] font-semibold">{title}</h2>
      <div className="mt-1 text-soft">{children}</div>
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  );
}

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { message, hint } = wordsOf(error);
  return (
    <div role="alert">
      <Empty
        icon={<CloudOff aria-hidden />}
        title="This could not be read"
        action={retry ? <Button onClick={retry}>Try again</Button> : undefined}
      >
        <p className="[overflow-wrap:anywhere]">{message}</p>
        {hint ? <p className="mt-1">{hint}</p> : null}
      </Empty>
    </div>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <div className="flex items-center justify-center gap-2 py-16 text-faint" role="status">
      <LoaderCircle className="spin size-4" aria-hidden />
      Reading {what} …
    </div>
  );
}

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="mb-6">
      <div className="mb-2 flex min-h-6 items-center gap-2">
        <h2 className="flex-1 text-xs font-semibold tracking-wide text-soft">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

export function Kbd({ keys }: { keys: string }) {
  const shown = keys.replace('mod', /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl').split(/[ +]/);
  return (
    <span className="inline-flex gap-1">
      {shown.map((key) => (
        <kbd
          key={key}
          className="grid h-5 min-w-5 place-items-center rounded border bg-panel px-1 font-sans text-[11px] text-soft capitalize"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
