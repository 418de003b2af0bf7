import type { Webhook, WebhookWithSecret } from '@codewright/protocol/webhooks';
import { useQuery } from '@tanstack/react-query';
import { Plus, Webhook as WebhookIcon } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Empty, Failure, Loading, Page } from '../../components/page.tsx';
import { Pill } from '../../components/status.tsx';
import { SureButton } from '../../components/sure-button.tsx';
import { call } from '../../lib/api.ts';
import { useAction } from '../../lib/use-action.ts';
import { Deliveries } from './deliveries.tsx';
import { NewWebhookForm } from './new-webhook.tsx';

export function WebhooksPage() {
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<WebhookWithSecret | null>(null);
  const list = useQuery({
    queryKey: ['webhooks'],
    queryFn: async () => (await call('listWebhooks', {})).webhooks,
  });
  return (
    <Page
      title="Webhooks"
      actions={
        <Button look="main" icon={<Plus className="size-4" aria-hidden />} onClick={() => setAdding(true)}>
          New webhook
        </Button>
      }
    >
      <div className="mx-auto max-w-3xl space-y-4 px-4 py-5 md:px-6">
        {secret ? <Secret made={secret} close={() => setSecret(null)} /> : null}
        {list.isPending ? (
          <Loading what="the webhooks" />
        ) : list.isError ? (
          <Failure error={list.error} retry={() => void list.refetch()} />
        ) : list.data.length === 0 ? (
          <Empty icon={<WebhookIcon aria-hidden />} title="No webhook yet">
            Let GitHub or another program make jobs, or tell one what becomes of them.
          </Empty>
        ) : (
          list.data.map((hook) => <Hook key={hook.id} hook={hook} renewed={setSecret} />)
        )}
      </div>
      {adding ? (
        <NewWebhookForm
          close={() => setAdding(false)}
          made={(hook) => {
            setAdding(false);
            setSecret(hook);
          }}
        />
      ) : null}
    </Page>
  );
}

/** The secret, once; and the address that the other side needs. */
function Secret({ made: { webhook, secret, path }, close }: { made: WebhookWithSecret; close: () => void }) {
  return (
    <section aria-label="Secret" className="space-y-2 rounded-lg border border-warn/40 bg-warn-fill/60 p-3.5">
      <p>
        The secret of <b>{webhook.name}</b> is shown this once. Give it to the other side.
      </p>
      <code className="block rounded bg-code p-2 text-[12.5px] [overflow-wrap:anywhere] select-all">{secret}</code>
      {path === '' ? null : (
        <p className="text-soft [overflow-wrap:anywhere]">
          Deliveries go to <code className="text-ink select-all">{location.origin + path}</code>
          {webhook.about.kind === 'github' ? ', content type application/json.' : ', signed as Standard Webhooks says.'}
        </p>
      )}
      <Button onClick={close}>I have it</Button>
    </section>
  );
}

function Hook({ hook, renewed }: { hook: Webhook; renewed: (made: WebhookWithSecret) => void }) {
  const { id, name, enabled, about } = hook;
  const [open, setOpen] = useState(false);
  const change = useAction({
    what: 'Changing the webhook',
    run: (on: boolean) => call('changeWebhook', { id, body: { enabled: on } }),
  });
  const remove = useAction({
    what: 'Removing the webhook',
    run: () => call('removeWebhook', { id }),
    done: () => `${name} is removed.`,
  });
  const renew = useAction({
    what: 'Making a new secret',
    run: () => call('newWebhookSecret', { id }),
    after: renewed,
  });
  return (
    <section aria-label={`Webhook ${name}`} className="rounded-lg border">
      <div className="flex flex-wrap items-center gap-2 p-3">
        <div className="min-w-0 flex-1 basis-56">
          <h2 className="flex items-center gap-2 font-medium">
            {name} <Pill tone={enabled ? 'good' : 'calm'}>{enabled ? 'On' : 'Off'}</Pill>
          </h2>
          <p className="text-xs text-soft [overflow-wrap:anywhere]">
            {about.kind === 'out'
              ? `${about.events.join(', ')} → ${about.url}`
              : `${about.kind === 'github' ? 'GitHub' : 'Signed requests'} → jobs in ${about.folder}`}
          </p>
        </div>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          Deliveries
        </Button>
        <Button pending={change.pending} onClick={() => change.start(!enabled)}>
          {enabled ? 'Switch off' : 'Switch on'}
        </Button>
        <Button pending={renew.pending} onClick={() => renew.start(undefined)}>
          New secret
        </Button>
        <SureButton word="Remove" name={name} pending={remove.pending} start={() => remove.start(undefined)} />
      </div>
      {open ? <Deliveries hook={hook} /> : null}
    </section>
  );
}
