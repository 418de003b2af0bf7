import type { Field, Row } from './model.ts';
import { show } from './values.ts';

interface Properties {
  field: Field;
  row: Row;
  names: ReadonlyMap<string, string>;
}

/** A value as people read it; the name of another row leads to that row. */
export function ShownValue({ field, row, names }: Properties) {
  const value = row[field.name];
  const text = show(field, value);
  if (value === null || value === undefined) return <span className="faint">{text}</span>;
  if (field.references) {
    const key = `${field.references}/${value}`;
    return <a href={`#/${key}`}>{names.get(key) ?? `#${value}`}</a>;
  }
  if (field.type === 'email') return <a href={`mailto:${text}`}>{text}</a>;
  if (field.type === 'phone') return <a href={`tel:${text.replaceAll(/[^+\d]/g, '')}`}>{text}</a>;
  if (field.type === 'url' && /^https?:/.test(text)) {
    return (
      <a href={text} rel="noreferrer">
        {text.replace(/^https?:\/\/(www\.)?|\/$/g, '')}
      </a>
    );
  }
  if (field.values) return <span className="tag">{text}</span>;
  return text;
}
