import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Failure, Loading, Page, Section } from '../../components/page.tsx';
import { SureButton } from '../../components/sure-button.tsx';
import { call } from '../../lib/api.ts';
import { useAction } from '../../lib/use-action.ts';

/** Keys of model providers: stored encrypted, replaced and removed, never shown. */
export function KeysPage() {
  const view = useQuery({ queryKey: ['secrets'], queryFn: () => call('listSecrets', {}) });
  return (
    <Page title="Keys">
      <div className="mx-auto max-w-3xl px-4 py-6 md:px-6">
        {view.isPending ? (
          <Loading what="the keys" />
        ) : view.isError ? (
          <Failure error={view.error} retry={() => void view.refetch()} />
        ) : (
          <>
            <Section title="Stored keys">
              {view.data.secrets.length === 0 ? (
                <p className="text-soft">No key is stored. The built-in model needs none.</p>
              ) : (
                <ul className="divide-y rounded-lg border">
                  {view.data.secrets.map((secret) => (
                    <KeyRow
                      key={secret.name}
                      name={secret.name}
                      since={secret.replacedAt ?? secret.setAt}
                      usedBy={secret.usedBy}
                      own={secret.own}
                    />
                  ))}
                </ul>
              )}
              <p className="mt-2 text-xs text-faint">
                {view.data.protection ? `Encrypted under a ${view.data.protection}. ` : ''}
                {view.data.fromEnvironment.length > 0
                  ? `From the server’s environment: ${view.data.fromEnvironment.join(', ')}.`
                  : ''}
              </p>
            </Section>
            <NewKey known={view.data.known} />
          </>
        )}
      </div>
    </Page>
  );
}

function KeyRow({ name, since, usedBy, own }: { name: string; since: string; usedBy: string; own: boolean }) {
  const remove = useAction({
    what: `Removing ${name}`,
    run: () => call('removeSecret', { id: name }),
    done: () => `${name} is removed.`,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
      <div className="min-w-40 flex-1">
        <code className="font-mono text-[12.5px] font-medium [overflow-wrap:anywhere]">{name}</code>
        <div className="text-xs text-faint">
          used by {usedBy} · since {since.slice(0, 10)}
        </div>
      </div>
      {own ? (
        <span className="text-xs text-faint">Made by Codewright</span>
      ) : (
        <SureButton word="Remove" name={name} pending={remove.pending} start={() => remove.start(undefined)} />
      )}
    </li>
  );
}

function NewKey({ known }: { known: string[] }) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const put = useAction({
    what: 'Storing the key',
    run: () => call('putSecret', { id: name, body: { value } }),
    done: () => `${name} is stored.`,
    after() {
      setName('');
      setValue('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.start(undefined);
  };
  return (
    <Section title="Store or replace a key">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <Field
          label="Name"
          list="known-keys"
          value={name}
          set={setName}
          required
          pattern="[A-Za-z_]\w*"
          title="Letters, digits and _"
          maxLength={100}
          mono
          place="min-w-48 flex-1"
        />
        <datalist id="known-keys">
          {known.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Field
          label="Value; it is never shown again"
          type="password"
          value={value}
          set={setValue}
          required
          mono
          place="min-w-48 flex-1"
        />
        <Button look="main" type="submit" pending={put.pending} className="h-9!">
          Store
        </Button>
      </form>
    </Section>
  );
}
