import { ChevronRight } from 'lucide-react';

export function Chevron({ open }: { open: boolean }) {
  return (
    <ChevronRight
      className={`size-3.5 shrink-0 text-faint transition-transform ${open ? 'rotate-90' : ''}`}
      aria-hidden
    />
  );
}
