import { useQuery } from '@tanstack/react-query';
import { Failure, Loading, Page, Section } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';

/** The rules by which actions are allowed, asked about or refused, as they are written. */
export function RulesPage() {
  const view = useQuery({ queryKey: ['policies'], queryFn: async () => (await call('policies', {})).files });
  return (
    <Page title="Policies">
      <div className="mx-auto max-w-4xl px-4 py-6 md:px-6">
        {view.isPending ? (
          <Loading what="the policies" />
        ) : view.isError ? (
          <Failure error={view.error} retry={() => void view.refetch()} />
        ) : (
          view.data.map(({ name, text }) => (
            <Section key={name} title={name}>
              <pre
                tabIndex={0}
                role="region"
                aria-label={name}
                className="max-h-[60dvh] overflow-auto rounded-lg border bg-code p-3 font-mono text-[12.5px] leading-5"
              >
                {text}
              </pre>
            </Section>
          ))
        )}
      </div>
    </Page>
  );
}
