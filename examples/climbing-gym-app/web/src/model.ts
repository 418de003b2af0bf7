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
  needed: boolean;
  /** Set by the server alone. */
  readOnly: boolean;
  /** A new row always starts with its first value. */
  startsFixed: boolean;
  /** What the input of a new row shows. */
  initial: string;
  values: readonly string[];
  /** Path of the rows that it points to. */
  references: string | null;
}

export interface Entity {
  path: string;
  one: string;
  many: string;
  verbs: readonly string[];
  searched: boolean;
  /** The field by which people know a row. */
  labelField: string | null;
  fields: readonly Field[];
  actions: readonly { path: string; label: string }[];
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
      {
        name: 'name',
        label: 'Name',
        type: 'string',
        needed: true,
        readOnly: false,
        startsFixed: false,
        initial: '',
        values: [],
        references: null,
      },
      {
        name: 'email',
        label: 'Email',
        type: 'email',
        needed: true,
        readOnly: false,
        startsFixed: false,
        initial: '',
        values: [],
        references: null,
      },
      {
        name: 'phone',
        label: 'Phone',
        type: 'phone',
        needed: false,
        readOnly: false,
        startsFixed: false,
        initial: '',
        values: [],
        references: null,
      },
      {
        name: 'joinedOn',
        label: 'Joined on',
        type: 'date',
        needed: false,
        readOnly: false,
        startsFixed: false,
        initial: '',
        values: [],
        references: null,
      },
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
      {
        name: 'grade',
        label: 'Grade',
        type: 'string',
        needed: true,
        readOnly: false,
        startsFixed: false,
        initial: '',
        values: [],
        references: null,
      },
      {
        name: 'name',
        label: 'Name',
        type: 'string',
        needed: true,
        readOnly: false,
        startsFixed: false,
        initial: '',
        values: [],
        references: null,
      },
      {
        name: 'origin',
        label: 'Origin',
        type: 'string',
        needed: true,
        readOnly: false,
        startsFixed: false,
        initial: '',
        values: [],
        references: null,
      },
      {
        name: 'destination',
        label: 'Destination',
        type: 'string',
        needed: true,
        readOnly: false,
        startsFixed: false,
        initial: '',
        values: [],
        references: null,
      },
      {
        name: 'distanceKm',
        label: 'Distance km',
        type: 'decimal',
        needed: false,
        readOnly: false,
        startsFixed: false,
        initial: '',
        values: [],
        references: null,
      },
    ],
    actions: [],
  },
  {
    path: 'ascents',
    one: 'ascent',
    many: 'Ascents',
    verbs: ['create', 'list', 'read', 'update', 'delete'],
    searched: false,
    labelField: 'name',
    fields: [
      {
        name: 'name',
        label: 'Name',
        type: 'string',
        needed: true,
        readOnly: false,
        startsFixed: false,
        initial: '',
        values: [],
        references: null,
      },
      {
        name: 'description',
        label: 'Description',
        type: 'text',
        needed: false,
        readOnly: false,
        startsFixed: false,
        initial: '',
        values: [],
        references: null,
      },
      {
        name: 'active',
        label: 'Active',
        type: 'boolean',
        needed: false,
        readOnly: false,
        startsFixed: false,
        initial: 'true',
        values: [],
        references: null,
      },
    ],
    actions: [],
  },
];

export function entityOf(path: string): Entity | undefined {
  return entities.find((entity) => entity.path === path);
}
