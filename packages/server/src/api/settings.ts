import { type Asker } from '@codewright/protocol/access';
import { secretName } from '@codewright/protocol/settings';
import { CodewrightError } from '../shared/errors.ts';
import type { SettingsAdmin } from './contract.ts';
import type { Handlers } from './handlers.ts';

type SettingsRoutes = Pick<
  Handlers,
  'getSettings' | 'putSettings' | 'listSecrets' | 'putSecret' | 'removeSecret' | 'policies'
>;

/** The configuration and the keys; only admins come here, and whoever reads the rules. */
export function createSettingsHandlers(settings: SettingsAdmin | undefined, { user }: Asker): SettingsRoutes {
  const admin = () => {
    if (settings === undefined) throw new CodewrightError('NOT_FOUND', 'This server has no settings to change.');
    return settings;
  };
  return {
    getSettings: async () => admin().view(),
    putSettings: ({ body }) => admin().change(body.changes, user),
    listSecrets: () => admin().secrets(),
    putSecret: async ({ id, body }) => ({ done: await admin().setSecret(nameOf(id), body.value, user) }),
    async removeSecret({ id }) {
      await admin().removeSecret(id, user);
      return { removed: true };
    },
    policies: async () => ({ files: await admin().policies() }),
  };
}

function nameOf(id: string): string {
  const parsed = secretName.safeParse(id);
  if (parsed.success) return parsed.data;
  throw new CodewrightError(
    'INVALID_INPUT',
    `This cannot be the name of a key: ${parsed.error.issues[0]?.message ?? ''}.`,
  );
}
