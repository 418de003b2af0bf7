import { ListPage } from './list-page.tsx';
import { entities, title } from './model.ts';
import { useRoute } from './route.ts';
import { RowPage } from './row-page.tsx';

export function App() {
  const route = useRoute();
  const entity = entities.find((one) => one.path === route.path) ?? entities[0];
  return (
    <div className="min-h-screen bg-slate-50 text-slate-900">
      <header className="border-b border-slate-200 bg-white">
        <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
          <h1 className="text-lg font-semibold">{title}</h1>
          <nav aria-label="Main" className="flex flex-wrap gap-4 text-sm">
            {entities.map((one) => (
              <a
                key={one.path}
                href={`#/${one.path}`}
                aria-current={one === entity ? 'page' : undefined}
                className="text-slate-600 hover:text-slate-900 aria-[current]:font-semibold aria-[current]:text-teal-800"
              >
                {one.many}
              </a>
            ))}
          </nav>
        </div>
      </header>
      <main className="mx-auto max-w-5xl px-4 py-6">
        {entity && route.id !== null && route.path === entity.path ? (
          <RowPage key={`${entity.path}/${route.id}`} entity={entity} id={route.id} />
        ) : null}
        {entity && (route.id === null || route.path !== entity.path) ? (
          <ListPage key={entity.path} entity={entity} />
        ) : null}
      </main>
    </div>
  );
}
