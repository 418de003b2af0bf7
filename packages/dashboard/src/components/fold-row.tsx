import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId } from 'react';

/** A line of a list that opens: `children` are made when it does. */
export function FoldRow({
  open,
  toggle,
  head,
  children,
}: {
  open: boolean;
  toggle: () => void;
  head: ReactNode;
  children: () => ReactNode;
}) {
  const id = useId();
  return (
    <li>
      <button
        type="button"
        onClick={toggle}
        aria-expanded={open}
        aria-controls={id}
        className="flex min-h-11 w-full items-center gap-3 px-4 py-1.5 text-left -outline-offset-2 hover:bg-hover md:px-6"
      >
        <ChevronRight className={`size-3.5 shrink-0 text-faint ${open ? 'rotate-90' : ''}`} aria-hidden />
        {head}
      </button>
      <div id={id} hidden={!open}>
        {open ? children() : null}
      </div>
    </li>
  );
}

/** What a line opens to: the thing itself, and beside it where it comes from. */
export function FoldBody({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="grid gap-x-8 gap-y-4 border-t bg-page px-4 py-4 md:px-6 lg:grid-cols-[1fr_18rem]">
      <div className="min-w-0">{children}</div>
      <div>{aside}</div>
    </div>
  );
}
