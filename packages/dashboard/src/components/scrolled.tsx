import { ArrowDown } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';

/** What may be longer than its place, and says so: what lies below is one press away. */
export function Scrolled({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  useEffect(() => {
    const box = place.current;
    const content = inner.current;
    if (!box || !content) return;
    // A few pixels of rounding are nothing that one could miss.
    const look = () => setMore(box.scrollHeight - box.clientHeight - box.scrollTop > 8);
    look();
    const watch = new ResizeObserver(look);
    watch.observe(box);
    watch.observe(content);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      watch.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, []);
  const down = () => place.current?.scrollBy({ top: place.current.clientHeight * 0.8, behavior: 'smooth' });
  return (
    <>
      <div ref={place} className={`overflow-y-auto ${className}`} tabIndex={0} role="group" aria-label={label}>
        <div ref={inner}>{children}</div>
      </div>
      {more ? (
        <button
          type="button"
          onClick={down}
          className="mt-1 inline-flex items-center gap-1 text-xs font-medium text-accent pointer-coarse:min-h-11"
        >
          <ArrowDown className="size-3.5" aria-hidden />
          More below
        </button>
      ) : null}
    </>
  );
}
