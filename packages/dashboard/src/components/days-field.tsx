import { Field } from './field.tsx';

/** In how many days something ends; empty: never. */
export function DaysField(props: { label: string; value: string; set: (value: string) => void; place?: string }) {
  return <Field type="number" min={1} max={3650} {...props} />;
}

/** What was written into it, as a part of a request. */
export function daysIn(written: string): { days?: number } {
  return written === '' ? {} : { days: Number(written) };
}
