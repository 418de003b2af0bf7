import { type Role, roles } from '@codewright/protocol/access';
import type { ExitReason } from '@codewright/protocol/errors';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { AccessHost, Host } from '../contract.ts';
import { columns } from '../view/format.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

/** `codewright users …` and `codewright tokens …`: who may use the server of this home. */
export function addAccessCommands(program: Command, host: Host, run: Run): void {
  const { stdout } = host.terminal;
  const out = (text: string) => stdout.write(`${text}\n`);
  const work = (action: (access: AccessHost) => Promise<void>) =>
    run(async () => {
      await action(await host.access());
      return 'done';
    });
  addUsers(program, out, work);
  addTokens(program, out, work);
}

type Out = (text: string) => void;
type Work = (action: (access: AccessHost) => Promise<void>) => Promise<void>;

function addUsers(program: Command, out: Out, work: Work): void {
  const users = program.command('users').description('who may use the server of this home, in a browser or by a token');
  const role = () => new Argument('<role>', 'what the user may do').choices(roles);

  users
    .command('list')
    .description('everybody, with role and last use')
    .option('--json', 'as JSON')
    .action((flags: { json?: boolean }) =>
      work(async (access) => {
        const found = await access.users();
        if (flags.json) return out(JSON.stringify({ users: found }));
        const rows = found.map((user) => [user.id, user.role, day(user.createdAt), day(user.usedAt)]);
        for (const line of columns([['NAME', 'ROLE', 'SINCE', 'LAST USE'], ...rows])) out(line);
      }),
    );

  users
    .command('add <name>')
    .description('a new user; prints a link that signs one browser in, once')
    .addOption(new Option('--role <role>', 'what the user may do').choices(roles).default('member'))
    .option('--json', 'as JSON')
    .action((name: string, flags: { role: Role; json?: boolean }) =>
      work(async (access) => {
        const user = await access.addUser(name, flags.role);
        const link = await access.link(name);
        if (flags.json) return out(JSON.stringify({ user, link }));
        out(`${name} is ${flags.role}. This link signs one browser in, once, within a day:`);
        out(link);
      }),
    );

  users
    .command('role <name>')
    .addArgument(role())
    .description('another role: viewer sees all jobs, member has own ones, admin may everything')
    .action((name: string, next: Role) =>
      work(async (access) => {
        await access.setRole(name, next);
        out(`${name} is ${next}.`);
      }),
    );

  users
    .command('link [name]')
    .description('a link that signs one browser in, once, within a day; your own without a name')
    .action((name: string | undefined) => work(async (access) => out(await access.link(name))));

  users
    .command('remove <name>')
    .description('ends tokens and sessions of a user; the jobs stay')
    .action((name: string) =>
      work(async (access) => {
        await access.removeUser(name);
        out(`${name} is removed.`);
      }),
    );
}

function addTokens(program: Command, out: Out, work: Work): void {
  const tokens = program.command('tokens').description('what programs and browsers are signed in with');

  tokens
    .command('list')
    .description('tokens and sessions of everybody; never a secret')
    .option('--json', 'as JSON')
    .action((flags: { json?: boolean }) =>
      work(async (access) => {
        const found = await access.tokens();
        if (flags.json) return out(JSON.stringify({ tokens: found }));
        const rows = found.map(({ id, user, kind, name, createdAt, usedAt, expiresAt }) => [
          id.slice(-8),
          user,
          kind,
          day(createdAt),
          day(usedAt),
          day(expiresAt),
          name,
        ]);
        if (rows.length === 0)
          return out('There is none but that of the installation. Make one: codewright tokens add NAME');
        for (const line of columns([['ID', 'USER', 'KIND', 'SINCE', 'LAST USE', 'UNTIL', 'NAME'], ...rows])) out(line);
      }),
    );

  tokens
    .command('add <name>')
    .description('a new token; it is shown this once')
    .option('--user <user>', 'whose it is; you, an admin, when absent')
    .option('--days <days>', 'how long it counts; without an end when absent', days)
    .option('--json', 'as JSON')
    .action((name: string, flags: { user?: string; days?: number; json?: boolean }) =>
      work(async (access) => {
        const { json, ...rest } = flags;
        const made = await access.addToken({ name, ...rest });
        out(json ? JSON.stringify(made) : made.secret);
      }),
    );

  tokens
    .command('revoke <id>')
    .description('from now on it counts no more; the end of an id is enough')
    .action((id: string) =>
      work(async (access) => {
        await access.revoke(id);
        out(`${id} is revoked.`);
      }),
    );
}

const day = (time: string | null) => time?.slice(0, 16).replace('T', ' ') ?? '–';

function days(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 3650) return count;
  throw new InvalidArgumentError('A whole number from 1 to 3650.');
}
