/** A row as the API gives it. */
export interface Row {
  id: number;
  [field: string]: unknown;
}

export interface Field {
  name: string;
  label: string;
  type: string;
  /** Must be filled in. */
  needed?: boolean;
  /** Set by the server alone. */
  readOnly?: boolean;
  /** A new row always starts with its first value. */
  startsFixed?: boolean;
  /** What the input of a new row shows. */
  initial?: string;
  /** Least and most: of a number, of the characters of a text; of money in cents. */
  min?: number | undefined;
  max?: number | undefined;
  /** The only ones that it may have. */
  values?: readonly string[];
  /** Path of the rows that it points to. */
  references?: string;
  /** In which a number is counted. */
  unit?: string;
  /** Of money, by its three letters. */
  currency?: string;
  /** Lists can be put in its order, and narrowed to one of its values. */
  sorted?: boolean;
  filtered?: boolean;
}

export interface Action {
  path: string;
  verb: string;
  label: string;
  /** What a row must be for it. */
  when: Readonly<Record<string, unknown>>;
}

export interface Entity {
  path: string;
  one: string;
  many: string;
  verbs: readonly string[];
  searched: boolean;
  /** The field by which people know a row. */
  labelField?: string;
  fields: readonly Field[];
  actions: readonly Action[];
}

export const title = 'Climbing Gym';

export const entities: readonly Entity[] = [
  {
    path: 'members',
    one: 'member',
    many: 'Members',
    verbs: ['create', 'list', 'read', 'update', 'delete'],
    searched: false,
    labelField: 'name',
    fields: [
      { name: 'name', label: 'Name', type: 'string', needed: true, sorted: true },
      { name: 'email', label: 'Email', type: 'email', needed: true, sorted: true },
      { name: 'phone', label: 'Phone', type: 'phone', sorted: true },
      { name: 'joinedOn', label: 'Joined on', type: 'date', sorted: true },
    ],
    actions: [],
  },
  {
    path: 'routes',
    one: 'route',
    many: 'Routes',
    verbs: ['create', 'list', 'read', 'update', 'delete'],
    searched: false,
    labelField: 'name',
    fields: [
      { name: 'name', label: 'Name', type: 'string', sorted: true },
      { name: 'grade', label: 'Grade', type: 'string', needed: true, sorted: true },
    ],
    actions: [],
  },
  {
    path: 'ascents',
    one: 'ascent',
    many: 'Ascents',
    verbs: ['create', 'list', 'read', 'update', 'delete'],
    searched: false,
    fields: [
      { name: 'routeId', label: 'Route', type: 'reference', needed: true, references: 'routes' },
      { name: 'memberId', label: 'Member', type: 'reference', needed: true, references: 'members' },
      { name: 'notes', label: 'Notes', type: 'text' },
      { name: 'date', label: 'Date', type: 'date', needed: true, sorted: true },
    ],
    actions: [],
  },
];

export function entityOf(path: string): Entity | undefined {
  return entities.find((entity) => entity.path === path);
}
