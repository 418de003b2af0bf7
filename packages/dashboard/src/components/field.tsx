import type { ComponentProps, ReactNode } from 'react';

/** How a line that is written into, or chosen from, looks. */
export const fieldLook =
  'h-9 rounded-md border border-edge bg-panel px-2.5 text-[13px] text-ink pointer-coarse:min-h-11';

/** A part of a form under its name. `className`: its place among the others. */
export function Labelled({
  label,
  className = '',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <label className={`flex flex-col gap-1 text-xs text-soft ${className}`}>
      {label}
      {children}
    </label>
  );
}

interface FieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'className'> {
  label: string;
  value: string;
  set: (text: string) => void;
  /** Its place in the form. */
  place?: string;
  /** For names and keys. */
  mono?: boolean;
}

/** A line to write into. */
export function Field({ label, set, place = '', mono = false, ...input }: FieldProps) {
  return (
    <Labelled label={label} className={place}>
      <input
        autoComplete="off"
        {...input}
        onChange={(event) => set(event.target.value)}
        className={mono ? `${fieldLook} font-mono` : fieldLook}
      />
    </Labelled>
  );
}
