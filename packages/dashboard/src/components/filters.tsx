import type { Ref } from 'react';

const look = 'h-8 rounded-md border border-edge bg-panel pointer-coarse:min-h-11';

/** Words to look for, beside or above of what is searched. */
export function FindField({
  label,
  value,
  placeholder = 'Find …',
  className = 'min-w-40 flex-1',
  ref,
  onChange,
}: {
  label: string;
  value: string;
  placeholder?: string;
  /** How wide it is. */
  className?: string;
  ref?: Ref<HTMLInputElement>;
  onChange: (value: string) => void;
}) {
  return (
    <input
      {...(ref ? { ref } : {})}
      type="search"
      aria-label={label}
      maxLength={200}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`${look} px-2.5 ${className}`}
    />
  );
}

/** One of several, or any of them. */
export function ChoiceField<T extends string>({
  label,
  value,
  any,
  options,
  onChange,
}: {
  label: string;
  value: T | undefined;
  /** What the choice of none is called. */
  any: string;
  options: readonly { value: T; label: string }[];
  onChange: (value: T | '') => void;
}) {
  return (
    <select
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value as T | '')}
      className={`${look} px-2`}
    >
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
