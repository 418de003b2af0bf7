import { X } from 'lucide-react';
import { Dialog as Parts } from 'radix-ui';
import type { ReactNode } from 'react';

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children: ReactNode;
}) {
  return (
    <Parts.Root open={open} onOpenChange={onOpenChange}>
      <Parts.Portal>
        <Parts.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Parts.Content
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className="fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] overflow-y-auto rounded-t-xl border bg-raised p-5 shadow-2xl focus:outline-none sm:top-[12vh] sm:bottom-auto sm:left-1/2 sm:w-[min(640px,94vw)] sm:-translate-x-1/2 sm:rounded-xl"
        >
          <div className="mb-3 flex items-start gap-3">
            <div className="flex-1">
              <Parts.Title className="text-[15px] font-semibold">{title}</Parts.Title>
              {description === undefined ? null : (
                <Parts.Description className="mt-0.5 text-soft">{description}</Parts.Description>
              )}
            </div>
            <Parts.Close
              className="grid size-8 shrink-0 place-items-center rounded-md text-soft hover:bg-hover pointer-coarse:size-11"
              aria-label="Close"
            >
              <X className="size-4" aria-hidden />
            </Parts.Close>
          </div>
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}
