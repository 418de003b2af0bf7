import { hookEvents, type NewWebhook, type WebhookWithSecret } from '@codewright/protocol/webhooks';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, fieldLook, Labelled } from '../../components/field.tsx';
import { call, wordsOf } from '../../lib/api.ts';
import { useAction } from '../../lib/use-action.ts';

const kinds = {
  out: 'Tell another program',
  github: 'GitHub makes jobs',
  generic: 'Another program makes jobs',
} as const;
type Kind = keyof typeof kinds;

export function NewWebhookForm({ close, made }: { close: () => void; made: (hook: WebhookWithSecret) => void }) {
  const [kind, setKind] = useState<Kind>('out');
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [folder, setFolder] = useState('');
  const [events, setEvents] = useState<readonly string[]>(['job.waiting', 'job.succeeded', 'job.failed']);
  const [label, setLabel] = useState('codewright');
  const [command, setCommand] = useState('/codewright');
  const [failedChecks, setFailedChecks] = useState(false);
  const add = useAction({
    what: 'Adding the webhook',
    run: () => call('addWebhook', { body: { name: name.trim(), about: about() } }),
    after: made,
  });
  const about = (): NewWebhook['about'] => {
    if (kind === 'out') return { kind, url: url.trim(), events: hookEvents.filter((one) => events.includes(one)) };
    if (kind === 'generic') return { kind, folder: folder.trim() };
    const triggers = { label: label.trim() || null, command: command.trim() || null, failedChecks };
    return { kind, folder: folder.trim(), triggers };
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    add.start(undefined);
  };
  return (
    <Dialog open onOpenChange={close} title="New webhook" description="What is sent and what comes in is signed.">
      <form onSubmit={send} className="space-y-3">
        <Labelled label="What it does">
          <select value={kind} onChange={(event) => setKind(event.target.value as Kind)} className={fieldLook}>
            {Object.entries(kinds).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </Labelled>
        <Field label="Name" required maxLength={100} value={name} set={setName} />
        {kind === 'out' ? (
          <>
            <Field
              label="Address"
              required
              type="url"
              placeholder="https://example.org/hook"
              value={url}
              set={setUrl}
            />
            <fieldset>
              <legend className="mb-1 text-xs font-medium text-soft">Events</legend>
              <div className="flex flex-wrap gap-x-4">
                {hookEvents.map((one) => (
                  <Check
                    key={one}
                    label={one}
                    checked={events.includes(one)}
                    set={(on) => setEvents(on ? [...events, one] : events.filter((other) => other !== one))}
                  />
                ))}
              </div>
            </fieldset>
          </>
        ) : (
          <Field
            label="Repository that its jobs work on (its path on the server)"
            required
            value={folder}
            set={setFolder}
          />
        )}
        {kind === 'github' ? (
          <>
            <Field label="Label of an issue that makes a job (empty: none)" value={label} set={setLabel} />
            <Field
              label="Command in a collaborator’s comment that makes a job (empty: none)"
              value={command}
              set={setCommand}
            />
            <Check
              label="A check that fails on the default branch makes a job"
              checked={failedChecks}
              set={setFailedChecks}
            />
          </>
        ) : null}
        {add.error ? (
          <p role="alert" className="text-bad">
            {wordsOf(add.error).message} {wordsOf(add.error).hint}
          </p>
        ) : null}
        <Button look="main" type="submit" pending={add.pending}>
          Add
        </Button>
      </form>
    </Dialog>
  );
}

function Check({ label, checked, set }: { label: string; checked: boolean; set: (on: boolean) => void }) {
  return (
    <label className="inline-flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
      <input type="checkbox" checked={checked} onChange={(event) => set(event.target.checked)} />
      {label}
    </label>
  );
}
