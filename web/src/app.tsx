import { lazy, Suspense, useEffect, useState } from 'react';
import { HomePage } from './home/home_page';
import { go, useRoute } from './router/use_route';
import type { Route } from './router/route';
import { FailureBoundary } from './shell/failure_boundary';
import { Shell } from './shell/shell';
import { ShortcutsDialog } from './shell/shortcuts_dialog';
import { usePageKeys } from './shell/use_page_keys';
import { StatusFeed } from './state/status_feed';
import { t } from './texts';
import { followSystemTheme } from './ui/theme';

const loadBuilder = () => import('./builder/builder_page');
const BuilderPage = lazy(loadBuilder);
const WallPage = lazy(() => import('./wall/wall_page'));
const ModelsPage = lazy(() => import('./pages/models_page'));
const DevicesPage = lazy(() => import('./pages/devices_page'));
const SettingsPage = lazy(() => import('./pages/settings_page'));

/** By then a first page stands, and the builder is what comes next. */
const restMs = 2000;

/** Fetches the builder while the server is still asked who is there; from the list of workflows, once that has come to rest. */
export function fetchAhead({ page }: Route): void {
  const fetchIt = () => void loadBuilder().catch(() => undefined);
  if (page === 'builder') fetchIt();
  if (page === 'home') setTimeout(fetchIt, restMs);
}

export function App() {
  const route = useRoute();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    const feed = new StatusFeed();
    feed.start();
    const unfollow = followSystemTheme();
    return () => {
      feed.stop();
      unfollow();
    };
  }, []);
  usePageKeys({ '?': () => setHelp(true) });
  return (
    <Shell route={route}>
      <FailureBoundary key={route.page}>
        <Suspense fallback={<p className="p-6 text-muted">{t.app.loading}</p>}><Page route={route} /></Suspense>
      </FailureBoundary>
      {help && <ShortcutsDialog onClose={() => setHelp(false)} />}
    </Shell>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'home': return <HomePage />;
    case 'builder': return <BuilderPage key={route.id} id={route.id} />;
    case 'wall': return <WallPage focus={route.focus} />;
    case 'models': return <ModelsPage />;
    case 'devices': return <DevicesPage />;
    case 'settings': return <SettingsPage />;
    case 'unknown': return <NotHere />;
  }
}

function NotHere() {
  return (
    <section className="m-auto flex flex-col items-center gap-3 p-6">
      <h1 className="text-l font-semibold">{t.app.notHere}</h1>
      <button type="button" className="button" onClick={() => go({ page: 'home' })}>{t.app.toHome}</button>
    </section>
  );
}
