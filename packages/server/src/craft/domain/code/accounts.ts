import { imports, literal, quote } from '../../emit/layout.ts';
import { capital, variableFor } from '../../emit/names.ts';
import type { AuthModel } from '../model.ts';
import { inputName } from './schema.ts';

/** Signing up and in, whatever surface asks for it: what the templates of `auth/` are filled with. */
export function accountValues(auth: AuthModel | undefined): Record<string, unknown> {
  return {
    accountImports: auth ? accountImports(auth) : '',
    accountInput: auth ? inputName(auth.account) : '',
    accountExtras: auth ? accountExtras(auth) : '',
    A: auth?.account.typeName ?? '',
    login: auth?.login.name ?? '',
    loginVariable: auth ? variableFor(auth.login.name) : '',
    Login: auth ? capital(auth.login.name) : '',
    loginLabel: auth?.login.label ?? '',
    loginColumn: auth?.login.column ?? '',
    accountTable: auth?.account.table ?? '',
    rolesSource: `[${(auth?.roles ?? []).map(quote).join(', ')}]`,
  };
}

function accountImports({ account, login }: AuthModel): string {
  return imports({
    zod: ['type z'],
    '../database.ts': ['transaction'],
    '../deps.ts': ['type Deps'],
    [`../${account.path}/repository.ts`]: [
      `find${account.typeName}By${capital(login.name)}`,
      `insert${account.typeName}`,
    ],
    [`../${account.path}/rules.ts`]: [`check${account.typeName}`],
    [`../${account.path}/schema.ts`]: [`type ${account.typeName}`],
    './password.ts': ['hashPassword', 'verifyPassword'],
    './rate-limit.ts': ['type Attempts'],
    './schema.ts': ['type credentials', 'type registration'],
    './sessions.ts': ['startSession'],
  });
}

/** What the server adds to the profile of a new user. */
function accountExtras(auth: AuthModel): string {
  const extras = auth.account.fields
    .filter((field) => field.readOnly && field.name !== 'passwordHash')
    .map((field) => {
      const value = field.initial ?? null;
      const now = value === 'now' && (field.type === 'date' ? 'now().slice(0, 10)' : 'now()');
      const constant = field.type === 'enum' ? `${literal(value)} as const` : literal(value);
      return `, ${field.name}: ${now === false ? constant : now}`;
    });
  return extras.join('');
}
