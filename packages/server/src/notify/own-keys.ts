import { CodewrightError } from '../shared/errors.ts';

/** Signs what is pushed to browsers. */
export const pushKey = 'VAPID_PRIVATE_KEY';
const ofWebhook = /^WEBHOOK_[0-9A-F]{16}$/;

/** Signs what a webhook sends, or what it takes. */
export const webhookKey = (id: string): string => `WEBHOOK_${id.toUpperCase()}`;

/**
 * What a stored key serves that was made here and not by a person; null for any other. Without it browsers hear nothing any more, and
 * a webhook is silent: it goes with what it serves, never by itself.
 */
export function usedHere(name: string): string | null {
  if (name === pushKey) return 'notifications in browsers';
  return ofWebhook.test(name) ? 'a webhook' : null;
}

/** Nobody removes or replaces by hand what was made here. @throws CodewrightError CONFLICT */
export function refuseOwnKey(name: string): void {
  const serves = usedHere(name);
  if (serves === null) return;
  throw new CodewrightError('CONFLICT', `${name} was made by Codewright for ${serves}, which would end without it.`, {
    hint:
      name === pushKey
        ? 'Nothing needs to be done with it: who wants no notifications ends them in each browser.'
        : 'Remove the webhook, and its key goes too, or give the webhook another secret: in the dashboard, under Settings.',
  });
}
