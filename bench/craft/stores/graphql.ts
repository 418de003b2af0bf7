import { closest, wordsOf } from '../names.ts';
import { fieldTables } from '../readme.ts';
import { fresh } from '../samples.ts';
import type { Answer, EntityDoc, Row, Store, User } from './contract.ts';

interface TypeRef {
  kind: string;
  name: string | null;
  ofType: TypeRef | null;
}
interface Introspected {
  __schema: {
    mutationType: { fields: Operation[] } | null;
    queryType: { fields: Operation[] };
    types: {
      name: string;
      kind: string;
      fields: { name: string; type: TypeRef }[] | null;
      inputFields: { name: string; type: TypeRef }[] | null;
    }[];
  };
}
interface Operation {
  name: string;
  args: { name: string; type: TypeRef }[];
  type: TypeRef;
}

const reference = '{ kind name ofType { kind name ofType { kind name ofType { kind name } } } }';
const introspection = `{ __schema { mutationType { fields { name args { name type ${reference} } type ${reference} } } queryType { fields { name args { name type ${reference} } type ${reference} } } types { name kind fields { name type ${reference} } inputFields { name type ${reference} } } } }`;

const named = (type: TypeRef): string => type.name ?? (type.ofType ? named(type.ofType) : '');
const written = (type: TypeRef): string =>
  type.kind === 'NON_NULL' && type.ofType
    ? `${written(type.ofType)}!`
    : type.kind === 'LIST' && type.ofType
      ? `[${written(type.ofType)}]`
      : (type.name ?? '');

/** A GraphQL API by introspection; the README only says what a scalar holds. */
export async function openGraphqlStore(options: {
  url: string;
  readme: string;
  grant: (login: string, role: string) => Promise<void>;
  close: () => Promise<void>;
}): Promise<Store> {
  const docs = fieldTables(options.readme);
  async function send(
    query: string,
    variables: Row,
    as?: User,
  ): Promise<{ data?: Record<string, unknown>; problem?: string; refused?: boolean }> {
    const response = await fetch(`${options.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...as?.headers },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(10_000),
    });
    const answer = (await response.json()) as {
      data?: Record<string, unknown>;
      errors?: { message: string; extensions?: { code?: string } }[];
    };
    const [error] = answer.errors ?? [];
    if (!error) return { data: answer.data ?? {} };
    return {
      problem: `${query.slice(0, 60)} ${error.extensions?.code ?? ''} ${error.message}`,
      refused: !/INTERNAL/i.test(error.extensions?.code ?? ''),
    };
  }
  const { data, problem } = await send(introspection, {});
  if (!data) throw new Error(`No introspection: ${problem}`);
  const schema = (data as unknown as Introspected).__schema;
  const mutations = schema.mutationType?.fields ?? [];
  const mutation = (name: string) => mutations.find((one) => one.name === name);
  const plain = (typeName: string) =>
    (schema.types.find(({ name }) => name === typeName)?.fields ?? [])
      .filter(({ type }) =>
        ['SCALAR', 'ENUM'].includes(schema.types.find(({ name }) => name === named(type))?.kind ?? ''),
      )
      .map(({ name }) => name);
  const entities: EntityDoc[] = mutations
    .filter(({ name }) => name.startsWith('create') && mutation(name.replace('create', 'update')))
    .map(({ name }) => {
      const entity = name.slice('create'.length);
      return {
        name: entity,
        fields: closest(entity, docs, ({ title }) => title)?.fields ?? [],
        actions: mutations.flatMap(({ name: other }) =>
          other.endsWith(entity) && !/^(create|update|delete)/.test(other) ? [other] : [],
        ),
      };
    });
  const register = mutation('register') ?? mutation('signUp');
  async function signUp(role?: string): Promise<User> {
    if (!register) throw new Error('Nobody can register');
    const input = register.args[0];
    const inputType = schema.types.find(({ name }) => name === (input ? named(input.type) : ''))?.inputFields;
    const names = inputType?.map(({ name }) => name) ?? register.args.map(({ name }) => name);
    const values: Row = {};
    for (const name of names)
      values[name] =
        name === 'password'
          ? 'correct horse battery'
          : name === 'email'
            ? `user${fresh()}@example.com`
            : `user${fresh()}`;
    const login = mutation('login') ?? mutation('signIn');
    const call = async (operation: Operation, given: Row) => {
      const variables: Row =
        operation.args.length === 1 &&
        inputType &&
        schema.types.some(
          ({ name, inputFields }) =>
            name === named(operation.args[0]?.type ?? { kind: '', name: '', ofType: null }) && inputFields,
        )
          ? { [operation.args[0]?.name ?? 'input']: given }
          : given;
      const list = operation.args.map(({ name, type }) => `$${name}: ${written(type)}`).join(', ');
      const pass = operation.args.map(({ name }) => `${name}: $${name}`).join(', ');
      const gives = plain(named(operation.type));
      return await send(
        `mutation(${list}) { ${operation.name}(${pass}) ${gives.length > 0 ? `{ ${gives.join(' ')} }` : ''} }`,
        variables,
      );
    };
    const made = await call(register, values);
    if (made.problem) throw new Error(`Nobody can register: ${made.problem}`);
    const loginName = names.find((name) => name !== 'password') ?? 'email';
    if (role) await options.grant(String(values[loginName]), role);
    const signed = login ? await call(login, { [loginName]: values[loginName], password: values['password'] }) : made;
    const token = /"token":"([^"]+)"/.exec(JSON.stringify(signed.data ?? {}))?.[1] ?? '';
    return { login: String(values[loginName]), headers: { authorization: `Bearer ${token}` } };
  }
  const usual = register ? await signUp() : undefined;

  const shape = (entity: EntityDoc) => `{ ${plain(entity.name).join(' ')} }`;
  async function answer(query: string, variables: Row, name: string, as?: User): Promise<Answer> {
    const got = await send(query, variables, as ?? usual);
    if (got.problem !== undefined) return { ok: false, refused: got.refused ?? false, problem: got.problem };
    const row = got.data?.[name];
    if (row === null) return { ok: false, refused: true, problem: `${name} gives nothing` };
    return { ok: true, row: typeof row === 'object' ? (row as Row) : {} };
  }
  const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  return {
    entities,
    create: (entity, input, as) =>
      answer(
        `mutation($input: ${entity.name}Input!) { create${entity.name}(input: $input) ${shape(entity)} }`,
        { input },
        `create${entity.name}`,
        as,
      ),
    update: (entity, id, input, as) =>
      answer(
        `mutation($id: ID!, $input: ${entity.name}Patch!) { update${entity.name}(id: $id, input: $input) ${shape(entity)} }`,
        { id, input },
        `update${entity.name}`,
        as,
      ),
    read: (entity, id, as) =>
      answer(`query($id: ID!) { ${lower(entity.name)}(id: $id) ${shape(entity)} }`, { id }, lower(entity.name), as),
    remove: (entity, id, as) =>
      answer(`mutation($id: ID!) { delete${entity.name}(id: $id) }`, { id }, `delete${entity.name}`, as),
    act: (entity, id, action, as) =>
      answer(`mutation($id: ID!) { ${action}(id: $id) ${shape(entity)} }`, { id }, action, as),
    async list(entity, query, as) {
      const page = schema.queryType.fields.find(
        ({ name, type }) =>
          named(type) === `${entity.name}Page` || wordsOf(name).join() === wordsOf(entity.name).join(),
      );
      if (!page) return null;
      const args = Object.entries(query).map(
        ([name, value]) => `${name}: ${/^\d+$/.test(value) ? value : JSON.stringify(value)}`,
      );
      const got = await send(
        `{ ${page.name}${args.length > 0 ? `(${args.join(', ')})` : ''} { items ${shape(entity)} } }`,
        {},
        as ?? usual,
      );
      return (got.data?.[page.name] as { items?: Row[] } | undefined)?.items ?? null;
    },
    ...(register ? { signUp, stranger: { login: '', headers: {} } } : {}),
    close: options.close,
  };
}
