import { useLocation } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { places } from './places.ts';

const MoreSheet = lazy(async () => ({ default: (await import('./more-sheet.tsx')).MoreSheet }));

/** At the end of the bar of a phone: what leads to the other pages. */
export function MorePlaces() {
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  const isThere = places.some(({ to, bar }) => !bar && pathname.startsWith(to));
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={`flex min-h-13 flex-1 flex-col items-center justify-center gap-0.5 text-[11px] font-medium ${isThere ? 'text-accent' : 'text-soft'}`}
      >
        <Ellipsis className="size-5" aria-hidden />
        More
      </button>
      <Suspense>{open ? <MoreSheet close={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
