import { z } from 'zod';

/** Kinds of value that several schemas share. */

export const idField = z.int().positive();

/** Text without blanks around it; lengths in characters. */
export function textField(min: number, max: number) {
  return z.string().trim().min(min).max(max);
}

/** YYYY-MM-DD. */
export const dateField = z.iso.date();

/** Kept in small letters, so that one address is not two. */
export const emailField = z.email().max(254).toLowerCase();

export const phoneField = z
  .string()
  .trim()
  .regex(/^\+?[0-9(][0-9 ()./-]{3,24}$/, 'Invalid phone number');
