import { z } from 'zod';
import { dateField, emailField, phoneField, textField } from '../fields.ts';
import { pageFields, sortField, textFilter } from '../listing.ts';

const memberFields = z.strictObject({
  name: textField(1, 200),
  email: emailField,
  phone: phoneField.nullable(),
  joinedOn: dateField.nullable(),
});

/** The body that creates a member. */
export const memberInput = memberFields.extend({
  phone: phoneField.nullable().default(null),
  joinedOn: dateField.nullable().default(null),
});

/** The body that changes a member: what is left out stays as it is. */
export const memberPatch = memberFields.partial();

/** How a list of members may be narrowed and ordered. */
export const memberQuery = z.strictObject({
  ...pageFields,
  sort: sortField(['id', 'name', 'email', 'phone', 'joinedOn', 'createdAt', 'updatedAt']),
  name: textFilter,
  email: textFilter,
  phone: textFilter,
  joinedOn: textFilter,
});
export type MemberQuery = z.output<typeof memberQuery>;

/** A member as it is stored, less what the database adds. */
export interface MemberValues {
  name: string;
  email: string;
  phone: string | null;
  joinedOn: string | null;
}

export interface Member extends MemberValues {
  id: number;
  createdAt: string;
  updatedAt: string;
}
