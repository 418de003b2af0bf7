import type { Role } from '@codewright/protocol/access';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { useRefusal } from '../lib/session.ts';

type Look = 'plain' | 'main' | 'danger' | 'ghost';

const looks: Record<Look, string> = {
  plain: 'border border-line bg-raised hover:bg-hover text-ink shadow-xs',
  main: 'bg-accent-fill text-white hover:brightness-110 shadow-xs',
  danger: 'border border-line bg-raised text-bad hover:bg-bad-fill shadow-xs',
  ghost: 'text-soft hover:bg-hover hover:text-ink',
};

export interface ButtonProps extends ComponentProps<'button'> {
  look?: Look;
  /** Shows that it is being done, and cannot be pressed again. */
  pending?: boolean;
  icon?: ReactNode;
  /** Whoever has a lesser role is told why it cannot be pressed. */
  needs?: Role;
}

export function Button({
  look = 'plain',
  pending = false,
  icon,
  needs = 'viewer',
  children,
  className = '',
  ...rest
}: ButtonProps) {
  const refusal = useRefusal(needs);
  // It keeps its place among the keys, so that the reason can be reached and read.
  const refused =
    refusal === null
      ? {}
      : {
          'aria-disabled': true,
          'aria-description': refusal,
          title: refusal,
          onClick: (event: MouseEvent) => event.preventDefault(),
        };
  return (
    <button
      type="button"
      {...rest}
      aria-busy={pending}
      disabled={pending || rest.disabled}
      {...refused}
      className={`inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-2.5 text-[13px] font-medium whitespace-nowrap transition-[background,filter] duration-100 disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60 pointer-coarse:min-h-11 pointer-coarse:min-w-11 ${looks[look]} ${className}`}
    >
      {pending ? <LoaderCircle className="spin size-3.5" aria-hidden /> : icon}
      {children}
    </button>
  );
}
