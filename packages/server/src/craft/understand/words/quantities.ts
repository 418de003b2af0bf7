import type { FieldType } from '../../requirements.ts';

/** Bounds as people say them: "at least 1", "between 1 and 5", "positive". */

export interface Range {
  min?: number;
  max?: number;
}

const n = '(-?\\d+(?:\\.\\d+)?)';
const upper =
  '(?:at most|up to|no more than|not more than|maximum(?: of)?|max|not exceed|never exceed|cannot exceed|exceed|less than or equal to|limited to|not be (?:more|greater|higher|bigger|larger) than|never (?:be )?(?:more|greater|higher|above|over) (?:than)?|not (?:be |go )?(?:above|over)|cannot be (?:more|greater|higher) than|below or equal to|cannot be (?:above|over)|cannot go above)';
const lower =
  '(?:at least|minimum(?: of)?|min|no less than|not less than|greater than or equal to|not (?:be |go |drop |fall )?(?:below|under|less than|lower than)|never (?:be |go |drop |fall |become )?(?:below|under|less than|lower than)|cannot (?:be |go |drop |fall )?(?:below|under|less than|lower than)|starting (?:at|from))';

/** Money is held in minor units, so a stated amount counts a hundredfold. */
export function readRange(text: string, type: FieldType): Range | undefined {
  const scale = type === 'money' ? 100 : 1;
  // Two decimals are what people give of a measured value.
  const step = type === 'integer' || type === 'money' ? 1 : 0.01;
  const range: Range = {};
  const between = new RegExp(`${n} (?:percent )?\\.\\. ${n}`).exec(text);
  if (between)
    return {
      min: Math.min(Number(between[1]), Number(between[2])) * scale,
      max: Math.max(Number(between[1]), Number(between[2])) * scale,
    };
  const outOf = new RegExp(`(?:out of|scale of) ${n}`).exec(text);
  if (outOf) return { min: 1, max: Number(outOf[1]) };
  const max = new RegExp(`${upper} ${n}`).exec(text);
  if (max) range.max = Number(max[1]) * scale;
  const min = new RegExp(`${lower} ${n}`).exec(text);
  if (min) range.min = Number(min[1]) * scale;
  const over = new RegExp(`(?:greater than|more than|above|over|larger than|bigger than|higher than|>) ${n}`).exec(
    text,
  );
  if (over && max === null && min === null && !/\b(?:not|cannot|never|no)\b/.test(text.slice(0, over.index)))
    range.min = Number(over[1]) * scale + step;
  const under = new RegExp(`(?:less than|below|under|smaller than|lower than|fewer than|<) ${n}`).exec(text);
  if (under && min === null && max === null && !/\b(?:not|cannot|never|no)\b/.test(text.slice(0, under.index)))
    range.max = Number(under[1]) * scale - step;
  if (
    /\b(?:below|under|less than|lower than|smaller than) 0\b/.test(text) &&
    /\b(?:not|cannot|never|no)\b/.test(text)
  ) {
    delete range.max;
    range.min = 0;
  }
  if (/\b(?:non|not|never|cannot|no|without|nor)\b.*\b(?:negative|minus)\b/.test(text)) range.min = 0;
  else if (
    /\b(?:(?:not|never|cannot be|may not be|must not be) 0$|positive|greater than 0|more than 0|above 0)\b/.test(text)
  )
    range.min = type === 'decimal' ? step : 1;
  return range.min === undefined && range.max === undefined ? undefined : range;
}
