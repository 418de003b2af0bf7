import { isIP } from 'node:net';

export interface PhoneOptions {
  /** Digits of the country where none is written. */
  country?: string;
}

/** What follows the country in VAT numbers of the EU (EL is Greece, XI Northern Ireland). */
const vatForms: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
};

/** Whether a text can be an email address, as far as its form tells. */
export function isEmail(text: string): boolean {
  if (text.length > 254) return false;
  return /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i.test(
    text,
  );
}

/** Writes a phone number as E.164 does; undefined where it is none. */
export function readPhone(text: string, options: PhoneOptions = {}): string | undefined {
  const { country = '1' } = options;
  if (!/^\+?[\d\s()./-]+$/.test(text.trim())) return undefined;
  const digits = text.replace(/[^\d+]/g, '').replace(/^00/, '+');
  const full = digits.startsWith('+') ? digits : `+${country}${digits.replace(/^0/, '')}`;
  return /^\+[1-9]\d{6,14}$/.test(full) ? full : undefined;
}

/** Whether a text is an address of the web. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** 4 or 6 for an IP address, 0 for anything else. */
export function ipVersion(text: string): number {
  return isIP(text);
}

/** The country of a VAT number of the EU that has the right form. */
export function vatCountry(text: string): string | undefined {
  const number = text.replace(/[\s.-]/g, '').toUpperCase();
  const country = number.slice(0, 2);
  const form = Object.hasOwn(vatForms, country) ? vatForms[country] : undefined;
  return form?.test(number.slice(2)) ? country : undefined;
}
