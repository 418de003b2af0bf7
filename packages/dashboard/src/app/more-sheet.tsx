import { Link } from '@tanstack/react-router';
import { Dialog } from '../components/dialog.tsx';
import { places } from './places.ts';

/** The pages that have no place in the bar of a phone. */
export function MoreSheet({ close }: { close: () => void }) {
  return (
    <Dialog open onOpenChange={close} title="More pages">
      <ul className="grid grid-cols-3 gap-2">
        {places
          .filter((place) => !place.bar)
          .map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                onClick={close}
                className="flex min-h-18 flex-col items-center justify-center gap-1 rounded-lg border font-medium text-soft hover:bg-hover data-[status=active]:border-accent data-[status=active]:text-accent"
              >
                <Icon className="size-5" aria-hidden />
                {label}
              </Link>
            </li>
          ))}
      </ul>
    </Dialog>
  );
}
