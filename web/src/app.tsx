import { Suspense, useEffect, useState } from 'react';
import { HomePage } from './home/home_page';
import { BuilderPage, DevicesPage, ModelsPage, SettingsPage, WallPage } from './parts';
import { go, useRoute } from './router/use_route';
import type { Route } from './router/route';
import { FailureBoundary } from './shell/failure_boundary';
import { Shell } from './shell/shell';
import { ShortcutsDialog } from './shell/shortcuts_dialog';
import { usePageKeys } from './shell/use_page_keys';
import { askBeforeLeaving, followDrafts } from './state/drafts';
import { queryClient } from './state/queries';
import { StatusFeed } from './state/status_feed';
import { forgetSilence, whenServerIsBack } from './state/store';
import { t } from './texts';
import { Coming } from './ui/coming';
import { followSystemTheme } from './ui/theme';

export function App() {
  const route = useRoute();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    const feed = new StatusFeed();
    feed.start();
    const ends = [followSystemTheme(), followDrafts(), askBeforeLeaving(), whenServerIsBack(() => void queryClient.invalidateQueries()), whenServerIsBack(forgetSilence)];
    return () => {
      feed.stop();
      for (const end of ends) end();
    };
  }, []);
  usePageKeys({ '?': () => setHelp(true) });
  return (
    <Shell route={route}>
      <FailureBoundary key={route.page === 'builder' ? `builder ${route.id}` : route.page}>
        <Suspense fallback={<Coming />}><Page route={route} /></Suspense>
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
