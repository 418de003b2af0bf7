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
